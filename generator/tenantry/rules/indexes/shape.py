"""Rules for what stands in `@id`, `@unique`, `@@index` and their like, on one database."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes.constraints import Constraint, column, constraints
from tenantry.text.diagnostics import Report


def there_are_fields(model: ir.Model, report: Report) -> None:
    for constraint in constraints(model):
        if not constraint.fields:
            subject = f"an `{constraint.attribute}()` attribute" if constraint.kind == "key" else "an index"
            message = f"The list of fields in {subject} cannot be empty. Please specify at least one field."
            help = f"remove `{constraint.attribute}`, or write the names of fields into it"
            report.error("empty-index", message, constraint.span, help=help)


def compounds_do_not_clash_with_fields(model: ir.Model, report: Report) -> None:
    """The client calls a compound by the names of its fields, joined."""
    names = {field.name for field in model.scalars}
    for constraint in constraints(model):
        name = "_".join(part.name.replace(".", "_") for part in constraint.fields)
        if constraint.kind in ("key", "unique") and len(constraint.fields) > 1 and name in names:
            at = constraint.attribute
            message = (
                f"The field `{name}` clashes with the `{at}` attribute's name. Please resolve the conflict by "
                f'providing a custom id name: `{at}([...], name: "custom_name")`'
            )
            report.error("duplicate-name", message, constraint.span, help='add `name: "..."`, or rename the field')


def keys_may_be_named(model: ir.Model, connector: Connector, report: Report) -> None:
    if model.key is not None and model.key.map is not None and not connector.named_keys:
        message = (
            f"You defined a database name for the primary key on the model. This is not supported by {connector.title}."
        )
        report.error("no-named-keys", message, model.span, help="remove the `map` argument")


def keys_may_be_compound(model: ir.Model, connector: Connector, report: Report) -> None:
    if model.key is not None and len(model.key.fields) > 1 and not connector.compound_keys:
        message = f"{connector.title} does not support compound ids."
        help = "make it `@@unique`, and add a key of one field"
        report.error("no-compound-keys", message, model.key.span, help=help)


def the_connector_takes_the_arguments(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    for constraint in constraints(model):
        _length(constraint, model, schema, connector, report)
        if constraint.kind == "key" and not connector.sorted_keys and _sorted(constraint):
            message = f"The sort argument is not supported in the primary key with {connector.title}"
            report.error("no-sorted-keys", message, constraint.span, help="remove `sort`")
        if constraint.clustered is not None and not connector.clustering:
            message = f"Defining clustering is not supported in {connector.title}."
            report.error("no-clustering", message, constraint.span, help="remove `clustered`")
        has_operators = any(part.operator_class is not None for part in constraint.fields)
        if constraint.kind in ("unique", "fulltext") and has_operators:
            message = "Operator classes can only be defined to fields in an @@index attribute."
            report.error("wrong-index", message, constraint.span, help="remove `ops`, or make it an `@@index`")


def _sorted(constraint: Constraint) -> bool:
    return any(part.sort is not None for part in constraint.fields)


def _length(constraint: Constraint, model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    measured = [part for part in constraint.fields if part.length is not None]
    if not measured:
        return
    if not connector.index_length:
        where = "the primary key" if constraint.kind == "key" else "an index definition"
        message = f"The length argument is not supported in {where} with {connector.title}"
        report.error("no-index-length", message, constraint.span, help="remove `length`")
        return
    if constraint.kind == "fulltext":
        message = "The length argument is not supported in a @@fulltext attribute."
        report.error("no-index-length", message, constraint.span, help="remove `length`")
    types = [column(schema, model, part).type for part in measured]
    if any(type not in (ir.Scalar.STRING, ir.Scalar.BYTES) and not isinstance(type, ir.Unsupported) for type in types):
        message = "The length argument is only allowed with field types `String` or `Bytes`."
        report.error("wrong-index", message, constraint.span, help="remove `length`")


def one_is_clustered(model: ir.Model, connector: Connector, report: Report) -> None:
    """The rows of a table can lie in one order only; the key's, unless something else is said."""
    if not connector.clustering:
        return
    key, *others = [*constraints(model)] if model.key is not None else [None, *constraints(model)]
    clustered = [other for other in others if other is not None and other.clustered]
    if key is not None and key.clustered is not False and clustered:
        message = "A model can only hold one clustered index or id."
        report.error("several-clustered", message, key.span, help="add `clustered: false` here")
        for other in clustered:
            message = "A model can only hold one clustered index or key."
            report.error("several-clustered", message, other.span, help="remove `clustered: true`")
    elif len(clustered) > 1:
        for other in clustered:
            message = "A model can only hold one clustered index."
            report.error("several-clustered", message, other.span, help="remove `clustered: true` from all but one")


def native_types_can_be_indexed(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """What lies outside of the row no index reaches; with a length, MySQL indexes the beginning."""
    if not connector.unindexable:
        return
    for constraint in constraints(model):
        if constraint.kind == "fulltext" and connector.fulltext:
            continue
        for part in constraint.fields:
            native = column(schema, model, part).native
            if native is None or part.length is not None or not _outside_the_row(native, connector):
                continue
            message = f"Native type `{native.name}` of {connector.title} cannot be part of a key or an index."
            help = f"take `{part.name}` out, or choose another native type"
            if connector.index_length:
                help = f"give a length: `{part.name}(length: 100)`"
            report.error("unindexable-type", message, constraint.span, help=help)
            break


def _outside_the_row(native: ir.NativeType, connector: Connector) -> bool:
    if native.name in connector.unindexable_at_most:
        return [argument.lower() for argument in native.arguments] == ["max"]
    return native.name in connector.unindexable


def composites_are_unique_alone(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    for unique in model.uniques if schema.composites else ():
        parts = [part for part in unique.fields if isinstance(column(schema, model, part).type, ir.Composite)]
        if parts and len(unique.fields) > 1:
            message = (
                "Prisma does not currently support composite types in compound unique indices, "
                f"please remove `{parts[0].name}` from the index."
            )
            help = f"name a field inside it: `{parts[0].name}.street`"
            report.error("wrong-index", message, unique.span, help=help)


def bytes_are_no_key(model: ir.Model, connector: Connector, report: Report) -> None:
    if model.key is None or not connector.clustering:
        return
    if any(model.scalar(part.name).type is ir.Scalar.BYTES for part in model.key.fields):
        message = "Using Bytes type is not allowed in the model's id."
        report.error("unindexable-type", message, model.key.span, help="use a String, or another field")
