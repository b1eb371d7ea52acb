"""As a new user would: from the first page to who says it, on how many origins, and which numbers disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dateline.store import Store
from tests.web.browsing import NEEDS, browser, driver, serving_store, watched

__all__ = ["browser", "driver"]

pytestmark = NEEDS


@pytest.fixture(scope="module")
def site(story: Store) -> Iterator[str]:
    yield from serving_store(story)


def test_three_clicks(browser: Any, site: str) -> None:
    """The overview names the story of a report; the story tells the claim with its origins, and what cannot all be
    right; a click on the claim opens to whose words it rests on."""
    for page in watched(browser, site):
        page.goto(site)
        row = page.locator("li.report", has_text="Russian forces move into Niger air base").first
        for _ in range(8):
            if row.count():
                break
            page.get_by_role("button", name="Show more").click()
            page.wait_for_timeout(100)
        row.get_by_role("link", name="The story in").click()
        claims = page.get_by_role("region", name="What is told, and on whose word")
        claim = claims.locator("ol > li", has_text="air base in Niger that hosts American troops").first
        claim.wait_for()
        assert "3 origins, all unnamed U.S. officials" in claim.inner_text()
        page.get_by_role("link", name="What cannot all be right").click()
        sides = page.get_by_role("region", name="What cannot all be right").inner_text()
        assert "Russian forces in Niger" in sides
        assert "About 100" in sides
        assert "between 40 and 60" in sides
        claim.get_by_role("button", name="telling").click()
        assert claim.locator(".tellings li").count() >= 10
