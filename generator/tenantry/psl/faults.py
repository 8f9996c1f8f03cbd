"""Codes and words of what can be wrong with a line. Prisma's words where it has some."""

INVALID_LINE = "invalid-line"
INVALID_BLOCK = "invalid-block"
UNCLOSED_BLOCK = "unclosed-block"
FIELD_WITHOUT_TYPE = "field-without-type"
LEGACY_SYNTAX = "legacy-syntax"
TRAILING_COMMA = "trailing-comma"
ARGUMENT_WITHOUT_VALUE = "argument-without-value"
IGNORED_TEXT = "ignored-text"
BAD_ESCAPE = "bad-escape"

NO_TYPE = "This field declaration is invalid. It is either missing a name or a type."
NO_TYPE_HELP = "write the name, then the type: `title String`"

MODEL_LINE = "This line is not a valid field or attribute definition."
ENUM_LINE = "This line is not an enum value definition."
CONFIG_LINE = "This line is not a valid definition within a {kind}."
TOP_LINE = "This line is invalid. It does not start with any known Prisma schema keyword."
TYPE_ALIAS = "Invalid type definition. Please check the documentation in https://pris.ly/d/composite-types"
TOP_BLOCK = (
    "This block is invalid. It does not start with any known Prisma schema keyword. "
    "Valid keywords include 'model', 'enum', 'type', 'datasource' and 'generator'."
)
