"""What a client may switch off, by the `initializationOptions` of its first message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, cast

Diagnostics = Literal["all", "tenancy", "none"]


@dataclass(frozen=True, slots=True)
class Options:
    """All is on unless said otherwise. `diagnostics` may be `tenancy`: what Prisma's own server does not tell."""

    diagnostics: Diagnostics = "all"
    completion: bool = True
    hover: bool = True
    navigation: bool = True
    rename: bool = True
    symbols: bool = True
    folding: bool = True
    formatting: bool = True
    code_actions: bool = True


def read(given: object) -> tuple[Options, list[str]]:
    """The options, and a sentence for each that is not understood; such a one is left as it is without it."""
    if not isinstance(given, Mapping):
        return Options(), [] if given is None else ["the initialization options of tenantry are no object"]
    table = cast(Mapping[object, object], given)
    names = {_camel(field.name): field.name for field in fields(Options)}
    found: dict[str, object] = {}
    faults: list[str] = []
    for key, value in table.items():
        name = names.get(str(key))
        allowed = ("all", "tenancy", "none") if name == "diagnostics" else (True, False)
        if name is None:
            faults.append(f"unknown option `{key}`: the options are {', '.join(names)}")
        elif value not in allowed or (name != "diagnostics" and not isinstance(value, bool)):
            faults.append(f"`{key}` is one of {', '.join(str(word).lower() for word in allowed)}")
        else:
            found[name] = value
    return Options(**found), faults  # type: ignore[arg-type] # each was looked at above


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
