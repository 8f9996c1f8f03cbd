"""Makes docs/diagnostics.md of the cases beside this file: what a code means, an example, its report and the edit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from errno import EACCES
from pathlib import Path
from textwrap import wrap

from tenantry.text.diagnostics import Diagnostic
from tenantry.text.render.terminal import render_text
from tenantry.workspace.errors import unreadable
from tenantry.workspace.sources import read_what_is_there
from tests.errors.cases import Case, cases, diagnose

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"

INTRODUCTION = """\
# Diagnostics

What is wrong with a schema is told with a code that stays what it is, the place, and the edit that mends it.
`tenantry explain CODE` prints what stands here of it.

Each example shows the schema, what `tenantry generate` says of it, and the edit, which has been tried. This page is
made by `make docs` from the schemas in `tests/errors`, with which the rules are tested.
"""

# Of files that cannot be read there is no schema to show: what was asked for, the files that there are, and the reason.
UNREADABLE: dict[str, tuple[str, dict[str, bytes], str]] = {
    "empty-schema": (
        "shop",
        {"shop/readme.txt": b""},
        "A folder is a schema of all `.prisma` files in it, however deep. In this one there are none.",
    ),
    "no-schema": (
        "shop.prisma",
        {},
        "There is neither a file nor a folder of this name.",
    ),
    "not-utf-8": (
        "shop.prisma",
        {"shop.prisma": b"// caf\xe9\nmodel Item {\n  id Int @id\n}\n"},
        "A schema is a text in UTF-8. The rest of the file is checked all the same, with a sign for what is no text.",
    ),
}


def page() -> str:
    """All of it."""
    entries = dict(_unreadable())
    # The case that is called as its code comes first, whatever the others are about.
    for case in sorted(cases(), key=lambda case: case.path.stem != case.code):
        if case.why:
            entries[case.code] = "\n".join([*filter(None, [entries.get(case.code)]), _entry(case)])
    return INTRODUCTION + "".join(f"\n## {code}\n\n{entries[code]}" for code in sorted(entries))


def _entry(case: Case) -> str:
    parts = [
        "\n".join(wrap(case.why, 120)),
        _fenced("prisma", case.schema),
        _fenced("text", render_text(diagnose(case.schema))),
    ]
    if case.edit:
        parts.append(_fenced("diff", "".join(f"{line}\n" for line in case.edit)))
    return "\n\n".join(parts) + "\n"


def _unreadable() -> Iterator[tuple[str, str]]:
    denied = unreadable(PermissionError(EACCES, "Permission denied"), "shop.prisma")
    report = render_text([Diagnostic(denied.code, denied.message, None, denied.help)])
    why = "The file or folder is there, and the system does not let it be read."
    yield denied.code, f"{why}\n\n{_fenced('text', report)}\n"
    for code, (asked, files, why) in UNREADABLE.items():
        with tempfile.TemporaryDirectory() as name:
            for path, content in files.items():
                file = Path(name, path)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
            report = render_text(read_what_is_there(Path(name), [asked]).faults)
        yield code, f"{why}\n\n{_fenced('text', report)}\n"


def _fenced(language: str, text: str) -> str:
    lines = "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())
    return f"```{language}\n{lines}```"
