"""The benchmark of what editors wait measures what it says."""

from __future__ import annotations

from bench import editor


async def test_every_answer_is_measured() -> None:
    times = await editor.measure(models=3, keys=6)
    assert {name: len(found) for name, found in times.items()} == {
        "diagnostics": 3,
        "completion": 3,
        "diagnostics, both asked": 3,
    }
    assert all(0 < seconds < 20 for found in times.values() for seconds in found)
