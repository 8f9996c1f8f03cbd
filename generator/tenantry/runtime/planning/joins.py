"""The rows at the other end of a relation, as part of a statement."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from tenantry.runtime.catalog import ManyToMany, Relation
from tenantry.runtime.planning.frame import ONE, Frame
from tenantry.runtime.planning.table import Table
from tenantry.runtime.planning.tenancy import tenant_term


@dataclass(frozen=True, slots=True)
class Other:
    """The other end seen from a row of this one: `source` is its table under a name of its own, `tables` what stands in
    FROM, `terms` say which of its rows belong to the row, the tenant's term among them.
    """

    table: Table
    source: sa.FromClause
    tables: sa.FromClause
    terms: tuple[sa.ColumnElement[bool], ...]

    def exists(self, *terms: sa.ColumnElement[bool]) -> sa.Exists:
        """Whether there is a row that fits all of `terms` too."""
        return sa.exists(sa.select(ONE).select_from(self.tables).where(*self.terms, *terms))


def other_end(frame: Frame, table: Table, source: sa.FromClause, relation: Relation) -> Other:
    """The rows that `relation` leads to from a row of `source`, inside the scope.

    Raises TenantRequiredError for a relation to a model of tenants from a client without one.
    """
    other = table.other(relation.model)
    alias = other.core.alias()
    if isinstance(relation, ManyToMany):
        link = link_table(relation).alias()
        (own,), (remote,) = table.model.key, other.model.key
        tables: sa.FromClause = link.join(alias, other.of(alias, remote) == link.c[relation.there])
        terms = [link.c[relation.here] == table.of(source, own)]
    else:
        pairs = zip(relation.local, relation.remote, strict=True)
        tables = alias
        terms = [other.of(alias, remote) == table.of(source, local) for local, remote in pairs]
    tenant = tenant_term(frame, other, alias, "read")
    return Other(other, alias, tables, tuple(terms if tenant is None else [tenant, *terms]))


def link_table(relation: ManyToMany) -> sa.TableClause:
    """The join table of an implicit many-to-many relation."""
    return sa.table(relation.table, sa.column("A"), sa.column("B"), schema=relation.schema)
