"""Enums, lists, numbers, compound keys and what cannot be written. Marks as in metabuilder.py."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from generated.kitchen_sink import TenantClient, enums, keys
from tests.cases.hidden_from_the_client.expected import Client as Places
from tests.cases.implicit_many_to_many.expected import Client as Zoo


def enumerations(org: TenantClient) -> None:
    org.all_types.find_many({"color": enums.Color.red, "colorMaybe": {"in": [enums.Color.red], "not": None}})
    org.all_types.find_many({"color": "mauve"})  # E: no color
    org.all_types.find_many({"color": enums.Loudness.quiet})  # E: another enum
    org.all_types.find_many({"color": {"in": ["mauve"]}})  # E: no color
    org.all_types.find_many({"color": {"contains": "r"}})  # E: not text


def lists(org: TenantClient) -> None:
    org.lists.find_many({"texts": {"is_empty": True}, "colors": {"has": enums.Color.red}, "reals": {"has_some": [1.5]}})
    org.lists.update({"texts": {"push": "x"}, "colors": {"set": []}, "numbers": [1]}, {"id": "x"})
    org.lists.find_many({"texts": {"has": 1}})  # E: a list of texts
    org.lists.find_many({"texts": ["a"]})  # E: lists have filters only
    org.lists.update({"texts": {"push": 1}}, {"id": "x"})  # E: a list of texts
    org.lists.find_many(order={"texts": "asc"})  # E: no order among lists


def values(org: TenantClient, now: dt.datetime) -> None:
    org.all_types.update({"exact": Decimal("1.5"), "moment": now, "bytes": b"", "json": [1, {"a": None}]}, {"id": "x"})
    org.all_types.update({"exact": {"divide": Decimal(2)}, "large": {"multiply": 2}}, {"id": "x"})
    org.all_types.update({"exact": "1.5"}, {"id": "x"})  # E: a Decimal
    org.all_types.update({"moment": "2024-01-01"}, {"id": "x"})  # E: a datetime
    org.all_types.update({"json": now}, {"id": "x"})  # E: not JSON
    org.all_types.update({"secret": "x"}, {"id": "x"})  # E: ignored
    org.all_types.find_many(select={"position": True})  # E: has no type


def compound_keys(org: TenantClient) -> None:
    org.badge.get(("person", "kind"))
    org.post.find_unique({"titleInOrg": {"orgId": 1, "title": "t"}})
    org.badge.get("person")  # E: half a key
    org.badge.get(("person", 1))  # E: both are text
    print(keys.PRIMARY_KEYS["Badge"].fields)


def nothing_to_write(places: Places, zoo: Zoo) -> None:
    places.place_count.find_many({"visits": {"gt": 1}})
    places.visit.create({"id": 1})  # E: a column that the client cannot fill
    places.place_count.update({"visits": 1}, {"placeId": 1})  # E: a view
    zoo.herd.create({"name": "h", "zebras": {"create": [{}, {}]}, "grounds": {"connect": {"id": "g"}}})
    zoo.herd.create({"name": "h", "zebras": {"connect": {"name": "z"}}})  # E: zebras have numbers
