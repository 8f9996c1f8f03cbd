"""CockroachDB."""

from __future__ import annotations

from tenantry import ir
from tenantry.ir import Scalar
from tenantry.rules.connectors.connector import ALL_OF_MODEL, Connector
from tenantry.rules.connectors.native import (
    BIGINT,
    BOOLEAN,
    BYTES,
    DATETIME,
    FLOAT,
    INT,
    JSON,
    STRING,
    decimal,
    sized,
)
from tenantry.rules.connectors.postgresql import BITS, PRECISION, TIME

CONNECTOR = Connector(
    ir.Provider.COCKROACHDB,
    title="CockroachDB",
    name_limit=63,
    namespaces=(ALL_OF_MODEL,),
    lists=True,
    schemas=True,
    autoincrement_only_bigint=True,
    sequence=True,
    index_algorithms=frozenset({"BTree", "Gin"}),
    partial_indexes=True,
    native_types={
        "String": sized(Scalar.STRING),
        "Char": sized(Scalar.STRING),
        "CatalogSingleChar": STRING,
        "Bit": BITS,
        "VarBit": BITS,
        "Uuid": STRING,
        "Inet": STRING,
        "Bool": BOOLEAN,
        "Int2": INT,
        "Int4": INT,
        "Oid": INT,
        "Int8": BIGINT,
        "Float4": FLOAT,
        "Float8": FLOAT,
        "Decimal": decimal(PRECISION),
        "Timestamp": TIME,
        "Timestamptz": TIME,
        "Date": DATETIME,
        "Time": TIME,
        "Timetz": TIME,
        "JsonB": JSON,
        "Bytes": BYTES,
    },
)
