"""Gradient-boosted trees of one depth, written out as complete binary trees for `annotate/where/trees.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier


def fit(
    rows: Any, labels: Any, weights: Any, *, depth: int = 4, rounds: int = 150, rate: float = 0.08, leaf: int = 12
) -> HistGradientBoostingClassifier:
    """A classifier whose log-odds are a sum over `rounds` trees."""
    model = HistGradientBoostingClassifier(
        max_depth=depth, max_iter=rounds, learning_rate=rate, min_samples_leaf=leaf, l2_regularization=1.0,
        max_leaf_nodes=2**depth, early_stopping=False, random_state=7,
    )  # fmt: skip
    model.fit(rows, labels, sample_weight=weights)
    return model


def written(
    model: HistGradientBoostingClassifier, features: Sequence[str], depth: int, card: dict[str, str]
) -> dict[str, Any]:
    """The model as JSON: of each tree the feature and threshold of the inner nodes, level by level, and its leaves."""
    inner = (1 << depth) - 1
    trees: dict[str, list[list[Any]]] = {"feature": [], "threshold": [], "leaf": []}
    for (predictor,) in model._predictors:
        feature, threshold, leaves = [0] * inner, [0.0] * inner, [0.0] * (inner + 1)

        def lay(
            node: int, at: int, nodes: Any = predictor.nodes, f: Any = feature, t: Any = threshold, v: Any = leaves
        ) -> None:
            one = nodes[node]
            if at >= inner:
                v[at - inner] = round(float(one["value"]), 5)
            elif one["is_leaf"]:
                f[at], t[at] = 0, 1e30
                lay(node, 2 * at + 1)
                lay(node, 2 * at + 2)
            else:
                f[at], t[at] = int(one["feature_idx"]), float(np.float32(one["num_threshold"]))
                lay(int(one["left"]), 2 * at + 1)
                lay(int(one["right"]), 2 * at + 2)

        lay(0, 0)
        for name, cells in (("feature", feature), ("threshold", threshold), ("leaf", leaves)):
            trees[name].append(cells)
    bias = float(np.ravel(model._baseline_prediction)[0])
    return {"card": card, "features": list(features), "depth": depth, "bias": bias, **trees}
