"""Rewritings of sample reports that keep no run of their words and name nobody, beside reports of the same day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.consolidate.lineage import Comparer, lineage
from dateline.ingest import pages
from dateline.knowledge import Knowledge
from dateline.model.report import Report
from dateline.pipeline import clean
from dateline.samples import sample_manifest

REWRITTEN = {
    "cw-0412-trainers": """Around a hundred instructors from Russia's army have come to the capital of Niger, bringing
air-defense gear, according to a state TV report on Thursday, while the ruling junta moves nearer to Moscow. The
broadcaster said they flew in on a cargo aircraft that touched down in Niamey on Wednesday night; pictures had men in
camouflage carrying boxes off it. State TV said their coming goes back to a deal struck by phone on March 26 between
Gen. Abdourahamane Tchiani, the junta's leader, and President Vladimir Putin of Russia. They are to set up an
air-defense system and teach Nigerien soldiers its use. On social media, Africa Corps, heir to most of the Wagner
Group's business on the continent, said this was the first group to come. American troops have not left although last
month the junta cancelled a military accord.""",
    "mpa-0502-airbase": """Troops from Russia now stay on a Nigerien air base where Americans are also quartered,
according to a high-placed defense official in Washington, a few weeks after the generals who run Niger ordered American
forces out. Some 60 Russians are lodged in their own hangar on Airbase 101, beside the Diori Hamani airport of Niamey,
said the official, who would not be named given how sensitive the subject is. The official stressed that although the
airfield is shared, the Russians are kept away from Americans. It brings the armies of two rivals, whose capitals
quarrel about Ukraine, oddly near one another. That is less than perfect but bearable for a short while, the official
said.
Washington had been told by Niger's officials that some 60 trainers from Russia were coming, the official added. The
Nigerien embassy in the United States and Moscow's defense ministry had no comment at once. U.S. troops in Niger number
below 1,000 now. Most are stationed near Agadez at Air Base 201, a site that cost Washington over $100 million and from
which drones have hunted Islamic State and the al Qaeda branch JNIM over the Sahel since 2018. The junta of Niger took
power in July 2023. Like Mali and Burkina Faso next door, which had coups too, it has since leaned on Russia, and the
French military has gone from all three.""",
    "cw-0519-september": """By September 15 at the latest all American troops will be gone from Niger, according to a
joint statement that the two countries' ministries of defense put out on Sunday. It said that the pullout was already
under way. Five days of negotiations in Niamey, begun on May 15, came before it. Both sides vouched for the safety of
U.S. forces as they depart and agreed on rules for planes that come and go. Below 1,000 troops remain, a senior American
defense official said, adding that delicate gear would go first by air, and that things too costly to move might be
left.""",
}
FIRST_HAND = (
    "mpa-0317-accord",
    "mpa-0412-trainers",
    "mpa-0420-talks",
    "cw-0412-trainers",
    "cw-0502-airbase",
    "northline-0502-airbase",
    "mpa-0502-airbase",
    "cw-0519-september",
    "mpa-0806-agadez",
    "cw-0917-complete",
)


@pytest.fixture(scope="module")
def samples() -> dict[str, Report]:
    """The sample reports by id, cleaned."""

    def cleaned() -> Iterator[Report]:
        with sample_manifest() as manifest:
            for page in pages(str(manifest), fetch=lambda url: pytest.fail("nothing is fetched")):
                yield clean(page)  # type: ignore[arg-type]

    return {report.id: report for report in cleaned()}


@pytest.mark.parametrize("origin", REWRITTEN)
def test_a_rewriting_is_known_by_its_facts_and_their_order(
    knowledge: Knowledge, samples: dict[str, Report], origin: str
) -> None:
    """It is derived from the report that it rewrites, and from no other that is first-hand."""
    comparer = Comparer(knowledge)
    own = comparer.candidate(Report("rewritten", REWRITTEN[origin]))
    found = {one: comparer.judge(own, comparer.candidate(samples[one])) for one in FIRST_HAND}
    assert {one for one, edge in found.items() if edge.relation != "independent"} == {origin}
    assert found[origin].relation == "derived"
    assert {one.kind for one in found[origin].passages} >= {"reworded"}


def test_rewritings_are_found_among_all(knowledge: Knowledge, samples: dict[str, Report]) -> None:
    """Among many reports each rewriting is compared with what it rewrites."""
    rewritten = [Report(f"of {origin}", text) for origin, text in REWRITTEN.items()]
    edges = lineage([*(samples[one] for one in FIRST_HAND), *rewritten], knowledge)
    assert {(edge.a, edge.b) for edge in edges} >= {(f"of {origin}", origin) for origin in REWRITTEN}
