"""`repositories.py`: a repository for each model, synchronous and asynchronous."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry import ir
from tenantry.views import names, text, visible
from tenantry.views.inputs import parts


@dataclass(frozen=True, slots=True)
class Repository:
    """`arguments` are the types of the operations."""

    name: str
    async_name: str
    docstring: str | None
    constant: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RepositoriesFile:
    repositories: tuple[Repository, ...]


def repository_names(schema: ir.Schema) -> dict[str, tuple[str, str]]:
    """For each model, what its repository is called and the asynchronous one."""
    taken = names.Derived()
    models = visible.models(schema)
    plain = {m.name: taken.name(f"{m.name}Repository") for m in models}
    return {m.name: (plain[m.name], taken.name(f"Async{m.name}Repository")) for m in models}


def repositories_file(schema: ir.Schema) -> RepositoriesFile:
    called = repository_names(schema)
    known = parts.input_names(schema)
    return RepositoriesFile(tuple(_repository(m, *called[m.name], known[m.name]) for m in visible.models(schema)))


def _repository(model: ir.Model, name: str, async_name: str, own: parts.Names) -> Repository:
    arguments = (
        f"models.{names.record_class(model.name)}",
        f"inputs.{own.where}",
        f"inputs.{own.unique}",
        f"inputs.{own.create}",
        f"inputs.{own.create_many}",
        f"inputs.{own.update}",
        f"inputs.{own.order}",
        f"inputs.{own.include}",
        f"inputs.{own.select}",
        f"inputs.{own.key}",
        f"inputs.{own.field}",
        f"inputs.{own.group}",
    )
    return Repository(
        name,
        async_name,
        text.docstring(model.documentation, 4),
        names.constant(model.name),
        arguments,
    )
