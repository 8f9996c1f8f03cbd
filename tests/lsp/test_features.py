"""What an editor may ask, over the real protocol: one server for all of it, a document of its own for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.client import Editor, editor, typed

DATABASE = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n'
USERS = f"""{DATABASE}
/// Who writes.
model User {{
  id    Int    @id
  posts Post[]
}}
"""
POSTS = """\
model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
"""
MODERN = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(snippet_support=True)
        ),
        definition=types.DefinitionClientCapabilities(link_support=True),
    ),
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
    ),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """A folder `blog` with a schema of two files, both open; other documents stand beside it."""
    root: Path = tmp_path_factory.mktemp("project")
    (root / "pyproject.toml").write_text('[tool.tenantry.schemas.blog]\nschema = "blog"\n')
    (root / "blog").mkdir()
    (root / "blog" / "users.prisma").write_text(USERS)
    (root / "blog" / "posts.prisma").write_text(POSTS)
    async with editor(root, capabilities=MODERN) as found:
        await found.open("blog/users.prisma", USERS)
        await found.open("blog/posts.prisma", POSTS)
        yield found


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_completion_replaces_the_word_that_is_typed(session: Editor) -> None:
    await session.open("one.prisma", "model A {\n  id Int @id\n  x Str\n}\n")
    asking = types.CompletionParams(*session.at("one.prisma", 2, 7))
    found = await session.ask(types.TEXT_DOCUMENT_COMPLETION, asking)
    assert isinstance(found, types.CompletionList)
    (text,) = (item for item in found.items if item.label == "String")
    assert text.text_edit == types.TextEdit(types.Range(types.Position(2, 4), types.Position(2, 7)), "String")


async def test_completion_of_an_attribute_is_a_snippet(session: Editor) -> None:
    await session.open("two.prisma", "model A {\n  id Int @id\n  x Int @\n}\n")
    asking = types.CompletionParams(*session.at("two.prisma", 2, 9))
    found = await session.ask(types.TEXT_DOCUMENT_COMPLETION, asking)
    assert isinstance(found, types.CompletionList)
    (default,) = (item for item in found.items if item.label == "@default")
    assert default.insert_text_format is types.InsertTextFormat.Snippet
    assert default.text_edit == types.TextEdit(types.Range(types.Position(2, 8), types.Position(2, 9)), "@default($1)")


async def test_completion_knows_what_was_typed_right_before(session: Editor) -> None:
    await session.open("three.prisma", "model A {\n  id Int @id\n\n}\n")
    session.type("three.prisma", typed(2, 0, "  name String\n  @@index(["))
    assert await session.labels("three.prisma", 3, 11) >= {"id", "name"}


async def test_hover_over_a_reference_in_another_file(session: Editor) -> None:
    found = await session.ask(
        types.TEXT_DOCUMENT_HOVER, types.HoverParams(*session.at("blog/posts.prisma", 3, 13))
    )  # fmt: skip
    assert isinstance(found, types.Hover)
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.Markdown
    assert "Who writes." in found.contents.value
    assert found.range == types.Range(types.Position(3, 11), types.Position(3, 15))


async def test_definition_in_another_file(session: Editor) -> None:
    asking = types.DefinitionParams(*session.at("blog/posts.prisma", 3, 13))
    found = await session.ask(types.TEXT_DOCUMENT_DEFINITION, asking)
    assert isinstance(found, list)
    (link,) = found
    assert isinstance(link, types.LocationLink)
    assert link.target_uri == session.uri("blog/users.prisma")
    assert link.target_selection_range == types.Range(types.Position(6, 6), types.Position(6, 10))


async def test_references_and_highlights(session: Editor) -> None:
    context = types.ReferenceContext(include_declaration=True)
    asking = types.ReferenceParams(context, *session.at("blog/users.prisma", 6, 7))
    found = await session.ask(types.TEXT_DOCUMENT_REFERENCES, asking)
    assert isinstance(found, list)
    assert {(o.uri.rsplit("/", 1)[1], o.range.start.line) for o in found} == {("users.prisma", 6), ("posts.prisma", 3)}
    marked = await session.ask(
        types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, types.DocumentHighlightParams(*session.at("blog/posts.prisma", 2, 4))
    )
    assert isinstance(marked, list)
    assert [(m.range.start.line, m.kind.name) for m in marked] == [(2, "Write"), (3, "Read")]


async def test_rename_over_two_files(session: Editor) -> None:
    ready = await session.ask(
        types.TEXT_DOCUMENT_PREPARE_RENAME, types.PrepareRenameParams(*session.at("blog/users.prisma", 6, 7))
    )
    assert isinstance(ready, types.PrepareRenamePlaceholder)
    assert ready.placeholder == "User"
    text, position = session.at("blog/users.prisma", 6, 7)
    edit = await session.ask(
        types.TEXT_DOCUMENT_RENAME, types.RenameParams(text_document=text, position=position, new_name="Author")
    )
    assert isinstance(edit, types.WorkspaceEdit)
    assert edit.document_changes is not None
    texts = {
        change.text_document.uri.rsplit("/", 1)[1]: [e.new_text for e in change.edits if isinstance(e, types.TextEdit)]
        for change in edit.document_changes
        if isinstance(change, types.TextDocumentEdit)
    }
    assert texts == {"users.prisma": ["Author", '\n  @@map("User")\n'], "posts.prisma": ["Author"]}


async def test_a_rename_that_breaks_the_schema_is_refused_with_the_reason(session: Editor) -> None:
    text, position = session.at("blog/users.prisma", 6, 7)
    with pytest.raises(JsonRpcException, match="already exists"):
        asking = types.RenameParams(text_document=text, position=position, new_name="Post")
        await session.ask(types.TEXT_DOCUMENT_RENAME, asking)


async def test_symbols_of_a_document_and_of_all(session: Editor) -> None:
    text, _ = session.at("blog/users.prisma", 0, 0)
    found = await session.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(text))
    assert isinstance(found, list)
    assert [(s.name, [c.name for c in s.children]) for s in found] == [
        ("db", ["provider", "url"]),
        ("User", ["id", "posts"]),
    ]
    every = await session.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("author"))
    assert isinstance(every, list)
    assert {(s.name, s.container_name) for s in every} == {("authorId", "Post"), ("author", "Post")}


async def test_a_folded_block_shows_its_braces(session: Editor) -> None:
    text, _ = session.at("blog/users.prisma", 0, 0)
    found = await session.ask(types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(text))
    assert isinstance(found, list)
    assert [(f.start_line, f.end_line) for f in found] == [(0, 2), (6, 8)]


async def test_formatting_changes_the_lines_that_need_it(session: Editor) -> None:
    await session.open("four.prisma", "model A {\r\n  id Int @id\r\n  longer String\r\n}\r\n")
    text, _ = session.at("four.prisma", 0, 0)
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    found = await session.ask(types.TEXT_DOCUMENT_FORMATTING, types.DocumentFormattingParams(text, options))
    lines = types.Range(types.Position(1, 0), types.Position(2, 0))
    assert found == [types.TextEdit(lines, "  id     Int    @id\r\n")]


async def test_a_fault_is_mended_by_its_code_action(session: Editor) -> None:
    (fault,) = await session.open("five.prisma", "model A {\n  id Itn @id\n}\n")
    text, _ = session.at("five.prisma", 0, 0)
    asking = types.CodeActionParams(text, fault.range, types.CodeActionContext([fault]))
    found = await session.ask(types.TEXT_DOCUMENT_CODE_ACTION, asking)
    assert isinstance(found, list)
    action = found[0]
    assert (action.title, action.kind, action.is_preferred) == ("Write `Int` for `Itn`", "quickfix", True)
    assert [d.code for d in action.diagnostics] == ["unknown-type"]
    (change,) = action.edit.document_changes
    (edit,) = change.edits
    assert (edit.range, edit.new_text) == (fault.range, "Int")


async def test_other_kinds_of_actions_are_none_of_ours(session: Editor) -> None:
    (fault,) = await session.open("seven.prisma", "model A {\n  id Itn @id\n}\n")
    text, _ = session.at("seven.prisma", 0, 0)
    context = types.CodeActionContext([fault], only=[types.CodeActionKind.SourceOrganizeImports])
    assert await session.ask(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(text, fault.range, context)) == []


async def test_nothing_is_offered_beside_the_fault(session: Editor) -> None:
    await session.open("six.prisma", "model A {\n  id Itn @id\n}\n")
    text, start = session.at("six.prisma", 0, 0)
    asking = types.CodeActionParams(text, types.Range(start, start), types.CodeActionContext([]))
    assert await session.ask(types.TEXT_DOCUMENT_CODE_ACTION, asking) == []
