"""Putting stages together, and what goes wrong when they do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.knowledge import Knowledge
from dateline.model.errors import StageFailed, StageOrder
from dateline.model.reading import Reading
from dateline.model.stage import Stage
from dateline.pipeline import STAGES, check, makers, run
from tests.made import reading


def stage(name: str, requires: tuple[str, ...] = (), provides: tuple[str, ...] = (), given: Any = None) -> Stage:
    def compute(reading: Reading, knowledge: Any) -> Any:
        if isinstance(given, Exception):
            raise given
        return given if given is not None else dict.fromkeys(provides, ())

    return Stage(name, 1, requires, provides, compute)


def test_the_stages_fit() -> None:
    """The pipeline that ships is in order."""
    check(STAGES)


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((stage("who", ("tokens",), ("actors",)),), "requires tokens"),
        ((stage("odd", (), ("opinions",)),), "provides opinions"),
        ((stage("one", (), ("times",)), stage("two", (), ("times",))), "again without requiring"),
    ],
)
def test_a_wrong_order_is_refused(stages: tuple[Stage, ...], said: str) -> None:
    """Stages that do not fit are refused before anything is read."""
    with pytest.raises(StageOrder, match=said):
        run(reading().report, Knowledge(), stages)


def test_a_stage_that_fails_is_named() -> None:
    """The error says which stage failed on which report."""
    broken = stage("broken", (), ("times",), ValueError("no such month"))
    with pytest.raises(StageFailed, match=r"portville: stage broken failed.*no such month"):
        run(reading().report, Knowledge(), (broken,))


def test_a_stage_gives_what_it_says() -> None:
    """A stage that gives other lists than it declares is refused."""
    with pytest.raises(StageFailed, match="gave"):
        run(reading().report, Knowledge(), (stage("sly", (), ("times",), {"places": ()}),))


def test_makers_are_named_in_order() -> None:
    """A list that several stages made names all of them."""
    stages = (stage("find", (), ("figures",)), stage("scope", ("figures",), ("figures",)))
    made = run(reading().report, Knowledge(), stages).makers
    assert ["find", "scope"] == [maker.split("/")[0] for maker in made["figures"].split()]
    assert dict(made) == makers(stages)


def test_other_options_are_another_maker() -> None:
    """The maker of a mark changes with the configuration of its stage."""
    one, other = (Stage("s", 1, (), (), lambda *_: {}, (("limit", limit),)) for limit in (1, 2))
    assert one.maker != other.maker
