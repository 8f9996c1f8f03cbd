"""What all parts of a DMMF share."""

from __future__ import annotations

Json = dict[str, object]
"""A JSON object; its keys are printed in the order in which they are put in."""


def documentation(comment: str | None) -> Json:
    """The key of a doc comment, which is left out where there is none."""
    return {} if comment is None else {"documentation": comment}
