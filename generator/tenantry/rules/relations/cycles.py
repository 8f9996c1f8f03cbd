"""Changes that spread from row to row: whether they end, and reach each table by one way only.

SQL Server refuses the tables otherwise; where `relationMode = "prisma"` leaves the actions to the client, it would not
end, on whichever database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.relations.graph import Graph, groups
from tenantry.rules.relations.sides import Inline
from tenantry.text.diagnostics import Report

_MORE = "Read more at https://pris.ly/d/cyclic-referential-actions"
_CHANGES = frozenset({ir.Action.CASCADE, ir.Action.SET_NULL, ir.Action.SET_DEFAULT})
_HELP = "write `onDelete: NoAction, onUpdate: NoAction` at %s"


def cascades_end(relations: Sequence[Inline], schema: ir.Schema, connector: Connector, report: Report) -> None:
    if connector.cascade_cycles and schema.datasource.foreign_keys:
        return
    spreading = _Spreading.of(relations, schema, connector)
    for relation in spreading.relations:
        field = relation.field
        if relation.target is relation.model:
            message = (
                "A self-relation must have `onDelete` and `onUpdate` referential actions set to `NoAction` in one of "
                f"the @relation attributes. {_MORE}"
            )
        elif spreading.comes_back(relation):
            message = (
                "Reference causes a cycle. One of the @relation attributes in this cycle must have `onDelete` and "
                f"`onUpdate` referential actions set to `NoAction`. Cycle path: {spreading.path(relation)}. {_MORE}"
            )
        elif spreading.leads_to_itself(relation.target.name):
            message = (
                f"`{field.name}` leads to a self-relation that has no end: a self-relation must have `onDelete` and "
                f"`onUpdate` referential actions set to `NoAction` in one of the @relation attributes. {_MORE}"
            )
        else:
            continue
        help = _HELP % f"`{field.name}`" if schema.datasource.foreign_keys else None
        report.error("cascade-cycle", message, field.span, help=help)


def cascades_go_one_way(relations: Sequence[Inline], schema: ir.Schema, connector: Connector, report: Report) -> None:
    if connector.cascade_cycles or not schema.datasource.foreign_keys:
        return
    spreading = _Spreading.of(relations, schema, connector)
    for model, own in spreading.by_model.items():
        reached = {relation.field.name: spreading.reached(relation) for relation in own} if len(own) > 1 else {}
        for relation in own:
            others = set[str]().union(*(models for name, models in reached.items() if name != relation.field.name))
            twice = sorted(reached.get(relation.field.name, set[str]()) & others)
            if twice:
                names = ", ".join(f"`{name}`" for name in twice)
                records = f"model {names} is" if len(twice) == 1 else f"models {names} are"
                message = (
                    f"When any of the records in {records} updated or deleted, the referential actions on the "
                    f"relations cascade to model `{model}` through multiple paths. Please break one of these paths by "
                    f"setting the `onUpdate` and `onDelete` to `NoAction`. {_MORE}"
                )
                help = _HELP % f"`{relation.field.name}`"
                report.error("cascade-paths", message, relation.field.span, help=help)


@dataclass(frozen=True, slots=True)
class _Spreading:
    """The relations along which a change of the referenced row changes the referring one."""

    relations: tuple[Inline, ...]
    by_model: Mapping[str, Sequence[Inline]]
    edges: Graph
    group: Mapping[str, int]
    looping: frozenset[int]
    """Groups of models from which one comes to a relation of a model to itself."""
    ending: frozenset[str]
    """Models from which a way leads to a model where the change stops."""

    @staticmethod
    def of(relations: Sequence[Inline], schema: ir.Schema, connector: Connector) -> _Spreading:
        spreading = tuple(
            relation for relation in relations if relation.back is not None and _spreads(relation, schema, connector)
        )
        by_model: dict[str, list[Inline]] = {}
        for relation in spreading:
            by_model.setdefault(relation.model.name, []).append(relation)
        edges = {model: [relation.target.name for relation in own] for model, own in by_model.items()}
        group = groups(edges)
        looping, ending = set[int](), set[str]()
        for model in sorted(group, key=lambda name: group[name]):  # those that a model leads to come before it
            targets = edges.get(model, [])
            if model in targets or any(group[target] in looping for target in targets):
                looping.add(group[model])
            others = [target for target in targets if target != model]
            if not targets or any(t in ending or group[t] == group[model] for t in others):
                ending.add(model)
        return _Spreading(spreading, by_model, edges, group, frozenset(looping), frozenset(ending))

    def comes_back(self, relation: Inline) -> bool:
        return self.group[relation.model.name] == self.group[relation.target.name]

    def leads_to_itself(self, model: str) -> bool:
        return self.group[model] in self.looping

    def reached(self, relation: Inline) -> set[str]:
        """The models that a change comes from, along this relation, without passing the one that it is in."""
        start, model = relation.target.name, relation.model.name
        found: set[str] = set()
        waiting = [start] if start != model and start in self.ending else []
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += [next for next in self.edges.get(here, ()) if next != model and next in self.ending]
        return found

    def path(self, relation: Inline) -> str:
        """The shortest chain of references from `relation` back to its model."""
        paths, seen = [[relation]], {relation.target.name}
        for path in paths:
            for following in self.by_model.get(path[-1].target.name, ()):
                if following.target is relation.model:
                    return " → ".join(f"{step.model.name}.{step.field.name}" for step in [*path, following])
                if following.target.name not in seen:
                    seen.add(following.target.name)
                    paths.append([*path, following])
        return f"{relation.model.name}.{relation.field.name}"


def _spreads(relation: Inline, schema: ir.Schema, connector: Connector) -> bool:
    return any(action in _CHANGES for action in _actions(relation, schema, connector))


def _actions(relation: Inline, schema: ir.Schema, connector: Connector) -> Iterator[ir.Action]:
    """Those that are said, or Prisma's defaults."""
    said = relation.field.attribute
    required = any(column.arity is ir.Arity.REQUIRED for column in relation.fields) or not relation.field.is_optional
    silent = ir.Action.RESTRICT if required else ir.Action.SET_NULL
    yield said.on_delete or silent
    yield said.on_update or ir.Action.CASCADE
