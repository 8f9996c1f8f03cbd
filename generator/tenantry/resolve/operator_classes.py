"""Which classes of operators PostgreSQL has for which algorithm and native type, as far as Prisma knows them by name.

From Prisma's reference of `ops`, and from what its engine answers.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenantry import ir
from tenantry.ir import Scalar

_BLOOM_AND_RANGES = ("Bloom", "MinMax", "MinMaxMulti")
_BRIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Bit": ("Bit", ("MinMax",)),
    "VarBit": ("VarBit", ("MinMax",)),
    "Char": ("Bpchar", ("Bloom", "MinMax")),
    "Date": ("Date", _BLOOM_AND_RANGES),
    "Real": ("Float4", _BLOOM_AND_RANGES),
    "DoublePrecision": ("Float8", _BLOOM_AND_RANGES),
    "Inet": ("Inet", ("Inclusion", *_BLOOM_AND_RANGES)),
    "SmallInt": ("Int2", _BLOOM_AND_RANGES),
    "Integer": ("Int4", _BLOOM_AND_RANGES),
    "BigInt": ("Int8", _BLOOM_AND_RANGES),
    "Decimal": ("Numeric", _BLOOM_AND_RANGES),
    "Oid": ("Oid", _BLOOM_AND_RANGES),
    "ByteA": ("Bytea", ("Bloom", "MinMax")),
    "Text": ("Text", ("Bloom", "MinMax")),
    "VarChar": ("Text", ("Bloom", "MinMax")),
    "Timestamp": ("Timestamp", _BLOOM_AND_RANGES),
    "Timestamptz": ("TimestampTz", _BLOOM_AND_RANGES),
    "Time": ("Time", _BLOOM_AND_RANGES),
    "Timetz": ("TimeTz", _BLOOM_AND_RANGES),
    "Uuid": ("Uuid", _BLOOM_AND_RANGES),
}
_TEXT = frozenset({"TextOps"})

BY_ALGORITHM: Mapping[str, Mapping[str, frozenset[str]]] = {
    "Gist": {"Inet": frozenset({"InetOps"})},
    "Gin": {"JsonB": frozenset({"JsonbOps", "JsonbPathOps"})},
    "SpGist": {"Inet": frozenset({"InetOps"}), "Text": _TEXT, "VarChar": _TEXT, "Char": _TEXT},
    "Brin": {native: frozenset(f"{stem}{kind}Ops" for kind in kinds) for native, (stem, kinds) in _BRIN.items()},
}
"""By algorithm, the native types that it holds, each with its classes; one of them is the default, save for Gist."""


def _algorithms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"ArrayOps": ("Gin",)}
    for algorithm, natives in BY_ALGORITHM.items():
        for operators in sorted(set[str]().union(*natives.values())):
            found[operators] = (*found.get(operators, ()), algorithm)
    return found


ALGORITHMS: Mapping[str, tuple[str, ...]] = _algorithms()
"""The algorithms that each class is for. Its keys are all that may stand after `ops:`."""

DEFAULT_NATIVE: Mapping[ir.FieldType, str] = {
    Scalar.STRING: "Text",
    Scalar.INT: "Integer",
    Scalar.BIGINT: "BigInt",
    Scalar.FLOAT: "DoublePrecision",
    Scalar.DECIMAL: "Decimal",
    Scalar.DATETIME: "Timestamp",
    Scalar.JSON: "JsonB",
    Scalar.BYTES: "ByteA",
}


def native_name(field: ir.ScalarField) -> str | None:
    """The native type, given or meant."""
    return field.native.name if field.native is not None else DEFAULT_NATIVE.get(field.type)
