"""Checks that keep a rule of times.yaml from firing: each says of a match whether something else is meant.

The word lists that they look into are `words` in times.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.annotate.when.grammar import Found, Grammar
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

NONE = Token(Span(0, 0), "", "", "", "", "", 0)
"""Stands where there is no word, so that no check has to ask."""
NAMED = ("ORG", "PERSON", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART")
NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True)
class Site:
    """A match where it stands: words `first` to `last` of the report, half open."""

    reading: Reading
    grammar: Grammar
    found: Found
    first: int
    last: int

    def token(self, position: int) -> Token:
        """A word of the same report, NONE past its ends."""
        return self.reading.tokens[position] if 0 <= position < len(self.reading.tokens) else NONE

    def at(self, group: str) -> Token:
        """The word in which a named part of the match begins."""
        start = self.found.at[group][0]
        return next((token for token in self.words if token.span.start <= start < token.span.end), NONE)

    def is_in(self, word: Token, table: str) -> bool:
        """Whether a word is in a list of times.yaml."""
        return word.lower in self.grammar.words[table]

    @property
    def said(self) -> str:
        """The match in lower case."""
        return self.reading.text[self.found.start : self.found.end].lower()

    @property
    def groups(self) -> dict[str, str]:
        """The named parts of the match."""
        return self.found.groups

    @property
    def unit(self) -> str:
        """The unit of time in lower case, "" without one."""
        return self.groups.get("unit", "").lower()

    @property
    def before(self) -> Token:
        """The word before the match."""
        return self.token(self.first - 1)

    @property
    def after(self) -> Token:
        """The word after the match."""
        return self.token(self.last)

    @property
    def words(self) -> tuple[Token, ...]:
        """The words of the match."""
        return self.reading.tokens[self.first : self.last]


def lower_case(site: Site) -> bool:
    """A month or day whose name is not written like a name: may, march."""
    name = next((site.groups[one] for one in ("month", "weekday", "holiday") if one in site.groups), "X")
    return not name[0].isupper()


def month_is_a_word(site: Site) -> bool:
    """May and March as verbs, or as part of a name: "the Long March"."""
    word = site.at("month")
    if word.lower in ("may", "march", "mar") and word.pos in ("AUX", "VERB"):
        return True
    if site.found.rule.name != "month":
        return False
    if word.lower in ("may", "march") and site.said == word.lower:
        named = site.before.pos == "PROPN" or site.before.lower == "the"
        if named and site.after.pos not in ("NOUN", "NUM", "ADJ"):
            return True
    return word.lower in ("mar", "dec", "jan", "jun") and not site.said.endswith(".")


def person(site: Site) -> bool:
    """The name of a person or a thing: Theresa May, Easter Island."""
    if not any(token.entity in ("PERSON", "FAC", "GPE", "LOC", "PRODUCT") for token in site.words):
        return False
    kind = site.words[-1].entity
    return any(one.pos == "PROPN" and one.entity == kind for one in (site.before, site.after))


def not_a_year(site: Site) -> bool:
    """Four digits that count or name something else."""
    if set(site.groups) - {"year"} or not site.said[0].isdigit():
        return False
    before, year = site.before, int(site.groups["year"])
    if site.is_in(before, "before a number") or site.is_in(site.after, "after a number"):
        return True
    if any(token.entity == "DATE" for token in site.words):
        return False
    if site.is_in(before, "before a year"):
        plural = site.after.tag == "NNS" and before.lower not in ("in", "since", "the")
        return plural or not 1500 <= year <= 2100
    if before.span.end < site.found.start - 3 or before.text in "(-–—,;:":
        return not 1700 <= year <= 2100
    return True


def spelled_not_a_year(site: Site) -> bool:
    """Twenty-thirty and the like; nineteen forty before what it counts."""
    counts = site.after.tag == "NNS" and site.before.tag != "IN"
    return site.groups["century"].lower() == "twenty" or counts


def range_not_years(site: Site) -> bool:
    """A range of numbers that are not years, or of years in the wrong order."""
    first, second = int(site.groups["year2"]), site.groups["year"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return not 1000 <= first < last <= min(2100, first + 200)


def not_after_preposition(site: Site) -> bool:
    """'98 is a year only where a year can stand."""
    return not (site.is_in(site.before, "before a year") or site.before.lower in ("class", "'", "‘"))


def small_decade(site: Site) -> bool:
    """An age: "in his twenties", "in her 30s"."""
    if "decade" in site.groups:
        return False
    if "decadeword" in site.groups and "centuryword" not in site.groups:
        return not site.said.startswith("the")
    return "dd" in site.groups and site.before.tag == "PRP$"


