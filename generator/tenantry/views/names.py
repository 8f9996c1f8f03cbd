"""How the schema's names become Python's.

One rule: **a name that is taken gets one underscore at its end.** Taken are the words of Python, what Pydantic,
SQLAlchemy or the client keep for themselves, and what the generated file uses in that place. Keys of dictionaries are
never escaped: they are the schema's names as written, and so is every name in the database.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable

KEYWORDS = frozenset(keyword.kwlist)

# What annotations and expressions in a class body mention, which an attribute of that name would hide.
_BUILTINS = frozenset({"bool", "bytes", "float", "int", "list", "str"})
_RECORDS_FILE = _BUILTINS | {"decimal", "dt", "enums", "rt"}
_TABLES_FILE = _RECORDS_FILE | {"Mapped", "functools", "ids", "mapped_column", "relationship", "sa", "types"}

# What a record has of its own: Pydantic's methods, and those of our base class.
_PYDANTIC = frozenset(
    word
    for line in (
        "construct copy dict from_orm json parse_file parse_obj parse_raw prisma schema schema_json validate",
        "update_forward_refs model_computed_fields model_config model_construct model_copy model_dump model_dump_json",
        "model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init",
        "model_rebuild model_validate model_validate_json model_validate_strings",
    )
    for word in line.split()
)
_SQLALCHEMY = frozenset({"metadata", "registry"})

# Members of an enum are strings, so what every string or enum has is taken.
_STRING = frozenset(name for name in dir(str) if not name.startswith("_"))
_ENUM = frozenset({"mro", "name", "value"})

RECORD_ATTRIBUTES = KEYWORDS | _RECORDS_FILE | _PYDANTIC | {"relation_counts"}
TABLE_ATTRIBUTES = RECORD_ATTRIBUTES | _TABLES_FILE | _SQLALCHEMY
ENUM_MEMBERS = KEYWORDS | _STRING | _ENUM
RECORD_CLASSES = KEYWORDS | _RECORDS_FILE
TABLE_CLASSES = KEYWORDS | _TABLES_FILE | {"Base", "DeclarativeBase"}
ENUM_CLASSES = KEYWORDS | {"StrEnum", "str"}
CONSTANTS = frozenset({"CATALOG", "DATABASE"})
# What every client has, and what only the one has that leads to the others.
_LIFE = {"batch_", "commit", "connect", "disconnect", "health_check", "is_connected", "register", "run_in_tx", "tx"}
_QUERIES = {"execute_raw", "query_first", "query_raw"}
CLIENT_MEMBERS = frozenset({"catalog", "scope", "tenant_key"} | _LIFE | _QUERIES)
ENTRANCE_MEMBERS = CLIENT_MEMBERS | {"tenant", "tenant_client", "unscoped", "unscoped_client"}

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def free(name: str, taken: Collection[str]) -> str:
    """The name, with an underscore where it is taken."""
    return f"{name}_" if name in taken else name


def snake(name: str) -> str:
    """`SystemConfig` is `system_config`, `APIKey` is `api_key`."""
    return _WORD_START.sub("_", name).lower()


def pascal(names: Iterable[str]) -> str:
    """Names of fields as the middle of a class name: `email`, `tenantId` is `EmailTenantId`."""
    return "".join(name[:1].upper() + name[1:] for name in names)


def record_class(model: str) -> str:
    return free(model, RECORD_CLASSES)


def table_class(model: str) -> str:
    return free(model, TABLE_CLASSES)


def enum_class(enum: str) -> str:
    return free(enum, ENUM_CLASSES)


def enum_member(value: str) -> str:
    return free(value, ENUM_MEMBERS)


def record_attribute(field: str) -> str:
    return free(field, RECORD_ATTRIBUTES)


def table_attribute(field: str) -> str:
    return free(field, TABLE_ATTRIBUTES)


def constant(model: str) -> str:
    """Name of the model's metadata in `catalog.py`."""
    return free(snake(model).upper(), CONSTANTS)


def accessor(model: str, *, is_global: bool) -> str:
    """The client's attribute for a model. Global ones stand on the client that leads to tenants, so more is taken."""
    return free(snake(model), KEYWORDS | (ENTRANCE_MEMBERS if is_global else CLIENT_MEMBERS))


class Derived:
    """Gives out names that we make up (`UserWhere`), an underscore more for each that is already given out."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def name(self, wanted: str) -> str:
        while wanted in self._taken:
            wanted += "_"
        self._taken.add(wanted)
        return wanted
