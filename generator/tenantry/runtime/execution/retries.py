"""How long to wait before a transaction is tried again, and how often."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tenantry.runtime.errors import InputError, TransactionError

_FIRST, _LONGEST = 0.02, 1.0


def pauses(retries: int, *, is_held: bool) -> Iterator[float]:
    """Seconds before each further try, each about twice the one before and never quite the same, so that those who
    collided do not meet again.

    Raises TransactionError within a transaction: the conflict would be the outer one's, and so would be the retry.
    """
    if is_held:
        raise TransactionError("run_in_tx begins a transaction: within one, call the function with its client")
    if retries < 0:
        raise InputError("run_in_tx wants a whole number from 0 on as retries")
    steps = [min(_FIRST * 2**number, _LONGEST) for number in range(retries)]
    return (step * random.uniform(0.5, 1.0) for step in steps)  # noqa: S311 - no secret
