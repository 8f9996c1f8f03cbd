"""`python -m bench.language`: reading schemas, ours against Prisma's own engine, in one run.

The engine is WebAssembly in a Node process that stays; `npm install --prefix tests/oracle` fetches it. Both get
the same text in turn, in an order that is shuffled each round, after their answers were found equal.
"""

from __future__ import annotations

import argparse
import platform
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import synthetic
from tenantry import dmmf, pipeline
from tenantry.ide.formatting import format_schema
from tenantry.text.source import Source
from tests.conformance.said import json_text
from tests.oracle.prisma import Prisma

ROOT = Path(__file__).parents[1]
ENGINE = "6"
SIZES = (50, 500, 5000)
# The kernel's own count: what `getrusage` says of a new process begins with what its parent had.
_READ = """
import sys
from tenantry import pipeline
from tenantry.text.source import Source
text = open(sys.argv[1], encoding="utf-8").read()
assert pipeline.analyze([Source("schema.prisma", text)]).schema
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
_ENGINE_READS = """
const language = require(process.argv[1] + '/tests/oracle/node_modules/schema-language-6');
const { readFileSync } = require('node:fs');
const text = readFileSync(process.argv[2], 'utf8');
language.get_dmmf(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }));
console.log(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds of each side; `times` is the median of what the engine took for one second of ours, round by round."""

    name: str
    ours: float
    engine: float
    times: float
    wanted: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.language", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="samples of each (default: 11)")
    parser.add_argument("--profile", action="store_true", help="only print where our time goes")
    options = parser.parse_args()
    if options.profile:
        profile(synthetic.schema(500))
        return
    with Prisma() as prisma:
        rows = [*compared(prisma, options.rounds), *growth(prisma, options.rounds)]
    cold, memory = processes(options.rounds)
    print(
        f"Python {platform.python_version()}, Prisma's engine {ENGINE} in Node; {platform.machine()}; medians of rounds"
    )
    print(markdown([*rows, *cold]))
    print(memory)


def compared(prisma: Prisma, rounds: int) -> list[Row]:
    """The large schema and a small one, whole, broken and to be formatted."""
    text = synthetic.schema(500)
    broken, small = synthetic.broken(text), synthetic.schema(20)
    agree(prisma, text, broken)
    lines = text.count("\n")
    name, order = f"500 models, {lines:,} lines", random.Random(1)
    asked = {
        f"{name}: checked; the engine: datamodel": (lambda: analyze(text), "dmmf", text, "less than the engine"),
        f"{name}: checked": (lambda: analyze(text), "validate", text, ""),
        f"{name}: datamodel": (lambda: datamodel(text), "dmmf", text, ""),
        f"{name}, a broken one among them: diagnostics": (lambda: analyze(broken), "validate", broken, ""),
        f"{name}: formatted": (lambda: formatted(text), "format", text, ""),
        "20 models: checked; the engine: datamodel": (lambda: analyze(small), "dmmf", small, "50 ms"),
    }
    return [sampled(prisma, title, *what, rounds=rounds, order=order) for title, what in asked.items()]


def growth(prisma: Prisma, rounds: int) -> list[Row]:
    """Milliseconds a model stay the same where the growth is linear."""
    texts = {size: synthetic.schema(size) for size in SIZES}
    return [
        sampled(
            prisma,
            f"{size:,} models: checked, a model's part",
            per(text),
            "validate",
            text,
            "",
            rounds=rounds,
            share=size,
        )
        for size, text in texts.items()
    ]


def per(text: str) -> Callable[[], object]:
    return lambda: analyze(text)


def analyze(text: str) -> pipeline.Analysis:
    return pipeline.analyze([Source("schema.prisma", text)])


def datamodel(text: str) -> object:
    schema = analyze(text).schema
    assert schema is not None
    return dmmf.datamodel(schema)


def formatted(text: str) -> Mapping[str, str]:
    return format_schema([Source("schema.prisma", text)])


def agree(prisma: Prisma, text: str, broken: str) -> None:
    """A side that is fast and wrong is not measured."""
    files = [("schema.prisma", text)]
    said = prisma.said(files, engine=ENGINE)
    assert said.valid, said.errors[:3]
    assert json_text(said.dmmf) == json_text(datamodel(text)), "other datamodels"
    assert said.formatted == tuple(formatted(text).values()), "other formatted texts"
    lines = {error.line for error in prisma.said([("schema.prisma", broken)], (), ENGINE).errors}
    source = Source("schema.prisma", broken)
    ours = {source.line_column(d.span.start)[0] for d in pipeline.analyze([source]).diagnostics if d.span}
    assert lines <= ours, "other lines are blamed"


def sampled(
    prisma: Prisma,
    name: str,
    ours: Callable[[], object],
    what: str,
    text: str,
    wanted: str,
    *,
    rounds: int,
    order: random.Random | None = None,
    share: int = 1,
) -> Row:
    """Medians of both sides, each round in another order."""
    order = order or random.Random(share)
    seconds: dict[str, list[float]] = {"ours": [], "engine": []}
    for _ in range(rounds if len(text) < 1_000_000 else 3):
        for side in order.sample(["ours", "engine"], 2):
            if side == "engine":
                asked = {"ask": "time", "engine": ENGINE, "what": what, "schema": text}
                seconds[side].append(prisma.ask(asked)["seconds"])
            else:
                started = perf_counter()
                ours()
                seconds[side].append(perf_counter() - started)
    return row(name, seconds, wanted, share)


def row(name: str, seconds: Mapping[str, Sequence[float]], wanted: str = "", share: int = 1) -> Row:
    times = median(engine / ours for ours, engine in zip(seconds["ours"], seconds["engine"], strict=True))
    return Row(name, median(seconds["ours"]) / share, median(seconds["engine"]) / share, times, wanted)


def processes(rounds: int) -> tuple[list[Row], str]:
    """Fresh processes: from the start to the end of each, and the most memory that one had."""
    found: list[Row] = []
    memory: list[str] = []
    for size in (20, 500):
        path = ROOT / ".bench-language.prisma"
        path.write_text(synthetic.schema(size), encoding="utf-8")
        try:
            commands = {
                "ours": [sys.executable, "-c", _READ, str(path)],
                "engine": ["node", "-e", _ENGINE_READS, str(ROOT), str(path)],
            }
            seconds: dict[str, list[float]] = {side: [] for side in commands}
            most = dict.fromkeys(commands, 0)
            for _ in range(max(3, rounds // 2)):
                for side, command in commands.items():
                    started = perf_counter()
                    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
                    seconds[side].append(perf_counter() - started)
                    most[side] = max(most[side], int(done.stdout))
        finally:
            path.unlink()
        found.append(row(f"{size} models in a fresh process", seconds))
        memory.append(f"{size} models: {most['ours'] / 1024:.0f} MB, the engine {most['engine'] / 1024:.0f} MB")
    return found, f"Most memory of a process (wanted: 250 MB): {'; '.join(memory)}."


def markdown(rows: Sequence[Row]) -> str:
    head = "| what | tenantry, ms | engine, ms | engine / tenantry | wanted |\n| --- | ---: | ---: | ---: | --- |"
    return "\n".join([head, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    return f"| {row.name} | {row.ours * 1000:.2f} | {row.engine * 1000:.2f} | {row.times:.2f} | {row.wanted} |"


def profile(text: str) -> None:
    import cProfile
    import pstats

    analyze(synthetic.schema(20))
    profiler = cProfile.Profile()
    profiler.runcall(analyze, text)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
