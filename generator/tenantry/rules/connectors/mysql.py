"""MySQL."""

from __future__ import annotations

from tenantry import ir
from tenantry.ir import Scalar
from tenantry.rules.connectors.connector import FOREIGN_KEYS, INDEXES_OF_MODEL, Connector
from tenantry.rules.connectors.native import (
    BIGINT,
    BYTES,
    DATETIME,
    FLOAT,
    INT,
    JSON,
    STRING,
    Limit,
    decimal,
    measured,
    plain,
    sized,
)

_TINY = plain(Scalar.BOOLEAN, Scalar.INT)
_TIME = sized(Scalar.DATETIME)
_HEAP = ("TinyText", "Text", "MediumText", "LongText", "TinyBlob", "Blob", "MediumBlob", "LongBlob")

CONNECTOR = Connector(
    ir.Provider.MYSQL,
    title="MySQL",
    name_limit=64,
    set_default=False,
    namespaces=(FOREIGN_KEYS, INDEXES_OF_MODEL),
    one_autoincrement=True,
    autoincrement_only_indexed=True,
    named_keys=False,
    index_length=True,
    fulltext=True,
    shard_keys=True,
    unindexable=frozenset(_HEAP),
    native_types={
        "Char": measured(Scalar.STRING, limits=(Limit(0, 255, "M can range from 0 to 255."),)),
        "VarChar": measured(Scalar.STRING, limits=(Limit(0, 65_535, "M can range from 0 to 65,535."),)),
        "TinyText": STRING,
        "Text": STRING,
        "MediumText": STRING,
        "LongText": STRING,
        "Int": INT,
        "UnsignedInt": INT,
        "SmallInt": INT,
        "UnsignedSmallInt": INT,
        "MediumInt": INT,
        "UnsignedMediumInt": INT,
        "TinyInt": _TINY,
        "UnsignedTinyInt": _TINY,
        "Year": INT,
        "BigInt": BIGINT,
        "UnsignedBigInt": BIGINT,
        "Float": FLOAT,
        "Double": FLOAT,
        "Decimal": decimal(
            Limit(0, 65, "Precision can range from 1 to 65."), Limit(0, 30, "Scale can range from 0 to 30.", place=1)
        ),
        "Bit": measured(
            Scalar.BOOLEAN,
            Scalar.BYTES,
            limits=(
                Limit(1, 64, "M can range from 1 to 64."),
                Limit(0, 1, "only Bit(1) can be used as Boolean.", scalar=Scalar.BOOLEAN),
            ),
        ),
        "Binary": measured(Scalar.BYTES),
        "VarBinary": measured(Scalar.BYTES),
        "TinyBlob": BYTES,
        "Blob": BYTES,
        "MediumBlob": BYTES,
        "LongBlob": BYTES,
        "Date": DATETIME,
        "Time": _TIME,
        "DateTime": _TIME,
        "Timestamp": _TIME,
        "Json": JSON,
    },
)
