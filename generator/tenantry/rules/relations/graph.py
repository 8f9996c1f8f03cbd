"""Which nodes of a graph can be reached from each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def groups(graph: Graph) -> dict[str, int]:
    """A number for each node; those that reach each other have one number, and what a node leads to has no higher one.

    Tarjan's algorithm, without recursion: a chain of references may be as long as the schema.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    found: dict[str, int] = {}
    open_nodes: list[str] = []
    count = 0
    for start in graph:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        open_nodes.append(start)
        path: list[tuple[str, Iterator[str]]] = [(start, iter(graph[start]))]
        while path:
            node, following = path[-1]
            new = None
            for other in following:
                if other not in number:
                    new = other
                    break
                if other not in found:
                    lowest[node] = min(lowest[node], number[other])
            if new is not None:
                number[new] = lowest[new] = len(number)
                open_nodes.append(new)
                path.append((new, iter(graph.get(new, ()))))
                continue
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
            if lowest[node] == number[node]:
                while True:
                    member = open_nodes.pop()
                    found[member] = count
                    if member == node:
                        break
                count += 1
    return found
