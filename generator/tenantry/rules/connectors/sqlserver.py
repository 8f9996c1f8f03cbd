"""SQL Server."""

from __future__ import annotations

from tenantry import ir
from tenantry.ir import Scalar
from tenantry.rules.connectors.connector import (
    ALL_ACTIONS,
    KEYS_AND_DEFAULTS,
    KEYS_AND_INDEXES_OF_MODEL,
    Connector,
)
from tenantry.rules.connectors.native import (
    BIGINT,
    BYTES,
    DATETIME,
    FLOAT,
    INT,
    STRING,
    Limit,
    Native,
    Takes,
    decimal,
    plain,
    sized,
)


def _text(scalar: Scalar, most: int) -> Native:
    return sized(scalar, Limit(0, most, f"Length can range from 1 to {most}."))


def _text_or_max(scalar: Scalar, most: int) -> Native:
    text = f"Length can range from 1 to {most}. For larger sizes, use the `Max` variant."
    return Native((scalar,), Takes.NUMBER_OR_MAX, limits=(Limit(0, most, text),))


CONNECTOR = Connector(
    ir.Provider.SQLSERVER,
    title="SQL Server",
    name_limit=128,
    namespaces=(KEYS_AND_DEFAULTS, KEYS_AND_INDEXES_OF_MODEL),
    json=False,
    enums=False,
    schemas=True,
    sorted_keys=True,
    clustering=True,
    partial_indexes=True,
    unindexable=frozenset({"Text", "NText", "Image", "Xml"}),
    unindexable_at_most=frozenset({"VarBinary", "VarChar", "NVarChar"}),
    named_defaults=True,
    references_in_any_order=False,
    cascade_cycles=False,
    actions=ALL_ACTIONS - {ir.Action.RESTRICT},
    native_types={
        "Char": _text(Scalar.STRING, 8000),
        "NChar": _text(Scalar.STRING, 4000),
        "VarChar": _text_or_max(Scalar.STRING, 8000),
        "NVarChar": _text_or_max(Scalar.STRING, 4000),
        "Text": STRING,
        "NText": STRING,
        "Xml": STRING,
        "UniqueIdentifier": STRING,
        "TinyInt": INT,
        "SmallInt": INT,
        "Int": INT,
        "BigInt": BIGINT,
        "Bit": plain(Scalar.BOOLEAN, Scalar.INT),
        "Decimal": decimal(
            Limit(1, 38, "Precision can range from 1 to 38."), Limit(0, 38, "Scale can range from 0 to 38.", place=1)
        ),
        "Money": FLOAT,
        "SmallMoney": FLOAT,
        "Float": sized(Scalar.FLOAT, Limit(1, 53, "Bits can range from 1 to 53.")),
        "Real": FLOAT,
        "Date": DATETIME,
        "Time": DATETIME,
        "DateTime": DATETIME,
        "DateTime2": DATETIME,
        "SmallDateTime": DATETIME,
        "DateTimeOffset": DATETIME,
        "Binary": _text(Scalar.BYTES, 8000),
        "VarBinary": _text_or_max(Scalar.BYTES, 8000),
        "Image": BYTES,
    },
)
