"""The indexes of a table class, as arguments of its table."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import ir
from tenantry.views import names, native, text
from tenantry.views.storage import Index, Storage


def indexes(model: ir.Model, storage: Storage) -> Iterator[str]:
    """A name that only one database cuts gives two indexes, each for its own."""
    attributes = {f.column: names.table_attribute(f.name) for f in model.scalars}
    by_provider = {p: storage.table(model.table, model.schema, p) for p in storage.providers}
    listed = [table.indexes if table else () for table in by_provider.values()]
    for same in zip(*listed, strict=True):
        names_of_it = {index.name for index in same}
        for provider, index in zip(by_provider, same, strict=True):
            if len(names_of_it) > 1:
                yield f'{_index(index, attributes)}.ddl_if(dialect="{provider.value}")'
            elif provider is storage.leading:
                yield _index(index, attributes)


def _index(index: Index, attributes: dict[str, str]) -> str:
    """A column that is sorted and has an operator class is SQL: SQLAlchemy finds the class by the column's own name."""
    parts: list[str] = []
    classes: list[str] = []
    for column in index.columns:
        attribute = attributes[column.name]
        if column.descending and column.operator_class:
            sorted_by = f"{native.quoted(column.name)} {column.operator_class} DESC"
            parts.append(f"sa.text({text.string(sorted_by)})")
            continue
        parts.append(f"{attribute}.desc()" if column.descending else attribute)
        if column.operator_class:
            classes.append(f"{text.string(column.name)}: {text.string(column.operator_class)}")
    arguments = [text.string(index.name), *parts]
    if index.unique:
        arguments.append("unique=True")
    if index.method:
        arguments.append(f'postgresql_using="{index.method.lower()}"')
    if classes:
        arguments.append(f"postgresql_ops={{{', '.join(classes)}}}")
    return f"sa.Index({', '.join(arguments)})"
