"""Groups of models whose inputs may refer to each other.

Pyright works out a TypedDict with all that its keys name, and theirs in turn, in one recursion; some ninety models in
a row overflow its stack, and in a large schema nearly all models lead to each other. So inputs nest to any depth within
a group of bounded size, and across groups one level deep.
"""

from __future__ import annotations

from collections import deque

from tenantry import ir
from tenantry.views import visible

SIZE = 40


def clusters(schema: ir.Schema) -> dict[str, int]:
    """The number of each model's group: neighbors stand together, from the first model on."""
    neighbors: dict[str, list[str]] = {m.name: [] for m in visible.models(schema)}
    for model in visible.models(schema):
        neighbors[model.name] += [f.target for f in visible.relations(schema, model)]
    found: dict[str, int] = {}
    for number, name in enumerate(neighbors):
        if name not in found:
            found |= dict.fromkeys(_nearest(name, neighbors, found), number)
    return found


def _nearest(first: str, neighbors: dict[str, list[str]], taken: dict[str, int]) -> list[str]:
    """Up to SIZE models that nobody has taken, nearest first."""
    group = [first]
    waiting = deque(neighbors[first])
    while waiting and len(group) < SIZE:
        name = waiting.popleft()
        if name not in taken and name not in group:
            group.append(name)
            waiting.extend(neighbors[name])
    return group
