"""Operations on states alone: what the differ finds leads from one to the other, and its reverse leads back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenantry.ir import Provider
from tenantry.migrate import snapshot
from tenantry.migrate.apply import apply
from tenantry.migrate.diff import diff
from tenantry.migrate.operations import reverse
from tenantry.migrate.state import Database, empty
from tests.migrations.states import canonical, databases

PROVIDERS = pytest.mark.parametrize("provider", [Provider.SQLITE, Provider.POSTGRESQL])


def pairs(provider: Provider) -> st.SearchStrategy[tuple[Database, Database]]:
    return st.tuples(databases(provider), databases(provider))


@PROVIDERS
@settings(max_examples=100)
@given(data=st.data())
def test_the_difference_leads_from_one_state_to_the_other(provider: Provider, data: st.DataObject) -> None:
    old, new = data.draw(pairs(provider))
    assert canonical(apply(old, diff(old, new))) == canonical(new)


@PROVIDERS
@settings(max_examples=100)
@given(data=st.data())
def test_the_reverse_leads_back(provider: Provider, data: st.DataObject) -> None:
    old, new = data.draw(pairs(provider))
    steps = diff(old, new)
    assert canonical(apply(apply(old, steps), reverse(steps))) == canonical(old)


@PROVIDERS
@given(data=st.data())
def test_the_reverse_of_the_reverse_is_the_same(provider: Provider, data: st.DataObject) -> None:
    steps = diff(*data.draw(pairs(provider)))
    assert reverse(reverse(steps)) == steps


@PROVIDERS
@given(data=st.data())
def test_a_state_does_not_differ_from_itself_in_another_order(provider: Provider, data: st.DataObject) -> None:
    state = data.draw(databases(provider))
    assert diff(state, state) == []
    assert diff(state, canonical(state)) == []
    assert diff(canonical(state), state) == []


@PROVIDERS
@given(data=st.data())
def test_from_empty_and_back(provider: Provider, data: st.DataObject) -> None:
    state = data.draw(databases(provider))
    steps = diff(empty(provider), state)
    made = apply(empty(provider), steps)
    assert made == state
    assert apply(made, reverse(steps)) == empty(provider)


@PROVIDERS
@given(data=st.data())
def test_a_snapshot_reads_back_and_is_one_text(provider: Provider, data: st.DataObject) -> None:
    state = data.draw(databases(provider))
    text = snapshot.dump(state)
    assert snapshot.load(text) == state
    assert snapshot.dump(snapshot.load(text)) == text


def test_two_providers_do_not_mix() -> None:
    with pytest.raises(ValueError, match="sqlite"):
        diff(empty(Provider.SQLITE), empty(Provider.POSTGRESQL))