def season_is_a_word(site: Site) -> bool:
    """Fall and spring as verbs or as what falls and springs; a season in a name; "the" of "the summer offensive"."""
    word, led = site.at("season"), site.said.startswith("the ")
    if word.pos in ("VERB", "AUX"):
        return True
    if led and site.after.pos == "NOUN" and not set(site.groups) & {"year", "dir", "dir2"}:
        return True
    if set(site.groups) & {"dir", "dir2", "year", "mod"}:
        return False
    if word.entity in NAMED:
        return True
    if word.lower in ("spring", "fall"):
        falls = word.lower == "fall" and site.after.lower in ("in", "of", "to", "from")
        return falls or not (led or site.is_in(site.before, "before a season"))
    return word.text[:1].isupper() and site.before.pos == "PROPN"


def weekday_name(site: Site) -> bool:
    """A day that is a name: Black Friday, Bloody Sunday."""
    return site.before.text[:1].isupper() and site.is_in(site.before, "names of days")


def clock_is_a_number(site: Site) -> bool:
    """10.35 and 7:30 as sums, scores and verses: a time of day has a.m., a zone, a day, or "at" before it."""
    if "hour24" not in site.groups:
        return "noon" in site.groups and site.before.text in ("High", "Midnight")
    dotted = "." in site.reading.text[site.found.at["hour24"][0] : site.found.at["minute24"][1]]
    if "zone" in site.groups or ({"weekday", "relday", "month"} & set(site.groups) and not dotted):
        return False
    return dotted or not site.is_in(site.before, "before a clock time")


def today_name(site: Site) -> bool:
    """A newspaper: USA Today."""
    return site.words[0].text == "Today" and site.before.pos == "PROPN"


def loose_period(site: Site) -> bool:
    """ "that period", "of the week": no time that could be worked out."""
    direction = site.groups["dir"].lower()
    if direction == "of the":
        return True
    if site.unit == "period":
        return not ("year-" in direction or direction in ("the same", "the latest"))
    return site.after.text == "-" and not site.said.startswith("past ") and direction != "same"


def no_article(site: Site) -> bool:
    """ "later in week": only headlines write so."""
    return "dir" not in site.groups and not site.groups.get("mod", "").lower().rstrip().endswith("the")


def the_unit(site: Site) -> bool:
    """ "the year" alone, without a preposition of time before it, or with more of its phrase after it."""
    if site.is_in(site.after, "after a noun of time") or site.after.tag in ("NN", "NNS"):
        return True
    if not site.is_in(site.before, "before the year"):
        return True
    return site.unit in ("day", "month") or (site.unit == "week" and site.before.lower == "of")


def back(site: Site) -> bool:
    """ "two steps back", "weeks back on the road": mostly no time."""
    return site.groups["way"].lower() == "back"


def before_what(site: Site) -> bool:
    """ "two days before the vote" counts from what follows: the time is the length alone."""
    if site.groups["way"].lower() not in ("before", "after", "ahead", "prior"):
        return False
    goes_on = site.after.pos not in ("PUNCT", "CCONJ") and site.after.tag not in ("VBD", "MD", "VBZ")
    return site.after is not NONE and goes_on


def age(site: Site) -> bool:
    """How old somebody is: "two years old", "a 34-year-old"."""
    hyphened = site.after.text == "-" and site.token(site.last + 1).lower == "old"
    return site.groups.get("tail", "").lower() == "old" or site.after.lower in ("old", "-old") or hyphened


def nobody_old(site: Site) -> bool:
    """The age of a person or of something that is not known to be a thing: only a truce or a law has lasted so long."""
    return not any(site.is_in(site.token(site.last + step), "things of an age") for step in (0, 1))


def one_unit(site: Site) -> bool:
    """A number that counts no time: "the first second", "three quarters of", "two second homes"."""
    plural, joined = "plural" in site.groups, site.groups["join"] == "-"
    number = site.groups.get("num", "").lower()
    if site.unit in ("sec", "min", "hr", "yr") and not plural:
        return (number or "x").isalpha()
    if site.unit == "quarter":
        return not plural or joined or site.after.lower == "of"
    if site.unit == "season" or (not plural and "vague" in site.groups):
        return True
    if not plural and not joined and number not in ("one", "1"):
        return site.unit == "second" or site.after.pos not in (*NOUNS, "ADJ")
    return False


def over_preposition(site: Site) -> bool:
    """ "in six raids over 42 days": the time begins after "over"."""
    if site.groups.get("approx", "").lower().strip() not in ("over", "under"):
        return False
    return site.before.pos in ("", "NOUN", "PROPN", "PUNCT", "NUM", "PRON", "ADV", "CCONJ")


