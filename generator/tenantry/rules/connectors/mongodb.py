"""MongoDB."""

from __future__ import annotations

from tenantry import ir
from tenantry.ir import Scalar
from tenantry.rules.connectors.connector import INDEXES_OF_MODEL, Connector
from tenantry.rules.connectors.native import BOOLEAN, BYTES, DATETIME, FLOAT, INT, JSON, STRING, plain

CONNECTOR = Connector(
    ir.Provider.MONGODB,
    title="MongoDB",
    name_limit=127,
    namespaces=(INDEXES_OF_MODEL,),
    lists=True,
    json_lists=True,
    decimals=False,
    composites=True,
    emulated_relations_want_index=False,
    joins_native_types=True,
    auto=True,
    autoincrement=False,
    compound_keys=False,
    named_keys=False,
    fulltext=True,
    sorted_fulltext=True,
    many_fulltexts=False,
    named_foreign_keys=False,
    implicit_many_to_many=False,
    actions=frozenset(),
    native_types={
        "String": STRING,
        "Double": FLOAT,
        "BinData": BYTES,
        "ObjectId": plain(Scalar.STRING, Scalar.BYTES),
        "Bool": BOOLEAN,
        "Date": DATETIME,
        "Int": INT,
        "Timestamp": DATETIME,
        "Long": plain(Scalar.INT, Scalar.BIGINT),
        "Json": JSON,
    },
)
