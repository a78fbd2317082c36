"""Spans of one year: what months, quarters and cumulative figures say about each other.

The month boundaries 0…12 of a year are points; each reported span joins two of them. A span is known when its two
ends are joined, directly or by a path. The directly stated value stands; of several paths the one with the fewest
steps counts; another path that gives another value is returned as `other` and becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

Ends = tuple[int, int]  # (boundary before the first month, boundary after the last): October is (9, 10)


class Stated(NamedTuple):
    """One span as reported. `implied`: nothing was due, so the span holds 0 without having been stated."""

    value: int
    approx: str = ""
    implied: bool = False
    other: int | None = None


class Solved(NamedTuple):
    value: int
    approx: str
    direct: bool
    implied: bool  # every step of the path is implied: nobody stated anything
    other: int | None


def solve(stated: Mapping[Ends, Stated], wanted: Iterable[Ends]) -> dict[Ends, Solved]:
    """Each wanted span that the stated ones determine; what cannot be derived is absent, never guessed.

    stated: span ends (a < b, 0 ≤ a, b ≤ 12) to figures in 10⁻⁴ base units.
    """
    if all(b - a == 1 for a, b in stated):
        return _of_months(stated, wanted)
    graph = _graph(stated)
    suspicious = not _is_consistent(stated, graph)
    result: dict[Ends, Solved] = {}
    paths: dict[int, dict[int, list[Ends]]] = {}
    for ends in wanted:
        own = stated.get(ends)
        if own is not None:
            other = own.other if own.other is not None else _another(stated, ends, own) if suspicious else None
            result[ends] = Solved(own.value, own.approx, True, own.implied, other)
            continue
        start, end = ends
        if start not in paths:
            paths[start] = _shortest(graph, start)
        path = paths[start].get(end)
        if path:
            result[ends] = _along(stated, path, suspicious, ends)
    return result


def _of_months(stated: Mapping[Ends, Stated], wanted: Iterable[Ends]) -> dict[Ends, Solved]:
    """The common case of single months: there is one path at most, and it runs straight."""
    months = [stated.get((m, m + 1)) for m in range(12)]
    sums = [0, *accumulate(one.value if one else 0 for one in months)]
    own = [0, *accumulate(int(one is not None and not one.implied) for one in months)]
    gaps = [0, *accumulate(int(one is None) for one in months)]
    is_exact = not any(one.approx for one in stated.values())
    result: dict[Ends, Solved] = {}
    for a, b in wanted:
        if gaps[a] != gaps[b]:
            continue
        if b - a == 1:
            one = months[a]
            result[a, b] = Solved(one.value, one.approx, True, one.implied, one.other)
        else:
            approx = "" if is_exact else merge_approx(one.approx for one in months[a:b])
            result[a, b] = Solved(sums[b] - sums[a], approx, False, own[a] == own[b], None)
    return result


def merge_approx(marks: Iterable[str]) -> str:
    """The mark of a sum: the parts' own when they agree, else 约; exact only when every part is."""
    present = set(marks) - {""}
    return "" if not present else present.pop() if len(present) == 1 else "约"


def _graph(stated: Mapping[Ends, Stated]) -> dict[int, list[tuple[int, int, Ends]]]:
    graph: dict[int, list[tuple[int, int, Ends]]] = {}
    for a, b in stated:
        graph.setdefault(a, []).append((b, 1, (a, b)))
        graph.setdefault(b, []).append((a, -1, (b, a)))
    return graph


def _shortest(graph: dict, start: int) -> dict[int, list[Ends]]:
    """From `start` to each joined boundary, the path of the fewest steps; ties go to the earlier boundaries."""
    best: dict[int, list[Ends]] = {}
    queue: list[tuple[int, list[Ends], int]] = [(0, [], start)]
    while queue:
        steps, path, node = heappop(queue)
        if node in best:
            continue
        best[node] = path
        for neighbour, _, step in graph.get(node, ()):
            if neighbour not in best:
                heappush(queue, (steps + 1, [*path, step], neighbour))
    return best


def _value(stated: Mapping[Ends, Stated], path: list[Ends]) -> int:
    return sum(stated[a, b].value if a < b else -stated[b, a].value for a, b in path)


def _steps(stated: Mapping[Ends, Stated], path: list[Ends]) -> list[Stated]:
    return [stated[(a, b) if a < b else (b, a)] for a, b in path]


def _along(stated: Mapping[Ends, Stated], path: list[Ends], suspicious: bool, ends: Ends) -> Solved:
    steps = _steps(stated, path)
    value, approx = _value(stated, path), merge_approx(step.approx for step in steps)
    other = _another(stated, ends, Stated(value, approx), path) if suspicious else None
    return Solved(value, approx, False, all(step.implied for step in steps), other)


def _is_consistent(stated: Mapping[Ends, Stated], graph: dict) -> bool:
    """Whether every stated span agrees with the differences that the others imply."""
    height: dict[int, int] = {}
    for root in graph:
        if root in height:
            continue
        height[root], pending = 0, [root]
        while pending:
            node = pending.pop()
            for neighbour, sign, (a, b) in graph[node]:
                if neighbour not in height:
                    height[neighbour] = height[node] + sign * stated[min(a, b), max(a, b)].value
                    pending.append(neighbour)
    return all(height[b] - height[a] == figure.value for (a, b), figure in stated.items())


def _another(stated: Mapping[Ends, Stated], ends: Ends, figure: Stated, path: list[Ends] | None = None) -> int | None:
    """What a second path gives, if it differs and nothing on either is approximate."""
    if figure.approx:
        return None
    for step in path or [ends]:
        left_out = (min(step), max(step))
        rest = {span: one for span, one in stated.items() if span != left_out and not one.approx}
        alternative = _shortest(_graph(rest), ends[0]).get(ends[1])
        if not alternative:
            continue
        value = _value(rest, alternative)
        if value != figure.value:
            return value
    return None
