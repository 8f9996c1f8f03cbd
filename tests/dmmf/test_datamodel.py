"""The DMMF is what Prisma's engine prints, to the order of its keys. See tests/oracle/record.py for the recording."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tenantry import dmmf, ir, pipeline
from tenantry.text.source import Source
from tests.dmmf import recordings

every_schema = pytest.mark.parametrize("path", recordings.schemas(), ids=lambda path: path.stem)


def resolved(text: str) -> ir.Schema:
    analysis = pipeline.analyze([Source("schema.prisma", text)])
    assert analysis.schema is not None
    assert not analysis.has_errors, analysis.diagnostics
    return analysis.schema


def with_order(value: object) -> object:
    """Objects as lists of pairs, since dictionaries are equal in whichever order."""
    match value:
        case Mapping():
            return [(key, with_order(item)) for key, item in value.items()]
        case Sequence() if not isinstance(value, str):
            return [with_order(item) for item in value]
        case _:
            return value


@every_schema
def test_the_datamodel_is_what_prisma_prints_of_it(path: Path) -> None:
    datamodel = dmmf.datamodel(resolved(path.read_text(encoding="utf-8")))
    prisma = json.loads(recordings.recorded(path).read_text(encoding="utf-8"))
    assert datamodel == prisma
    assert with_order(datamodel) == with_order(prisma)


@every_schema
def test_the_datamodel_is_plain_json(path: Path) -> None:
    datamodel = dmmf.datamodel(resolved(path.read_text(encoding="utf-8")))
    assert json.loads(json.dumps(datamodel, allow_nan=False)) == datamodel


def test_a_number_is_printed_without_the_zeros_before_it() -> None:
    """However many: Python refuses to read thousands of digits."""
    zeros = "0" * 5000
    fields = f"a Int @default({zeros}7)\n  b BigInt @default(-{zeros}8)\n  c Float @default({zeros}9)"
    text = f'datasource db {{\n  provider = "postgresql"\n}}\nmodel A {{\n  id Int @id\n  {fields}\n}}\n'
    shown = json.dumps(dmmf.datamodel(resolved(text)))
    assert all(f'"default": {number},' in shown for number in ("7", '"-8"', "9.0"))


def test_a_number_beyond_a_double_is_kept_as_text() -> None:
    """Prisma's engine has no answer at all there."""
    decimals = f'model A {{\n  id Int @id\n  a Decimal @default("1e999")\n  b Float @default({"9" * 400}.5)\n}}\n'
    shown = dmmf.datamodel(resolved(decimals + 'datasource db {\n  provider = "postgresql"\n}\n'))
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert '"default": "1e999"' in json.dumps(shown)
