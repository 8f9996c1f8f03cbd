"""The benchmark's own arithmetic and judgement: a figure that nobody checks is worse than none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.measure import Samples, WrongAnswerError, compare, measure
from bench.operations import OPERATIONS, Operation
from bench.targets import TARGETS

ROOT = Path(__file__).parents[1]
COUNT = next(operation for operation in OPERATIONS if operation.name == "count")


class Counting:
    """A contender that only counts, and says what it was told to."""

    def __init__(self, name: str, answer: int) -> None:
        self.name = name
        self.answer = answer
        self.calls: list[tuple[str, str]] = []

    def count(self, tenant: str, status: str) -> int:
        self.calls.append((tenant, status))
        return self.answer


def nothing() -> None:
    return None


def test_ratios_are_paired_by_round() -> None:
    samples = Samples("count", {"floor": [1.0, 10.0, 100.0], "other": [2.0, 20.0, 300.0]})
    assert samples.ratios("other", "floor") == [2.0, 2.0, 3.0]
    assert samples.ratio("other", "floor") == 2.0
    assert samples.median("other") == 20.0


def test_a_contender_that_answers_otherwise_is_not_measured() -> None:
    contenders = [Counting("right", 3), Counting("wrong", 4)]
    with pytest.raises(WrongAnswerError, match="count: wrong answers otherwise than right"):
        compare(COUNT, contenders, 1, nothing)


def test_a_contender_that_writes_other_rows_is_not_measured() -> None:
    contenders = [Counting("right", 3), Counting("wrong", 3)]
    rows = iter([["row"], ["another row"]])
    with pytest.raises(WrongAnswerError):
        compare(COUNT, contenders, 1, lambda: next(rows))


def test_every_contender_is_given_the_same_calls() -> None:
    contenders = [Counting("first", 3), Counting("second", 3)]
    few = Operation("count", COUNT.arguments, COUNT.plain, most_calls=3)
    samples = measure(few, contenders, rounds=4, seed=1, tidy=nothing)
    measured = 4 * 3
    assert contenders[0].calls[-measured:] == contenders[1].calls[-measured:]
    assert {len(seconds) for seconds in samples.seconds.values()} == {4}


def test_every_operation_has_a_target() -> None:
    assert set(TARGETS) >= {operation.name for operation in OPERATIONS}


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_the_client_answers_and_writes_as_the_driver_and_the_orm_do(database: str) -> None:
    command = [sys.executable, "-m", "bench", "--database", database, "--rounds", "0", "--tuned"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("equal answers") == len(OPERATIONS)
