"""What a line that the grammar refuses was probably meant to be."""

from __future__ import annotations

import re

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')

# In order: the first that fits is told. Matched against the line without strings and comments.
_MEMBER_HINTS = (
    (re.compile(r"'"), "strings stand in double quotes"),
    (re.compile(r'"'), "this string does not end; write `\\n` for a line break in it"),
    (re.compile(r"^\s*_"), 'a name starts with a letter; `@map("_name")` keeps the underscore in the database'),
    (re.compile(r"[;,]\s*$"), "a line ends without `;` or `,`"),
    (re.compile(r"\S\s*@@"), "an attribute with `@@` stands on a line of its own"),
    (re.compile(r",\s*\]"), "a list has no comma after its last item"),
    (re.compile(r"[\[(][^\])]*$"), "close the bracket on this line: an attribute stands on one line"),
    (re.compile(r"[^\s\w\-@(){}\[\]?!.:,=\"']"), "this character has no meaning here"),
    (re.compile(r"="), "a field is written `name Type @attribute`, without `=`"),
    (re.compile(r"^\s*\w+\s+\w+(\[\]|\?)?\s+\w"), "each attribute starts with `@`"),
)


def for_member(line: str) -> str | None:
    """Help with a line of a model."""
    bare = _without_strings(line)
    return next((text for pattern, text in _MEMBER_HINTS if pattern.search(bare)), None)


def for_enum_value(line: str) -> str | None:
    """Help with a line of an enum."""
    bare = _without_strings(line)
    if re.search(r"[,;]", bare):
        return "each value stands on a line of its own, without commas"
    return for_member(line)


def for_property(line: str) -> str | None:
    """Help with a line of a datasource or generator."""
    bare = _without_strings(line)
    if re.search(r"^\s*\w+\s*:", bare):
        return "a property is written `name = value`"
    if re.search(r"[\[(][^\])]*$", bare):
        return "close the bracket on this line: a property stands on one line"
    return "a property is written `name = value`"


def opens_more_than_it_closes(line: str) -> int:
    """How many brackets stay open at the end of the line; negative when it closes some of an earlier one."""
    bare = _without_strings(line)
    return sum(bare.count(c) for c in "([") - sum(bare.count(c) for c in ")]")


def _without_strings(line: str) -> str:
    return re.sub(r"//.*", "", _STRING.sub("0", line)).rstrip()
