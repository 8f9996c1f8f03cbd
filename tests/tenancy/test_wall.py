"""The check that all other tests rest on: it sees a statement that leaves the tenant, in every place it may hide."""

from __future__ import annotations

import pytest

from generated.mapped import catalog as mapped
from generated.metabuilder import catalog as metabuilder
from tests.tenancy.wall import Wall

ME = '"User"."tenantId" = \'acme\''
OWNER = 'SELECT 1 FROM "User" AS "User_1" WHERE'
JOINED, OWN = '"User_1".id = "Session"."userId"', '"User_1"."tenantId" = \'acme\''
MINE = f"EXISTS ({OWNER} {JOINED} AND {OWN})"
SHARED = '("FeatureFlag"."tenantId" = \'acme\' OR "FeatureFlag"."tenantId" IS NULL)'

INSIDE = [
    f'SELECT "User".id FROM "User" WHERE {ME}',
    f'SELECT "User".id FROM "User" WHERE {ME} AND ("User".id = \'x\' OR "User".id = \'y\') ORDER BY "User".id LIMIT 5',
    f'SELECT "User".id FROM "User" WHERE ("User".id = \'x\') AND {ME}',
    f'UPDATE "User" SET level=1 WHERE {ME} AND "User".id = \'x\' RETURNING id',
    f'DELETE FROM "User" WHERE {ME} RETURNING id',
    f'SELECT "Session".id FROM "Session" WHERE {MINE}',
    f'SELECT "Session".id FROM "Session" WHERE ({MINE}) AND "Session".id = \'x\'',
    f'DELETE FROM "Session" WHERE {MINE}',
    f'SELECT count(*) FROM "FeatureFlag" WHERE {SHARED}',
    f'SELECT count(*) FROM "FeatureFlag" WHERE {SHARED[1:-1]}',
    'SELECT "Tenant".id FROM "Tenant" WHERE "Tenant".id = \'acme\' AND "Tenant".name = \'x\'',
    f"INSERT INTO \"Session\" (id) SELECT 'x' WHERE EXISTS ({OWNER} \"User_1\".id = 'u' AND {OWN}) RETURNING id",
    'SELECT "Credential".username FROM "Credential"',
    "INSERT INTO \"User\" (id, \"tenantId\") VALUES ('x', 'acme')",
    "BEGIN IMMEDIATE",
]
OUTSIDE = [
    'SELECT "User".id FROM "User"',
    'SELECT "User".id FROM "User" WHERE "User".id = \'x\'',
    'SELECT "User".id FROM "User" WHERE "User"."tenantId" = \'globex\'',
    f'SELECT "User".id FROM "User" WHERE {ME} OR "User".id = \'x\'',
    f'SELECT "User".id FROM "User" WHERE ({ME} OR "User".id = \'x\') AND "User".level = 1',
    f'SELECT "User".id FROM "User" WHERE NOT ({ME})',
    f'SELECT "User".id FROM "User" WHERE {ME} OR "User"."tenantId" IS NULL',
    f'SELECT "User".id FROM "User" WHERE "User".bio = \'{ME.replace(chr(39), chr(39) * 2)}\'',
    f'SELECT "User".id FROM "User" JOIN "Workflow" ON "Workflow"."userId" = "User".id WHERE {ME}',
    'UPDATE "User" SET "tenantId"=\'acme\' WHERE "User".id = \'x\'',
    'DELETE FROM "User"',
    'SELECT "Session".id FROM "Session"',
    f'SELECT "Session".id FROM "Session" WHERE EXISTS ({OWNER} {JOINED})',
    f'SELECT "Session".id FROM "Session" WHERE EXISTS ({OWNER} {OWN})',
    f'SELECT "Session".id FROM "Session" WHERE NOT ({MINE})',
    f'SELECT "Session".id FROM "Session" WHERE {MINE} OR "Session".id = \'x\'',
    f'UPDATE "FeatureFlag" SET rollout=1 WHERE {SHARED}',
    f'DELETE FROM "FeatureFlag" WHERE {SHARED}',
    'SELECT "Tenant".id FROM "Tenant" WHERE "Tenant".name = \'acme\'',
    f"INSERT INTO \"Session\" (id) SELECT 'x' WHERE EXISTS ({OWNER} \"User_1\".id = 'u')",
    f'SELECT 1 FROM "Credential" WHERE EXISTS (SELECT 1 FROM "User" AS u WHERE u.id = \'x\') AND {ME}',
]


@pytest.mark.parametrize("sql", INSIDE)
def test_a_statement_inside_the_tenant_passes(sql: str) -> None:
    assert Wall(metabuilder.CATALOG).gaps(sql, "acme") == []


@pytest.mark.parametrize("sql", OUTSIDE)
def test_a_statement_that_leaves_the_tenant_is_seen(sql: str) -> None:
    assert Wall(metabuilder.CATALOG).gaps(sql, "acme") != []


def test_a_parents_parent_is_followed() -> None:
    session = "SELECT 1 FROM session AS s WHERE s.id = notes.session_fk"
    note = f"SELECT notes.id FROM notes WHERE EXISTS ({session} AND (EXISTS ("
    for term, gaps in (("m.library_fk = 'north'", 0), ("m.library_fk = 'south'", 1), ("m.email_address = 'north'", 1)):
        sql = f"{note}SELECT 1 FROM members AS m WHERE m.member_id = s.member_fk AND {term})))"
        assert len(Wall(mapped.CATALOG).gaps(sql, "north")) == gaps


def test_the_counter_of_a_table_is_no_row_of_it() -> None:
    counter = "(SELECT coalesce(max(event.id), 0) + 1 AS anon_1 FROM event)"
    assert Wall(mapped.CATALOG).gaps(f"INSERT INTO event (id, registry) VALUES ({counter}, 'x')", "north") == []
    assert Wall(mapped.CATALOG).gaps("SELECT max(event.id) FROM event", "north") != []
