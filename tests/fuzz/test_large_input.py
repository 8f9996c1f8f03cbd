"""Large inputs are answered, in time that grows as they do.

The limit is no speed that we promise. An input of 1 MB takes a second or a few; where the time grows with the square of
the size, it takes hours.
"""

from __future__ import annotations

import time
import tracemalloc

import pytest

from tenantry import pipeline
from tenantry.psl import ast
from tenantry.psl.parser import parse
from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source
from tests.fuzz import inputs

SIZE = 1_000_000
LIMIT = 60  # seconds of this process
LARGE = inputs.large(SIZE)
LARGE_WITH_FAULTS = inputs.large_with_faults_in_each_line(SIZE)
REPEATED = inputs.repeated(20_000)
DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n'


def read_in_time(text: str) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    start = time.process_time()
    answer = parse(Source("schema.prisma", text))
    assert time.process_time() - start < LIMIT
    return answer


def analyzed_in_time(text: str) -> tuple[Diagnostic, ...]:
    start = time.process_time()
    found = pipeline.analyze([Source("schema.prisma", text)]).diagnostics
    assert time.process_time() - start < LIMIT
    return found


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_an_input_of_a_megabyte_is_read(text: str) -> None:
    read_in_time(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED.keys())
def test_what_each_line_says_of_others_is_looked_up_once(text: str) -> None:
    analyzed_in_time(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", LARGE_WITH_FAULTS.values(), ids=LARGE_WITH_FAULTS.keys())
def test_an_input_of_a_megabyte_has_a_fault_for_each_line_that_is_one(text: str) -> None:
    _, found = read_in_time(text)
    assert len(found) >= SIZE // 6 - 1


@pytest.mark.parametrize("size", [10_000, 50_000])
@pytest.mark.parametrize(("opening", "closing"), ["[]", ("f(", ")"), ("{a: ", "}"), ("a(b: [", "])")])
def test_brackets_in_brackets_are_one_bad_line_however_deep(opening: str, closing: str, size: int) -> None:
    value = f"{opening * size}1{closing * size}"
    for line in (f"a Int @default({value})", f"@@index({value})", f"a Int @default({opening * size}"):
        found = analyzed_in_time(f"model A {{\n  id Int @id\n  {line}\n}}\n")
        assert [fault.code for fault in found] == ["invalid-line"]
    found = analyzed_in_time(f'generator g {{\n  provider = "x"\n  a = {value}\n}}\n')
    assert [fault.code for fault in found] == ["invalid-line"]


def test_brackets_in_brackets_are_no_fault_of_the_line_up_to_a_depth_that_nobody_writes() -> None:
    value = "[" * 190 + "]" * 190
    assert not analyzed_in_time(f'generator g {{\n  provider = "x"\n  a = {value}\n}}\n')
    (fault,) = analyzed_in_time(f"{DATASOURCE}model A {{\n  id Int @id\n  a Int[] @default({value})\n}}\n")
    assert fault.code == "wrong-default"


def test_a_model_may_have_a_hundred_thousand_fields() -> None:
    lines = "".join(f"  field{number} Int\n" for number in range(100_000))
    text = f"{DATASOURCE}model A {{\n  id Int @id\n{lines}  this is wrong\n}}\n"
    (fault,) = analyzed_in_time(text)
    assert fault.code == "invalid-line"
    (block,) = read_in_time(text.removeprefix(DATASOURCE))[0].blocks
    assert isinstance(block, ast.Model)
    assert len(block.fields) == 100_001


def test_a_syntax_tree_takes_no_more_than_a_few_times_its_text() -> None:
    text = "\n".join(inputs.schemas()).replace("datasource", "generator") * 4
    tracemalloc.start()
    file, _ = parse(Source("schema.prisma", text))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(file.blocks) > 100
    assert peak < 250 * len(text)