def a_unit(site: Site) -> bool:
    """ "a day" where nothing measures with it; after a price or a count it is a rate and no length."""
    one, groups = site.groups["one"].lower(), site.groups
    if site.unit in ("season", "quarter", "generation") or site.after.text[:1] == "-":
        return True
    if one not in ("a", "an"):
        starts = site.after.lower in ("of", "in", "when", "that") or site.unit in ("second", "day")
        return one == "one" and starts
    if {"approx", "half", "orso"} & set(groups):
        return False
    if site.after.lower in ("after", "before", "since") or (site.after.lower == "of" and site.before.lower == "within"):
        return False
    if site.after.tag in ("NN", "NNS") or site.after.lower in ("when", "that", "of", "old"):
        return True
    if site.before is NONE:
        return site.unit == "second"
    return not site.is_in(site.before, "before one unit") and not _rate(site)


def _rate(site: Site) -> bool:
    return site.before.tag in ("CD", "NNS") or site.is_in(site.before, "before a rate")


def bare_units(site: Site) -> bool:
    """ "days" and "years" alone, where no preposition and no verb of lasting leads to them."""
    if site.unit in site.grammar.words["units that are no length alone"]:
        return True
    if "approx" in site.groups:
        return False
    if site.after.lower in ("old", "-"):
        return True
    if site.after.lower in ("ago", "after", "before", "later", "of", "earlier") and "lead" not in site.groups:
        return False
    return "lead" in site.groups or not site.is_in(site.before, "before bare units")


def each_per(site: Site) -> bool:
    """ "each" and "a" without a unit that comes again; "a year" where nothing is counted or paid."""
    each = site.groups["each"].lower().strip()
    if site.unit == "second" and each != "every":
        return True
    if each in ("a", "an") and "freq" not in site.groups:
        return site.unit not in site.grammar.words["units of rates"] or not _rate(site)
    return each.startswith("a") and not site.unit


def daily_name(site: Site) -> bool:
    """A newspaper: the Daily Post, the People's Daily."""
    word = site.words[0]
    if word.text[:1].isupper():
        return word.entity in ("ORG", "WORK_OF_ART") or "PROPN" in (site.before.pos, site.after.pos)
    return site.said == "quarterly"


def not_now(site: Site) -> bool:
    """ "current" as a noun, "the moment" without "at"."""
    if site.said == "current":
        return site.words[0].pos == "NOUN"
    return site.said in ("the moment", "the time being") and site.before.lower not in ("at", "for", "of")


def past_article(site: Site) -> bool:
    """ "the past" before its noun."""
    return site.said == "the past" and site.after.pos in (*NOUNS, "ADJ", "NUM")


def recently_done(site: Site) -> bool:
    """ "a recently built road": the word belongs to the participle and is no time of its own."""
    return site.said == "recently" and site.after.tag in ("VBN", "JJ") and site.after.dep == "amod"


def not_ahead(site: Site) -> bool:
    """ "one day" without will or would before it."""
    return site.before.tag not in ("MD", "TO", "VB")


def future_word(site: Site) -> bool:
    """ "soon" in a tale of the past and in "as soon as"; "future" before its noun."""
    if site.said == "soon":
        told = site.after.tag in ("VBD", "VBN") or site.after.lower in ("as", "after", "-")
        return told or site.before.lower in ("as", "too", "how", "so")
    return site.said.endswith("future") and site.after.pos in NOUNS


def that_time(site: Site) -> bool:
    """ "the time" that is no point in time: only "at the time", "by that time", "since that time" are."""
    direction = site.groups["dir"].lower()
    if site.unit in ("point", "date", "period") or not site.is_in(site.before, "before that time"):
        return True
    if direction == "the same" or (direction == "the" and site.before.lower != "at"):
        return True
    return site.after.tag in ("PRP", "DT", "NNP") or site.after.lower in ("of", "when")


GUARDS: dict[str, Callable[[Site], bool]] = {
    "age": age,
    "a-unit": a_unit,
    "back": back,
    "bare-units": bare_units,
    "before-what": before_what,
    "clock-is-a-number": clock_is_a_number,
    "daily-name": daily_name,
    "each-per": each_per,
    "future-word": future_word,
    "loose-period": loose_period,
    "lower-case": lower_case,
    "month-is-a-word": month_is_a_word,
    "no-article": no_article,
    "not-after-preposition": not_after_preposition,
    "not-ahead": not_ahead,
    "nobody-old": nobody_old,
    "not-a-year": not_a_year,
    "not-now": not_now,
    "one-unit": one_unit,
    "over-preposition": over_preposition,
    "past-article": past_article,
    "person": person,
    "range-not-years": range_not_years,
    "recently-done": recently_done,
    "season-is-a-word": season_is_a_word,
    "small-decade": small_decade,
    "spelled-not-a-year": spelled_not_a_year,
    "that-time": that_time,
    "the-unit": the_unit,
    "today-name": today_name,
    "weekday-name": weekday_name,
}

SOFT = frozenset({"a-unit", "bare-units", "future-word", "loose-period", "past-article", "recently-done", "the-unit"})
"""Checks that tell a loose word of time from a time; the trained reader may know better. The others know."""
