"""The Prisma schema language: grammar, parser, syntax tree. Lark does not leave this folder."""
