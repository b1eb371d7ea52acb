"""Which story and which context the reports of a store are in, while that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Places:
    """Which story and which context each report is in, and what of that is not stored yet."""

    def __init__(self) -> None:
        self._stored: dict[str, tuple[str, str]] = {}
        self._story: dict[str, str] = {}
        self._reports: dict[str, dict[str, None]] = {}
        self._context: dict[str, str] = {}
        self._stories: dict[str, dict[str, None]] = {}
        self._sizes: dict[str, int] = {}
        self._unstored: dict[str, None] = {}

    def load(self, members: Mapping[str, tuple[str, str]]) -> None:
        """Take in what is stored."""
        for report, (story, context) in members.items():
            self._stored[report] = story, context
            self._story[report] = story
            self._reports.setdefault(story, {})[report] = None
            self._context[story] = context
            self._stories.setdefault(context, {})[story] = None
            self._sizes[context] = self._sizes.get(context, 0) + 1

    def of(self, report: str) -> tuple[str, str] | None:
        """The stored story and context of a report."""
        return self._stored.get(report)

    def story(self, report: str) -> str:
        """The story of a report."""
        return self._story[report]

    def context(self, story: str) -> str:
        """The context of a story."""
        return self._context[story]

    def home(self, report: str) -> str | None:
        """The context of a report; None where it is in none yet."""
        story = self._story.get(report)
        return None if story is None else self._context[story]

    def reports(self, story: str) -> Iterable[str]:
        """The reports of a story."""
        return self._reports[story]

    def reports_in(self, context: str) -> list[str]:
        """The reports of a context, story by story; none where it is no more."""
        return [report for story in sorted(self._stories.get(context, ())) for report in self._reports[story]]

    def size(self, context: str) -> int:
        """How many reports a context has."""
        return self._sizes[context]

    def move(self, stories: Mapping[str, str]) -> list[str]:
        """Put reports into stories; those stories. One that is new is in the context in which its first report was."""
        home = {report: self.home(report) for report in stories}
        emptied: dict[str, None] = {}
        for report, story in stories.items():
            before = self._story.get(report)
            if before is not None:
                emptied[before] = None
                self._sizes[self._context[before]] -= 1
                del self._reports[before][report]
            self._story[report] = story
            self._unstored[report] = None
        for report, story in stories.items():
            if story not in self._context:
                context = self._context[story] = home.get(story) or story
                self._stories.setdefault(context, {})[story] = None
            self._reports.setdefault(story, {})[report] = None
            self._sizes[self._context[story]] = self._sizes.get(self._context[story], 0) + 1
        for story in emptied:
            if not self._reports[story]:
                del self._reports[story]
                context = self._context.pop(story)
                del self._stories[context][story]
                if not self._stories[context]:
                    del self._stories[context], self._sizes[context]
        return list(dict.fromkeys(stories.values()))

    def join(self, one: str, other: str) -> tuple[str, str]:
        """Make one context of two: the name of the larger, which it has, and the one that is no more."""
        keep, gone = sorted((one, other), key=lambda name: (-self._sizes[name], name))
        for story in self._stories.pop(gone):
            self._context[story] = keep
            self._stories[keep][story] = None
            self._unstored |= self._reports[story]
        self._sizes[keep] += self._sizes.pop(gone)
        return keep, gone

    def changed(self) -> dict[str, tuple[str, str]]:
        """The story and context of reports for which that is not stored; it counts as stored from now on."""
        now = {report: (story, self._context[story]) for report in self._unstored for story in (self._story[report],)}
        rows = {report: place for report, place in now.items() if self._stored.get(report) != place}
        self._stored |= rows
        self._unstored = {}
        return rows
