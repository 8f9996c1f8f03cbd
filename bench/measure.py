"""Taking samples: first that all answer the same, then all in turn, in an order that is shuffled each round."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Protocol

from bench.operations import Operation

CHECKED_CALLS = 5
SECONDS_A_SAMPLE = 0.02


class Named(Protocol):
    """A contender, as far as measuring goes: an operation is the method of its name."""

    @property
    def name(self) -> str: ...


class WrongAnswerError(Exception):
    """A contender answered something else than the first one."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Seconds a call, by contender, one figure a round; figures at one place were taken in the same round."""

    operation: str
    seconds: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    def median(self, name: str) -> float:
        return median(self.seconds[name])

    def ratios(self, name: str, to: str) -> list[float]:
        return [one / other for one, other in zip(self.seconds[name], self.seconds[to], strict=True)]

    def ratio(self, name: str, to: str) -> float:
        """Median of the paired ratios: what `name` takes for one second of `to`."""
        return median(self.ratios(name, to))

    def spread(self, name: str, to: str) -> tuple[float, float]:
        """First and third quartile of the paired ratios."""
        ratios = self.ratios(name, to)
        first, _, third = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
        return first, third


def compare(operation: Operation, contenders: Sequence[Named], seed: int, written: Callable[[], object]) -> None:
    """Raises WrongAnswerError unless all answer as the first one does.

    `written` takes new rows away again and gives them, which must be the same too.
    """
    random = Random(seed)
    for _ in range(CHECKED_CALLS if operation.most_calls > 1 else 1):
        arguments = operation.arguments(random)
        expected: object = None
        for contender in contenders:
            answer = operation.plain(getattr(contender, operation.name)(*arguments)), written()
            if contender is contenders[0]:
                expected = answer
            elif answer != expected:
                raise WrongAnswerError(
                    f"{operation.name}: {contender.name} answers otherwise than {contenders[0].name}\n"
                    f"  {contenders[0].name}: {str(expected)[:1500]}\n  {contender.name}: {str(answer)[:1500]}"
                )


def measure(
    operation: Operation,
    contenders: Sequence[Named],
    rounds: int,
    seed: int,
    tidy: Callable[[], object],
) -> Samples:
    """Samples of one operation. A sample times as many calls as take the first contender about 20 ms."""
    random = Random(seed)
    samples = Samples(operation.name, {contender.name: [] for contender in contenders})
    calls = calibrate(operation, contenders[0], random, tidy)
    for contender in contenders:
        sample(operation, contender, [operation.arguments(random) for _ in range(min(calls, 20))])
        tidy()
    for _ in range(rounds):
        batch = [operation.arguments(random) for _ in range(calls)]
        for contender in random.sample(contenders, len(contenders)):
            samples.seconds[contender.name].append(sample(operation, contender, batch))
            if operation.writes:
                tidy()
    return samples


def calibrate(operation: Operation, contender: Named, random: Random, tidy: Callable[[], object]) -> int:
    """How many calls make a sample."""
    batch = [operation.arguments(random) for _ in range(min(20, operation.most_calls))]
    sample(operation, contender, batch)
    seconds = sample(operation, contender, batch)
    tidy()
    return max(1, min(operation.most_calls, round(SECONDS_A_SAMPLE / seconds)))


def sample(operation: Operation, contender: Named, batch: Sequence[tuple[object, ...]]) -> float:
    """Seconds a call, over the batch."""
    method = getattr(contender, operation.name)
    gc.collect()
    start = perf_counter()
    for arguments in batch:
        method(*arguments)
    return (perf_counter() - start) / len(batch)
