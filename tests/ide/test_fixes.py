"""Every edit that is offered for a fault mends it: tried on all schemas that show a fault."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tenantry.ide.chunks import Chunks
from tenantry.ide.fixes import fixes
from tenantry.ide.rename import apply
from tenantry.ide.snapshot import Snapshot, take
from tenantry.text.source import Source
from tests.ide.marked import POSTGRESQL, snapshot_of

CASES = sorted((Path(__file__).parents[1] / "errors").glob("*.prisma"))

_COMMENT = re.compile(r"^// (?:Why|The edit|The report):$", re.MULTILINE)


def snapshot_of_case(case: Path) -> Snapshot:
    """The schema without the comment at its end."""
    text = _COMMENT.split(case.read_text())[0]
    return take([Source("schema.prisma", text)], Chunks())


def codes(snapshot: Snapshot) -> Counter[str]:
    return Counter(fault.code for found in snapshot.diagnostics.values() for fault in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_edit_leaves_fewer_faults_of_its_kind(case: Path) -> None:
    before = snapshot_of_case(case)
    for fault in before.diagnostics["schema.prisma"]:
        for fix in fixes(before, fault):
            after = take(apply(list(before.documents.values()), fix.edits), Chunks())
            text = after.documents["schema.prisma"].text
            assert codes(after)[fault.code] < codes(before)[fault.code], f"{fix.title}\n{text}"


def offered(text: str, code: str) -> dict[str, str]:
    """Titles, each with the text after its edits."""
    snapshot = snapshot_of(POSTGRESQL + text)
    found: dict[str, str] = {}
    for fault in snapshot.diagnostics["a.prisma"]:
        for fix in fixes(snapshot, fault) if fault.code == code else ():
            (after,) = apply(list(snapshot.documents.values()), fix.edits)
            found[fix.title] = after.text.removeprefix(POSTGRESQL)
    return found


A = "model A {\n  id Int @id\n%s}\n"


@pytest.mark.parametrize(
    ("line", "code", "title", "after"),
    [
        ("x Strng", "unknown-type", "Write `String` for `Strng`", "x String"),
        ("x Int @uniqe", "unknown-attribute", "Write `@unique` for `@uniqe`", "x Int @unique"),
        ("x DateTime @default(nwo())", "unknown-function", "Write `now` for `nwo`", "x DateTime @default(now())"),
        ("x Int @db.SmalInt", "unknown-native-type", "Write `SmallInt` for `SmalInt`", "x Int @db.SmallInt"),
        ("@@index([ids])", "unknown-field", "Write `id` for `ids`", "@@index([id])"),
        ("@@index([id], tpye: Hash)", "unknown-argument", "Write `type` for `tpye`", "@@index([id], type: Hash)"),
        ("x Int @map(\"y\", )", "trailing-comma", "Remove the comma", 'x Int @map("y" )'),
    ],
)  # fmt: skip
def test_a_word_that_is_nearly_right(line: str, code: str, title: str, after: str) -> None:
    assert offered(A % f"  {line}\n", code)[title] == A % f"  {after}\n"


def test_a_keyword_that_is_nearly_right() -> None:
    assert offered("mdoel B {\n  id Int @id\n}\n", "invalid-line")["Write `model` for `mdoel`"] == (
        "model B {\n  id Int @id\n}\n"
    )


def test_a_relation_gets_its_other_side() -> None:
    text = 'model B {\n  id  Int @id\n  aId Int\n  a   A   @relation("x", fields: [aId], references: [id])\n}\n'
    (found,) = offered(A % '\n  @@map("a")\n' + text, "missing-back-relation").values()
    assert found == A % '  bs B[] @relation("x")\n\n  @@map("a")\n' + text


def test_a_list_gets_the_side_with_the_column() -> None:
    (found,) = offered(A % "  bs B[]\n" + "model B {\n  id Int @id\n}\n", "missing-back-relation").values()
    side = "  a A @relation(fields: [aId], references: [id])\n  aId Int\n"
    assert found == A % "  bs B[]\n" + f"model B {{\n  id Int @id\n{side}}}\n"


def test_a_relation_gets_its_column() -> None:
    (found,) = offered("model B {\n  id Int @id\n  a A\n}\n" + A % "  bs B[]\n", "incomplete-relation").values()
    side = "  a A @relation(fields: [aId], references: [id])\n  aId Int\n"
    assert found == f"model B {{\n  id Int @id\n{side}}}\n" + A % "  bs B[]\n"


def test_a_type_that_nothing_has_can_be_made() -> None:
    found = offered(A % "  kind Kind\n", "unknown-type")
    assert found["Create enum `Kind`"] == A % "  kind Kind\n" + "\nenum Kind {\n  VALUE\n}\n"
    assert found["Create model `Kind`"].endswith("\nmodel Kind {\n  id Int @id @default(autoincrement())\n}\n")
