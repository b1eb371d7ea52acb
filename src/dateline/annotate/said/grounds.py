"""Why a source has no name is no statement of it: "spoke on condition of anonymity" tells nothing that it said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.annotate.said.found import Found


def without_grounds(text: str, found: Sequence[Found], anonymity: Mapping[str, Any]) -> list[Found]:
    """The findings whose content does not begin within such a phrase."""
    phrases = re.compile("|".join(re.escape(entry["words"]) for entry in anonymity["grounds"]), re.IGNORECASE)
    stretches = [match.span() for match in phrases.finditer(text)]
    return [
        one
        for one in found
        if not any(start <= content.start < end for content in one.content[:1] for start, end in stretches)
    ]
