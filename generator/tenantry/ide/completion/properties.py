"""Properties of a datasource or generator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenantry.ide import vocabulary
from tenantry.ide.completion.items import Asked, Completion, Kind
from tenantry.ide.cursor import PropertyValue
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS


def names(asked: Asked) -> Iterator[Completion]:
    """The properties that the block does not have yet."""
    block = _block(asked)
    given = {p.name.text for p in block.properties} if block is not None else set[str]()
    for name, known in _known(asked, block).items():
        if name not in given:
            yield asked.item(name, Kind.PROPERTY, known.text, f"{name} = {_snippet(name, known)}")


def values(asked: Asked, position: PropertyValue) -> Iterator[Completion]:
    """The values that a property takes, with quotes where they are not typed yet."""
    if position.name in ("url", "directUrl", "shadowDatabaseUrl"):
        if not asked.cursor.in_string:
            yield asked.item("env()", Kind.FUNCTION, "A variable of the environment.", 'env("${1:DATABASE_URL}")')
        return
    known = _known(asked, _block(asked)).get(position.name)
    if known is None:
        return
    if known.flag:
        yield from (asked.item(word, Kind.VALUE) for word in ("true", "false"))
        return
    quoted = not asked.cursor.in_string
    bracketed = known.is_list and not position.in_list and quoted
    for text in _texts(asked, position.name, known):
        if text not in position.items or text == asked.cursor.word:
            written = f'"{text}"' if quoted else text
            yield asked.item(f"[{written}]" if bracketed else written, Kind.VALUE)


def _texts(asked: Asked, name: str, known: vocabulary.Property) -> Iterator[str]:
    match name:
        case "tenantModel":
            yield from asked.snapshot.names.models
        case "tenantField":
            yield from sorted(_shared_columns(asked))
        case _:
            yield from known.values


def _shared_columns(asked: Asked) -> set[str]:
    """Names that columns of several models have, of a type that a key may have: one of them says whose a row is."""
    seen: dict[str, int] = {}
    for model in asked.snapshot.names.models.values():
        for field in model.fields:
            if field.type.text in SCALARS and field.type.text in ("String", "Int", "BigInt"):
                seen[field.name.text] = seen.get(field.name.text, 0) + 1
    return {name for name, count in seen.items() if count > 1 and name != "id"}


def _block(asked: Asked) -> ast.ConfigBlock | None:
    here = asked.cursor.block
    blocks = [*asked.snapshot.names.datasources, *asked.snapshot.names.generators]
    return next((b for b in blocks if here is not None and (b.kind, b.name.text) == (here.keyword, here.name)), None)


def _known(asked: Asked, block: ast.ConfigBlock | None) -> Mapping[str, vocabulary.Property]:
    """Our options in our generator, Prisma's in the others; both where nobody has said which it is."""
    if asked.cursor.block is None or asked.cursor.block.keyword == "datasource":
        return vocabulary.DATASOURCE
    provider = next((p.value for p in block.properties if p.name.text == "provider"), None) if block else None
    if not isinstance(provider, ast.String):
        return {**vocabulary.GENERATOR, **vocabulary.OF_PRISMA}
    if provider.value == "tenantry":
        return vocabulary.GENERATOR
    shared = {n: p for n, p in vocabulary.GENERATOR.items() if n not in vocabulary.OF_TENANTRY}
    return {**shared, **vocabulary.OF_PRISMA}


def _snippet(name: str, known: vocabulary.Property) -> str:
    if name in ("url", "directUrl", "shadowDatabaseUrl"):
        return 'env("${1:DATABASE_URL}")' if name == "url" else 'env("$1")'
    if known.flag:
        return "true"
    return '["$1"]' if known.is_list else '"$1"'
