"""Does each node of a syntax tree stand where it says?"""

from __future__ import annotations

from tenantry.psl import ast
from tenantry.text.source import Span


def text_at(span: Span) -> str:
    return span.source.text[span.start : span.end]


def within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


def check(block: ast.Block) -> None:
    """Fails where the text at a place is not what the tree has of it."""
    _name(block.name, block.span)
    assert text_at(block.span).startswith(block.kind.value if isinstance(block, ast.Model) else _keyword(block))
    braces = text_at(block.braces)
    assert braces[0] == "{"
    assert braces[-1] == "}"
    assert block.span.end == block.braces.end
    if isinstance(block, ast.ConfigBlock):
        for entry in block.properties:
            _name(entry.name, entry.span)
            _value(entry.value, entry.span)
        for name in block.unassigned:
            _name(name, block.braces)
        return
    for attribute in block.attributes:
        _attribute(attribute, block.braces, "@@")
    for member in block.fields if isinstance(block, ast.Model) else block.values:
        assert within(member.span, block.braces)
        assert member.span.start == member.name.span.start
        _name(member.name, member.span)
        if isinstance(member, ast.Field):
            assert within(member.type.span, member.span)
            written = text_at(member.type.span)
            assert written == member.type.text or (member.unsupported is not None and written.endswith(")"))
        for attribute in member.attributes:
            _attribute(attribute, member.span, "@")


def _keyword(block: ast.EnumBlock | ast.ConfigBlock) -> str:
    return "enum" if isinstance(block, ast.EnumBlock) else block.kind


def _name(name: ast.Name, outer: Span) -> None:
    assert text_at(name.span) == name.text
    assert within(name.span, outer)


def _attribute(attribute: ast.Attribute, outer: Span, sign: str) -> None:
    assert within(attribute.span, outer)
    written = text_at(attribute.span)
    assert written.startswith(sign)
    _name(attribute.name, attribute.span)
    assert written.endswith(")") == (attribute.span.end > attribute.name.span.end)
    _arguments(attribute.arguments, attribute.span)


def _arguments(arguments: tuple[ast.Argument, ...], outer: Span) -> None:
    for argument in arguments:
        assert within(argument.span, outer)
        if argument.name is not None:
            _name(argument.name, argument.span)
            assert argument.span.start == argument.name.span.start
        _value(argument.value, argument.span)
        assert argument.span.end == argument.value.span.end


def _value(value: ast.Expression, outer: Span) -> None:
    assert within(value.span, outer)
    written = text_at(value.span)
    match value:
        case ast.String():
            assert (written[0], written[-1]) == ('"', '"')
        case ast.Number(text) | ast.Constant(text):
            assert written == text
        case ast.Array(items):
            assert (written[0], written[-1]) == ("[", "]")
            for item in items:
                _value(item, value.span)
        case ast.Call(name, arguments):
            assert written.startswith(name)
            assert written.endswith(")")
            _arguments(arguments, value.span)
        case ast.Object(entries):
            assert (written[0], written[-1]) == ("{", "}")
            _arguments(entries, value.span)
