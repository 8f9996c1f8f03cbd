"""Changes that spread from row to row: whether they end, and reach each table by one way only.

SQL Server refuses the tables otherwise; where `relationMode = "prisma"` leaves the actions to the client, it would not
end, on whichever database.
"""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.relations.sides import Inline
from tenantry.rules.relations.spreading import Spreading
from tenantry.text.diagnostics import Report

_MORE = "Read more at https://pris.ly/d/cyclic-referential-actions"
_HELP = "write `onDelete: NoAction, onUpdate: NoAction` at %s"


def cascades_end(relations: Sequence[Inline], schema: ir.Schema, connector: Connector, report: Report) -> None:
    if connector.cascade_cycles and schema.datasource.foreign_keys:
        return
    spreading = Spreading.of(relations)
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
    spreading = Spreading.of(relations)
    for model, own in spreading.by_model.items():
        reached = [spreading.reached(relation) for relation in own] if len(own) > 1 else []
        for position, models in enumerate(reached):
            elsewhere = 0
            for other in (*reached[:position], *reached[position + 1 :]):
                elsewhere |= other
            if models & elsewhere:
                _two_ways(model, own[position], spreading.names(models & elsewhere), report)


def _two_ways(model: str, relation: Inline, twice: Sequence[str], report: Report) -> None:
    names = ", ".join(f"`{name}`" for name in twice)
    records = f"model {names} is" if len(twice) == 1 else f"models {names} are"
    message = (
        f"When any of the records in {records} updated or deleted, the referential actions on the relations cascade to "
        f"model `{model}` through multiple paths. Please break one of these paths by setting the `onUpdate` and "
        f"`onDelete` to `NoAction`. {_MORE}"
    )
    report.error("cascade-paths", message, relation.field.span, help=_HELP % f"`{relation.field.name}`")
