"""The best one-to-one assignment of two sets, by the Hungarian method (Kuhn 1955) with potentials: cubic, small sets only."""

from collections.abc import Sequence
from math import inf


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(row, column) pairs of the greatest sum of weights. Pairs of weight 0 are not allowed and never given."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    size = max(rows, columns)
    if not rows or not columns:
        return []
    most = max(map(max, weights))
    costs = [[most - (weights[i][j] if i < rows and j < columns else 0.0) for j in range(size)] for i in range(size)]
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    owner, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0] = row
        column = _augment(costs, of_row, of_column, owner, way, size)
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    pairs = [(owner[column] - 1, column - 1) for column in range(1, size + 1)]
    return sorted((i, j) for i, j in pairs if i < rows and j < columns and weights[i][j] > 0)


def _augment(
    costs: list[list[float]], of_row: list[float], of_column: list[float], owner: list[int], way: list[int], size: int
) -> int:
    """The free column at which the cheapest path from the new row ends; potentials and `way` are brought up to date."""
    column, low, used = 0, [inf] * (size + 1), [False] * (size + 1)
    while owner[column]:
        used[column] = True
        row = owner[column]
        delta, following = inf, 0
        for j in range(1, size + 1):
            if used[j]:
                continue
            value = costs[row - 1][j - 1] - of_row[row] - of_column[j]
            if value < low[j]:
                low[j], way[j] = value, column
            if low[j] < delta:
                delta, following = low[j], j
        for j in range(size + 1):
            if used[j]:
                of_row[owner[j]] += delta
                of_column[j] -= delta
            else:
                low[j] -= delta
        column = following
    return column
