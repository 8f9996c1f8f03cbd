"""The columns of a table class, as statements of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tenantry import ir
from tenantry.views import defaults, names, native, text, types
from tenantry.views.storage import ForeignKey, Storage

_TYPES = {
    ir.Scalar.STRING: "types.string",
    ir.Scalar.BOOLEAN: "types.boolean",
    ir.Scalar.INT: "types.integer",
    ir.Scalar.BIGINT: "types.big_integer",
    ir.Scalar.FLOAT: "types.floating",
    ir.Scalar.DECIMAL: "types.number",
    ir.Scalar.DATETIME: "types.moment",
    ir.Scalar.JSON: "types.json",
    ir.Scalar.BYTES: "types.binary",
}
_SERIALS = {"INTEGER": "SERIAL", "BIGINT": "BIGSERIAL", "SMALLINT": "SMALLSERIAL"}

# What SQLAlchemy's text() would take for a parameter.
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w+(?!:))")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")


def column(
    schema: ir.Schema, model: ir.Model, field: ir.ScalarField, storage: Storage, enums: Mapping[str, str]
) -> str:
    """`email: Mapped[str] = mapped_column(types.string())`."""
    attribute = names.table_attribute(field.name)
    arguments = [text.string(field.column)] if attribute != field.column else []
    arguments.append(_type(schema, model, field, storage, enums))
    arguments += _foreign_keys(model, field, storage)
    arguments += _key(model, field, storage)
    if field.is_list:
        arguments.append("nullable=True")  # Prisma leaves lists nullable, though they read as empty
    elif field.type is ir.Scalar.JSON:
        arguments.append(f"nullable={field.is_optional}")  # a JSON value may be None, so the annotation does not tell
    arguments += _defaults(model, field, storage)
    return f"{attribute}: Mapped[{types.value(field)}] = mapped_column({', '.join(arguments)})"


def column_type(schema: ir.Schema, field: ir.ScalarField, enums: Mapping[str, str], *, counts: bool = False) -> str:
    """The type of one value of the field."""
    match field.type:
        case ir.EnumType(name):
            return enums[name]
        case ir.Unsupported(spelling) | ir.Composite(spelling):
            return f"types.other({text.string(spelling)})"
        case scalar:
            usual, wanted = native.usual(field), native.postgresql(schema, field)
            if counts:
                wanted = _SERIALS.get(wanted, wanted)
            says = wanted != usual and ir.Provider.POSTGRESQL in schema.providers
            return f"{_TYPES[scalar]}({text.string(wanted) if says else ''})"


def counts_on_sqlite(model: ir.Model, storage: Storage) -> bool:
    """Whether SQLite numbers the rows, as it does for every key of one Int."""
    if ir.Provider.SQLITE not in storage.providers:
        return False
    table = storage.table(model.table, model.schema, ir.Provider.SQLITE)
    return table is not None and any(c.autoincrement for c in table.columns)


def addresses(key: ForeignKey) -> list[str]:
    """The columns that a foreign key references, as SQLAlchemy names them."""
    prefix = ".".join(part for part in (key.schema, key.table) if part)
    return [f"{prefix}.{column}" for column in key.references]


def actions(key: ForeignKey) -> str:
    """The keyword arguments for name and actions."""
    return f'name={text.string(key.name)}, ondelete="{key.on_delete}", onupdate="{key.on_update}"'


def _type(schema: ir.Schema, model: ir.Model, field: ir.ScalarField, storage: Storage, enums: Mapping[str, str]) -> str:
    counts = isinstance(field.default, ir.Autoincrement)
    one = column_type(schema, field, enums, counts=counts)
    return f"types.array({one})" if field.is_list else one


def _foreign_keys(model: ir.Model, field: ir.ScalarField, storage: Storage) -> Iterator[str]:
    table = storage.table(model.table, model.schema)
    for key in table.foreign_keys if table else ():
        if key.columns == (field.column,):
            yield f"sa.ForeignKey({text.string(addresses(key)[0])}, {actions(key)})"


def _key(model: ir.Model, field: ir.ScalarField, storage: Storage) -> Iterator[str]:
    """SQLAlchemy would have every whole number that is the key count by itself."""
    if model.key is None or field.name not in (f.name for f in model.key.fields):
        return
    yield "primary_key=True"
    if field.type in (ir.Scalar.INT, ir.Scalar.BIGINT) and len(model.key.fields) == 1:
        yield f"autoincrement={isinstance(field.default, ir.Autoincrement)}"


def _defaults(model: ir.Model, field: ir.ScalarField, storage: Storage) -> Iterator[str]:
    """What the data layer fills in, then what the database does.

    A moment is filled in here even where the database could, to have one spelling of it on SQLite.
    """
    match field.default:
        case ir.Now() | ir.Uuid() | ir.Cuid() | ir.Nanoid() | ir.Ulid():
            yield f"default={defaults.generated(field.default)}"
        case ir.Literal(value) if field.type is ir.Scalar.DATETIME:
            yield f"default={text.moment(str(value))}"
        case _ if field.updated_at:
            yield "default=ids.now"
        case _:
            pass
    if field.updated_at:
        yield "onupdate=ids.now"
    spellings = _spellings(model, field, storage)
    if len(set(spellings.values())) > 1:
        listed = ", ".join(f"{provider.value}={text.string(sql)}" for provider, sql in spellings.items())
        yield f"server_default=types.default({listed})"
    elif spellings:
        yield f"server_default={_server_default(next(iter(spellings.values())))}"
    elif isinstance(field.default, ir.Autoincrement) and not _is_key(model, field):
        yield "server_default=sa.FetchedValue()"


def _is_key(model: ir.Model, field: ir.ScalarField) -> bool:
    return model.key is not None and [f.name for f in model.key.fields] == [field.name]


def _spellings(model: ir.Model, field: ir.ScalarField, storage: Storage) -> dict[ir.Provider, str]:
    found: dict[ir.Provider, str] = {}
    for provider in storage.providers:
        table = storage.table(model.table, model.schema, provider)
        for candidate in table.columns if table else ():
            if candidate.name == field.column and candidate.default is not None:
                found[provider] = candidate.default
    return found


def _server_default(sql: str) -> str:
    """A constant as the text it is, which SQLAlchemy quotes; anything else as SQL."""
    quoted = _QUOTED.fullmatch(sql)
    if quoted:
        return text.string(quoted.group(1).replace("''", "'"))
    return f"sa.text({text.string(_PARAMETER.sub(chr(92) + chr(92) + ':', sql))})"
