"""PostgreSQL."""

from __future__ import annotations

from tenantry import ir
from tenantry.ir import Scalar
from tenantry.rules.connectors.connector import ALL_OF_MODEL, EMULATED, KEYS_AND_INDEXES, Connector
from tenantry.rules.connectors.native import (
    BIGINT,
    BOOLEAN,
    BYTES,
    DATETIME,
    FLOAT,
    INT,
    JSON,
    STRING,
    UNBOUNDED,
    Limit,
    decimal,
    plain,
    sized,
)

PRECISION = Limit(1, 1000, "Precision must be positive with a maximum value of 1000.")
TIME = sized(Scalar.DATETIME, Limit(0, 6, "M can range from 0 to 6."))
BITS = sized(Scalar.STRING, Limit(1, UNBOUNDED, "M must be a positive integer."))

CONNECTOR = Connector(
    ir.Provider.POSTGRESQL,
    title="Postgres",
    name_limit=63,
    namespaces=(KEYS_AND_INDEXES, ALL_OF_MODEL),
    lists=True,
    json_lists=True,
    schemas=True,
    index_algorithms=frozenset({"BTree", "Hash", "Gin", "Gist", "SpGist", "Brin"}),
    operator_classes=True,
    partial_indexes=True,
    unordered=frozenset({"Xml"}),
    set_null_on_required=True,
    emulated_actions=EMULATED - {ir.Action.NO_ACTION},
    native_types={
        "Text": STRING,
        "Char": sized(Scalar.STRING),
        "VarChar": sized(Scalar.STRING),
        "Bit": BITS,
        "VarBit": BITS,
        "Uuid": STRING,
        "Xml": STRING,
        "Inet": STRING,
        "Citext": STRING,
        "Boolean": BOOLEAN,
        "SmallInt": INT,
        "Integer": INT,
        "Oid": INT,
        "BigInt": BIGINT,
        "Real": FLOAT,
        "DoublePrecision": FLOAT,
        "Decimal": decimal(PRECISION),
        "Money": plain(Scalar.DECIMAL),
        "Timestamp": TIME,
        "Timestamptz": TIME,
        "Date": DATETIME,
        "Time": TIME,
        "Timetz": TIME,
        "Json": JSON,
        "JsonB": JSON,
        "ByteA": BYTES,
    },
)
