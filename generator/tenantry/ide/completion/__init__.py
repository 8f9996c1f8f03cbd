"""What may be written at an offset. Works where the rest of the schema, or the line itself, is not sound."""

from __future__ import annotations

from typing import assert_never

from tenantry.ide.completion import arguments, attributes, blocks, properties, tenancy
from tenantry.ide.completion.items import Asked, Completion
from tenantry.ide.cursor import (
    AttributeName,
    Between,
    Documentation,
    InArguments,
    MemberName,
    NativeTypeName,
    PropertyValue,
    TypeName,
    cursor_at,
)
from tenantry.ide.snapshot import Snapshot


def complete(snapshot: Snapshot, document: str, offset: int) -> list[Completion]:
    """Everything that is valid there, whatever part of it is typed already: the editor filters. Best first."""
    cursor = cursor_at(snapshot.documents[document].text, offset)
    if cursor is None:
        return []
    asked = Asked(snapshot, document, cursor)
    match cursor.position:
        case Between():
            found = blocks.keywords(asked)
        case Documentation() as position:
            found = tenancy.in_comment(asked, position)
        case MemberName():
            found = blocks.members(asked)
        case TypeName():
            found = blocks.types(asked)
        case AttributeName() as position:
            found = attributes.names(asked, position)
        case NativeTypeName() as position:
            found = attributes.native_types(asked, position)
        case InArguments() as position:
            found = arguments.values(asked, position)
        case PropertyValue() as position:
            found = properties.values(asked, position)
        case _:
            assert_never(cursor.position)
    return list(found)
