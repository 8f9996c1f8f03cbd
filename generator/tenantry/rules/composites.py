"""Rules for composite types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Report

_LONGEST_PATH = 12


def the_connector_has_composite_types(composite: ir.CompositeType, connector: Connector, report: Report) -> None:
    if not connector.composites:
        message = f"Composite types are not supported on {connector.title}."
        help = "use a model with a relation, or a field of the type Json"
        report.error("composite-type", message, composite.span, help=help)


def there_is_a_field(composite: ir.CompositeType, connector: Connector, report: Report) -> None:
    if connector.composites and not composite.fields:
        message = "A type must have at least one field defined."
        report.error("empty-composite-type", message, composite.span, help="write a field into it, or remove it")


def composites_end(schema: ir.Schema, report: Report) -> None:
    """Each field that takes part in a circle is told: any of them may be the one to mend."""
    inside = {composite.name: [type.name for _, type in _required(composite)] for composite in schema.composites}
    circles = _circles(inside)
    for composite in schema.composites:
        for field, type in _required(composite):
            if type.name == composite.name:
                message = "The type is the same as the parent and causes an endless cycle."
                report.error(
                    "endless-composite-type", message, field.span, help=f"make `{field.name}` optional or a list"
                )
            elif circles[type.name] == circles[composite.name]:
                way = " → ".join(f"`{name}`" for name in [composite.name, *_path(type.name, composite.name, inside)])
                message = f"The types cause an endless cycle in the path {way}."
                help = f"make `{field.name}`, or another field on the path, optional or a list"
                report.error("endless-composite-type", message, field.span, help=help)


def _required(composite: ir.CompositeType) -> list[tuple[ir.ScalarField, ir.Composite]]:
    """The fields without which there is no value of the type, and which hold another composite."""
    return [
        (field, field.type)
        for field in composite.fields
        if isinstance(field.type, ir.Composite) and field.arity is ir.Arity.REQUIRED
    ]


def _circles(inside: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Of each type one that stands for all which it contains and which contain it: two passes, after Kosaraju."""
    containing: dict[str, list[str]] = {name: [] for name in inside}
    for name, others in inside.items():
        for other in others:
            containing[other].append(name)
    left: list[str] = []
    seen: set[str] = set()
    for name in inside:
        left += _finished(name, inside, seen)
    seen.clear()
    return {member: name for name in reversed(left) for member in _finished(name, containing, seen)}


def _finished(start: str, edges: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """What can be reached and was not seen before, each after all that it leads to. No recursion: chains are long."""
    found: list[str] = []
    waiting = [] if start in seen else [(start, iter(edges[start]))]
    seen.add(start)
    while waiting:
        name, rest = waiting[-1]
        following = next((other for other in rest if other not in seen), None)
        if following is None:
            found.append(name)
            waiting.pop()
        else:
            seen.add(following)
            waiting.append((following, iter(edges[following])))
    return found


def _path(start: str, end: str, inside: Mapping[str, Sequence[str]]) -> list[str]:
    """A shortest way from one to the other, if it is short enough to be read."""
    paths = [[start]]
    seen = {start}
    while paths and len(paths[0]) < _LONGEST_PATH:
        path = paths.pop(0)
        if path[-1] == end:
            return path
        for name in inside[path[-1]]:
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return [start, "…", end]
