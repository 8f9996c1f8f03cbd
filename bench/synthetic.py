"""Schemas of any size, the same whenever made: models of ten fields, with relations, keys, indexes and enums."""

from __future__ import annotations

_CONFIG = """\
generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
"""
_ENUM = """\
enum Status{number} {{
  OPEN
  CLOSED @map("closed")
  LOST
}}
"""
_MODEL = """\
/// The model number {number}.
model Model{number} {{
  id        Int       @id @default(autoincrement())
  code      String    @unique @db.VarChar(40)
  name      String    @default("nobody")
  note      String?
  amount    Decimal   @default(0) @db.Decimal(12, 2)
  status    {status:<9} @default(OPEN)
  data      Json?
  createdAt DateTime  @default(now()) @map("created_at")
  ownerId   Int?      @map("owner_id")
  owner     {owner:<9} @relation("owner{number}", fields: [ownerId], references: [id], onDelete: SetNull)
{owned}
  @@unique([name, createdAt])
  @@index([ownerId, status])
  @@map("models_{number}")
}}
"""
_OWNED = '  owned{number:<4} {model}[] @relation("owner{number}")\n'


def schema(models: int) -> str:
    """The text; 19 lines a model. Each model belongs to one before it, the first to itself."""
    owners = [number // 2 for number in range(models)]
    owned: dict[int, list[int]] = {}
    for number, owner in enumerate(owners):
        owned.setdefault(owner, []).append(number)
    blocks = [_CONFIG]
    for number, owner in enumerate(owners):
        if number % 10 == 0:
            blocks.append(_ENUM.format(number=number))
        backs = "".join(_OWNED.format(number=one, model=f"Model{one}") for one in owned.get(number, ()))
        status = f"Status{number - number % 10}"
        blocks.append(_MODEL.format(number=number, status=status, owner=f"Model{owner}?", owned=backs))
    return "\n".join(blocks)


def broken(text: str) -> str:
    """The same with one line in its middle that cannot be read."""
    place = text.index("\n", text.index("  note", len(text) // 2))
    return f"{text[:place]} @default(\n{text[place:]}"
