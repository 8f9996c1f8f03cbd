"""`python -m bench --database sqlite|postgresql`: figures of the client against the driver and the ORM.

All contenders are measured in one run, in an order that is shuffled each round, after their answers were found equal.
Absolute times belong to the machine and the minute; the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from bench import report
from bench.contenders.client import Tenantry
from bench.contenders.driver import driver
from bench.contenders.orm import Orm, TunedOrm
from bench.measure import compare, measure
from bench.operations import OPERATIONS, Contender
from bench.place import Place, place


def main() -> None:
    options = arguments()
    chosen = [operation for operation in OPERATIONS if operation.name in options.operation]
    with place(options.database, options.url) as opened:
        report.status(report.environment(opened, options.rounds))
        contenders = contenders_of(opened, tuned=options.tuned)
        results = []
        for operation in chosen:
            compare(operation, contenders, options.seed, opened.written)
            report.status(f"  {operation.name}: equal answers")
            if options.rounds:
                results.append(measure(operation, contenders, options.rounds, options.seed, opened.tidy))
        for contender in contenders:
            contender.close()
        if not results:
            return
        print(report.environment(opened, options.rounds))
        print(report.markdown(results) if options.markdown else report.table(results, opened.provider))
        if options.json:
            options.json.write_text(json.dumps(report.as_json(results, opened, options.rounds), indent=2) + "\n")


def contenders_of(opened: Place, *, tuned: bool) -> list[Contender]:
    """The floor first: the others are compared with it."""
    found: list[Contender] = [driver(opened.address), Tenantry(opened.url), Orm(opened.address)]
    return [*found, TunedOrm(opened.address)] if tuned else found


def arguments() -> argparse.Namespace:
    names = [operation.name for operation in OPERATIONS]
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--rounds", type=int, default=21, help="samples of each contender (default: 21; 0: only compare)"
    )
    parser.add_argument("--operation", action="append", choices=names, help="only this one; may be repeated")
    parser.add_argument("--tuned", action="store_true", help="also the ORM with all settings that the client has")
    parser.add_argument("--seed", type=int, default=1, help="of the arguments and the order")
    parser.add_argument("--markdown", action="store_true", help="print the ratios as docs/performance.md shows them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--url",
        default=os.environ.get("TENANTRY_TEST_POSTGRESQL_URL"),
        help="an administrator's URL of a PostgreSQL server (default: $TENANTRY_TEST_POSTGRESQL_URL, else our own)",
    )
    found = parser.parse_args()
    found.operation = found.operation or names
    return found


if __name__ == "__main__":
    main()
