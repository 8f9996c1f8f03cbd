"""Rules for `@@fulltext`."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Report


def the_connector_has_fulltext(model: ir.Model, connector: Connector, report: Report) -> None:
    fulltexts = [index for index in model.indexes if index.fulltext]
    for index in fulltexts:
        if not connector.fulltext:
            message = f"Defining fulltext indexes is not supported with {connector.title}."
            report.error("no-such-index", message, index.span, help="remove it")
        elif any(part.sort is not None for part in index.fields) and not connector.sorted_fulltext:
            message = f"The sort argument is not supported in a @@fulltext attribute with {connector.title}."
            report.error("wrong-index", message, index.span, help="remove `sort`")
        elif not _adjacent(index):
            message = "All index fields must be listed adjacently in the fields argument."
            help = "write the fields without `sort` next to each other"
            report.error("wrong-index", message, index.span, help=help)
        if connector.fulltext and not connector.many_fulltexts and len(fulltexts) > 1:
            message = f"{connector.title} only allows one fulltext attribute per model"
            report.error("several-fulltexts", message, index.span, help="write all fields into one of them")


def _adjacent(index: ir.Index) -> bool:
    """Whether the texts, which are the fields without an order, stand together: MongoDB makes one key of them."""
    texts = [position for position, part in enumerate(index.fields) if part.sort is None]
    return not texts or texts[-1] - texts[0] == len(texts) - 1
