"""What a line that the grammar refuses was probably meant to be."""

from __future__ import annotations

import re

from tenantry.psl import faults
from tenantry.text.suggest import did_you_mean

_KEYWORDS = ("model", "enum", "type", "view", "datasource", "generator")
_KEYWORD = "|".join(_KEYWORDS)
_OPENS_BLOCK = re.compile(r"([^\s{]+)[^{]*\{\s*(?://.*)?$")
_BAD_NAME = re.compile(rf"({_KEYWORD})\s+([^\s{{]+)\s*\{{")
_WITHOUT_BRACE = re.compile(rf"({_KEYWORD})\s+(\w+)\s*(?://.*)?$")
_NAME_HELP = "a name starts with a letter and holds letters, digits and underscores"

ONE_LINE = "put what stands between the braces on lines of its own"

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+("?)')
_FAR_ENOUGH = 200  # of a longer line the beginning tells enough; some of these patterns read it again and again

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


def for_unclosed_block(keyword: str, name: str, line: str) -> tuple[str, str, str]:
    """Code, message and help for the first line of a block that is closed nowhere."""
    if line.rstrip().endswith("}"):
        return faults.INVALID_BLOCK, "A block must not stand on one line.", ONE_LINE
    help = "close it with a `}` on a line of its own"
    return faults.UNCLOSED_BLOCK, f"The block `{name}` is not closed.", help


def for_other_block(word: str) -> tuple[str, str]:
    """Message and help for a block whose first line is one word and a brace."""
    return faults.TOP_BLOCK, f"write `{word} Name {{`" if word in _KEYWORDS else f"write `model {word} {{`"


def for_line_between_blocks(line: str, in_broken_block: bool) -> tuple[str, str, str | None, tuple[int, int]]:
    """Code, message, help and place of a line that is no block's."""
    whole = (0, len(line))
    line = line[:_FAR_ENOUGH]
    if line.startswith("\ufeff"):
        help = "save the file as UTF-8 without a byte order mark, which stands before this line"
        return faults.INVALID_LINE, faults.TOP_LINE, help, whole
    if (bad := _BAD_NAME.match(line)) is not None:
        return faults.INVALID_BLOCK, faults.TOP_LINE, _NAME_HELP, bad.span(2)
    if (opens := _OPENS_BLOCK.match(line)) is not None:
        help = f"a block begins with one of {', '.join(_KEYWORDS)}"
        return faults.INVALID_LINE, faults.TOP_LINE + did_you_mean(opens[1], _KEYWORDS), help, opens.span(1)
    if in_broken_block:
        return faults.INVALID_LINE, faults.TOP_LINE, None, whole
    if (without := _WITHOUT_BRACE.match(line)) is not None:
        help = f"write `{without[1]} {without[2]} {{`: the brace stands on the same line"
        return faults.INVALID_BLOCK, faults.TOP_LINE, help, whole
    if line.strip() == "{":
        return faults.INVALID_LINE, faults.TOP_LINE, "write it at the end of the line before", whole
    if line.startswith("}"):
        return faults.INVALID_LINE, faults.TOP_LINE, "remove this brace: there is no block that it would close", whole
    return faults.INVALID_LINE, faults.TOP_LINE, "move it into a block, or make it a comment with `//`", whole


def for_member(line: str) -> str:
    """Help with a line of a model."""
    return _of_attributes(line) or "write a field, `name Type @attribute`, or an `@@attribute`"


def for_enum_value(line: str) -> str:
    """Help with a line of an enum."""
    if re.search(r"[,;]", _without_strings(line)):
        return "each value stands on a line of its own, without commas"
    return _of_attributes(line) or "write the name of a value, and nothing else but attributes"


def _of_attributes(line: str) -> str | None:
    bare = _without_strings(line)
    return next((text for pattern, text in _MEMBER_HINTS if pattern.search(bare)), None)


def for_property(line: str) -> str:
    """Help with a line of a datasource or generator."""
    bare = _without_strings(line)
    if re.search(r"^\s*\w+\s*:", bare):
        return "a property is written `name = value`"
    if re.search(r"[\[(][^\])]*$", bare):
        return "close the bracket on this line: a property stands on one line"
    return "a property is written `name = value`"


def opens_more_than_it_closes(line: str) -> int:
    """How many brackets stay open at the end of the line; negative when it closes some of an earlier one."""
    bare = _STRING.sub("", line)
    return sum(bare.count(c) for c in "([") - sum(bare.count(c) for c in ")]")


def _without_strings(line: str) -> str:
    whole = _STRING.sub(lambda string: "0" if string[1] else '"', line[:_FAR_ENOUGH])
    return re.sub(r"//.*", "", whole).rstrip()
