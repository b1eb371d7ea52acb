"""Small ensembles of decision trees, trained elsewhere and kept as JSON: evaluated for many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


class Trees:
    """Complete binary trees of one depth: `goes right if row[feature] > threshold`; the leaves of a row are summed."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self.features: tuple[str, ...] = tuple(about["features"])
        self._depth = int(about["depth"])
        self._bias = float(about["bias"])
        self._feature = np.array(about["feature"], np.int32)
        self._threshold = np.array(about["threshold"], np.float32)
        self._leaf = np.array(about["leaf"], np.float32)
        self._tree = np.arange(len(self._leaf))

    def score(self, rows: Sequence[Sequence[float]] | Rows) -> NDArray[np.float32]:
        """Log-odds of each row. Rows have the columns that `features` names."""
        matrix = np.asarray(rows, np.float32)
        if not matrix.size:
            return np.zeros(0, np.float32)
        line = np.arange(len(matrix))[:, None]
        node = np.zeros((len(matrix), len(self._tree)), np.int32)
        for _ in range(self._depth):
            right = matrix[line, self._feature[self._tree, node]] > self._threshold[self._tree, node]
            node = 2 * node + 1 + right
        inner = (1 << self._depth) - 1
        leaves: Rows = self._leaf[self._tree, node - inner]
        return np.asarray(leaves.sum(axis=1) + self._bias, np.float32)


def likelihood(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds as shares of 1."""
    return (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
