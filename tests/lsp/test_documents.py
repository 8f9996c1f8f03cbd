"""What a server is told of documents, and what it tells of them: over the real protocol, with a real process."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.client import editor, typed

DATABASE = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n\n'
USER = "model User {\n  id Int @id\n}\n"
TENANTS = 'generator t {\n  provider    = "tenantry"\n  tenantModel = "User"\n}\n\n'


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [diagnostic.code for diagnostic in found]


def lines(found: list[types.Diagnostic]) -> list[int]:
    return [diagnostic.range.start.line for diagnostic in found]


async def test_faults_come_and_go_while_typing(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        assert await session.open("schema.prisma", DATABASE + USER) == []
        found = await session.change("schema.prisma", typed(6, 5, "Itn", over=3))
        assert codes(found) == ["unknown-type"]
        assert found[0].source == "tenantry"
        assert found[0].severity is types.DiagnosticSeverity.Error
        assert found[0].range == types.Range(types.Position(6, 5), types.Position(6, 8))
        assert await session.change("schema.prisma", typed(6, 5, "Int", over=3)) == []


async def test_a_fault_shows_its_other_place_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE + USER)
    async with editor(tmp_path) as session:
        found = await session.open("schema/b.prisma", "\n" + USER)
        assert codes(found) == ["duplicate-name"]
        related = found[0].related_information
        assert related is not None
        assert [(r.location.uri, r.location.range.start.line) for r in related] == [(session.uri("schema/a.prisma"), 5)]


async def test_a_buffer_counts_and_not_the_file(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE)
    (tmp_path / "schema" / "b.prisma").write_text(USER)
    async with editor(tmp_path) as session:
        await session.open("schema/a.prisma", DATABASE)
        await session.change("schema/a.prisma", typed(5, 0, "model A {\n  id Int @id\n  u Usr\n}\n"))
        await session.open("schema/b.prisma", USER)
        await session.change("schema/b.prisma", typed(0, 6, "Usr", over=4))
        found = await session.faults("schema/a.prisma", "missing-back-relation")
        assert lines(found) == [7]


async def test_files_that_were_never_opened_are_told_of_too(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE + USER)
    (tmp_path / "schema" / "b.prisma").write_text("model B {\n  id Int @id\n  x Nowhere\n}\n")
    async with editor(tmp_path) as session:
        assert await session.open("schema/a.prisma", DATABASE + USER) == []
        await session.faults("schema/b.prisma", "unknown-type")
        session.close("schema/a.prisma")
        await session.faults("schema/b.prisma")


async def test_a_client_of_one_folder_has_the_schema_in_its_usual_place(tmp_path: Path) -> None:
    (tmp_path / "schema" / "more").mkdir(parents=True)
    (tmp_path / "schema" / "more" / "a.prisma").write_text(USER)
    async with editor(tmp_path, folders="one") as session:
        assert codes(await session.open("schema/b.prisma", DATABASE)) == []
        await session.change("schema/b.prisma", typed(5, 0, "model A {\n  id Int @id\n  u \n}\n"))
        assert "User" in await session.labels("schema/b.prisma", 7, 4)


async def test_a_file_by_itself_is_a_schema(tmp_path: Path) -> None:
    (tmp_path / "one.prisma").write_text(DATABASE + USER)
    (tmp_path / "two.prisma").write_text(DATABASE + USER)
    async with editor(tmp_path, folders="none") as session:
        assert await session.open("one.prisma", DATABASE + USER) == []


async def test_a_folder_with_one_datasource_is_a_schema(tmp_path: Path) -> None:
    (tmp_path / "db" / "models").mkdir(parents=True)
    (tmp_path / "db" / "main.prisma").write_text(DATABASE)
    (tmp_path / "db" / "models" / "user.prisma").write_text("model Post {\n  id Int @id\n}\n" + USER)
    async with editor(tmp_path, folders="none") as session:
        assert codes(await session.open("db/main.prisma", DATABASE + USER)) == []
        await session.faults("db/models/user.prisma", "duplicate-name")


async def test_the_configuration_says_which_files_belong_together(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.tenantry.schemas.shop]\nschema = ["x/a.prisma", "y"]\n')
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    (tmp_path / "x" / "a.prisma").write_text(DATABASE + USER)
    async with editor(tmp_path, folders="none") as session:
        assert codes(await session.open("y/b.prisma", USER)) == ["duplicate-name"]


async def test_a_broken_configuration_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.tenantry\n")
    async with editor(tmp_path) as session:
        assert codes(await session.open("a.prisma", "model A {\n  id Itn @id\n}\n")) == ["unknown-type"]
        assert len(session.said) == 1
        assert "pyproject.toml" in session.said[0]


async def test_a_document_on_no_disk_is_a_schema(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        assert codes(await session.open("untitled:Untitled-1", "model A {\n  id Itn @id\n}\n")) == ["unknown-type"]
        assert "Int" in await session.labels("untitled:Untitled-1", 1, 5)


async def test_files_that_appear_and_go_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE)
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watching)
    )
    text = DATABASE + "model A {\n  id Int @id\n  k Kind\n}\n"
    other = tmp_path / "schema" / "b.prisma"

    async with editor(tmp_path, capabilities=capabilities) as session:

        def tell(kind: types.FileChangeType) -> None:
            event = types.FileEvent(other.as_uri(), kind)
            session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

        assert codes(await session.open("schema/a.prisma", text)) == ["unknown-type"]
        assert session.registered == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        other.write_text("enum Kind {\n  A\n}\n\nmodel B {\n  x Nowhere\n}\n")
        tell(types.FileChangeType.Created)
        await session.faults("schema/a.prisma")
        await session.faults("schema/b.prisma", "unknown-type")
        other.unlink()
        tell(types.FileChangeType.Deleted)
        await session.faults("schema/a.prisma", "unknown-type")
        await session.faults("schema/b.prisma")


@pytest.mark.parametrize(
    ("encoding", "character"),
    [
        (types.PositionEncodingKind.Utf8, 27),
        (types.PositionEncodingKind.Utf16, 23),
        (types.PositionEncodingKind.Utf32, 21),
        (None, 23),
    ],
)
async def test_columns_are_in_units_that_both_know(
    tmp_path: Path, encoding: types.PositionEncodingKind | None, character: int
) -> None:
    known = None if encoding is None else [encoding]
    capabilities = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=known))
    async with editor(tmp_path, capabilities=capabilities) as session:
        found = await session.open("a.prisma", 'model A {\n  id Int @map("🙂🙂") @xx\n}\n')
        assert session.server.position_encoding == (encoding or types.PositionEncodingKind.Utf16)
        unknown = next(d for d in found if d.code == "unknown-attribute")
        assert unknown.range.end == types.Position(1, character + 2)
        again = await session.change("a.prisma", typed(1, character, "yy", over=2))
        assert any('"@yy"' in d.message for d in again)


async def test_lines_end_as_the_protocol_says(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        text = "model A {\r\n  id Int @id // \u2028 \x0c \x85\r\n  x Itn\r\n}\r\n"
        assert lines(await session.open("a.prisma", text)) == [2]
        assert await session.change("a.prisma", typed(2, 4, "Int", over=3)) == []


async def test_a_whole_document_may_be_sent_as_well(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        await session.open("a.prisma", USER)
        whole = types.TextDocumentContentChangeWholeDocument("model A {\n  id Itn @id\n}\n")
        assert codes(await session.change("a.prisma", whole)) == ["unknown-type"]


async def test_keys_that_follow_each_other_quickly_are_answered_for_the_last(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        await session.open("a.prisma", "model A {\n  id Int @id\n\n}\n")
        for index, letter in enumerate("  x Nowhere"):
            session.type("a.prisma", typed(2, index, letter))
        found = await session.faults("a.prisma", "unknown-type")
        assert '"Nowhere"' in found[0].message


async def test_a_client_that_asks_for_diagnostics_is_not_told_them_too(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE + USER)
    (tmp_path / "schema" / "b.prisma").write_text("model B {\n  id Int @id\n  x Nowhere\n}\n")
    capabilities = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    )
    broken = DATABASE + USER.replace("Int", "Itn")
    async with editor(tmp_path, capabilities=capabilities) as session:
        document = types.TextDocumentItem(session.uri("schema/a.prisma"), "prisma", 1, broken)
        session.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        asking = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(document.uri))
        report = await session.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, asking)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert codes(list(report.items)) == ["unknown-type"]
        asking.previous_result_id = report.result_id
        again = await session.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, asking)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        await session.faults("schema/b.prisma", "unknown-type")
        assert session.uri("schema/a.prisma") not in session.told


async def test_a_client_that_asks_is_told_when_another_document_is_the_reason(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(DATABASE + USER)
    (tmp_path / "schema" / "b.prisma").write_text("")
    capabilities = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
        workspace=types.WorkspaceClientCapabilities(
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        ),
    )
    async with editor(tmp_path, capabilities=capabilities) as session:
        for name, text in (("a", DATABASE + USER), ("b", USER)):
            document = types.TextDocumentItem(session.uri(f"schema/{name}.prisma"), "prisma", 1, text)
            session.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
            session._versions[f"schema/{name}.prisma"] = 1
        session.type("schema/b.prisma", typed(0, 6, "A", over=4))
        asking = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(session.uri("schema/b.prisma")))
        before = await session.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, asking)
        session.type("schema/a.prisma", typed(8, 0, "\nmodel A {\n  id Int @id\n}\n"))
        await session.until(lambda: session.refreshes > 0)
        after = await session.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, asking)
        assert isinstance(before, types.RelatedFullDocumentDiagnosticReport)
        assert isinstance(after, types.RelatedFullDocumentDiagnosticReport)
        assert (codes(list(before.items)), codes(list(after.items))) == ([], ["duplicate-name"])


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("all", ["unknown-property", "model-without-tenant", "unknown-type"]),
        ("tenancy", ["unknown-property", "model-without-tenant"]),
        ("none", []),
    ],
)
async def test_diagnostics_can_be_left_to_another_server(tmp_path: Path, chosen: str, expected: list[str]) -> None:
    tenants = TENANTS.replace("}", "  tenntField = 1\n}")
    text = DATABASE + tenants + USER + "\nmodel A {\n  id Int @id\n  x Itn\n}\n"
    async with editor(tmp_path, options={"diagnostics": chosen}) as session:
        assert codes(await session.open("a.prisma", text)) == expected


async def test_features_can_be_switched_off(tmp_path: Path) -> None:
    switched_off = {"hover": False, "formatting": False, "codeActions": False, "rename": False}
    async with editor(tmp_path, options=switched_off) as session:
        assert session.server.hover_provider is None
        assert session.server.document_formatting_provider is None
        assert session.server.code_action_provider is None
        assert session.server.rename_provider is None
        assert session.server.completion_provider is not None


async def test_an_option_that_is_not_understood_is_said(tmp_path: Path) -> None:
    async with editor(tmp_path, options={"hovr": False}) as session:
        await session.open("a.prisma", USER)
        (said,) = session.said
        assert said.startswith("unknown option `hovr`: the options are diagnostics, completion, hover,")


async def test_a_request_for_what_is_not_open_is_answered(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        assert await session.labels("nowhere.prisma", 0, 0) == set()
        session._versions["nowhere.prisma"] = 1
        session.type("nowhere.prisma", typed(0, 0, "x"))
        assert await session.open("a.prisma", USER) == []
        assert await session.labels("a.prisma", 99, 99) >= {"model"}


async def test_a_client_without_snippets_gets_plain_text(tmp_path: Path) -> None:
    async with editor(tmp_path) as session:
        await session.open("a.prisma", "model A {\n  id Int @\n}\n")
        asking = types.CompletionParams(*session.at("a.prisma", 1, 10))
        found = await session.ask(types.TEXT_DOCUMENT_COMPLETION, asking)
        assert isinstance(found, types.CompletionList)
        texts = {item.label: item.text_edit.new_text for item in found.items if item.text_edit is not None}
        assert texts["@default"] == "@default()"
        assert texts["@map"] == '@map("")'
