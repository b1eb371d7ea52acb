"""What a later version of a page says otherwise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from dateline.consolidate.changes import changes
from tests.consolidate.marked import figure, reading, said

BEFORE = "Five people died in the flood. The mayor said that help came late. A school was closed."
AFTER = "Seven people died in the flood. The governor said that help came late. Roads were cut off by mud."


def test_each_sentence_is_told() -> None:
    """A changed figure, a changed attribution, a sentence that is gone and one that is new."""
    old = reading(
        "a",
        BEFORE,
        figures=(figure(BEFORE, "Five", 5, 5, 5),),
        statements=(said(BEFORE, "The mayor", "said", "that help came late"),),
    )
    new = reading(
        "a",
        AFTER,
        figures=(figure(AFTER, "Seven", 7, 7, 7),),
        statements=(said(AFTER, "The governor", "said", "that help came late"),),
    )
    found = changes(old, new)
    assert [one.kind for one in found] == ["changed", "changed", "added", "removed"]
    details = [
        (one.kind, one.before and one.before.of(BEFORE), one.after and one.after.of(AFTER))
        for change in found
        for one in change.details
    ]
    assert details == [("figure", "Five", "Seven"), ("attribution", "The mayor", "The governor")]


@settings(max_examples=40)
@given(
    some.lists(
        some.sampled_from(["A dog ran off.", "Two men came.", "It rained all day.", "Nobody knew why."]), max_size=6
    )
)
def test_nothing_changed_is_no_change(listed: list[str]) -> None:
    """A text beside itself has no changes; beside nothing, all its sentences were added."""
    text = " ".join(listed)
    one, none = reading("a", text), reading("a", "")
    assert changes(one, one) == ()
    assert {change.kind for change in changes(none, one)} <= {"added"}
    assert {change.kind for change in changes(one, none)} <= {"removed"}
