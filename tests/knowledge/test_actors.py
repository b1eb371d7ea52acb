"""The actor list and the list of outlets: look-ups, dates, and the shape of every row."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge import Knowledge, outlets
from dateline.knowledge.actors import ActorIndex, fold, load
from dateline.model.errors import KnowledgeError

SECTORS = frozenset(
    """
    AGR BUS COP CRM CVL EDU ELI GOV IGO JRN JUD LAB LEG MED MIL MNC NGO OPP PRE PRM PTY REB REF REL SOC SPY UAF
    """.split()  # noqa: SIM905
)
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

PEOPLE = [
    ("Emmanuel Macron", "2024-05-02", "FRA", "GOV"),
    ("Mohamed Bazoum", "2022-01-01", "NER", "GOV"),
    ("Abdourahamane Tiani", "2024-05-02", "NER", "GOV"),
    ("Mahamat Idriss Déby", "2024-05-02", "TCD", "GOV"),
    ("Dmitry Peskov", "2024-05-02", "RUS", "GOV"),
    ("Lloyd Austin", "2024-05-02", "USA", "GOV"),
    ("Ibrahim Traoré", "2023-11-01", "BFA", "GOV"),
    ("Volodymyr Zelensky", "2022-03-01", "UKR", "GOV"),
    ("António Guterres", "2020-01-01", None, "IGO"),
    ("Antonio Guterres", "2000-06-01", "PRT", "GOV"),
    ("Taliban", "2010-01-01", "AFG", "REB"),
    ("Taliban", "2023-01-01", "AFG", "GOV"),
    ("RSF", "2020-01-01", "SDN", "PRM"),
    ("RSF", "2023-06-01", "SDN", "REB"),
    ("M23", "2023-01-01", "COD", "REB"),
    ("Wagner Group", "2022-01-01", "RUS", "PRM"),
    ("Ecowas", "2023-08-01", None, "IGO"),
    ("Médecins Sans Frontières", None, None, "NGO"),
    ("Reuters", None, "GBR", "JRN"),
]
STATES = [
    ("Niger", "NER", "name"),
    ("Nigerien", "NER", "demonym"),
    ("Nigerians", "NGA", "people"),
    ("U.S.", "USA", "name"),
    ("Kremlin", "RUS", "seat"),
    ("N'Djamena", "TCD", "capital"),
    ("Côte d’Ivoire", "CIV", "name"),
    ("South Sudanese", "SSD", "demonym"),
]


@pytest.mark.parametrize(("name", "when", "country", "sector"), PEOPLE)
def test_who_is_who_at_a_date(
    knowledge: Knowledge, name: str, when: str | None, country: str | None, sector: str
) -> None:
    """A name means the one who bore the office, or was such a group, on that day."""
    best = knowledge.actors.lookup(name, when)[0]
    assert (best.country, best.sector, best.valid(when)) == (country, sector, True)


@pytest.mark.parametrize(("surface", "country", "form"), STATES)
def test_names_of_states(knowledge: Knowledge, surface: str, country: str, form: str) -> None:
    """States are known by name, adjective, people, capital and seat of power."""
    found = knowledge.actors.state(surface)
    assert found is not None
    assert (found.state.alpha3, found.form) == (country, form)


@pytest.mark.parametrize("word", ["us", "is", "who", "polish", "un", "turkey", "mali-", "Let", "Un", "Who"])
def test_words_are_no_names(knowledge: Knowledge, word: str) -> None:
    """Small letters never stand for an acronym or a name."""
    assert not knowledge.actors.lookup(word)
    assert knowledge.actors.state(word) is None


def test_out_of_office(knowledge: Knowledge) -> None:
    """Whoever no longer holds an office is still found, and the row says that it does not hold."""
    entries = knowledge.actors.lookup("Boris Johnson", "2024-05-02")
    assert entries
    assert not entries[0].valid("2024-05-02")


def test_unknown_names_are_unknown(knowledge: Knowledge) -> None:
    """A name that is on no list gives nothing."""
    assert knowledge.actors.lookup("Quillon Abernathy-Voss") == []


@pytest.mark.parametrize(
    ("noun", "sector"),
    [("soldier", "MIL"), ("police", "COP"), ("protester", "CVL"), ("rebel", "REB"), ("court", "JUD")],
)
def test_agents(knowledge: Knowledge, noun: str, sector: str) -> None:
    """Common nouns tell a sector."""
    assert knowledge.actors.agents[noun].sector == sector


def test_every_row_is_well_formed(knowledge: Knowledge) -> None:
    """Ids, countries, sectors, dates and confidence of all rows are of their kind."""
    index = knowledge.actors
    for entry in index:
        assert re.fullmatch(r"(person|group|org|outlet):\S+", entry.id), entry
        assert entry.name == entry.name.strip() != "", entry
        assert entry.country is None or entry.country in index.states, entry
        assert entry.sector in SECTORS, entry
        assert all(date is None or DATE.fullmatch(date) for date in (entry.start, entry.end)), entry
        assert not (entry.start and entry.end) or entry.start[:4] <= entry.end[:4], entry
        assert 0 < entry.confidence <= 1, entry
    assert {agent.sector for agent in index.agents.values()} <= SECTORS | {None}


def test_every_state_has_a_leader_since_2000(knowledge: Knowledge) -> None:
    """Of every independent state somebody in government after 2000 is known."""
    entries = knowledge.actors
    governed = {e.country for e in entries if e.sector in ("GOV", "IGO") and (e.end or "2024") >= "2001"}
    dependent = {"BMU", "GIB", "NCL"}
    assert {s.alpha3 for s in entries.states.values() if s.end is None} - governed - dependent == set()


def test_a_users_rows_come_first() -> None:
    """Rows that a user adds answer before ours of the same name."""
    row = "person:me\tEmmanuel Macron\t\tBEL\tBUS\tbaker\t2020\t\t1.0\tme"
    assert load([row]).lookup("Emmanuel Macron", "2021-01-01")[0].id == "person:me"


def test_a_bad_row_is_named() -> None:
    """A row with too few columns is refused with the row."""
    with pytest.raises(KnowledgeError, match="columns"):
        load(["person:x\tSomeone Else\t\tBEL"]).lookup("Someone Else")


def test_opening_is_quick() -> None:
    """The index opens in a second or two of processor time at most, on a busy machine too."""
    begun = time.process_time()
    load()
    assert time.process_time() - begun < 2


@given(st.text(max_size=40))
def test_folding_is_stable(name: str) -> None:
    """A folded name folds to itself, unless a possessive ending was uncovered."""
    once = fold(name)
    assert fold(once).replace(" ", "") in (once.replace(" ", ""), once.replace(" ", "").removesuffix("s"))


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from([None, "2010", "2010-05", "2010-05-05"]))
def test_any_text_can_be_looked_up(name: str, when: str | None) -> None:
    """No text breaks a look-up."""
    index = _index()
    assert isinstance(list(index.lookup(name, when)), list)
    index.state(name, when)
    index.surname(name, when)


_KEPT: list[ActorIndex] = []


def _index() -> ActorIndex:
    if not _KEPT:
        _KEPT.append(load())
    return _KEPT[0]


def test_outlets_by_name_and_address() -> None:
    """An outlet is found by name, abbreviation and any host below its domain."""
    listed = outlets.load()
    reuters = listed.named("Reuters")
    assert reuters is not None
    assert (reuters.kind, reuters.country) == ("agency", "GBR")
    assert listed.named("the associated press") == listed.named("AP") == listed.at("apnews.com")
    assert listed.at("edition.cnn.com") == listed.named("CNN")
    assert listed.at("example.org") is None


def test_outlets_are_well_formed(knowledge: Knowledge) -> None:
    """Every outlet has its own id and domain, a family, a known country and kind."""
    listed = list(outlets.load())
    assert len({one.id for one in listed}) == len(listed)
    assert len({one.domain for one in listed}) == len(listed)
    for one in listed:
        assert one.family
        assert one.kind in ("agency", "newspaper", "broadcaster", "site", "magazine")
        assert one.country is None or one.country in knowledge.actors.states
