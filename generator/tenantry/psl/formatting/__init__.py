"""The canonical layout of a schema file: text in, text out, the same bytes as `prisma format`.

Prisma's reformatter works on its own concrete syntax, not on what a schema means, and so does this package: it reads
the pieces of a file (`reading`), with the words of `lexicon` and the arguments of `arguments`, and lays them out in
columns (`layout`, `table`). A line that is none of those that a block may have is kept as it was written.

It has a reader of its own because the parser beside it answers another question. That one tells what is wrong and goes
on as a person would; this one must take a broken file apart exactly where Prisma's grammar does, which is first match
and no second thought (https://github.com/prisma/prisma-engines, psl/schema-ast).
"""
