"""Names that Python, Pydantic, SQLAlchemy or SQL keep for themselves, in tables, columns, fields and filters."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt

WORDS: dict[str, Any] = {
    "id": 1,
    "from": "f",
    "class": "c",
    "import": "i",
    "def": "d",
    "None": "n",
    "self": "s",
    "metadata": {"m": 1},
    "registry": "r",
    "schema": "sc",
    "copy": "co",
    "json": "j",
    "dict": "di",
    "order": 7,
    "select": "se",
    "table": "t",
    "user": "u",
    "key": "k",
    "model_name": "mn",
}
ATTRIBUTES = {name: name for name in WORDS} | {
    name: f"{name}_" for name in ("from", "class", "import", "def", "None", "schema", "copy", "json", "dict")
}


def fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, ATTRIBUTES[name]) for name in WORDS}


async def test_reserved_words_are_fields_like_others(org: Any) -> None:
    created = await org.reserved_word.create(WORDS)
    assert fields(created) == WORDS
    assert await org.reserved_word.get(1) == created
    assert await org.reserved_word.find_unique({"key": "k"}) == created
    changed = {**WORDS, **{name: "new" for name, value in WORDS.items() if isinstance(value, str)}}
    assert fields(await org.reserved_word.update({**changed}, {"id": 1})) == changed


@pytest.mark.parametrize("field", [name for name in WORDS if name != "metadata"])
async def test_reserved_words_filter_order_and_select(org: Any, field: str) -> None:
    await org.reserved_word.create_many([WORDS, {"id": 2, "from": "x", "class": "x", "order": 8}])
    (found,) = await org.reserved_word.find_many({field: WORDS[field]}, order={field: "asc"}, select={field: True})
    assert found.model_dump(by_alias=True) == {field: WORDS[field]}


async def test_models_named_like_modules_or_classes_relate(org: Any) -> None:
    await org.reserved_word.create({**WORDS, "next": {"create": {"id": 5}}})
    (session,) = await org.session.find_many(include={"lock": True})
    assert fields(session.lock) == WORDS
    word = await org.reserved_word.get(1, include={"next": True})
    assert (word.next.id, word.next.lockId) == (5, 1)


async def test_reserved_words_are_named_as_in_the_schema_when_refused(org: Any) -> None:
    with pytest.raises(rt.MissingRequiredValueError) as missing:
        await org.reserved_word.create({"id": 1})
    assert missing.value.target == ["from", "class"]
    with pytest.raises(rt.FieldNotFoundError, match="Did you mean 'from'"):
        await org.reserved_word.find_many({"from_": "x"})
    await org.reserved_word.create(WORDS)
    with pytest.raises(rt.UniqueViolationError) as taken:
        await org.reserved_word.create({**WORDS, "id": 2})
    assert taken.value.target == ["key"]


async def test_renamed_and_reserved_columns_on_both_databases(library: Any) -> None:
    member = await library.member.create({"email": "a", "class": "x", "metadata": [1], "sessions": {"create": {}}})
    assert (member.class_, member.metadata) == ("x", [1])
    assert await library.member.find_many({"class": {"startswith": "x"}}, order={"class": "desc"}) == [member]
    (session,) = await library.session.find_many({"schema": 1}, select={"from": True, "schema": True})
    assert (session.schema_, set(session.model_dump(by_alias=True))) == (1, {"from", "schema"})
    event = await library.event.create({"registry": "r", "class": "open", "payload": {}})
    assert await library.event.find_first({"registry": "r", "class": "open"}) == event
    await library.model.create({"mark": 1, "title": "t"})
    order = await library.order.create({"bookMark": 1, "placedById": member.id, "order": 5})
    assert await library.order.update({"order": {"increment": 1}}, {"id": order.id}) == order.model_copy(
        update={"order": 6}
    )


async def test_a_column_with_a_space_in_its_name(mapped: Any) -> None:
    await mapped.country.create_many([{"code": "DE", "name": "Germany"}, {"code": "FR", "name": "France"}])
    assert await mapped.country.update_many({"name": "Deutschland"}, {"name": "Germany"}) == 1
    found = await mapped.country.find_many(order={"name": "asc"}, select={"name": True})
    assert [country.name for country in found] == ["Deutschland", "France"]
