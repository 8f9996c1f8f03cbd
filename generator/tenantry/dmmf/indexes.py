"""Keys and indexes as the DMMF lists them."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import ir
from tenantry.dmmf.shape import Json


def indexes(model: ir.Model) -> Iterator[Json]:
    """The key, then Prisma's order: uniques of fields, indexes, uniques of the model, full text."""
    if model.key is not None:
        yield _index(model, "id", model.key, model.key.name, None)
    for unique in (u for u in model.uniques if u.of_field):
        yield _index(model, "unique", unique, unique.name, None)
    for index in (i for i in model.indexes if not i.fulltext):
        yield _index(model, "normal", index, None, index.algorithm)
    for unique in (u for u in model.uniques if not u.of_field):
        yield _index(model, "unique", unique, unique.name, None)
    for index in (i for i in model.indexes if i.fulltext):
        yield _index(model, "fulltext", index, None, index.algorithm)


def _index(
    model: ir.Model,
    type: str,
    index: ir.PrimaryKey | ir.UniqueIndex | ir.Index,
    name: str | None,
    algorithm: str | None,
) -> Json:
    said: Json = {"name": name, "dbName": index.map, "algorithm": algorithm, "clustered": index.clustered}
    return {
        "model": model.name,
        "type": type,
        "isDefinedOnField": not isinstance(index, ir.Index) and index.of_field,
        **_given(said),
        "fields": [_field(field) for field in index.fields],
    }


def _field(field: ir.IndexField) -> Json:
    order = None if field.sort is None else field.sort.value.lower()
    operators = None if field.operator_class is None else field.operator_class.removeprefix("raw:")
    length = None if field.length is None else field.length % 2**32  # Prisma keeps it in 32 bits without a sign
    said: Json = {"sortOrder": order, "length": length, "operatorClass": operators}
    return {"name": field.name, **_given(said)}


def _given(said: Json) -> Json:
    return {key: value for key, value in said.items() if value is not None}
