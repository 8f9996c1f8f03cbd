"""Types, columns and SQL as Python expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tenantry.migrate.state import Address, Column, ColumnType, Enum, ForeignKey, Index, PrimaryKey
from tenantry.migrate.types import quoted

EnumNames = Mapping[Address, str]
"""The variable that each enum of the revision is bound to."""

# Names that hold for SQLite and PostgreSQL alike; `{}` is where the arguments go.
_TYPES = {
    "TEXT": "sa.Text()",
    "BOOLEAN": "sa.Boolean()",
    "INTEGER": "sa.Integer()",
    "BIGINT": "sa.BigInteger()",
    "SMALLINT": "sa.SmallInteger()",
    "REAL": "sa.REAL()",
    "DOUBLE PRECISION": "sa.Double()",
    "DECIMAL": "sa.DECIMAL({})",
    "DATETIME": "sa.DateTime()",
    "BLOB": "sa.LargeBinary()",
    "BYTEA": "sa.LargeBinary()",
    "VARCHAR": "sa.String({})",
    "CHAR": "sa.CHAR({})",
    "DATE": "sa.Date()",
    "UUID": "sa.UUID()",
    "JSON": "postgresql.JSON()",
    "CITEXT": "postgresql.CITEXT()",
    "INET": "postgresql.INET()",
    "MONEY": "postgresql.MONEY()",
    "OID": "postgresql.OID()",
    "BIT": "postgresql.BIT({})",
}
# Types whose only argument is a precision, given by name.
_TIMES = {
    "TIMESTAMP": ("postgresql.TIMESTAMP", ""),
    "TIMESTAMPTZ": ("postgresql.TIMESTAMP", "timezone=True"),
    "TIME": ("postgresql.TIME", ""),
    "TIMETZ": ("postgresql.TIME", "timezone=True"),
}
_SERIAL = {"INTEGER": "SERIAL", "BIGINT": "BIGSERIAL", "SMALLINT": "SMALLSERIAL"}


def type_of(type: ColumnType, enums: EnumNames, *, on_sqlite: bool) -> str:
    element = _element(type, enums, on_sqlite=on_sqlite)
    return f"postgresql.ARRAY({element})" if type.is_array else element


def _element(type: ColumnType, enums: EnumNames, *, on_sqlite: bool) -> str:
    if type.is_enum:
        return enums[Address(type.name, type.schema)]
    arguments = ", ".join(type.arguments)
    if type.name in _TIMES and not on_sqlite:
        constructor, zone = _TIMES[type.name]
        precision = f"precision={arguments}" if arguments else ""
        return f"{constructor}({', '.join(filter(None, (zone, precision)))})"
    if type.name == "JSONB" and not on_sqlite:
        return "postgresql.JSONB()"
    if type.name == "VARBIT":
        return f"postgresql.BIT({', '.join(filter(None, (arguments, 'varying=True')))})"
    if type.name in _TYPES:
        return _TYPES[type.name].format(arguments)
    return f"DatabaseType({str(type.element)!r})"


def column(item: Column, enums: EnumNames, *, on_sqlite: bool, in_key: bool = False) -> str:
    """`in_key`: the column is in the primary key of the same statement, where SQLAlchemy makes SERIAL by itself."""
    written = type_of(item.type, enums, on_sqlite=on_sqlite)
    flag = ""
    if not on_sqlite and item.autoincrement and not in_key:
        written = f"DatabaseType({_SERIAL.get(item.type.name, 'SERIAL')!r})"
    elif in_key and item.type.name in _SERIAL:
        flag = f", autoincrement={item.autoincrement}"
    default = "" if item.default is None else f", server_default={text(item.default)}"
    return f"sa.Column({item.name!r}, {written}{flag}, nullable={item.nullable}{default})"


def primary_key(key: PrimaryKey) -> str:
    name = "" if key.name is None else f", name={key.name!r}"
    return f"sa.PrimaryKeyConstraint({', '.join(map(repr, key.columns))}{name})"


def foreign_key(key: ForeignKey) -> str:
    target = f"{key.schema}.{key.table}" if key.schema else key.table
    references = [f"{target}.{name}" for name in key.references]
    return (
        f"sa.ForeignKeyConstraint({list(key.columns)!r}, {references!r}, name={key.name!r}, "
        f"onupdate={key.on_update!r}, ondelete={key.on_delete!r})"
    )


def index_columns(index: Index) -> str:
    return f"[{', '.join(_index_column(c.name, c.descending, c.operator_class) for c in index.columns)}]"


def _index_column(name: str, descending: bool, operator_class: str | None) -> str:
    if not descending:
        return repr(name)
    return text(" ".join(filter(None, (quoted(name), operator_class, "DESC"))))


def enum(item: Enum) -> str:
    schema = f", schema={item.schema!r}" if item.schema else ""
    return f"postgresql.ENUM({', '.join(map(repr, item.values))}, name={item.name!r}{schema}, create_type=False)"


def text(sql: str) -> str:
    return f"sa.text({string(escaped(sql))})"


_BIND = re.compile(r"(?<![:\w\\]):(?=\w+(?!:))|(?<=\\):(?=[\w$]*(?![:\w$]))")


def escaped(sql: str) -> str:
    r"""For SQLAlchemy's `text`, which reads `:name` as a parameter unless it is written `\:name`."""
    return _BIND.sub(r"\\:", sql)


_LINE = 76


def string(content: str) -> str:
    """A Python string; a long one is cut at spaces into parts that Python joins."""
    if len(content) <= _LINE:
        return repr(content)
    parts = re.findall(rf".{{1,{_LINE}}}(?:\s|$)|\S+\s?", content, re.DOTALL)
    assert "".join(parts) == content
    return " ".join(repr(part) for part in parts)
