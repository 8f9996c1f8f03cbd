"""Native types of each database: which scalar type they store, and their arguments.

From Prisma's reference of native types, and from what its engine answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenantry.ir import Scalar


@dataclass(frozen=True, slots=True)
class Range:
    """What a number may be; `text` says it in a message, after the colon."""

    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class Native:
    """`arguments` numbers are taken, at least `required` of them; `pair` says both or none, precision and scale."""

    scalars: tuple[Scalar, ...]
    arguments: int = 0
    required: int = 0
    ranges: tuple[Range | None, ...] = ()
    max: bool = False
    """Whether the word `Max` may stand for the number."""

    @property
    def pair(self) -> bool:
        return self.arguments == 2


_UNBOUNDED = 2**31 - 1


def _plain(*scalars: Scalar) -> Native:
    return Native(scalars)


def _sized(scalar: Scalar, low: int = 0, high: int = _UNBOUNDED, text: str = "", *, required: int = 0) -> Native:
    limit = Range(low, high, text) if text else None
    return Native((scalar,), 1, required, (limit,))


def _decimal(most: int, text: str) -> Native:
    return Native((Scalar.DECIMAL,), 2, 0, (Range(1, most, text), None))


_STRING = _plain(Scalar.STRING)
_INT = _plain(Scalar.INT)
_BIGINT = _plain(Scalar.BIGINT)
_FLOAT = _plain(Scalar.FLOAT)
_DATETIME = _plain(Scalar.DATETIME)
_BYTES = _plain(Scalar.BYTES)
_JSON = _plain(Scalar.JSON)
_TEXT = _sized(Scalar.STRING)
_TIME = _sized(Scalar.DATETIME, 0, 6, "M can range from 0 to 6.")
_BITS = _sized(Scalar.STRING, 1, _UNBOUNDED, "M must be a positive integer.")
_POSTGRESQL_DECIMAL = _decimal(1000, "Precision must be positive with a maximum value of 1000.")

POSTGRESQL: Mapping[str, Native] = {
    "Text": _STRING,
    "Char": _TEXT,
    "VarChar": _TEXT,
    "Bit": _BITS,
    "VarBit": _BITS,
    "Uuid": _STRING,
    "Xml": _STRING,
    "Inet": _STRING,
    "Citext": _STRING,
    "Boolean": _plain(Scalar.BOOLEAN),
    "SmallInt": _INT,
    "Integer": _INT,
    "Oid": _INT,
    "BigInt": _BIGINT,
    "Real": _FLOAT,
    "DoublePrecision": _FLOAT,
    "Decimal": _POSTGRESQL_DECIMAL,
    "Money": _plain(Scalar.DECIMAL),
    "Timestamp": _TIME,
    "Timestamptz": _TIME,
    "Date": _DATETIME,
    "Time": _TIME,
    "Timetz": _TIME,
    "Json": _JSON,
    "JsonB": _JSON,
    "ByteA": _BYTES,
}

COCKROACHDB: Mapping[str, Native] = {
    "String": _TEXT,
    "Char": _TEXT,
    "CatalogSingleChar": _STRING,
    "Bit": _BITS,
    "VarBit": _BITS,
    "Uuid": _STRING,
    "Inet": _STRING,
    "Bool": _plain(Scalar.BOOLEAN),
    "Int2": _INT,
    "Int4": _INT,
    "Oid": _INT,
    "Int8": _BIGINT,
    "Float4": _FLOAT,
    "Float8": _FLOAT,
    "Decimal": _POSTGRESQL_DECIMAL,
    "Timestamp": _TIME,
    "Timestamptz": _TIME,
    "Date": _DATETIME,
    "Time": _TIME,
    "Timetz": _TIME,
    "JsonB": _JSON,
    "Bytes": _BYTES,
}

MYSQL: Mapping[str, Native] = {
    "Char": _sized(Scalar.STRING, 0, 255, "M can range from 0 to 255.", required=1),
    "VarChar": _sized(Scalar.STRING, 0, 65_535, "M can range from 0 to 65,535.", required=1),
    "TinyText": _STRING,
    "Text": _STRING,
    "MediumText": _STRING,
    "LongText": _STRING,
    "Int": _INT,
    "UnsignedInt": _INT,
    "SmallInt": _INT,
    "UnsignedSmallInt": _INT,
    "MediumInt": _INT,
    "UnsignedMediumInt": _INT,
    "TinyInt": _plain(Scalar.INT, Scalar.BOOLEAN),
    "UnsignedTinyInt": _plain(Scalar.INT, Scalar.BOOLEAN),
    "Year": _INT,
    "BigInt": _BIGINT,
    "UnsignedBigInt": _BIGINT,
    "Float": _FLOAT,
    "Double": _FLOAT,
    "Decimal": _decimal(65, "Precision can range from 1 to 65."),
    "Bit": Native((Scalar.BYTES, Scalar.BOOLEAN), 1, 1, (Range(1, 64, "M can range from 1 to 64."),)),
    "Binary": _sized(Scalar.BYTES, 0, 255, "M can range from 1 to 255.", required=1),
    "VarBinary": _sized(Scalar.BYTES, 0, 65_535, "M can range from 1 to 65,535.", required=1),
    "TinyBlob": _BYTES,
    "Blob": _BYTES,
    "MediumBlob": _BYTES,
    "LongBlob": _BYTES,
    "Date": _DATETIME,
    "Time": _sized(Scalar.DATETIME),
    "DateTime": _sized(Scalar.DATETIME),
    "Timestamp": _sized(Scalar.DATETIME),
    "Json": _JSON,
}


def _sqlserver_text(scalar: Scalar, most: int, *, max: bool = False) -> Native:
    text = f"Length can range from 1 to {most}."
    if max:
        text += " For larger sizes, use the `Max` variant."
    return Native((scalar,), 1, 0, (Range(1, most, text),), max)


SQLSERVER: Mapping[str, Native] = {
    "Char": _sqlserver_text(Scalar.STRING, 8000),
    "NChar": _sqlserver_text(Scalar.STRING, 4000),
    "VarChar": _sqlserver_text(Scalar.STRING, 8000, max=True),
    "NVarChar": _sqlserver_text(Scalar.STRING, 4000, max=True),
    "Text": _STRING,
    "NText": _STRING,
    "Xml": _STRING,
    "UniqueIdentifier": _STRING,
    "TinyInt": _INT,
    "SmallInt": _INT,
    "Int": _INT,
    "BigInt": _BIGINT,
    "Bit": _plain(Scalar.BOOLEAN, Scalar.INT),
    "Decimal": _decimal(38, "Precision can range from 1 to 38."),
    "Money": _FLOAT,
    "SmallMoney": _FLOAT,
    "Float": _sized(Scalar.FLOAT, 1, 53, "Bits can range from 1 to 53."),
    "Real": _FLOAT,
    "Date": _DATETIME,
    "Time": _DATETIME,
    "DateTime": _DATETIME,
    "DateTime2": _DATETIME,
    "SmallDateTime": _DATETIME,
    "DateTimeOffset": _DATETIME,
    "Binary": _sqlserver_text(Scalar.BYTES, 8000),
    "VarBinary": _sqlserver_text(Scalar.BYTES, 8000, max=True),
    "Image": _BYTES,
}
