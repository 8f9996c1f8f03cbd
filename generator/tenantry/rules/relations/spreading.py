"""Along which relations a change of a row changes others, and how far it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.rules.relations.graph import Graph, groups
from tenantry.rules.relations.sides import Inline

_CHANGES = frozenset({ir.Action.CASCADE, ir.Action.SET_NULL, ir.Action.SET_DEFAULT})
_LARGEST_CIRCLE = 100
"""Of models: in larger ones nobody breaks one circle after the other, and each would cost a walk through all."""


@dataclass(frozen=True, slots=True)
class Spreading:
    """The relations along which a change of the referenced row changes the referring one.

    Sets of models are numbers with a bit for each, so that those of thousands of models are put together fast. `group`
    numbers the models: those that reach each other have one number, and what they lead to has no higher one.
    """

    relations: tuple[Inline, ...]
    by_model: Mapping[str, Sequence[Inline]]
    models: tuple[str, ...]
    edges: Graph
    group: Mapping[str, int]
    sizes: Mapping[int, int]
    looping: frozenset[int]
    """Groups of models from which one comes to a relation of a model to itself."""
    reach: Mapping[str, int]
    """Of models from which a way leads to where the change stops: all that are on such a way, and the model."""

    @staticmethod
    def of(relations: Sequence[Inline]) -> Spreading:
        spreading = tuple(relation for relation in relations if relation.back is not None and _spreads(relation))
        by_model: dict[str, list[Inline]] = {}
        for relation in spreading:
            by_model.setdefault(relation.model.name, []).append(relation)
        edges = {model: [relation.target.name for relation in own] for model, own in by_model.items()}
        group = groups(edges)
        models = tuple(sorted(group, key=lambda name: group[name]))
        sizes: dict[int, int] = {}
        looping = set[int]()
        for model in models:
            sizes[group[model]] = sizes.get(group[model], 0) + 1
            targets = edges.get(model, ())
            if model in targets or any(group[target] in looping for target in targets):
                looping.add(group[model])
        reach = _reach(models, edges, group)
        return Spreading(spreading, by_model, models, edges, group, sizes, frozenset(looping), reach)

    def comes_back(self, relation: Inline) -> bool:
        """Whether the change comes to the model again that the relation is in."""
        return self.group[relation.model.name] == self.group[relation.target.name]

    def leads_to_itself(self, model: str) -> bool:
        """Whether one gets from the model to a relation of a model to itself."""
        return self.group[model] in self.looping

    def reached(self, relation: Inline) -> int:
        """The models that a change comes from, along this relation, without passing the one that it is in."""
        start, model = relation.target.name, relation.model.name
        if start == model or start not in self.reach:
            return 0
        circle = self.group[start]
        if circle != self.group[model] or self.sizes[circle] > _LARGEST_CIRCLE:
            return self.reach[start]
        found, seen, waiting = 0, {start}, [start]
        for here in waiting:
            found |= 1 << self.models.index(here)
            for following in self.edges.get(here, ()):
                if following == model or following in seen or following not in self.reach:
                    continue
                if self.group[following] == circle:
                    seen.add(following)
                    waiting.append(following)
                else:
                    found |= self.reach[following]
        return found

    def names(self, models: int) -> list[str]:
        """What is in a set, by name."""
        return sorted(name for position, name in enumerate(self.models) if models >> position & 1)

    def path(self, relation: Inline) -> str:
        """The shortest chain of references from `relation` back to its model."""
        here = f"{relation.model.name}.{relation.field.name}"
        if self.sizes[self.group[relation.model.name]] > _LARGEST_CIRCLE:
            return f"{here} → …"
        paths, seen = [[relation]], {relation.target.name}
        for path in paths:
            for following in self.by_model.get(path[-1].target.name, ()):
                if following.target is relation.model:
                    return " → ".join(f"{step.model.name}.{step.field.name}" for step in [*path, following])
                if following.target.name not in seen:
                    seen.add(following.target.name)
                    paths.append([*path, following])
        return here


def _reach(models: Sequence[str], edges: Graph, group: Mapping[str, int]) -> Mapping[str, int]:
    """By model, what it leads to; those that reach each other reach the same."""
    found: dict[str, int] = {}
    of_group: dict[int, int] = {}
    for position, model in enumerate(models):
        others = [target for target in edges.get(model, ()) if target != model]
        inside = [target for target in others if group[target] == group[model]]
        ending = [target for target in others if target in found and target not in inside]
        if edges.get(model) and not inside and not ending:
            continue
        reach = 1 << position
        for target in ending:
            reach |= found[target]
        of_group[group[model]] = of_group.get(group[model], 0) | reach
        found[model] = reach
    return {model: of_group[group[model]] for model in found}


def _spreads(relation: Inline) -> bool:
    return any(action in _CHANGES for action in _actions(relation))


def _actions(relation: Inline) -> Iterator[ir.Action]:
    """Those that are said, or Prisma's defaults."""
    said = relation.field.attribute
    required = any(column.arity is ir.Arity.REQUIRED for column in relation.fields) or not relation.field.is_optional
    yield said.on_delete or (ir.Action.RESTRICT if required else ir.Action.SET_NULL)
    yield said.on_update or ir.Action.CASCADE
