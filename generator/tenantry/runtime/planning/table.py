"""A model as one dialect sees it: SQLAlchemy's light table, encoders, and fillers compiled on first use."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Never

import sqlalchemy as sa

from tenantry.runtime import decode, encode
from tenantry.runtime.catalog import DATABASE, Column, Everyone, Model, Relation, ToOne
from tenantry.runtime.dialect import Dialect
from tenantry.runtime.errors import FieldNotFoundError, InputError
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.records import Fill, filler

Stored = Mapping[type[StrEnum], Mapping[str, str]]


class Table:
    """One per model and engine; immutable but for what it compiles on demand. `other` gives another model's."""

    def __init__(self, model: Model, dialect: Dialect, stored: Stored, other: Callable[[str], Table]) -> None:
        self.model = model
        self.other = other
        self.name = model.name
        self.dialect = dialect
        self.columns: dict[str, Column] = {c.name: c for c in model.columns if not c.hidden}
        self.relations: dict[str, Relation] = {r.name: r for r in model.relations}
        self.core = sa.table(
            model.table, *(sa.column(c.column, dialect.column_type(c)) for c in model.columns), schema=model.schema
        )
        self.is_scoped = not isinstance(model.tenancy, Everyone)
        self.generated = tuple(
            (c.name, c.default) for c in self.columns.values() if c.default is not None and c.default is not DATABASE
        )
        self.stamped = tuple(c.name for c in self.columns.values() if c.updated_at)
        self.required = tuple(
            c.name for c in self.columns.values() if not (c.optional or c.many or c.updated_at) and c.default is None
        )
        self.owners: tuple[ToOne, ...] = tuple(r for r in model.relations if isinstance(r, ToOne) and r.owner)
        self.counted = self._counted()
        self._encoders: dict[str, encode.Encoder] = {}
        self._fills: dict[tuple[object, ...] | None, Fill] = {}
        self._stored = stored
        self.uniques: dict[str, tuple[str, ...]] = dict(model.uniques)
        if model.key:
            self.uniques[model.key_name or model.key[0]] = model.key

    def _counted(self) -> str | None:
        """The key that SQLite does not number by itself: only INTEGER keys are, and Prisma writes BIGINT for a
        BigInt.
        """
        if self.dialect.provider != "sqlite" or len(self.model.key) != 1:
            return None
        key = self.columns[self.model.key[0]]
        return key.name if key.kind == "BigInt" and key.default is DATABASE else None

    def column(self, name: str) -> Column:
        """Raises FieldNotFoundError with the close match."""
        try:
            return self.columns[name]
        except (KeyError, TypeError):
            self.unknown(name, self.columns)

    def known(self, name: object, among: Iterable[str]) -> None:
        """Raises FieldNotFoundError for a name that is not `among` those that the model has."""
        names = tuple(among)
        if name not in names:
            self.unknown(name, names)

    def of(self, source: sa.FromClause, name: str) -> sa.ColumnElement[Any]:
        """The column of a field in `source`, which is this table under some name. Raises FieldNotFoundError."""
        return source.c[self.column(name).column]

    def element_encoder(self, name: str) -> encode.Encoder:
        """The encoder of one value; None is refused."""
        found = self._encoders.get(name)
        if found is None:
            found = self._encoders[name] = encode.encoder(self.columns[name], self.dialect.provider, self._stored)
        return found

    def parameter(self, name: str, parameters: Parameters) -> sa.BindParameter[Any]:
        """A parameter for the whole column's value as a row holds it."""
        column = self.columns[name]
        element = self.element_encoder(name)
        encoder = encode.list_of(element) if column.many else element
        optional = column.optional and not column.many
        return parameters.value(encoder, name, optional, self.dialect.column_type(column))

    def attribute(self, name: str) -> str:
        """The record's attribute of a column."""
        return self.columns[name].attribute

    def expressions(self, names: Iterable[str], alias: sa.FromClause | None = None) -> list[sa.ColumnElement[Any]]:
        """What a SELECT or RETURNING lists for these columns."""
        source = self.core if alias is None else alias
        return [self.dialect.selected(source.c[self.columns[n].column], self.columns[n]) for n in names]

    def fill(self, selection: tuple[str, ...] | None, related: tuple[str, ...] = ()) -> Fill:
        """Rows to records; with a `selection` of columns the rest is no attribute at all, but for the relations
        `related`.
        """
        kept = selection if not related else (selection, related)
        found = self._fills.get(kept)
        if found is None:
            chosen = tuple(self.columns) if selection is None else selection
            columns = [
                (self.columns[n].attribute, decode.expression(self.columns[n], self.dialect.provider)) for n in chosen
            ]
            absent = [r.attribute for r in self.relations.values() if selection is None or r.name in related]
            names = decode.names(self.model.columns, self._stored)
            found = self._fills[kept] = filler(self.model.record(), columns, absent, names)
        return found

    def value_decoder(self, name: str) -> Callable[[Any], Any]:
        """From what the driver gives for the column to its value in a record; None stays None."""
        column = self.columns[name]
        expression = decode.expression(column, self.dialect.provider).replace("@", "v")
        names = decode.names((column,), self._stored)
        code = f"lambda v: None if v is None else ({expression})"
        decoder: Callable[[Any], Any] = eval(code, names)  # noqa: S307 - our own words
        return decoder

    def unknown(self, name: object, known: Iterable[str], what: str = "field") -> Never:
        """Raises FieldNotFoundError naming the close match."""
        known = list(known)
        close = difflib.get_close_matches(name, known, 1) if isinstance(name, str) else []
        hint = f" Did you mean {close[0]!r}?" if close else f" It has: {', '.join(known)}."
        shown = repr(name) if isinstance(name, str) and len(name) <= 64 else "of that name"
        raise FieldNotFoundError(f"{self.name} has no {what} {shown}.{hint}", model=self.name)

    def wrong(self, message: str, *target: str) -> Never:
        """Raises InputError about this model."""
        raise InputError(f"{'.'.join((self.name, *target))} {message}.", model=self.name, target=target)
