"""Turn the facts of the open CAMEO dictionaries into rows of Dateline's actor list.

    python tools/convert_cameo_actors.py DICTIONARIES_DIR [OUT_DIR]

In: `Phoenix.Countries.actors.txt` (people in government with dates), `Phoenix.MilNonState.actors.txt` (armed groups)
and `PLOVER_agents.txt` (common nouns with a sector) of the Open Event Data Alliance.
Out: `officials_2011.tsv`, `groups_2013.tsv` and `agents_cameo.tsv`, sorted, so that a new run shows as a diff.

What is left out: people without a government spell (CAMEO codes them as elite for want of a date), spells that ended
before 1985, armed groups and persons of no country, names of one word (too many are ordinary words), generic country
aliases (they are in `states.tsv`), agents marked as junk, and agents of one word that are more often something else
(`DROPPED`).
"""

from __future__ import annotations

import calendar
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src/dateline/knowledge/actors/data"
FIRST_YEAR = 1985
PIVOT = 15
"""Two-digit years up to this one are of this century."""

RECODED = {"KOS": "KOS", "KSV": "KOS", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE"}
DOMAINS = {
    "BUS": "economy",
    "MED": "information",
    "AGR": "agriculture",
    "EDU": "education",
    "MIL": "defence",
    "HLH": "health",
    "DEV": "development",
    "LAB": "labour",
    "JUD": "justice",
    "ENV": "environment",
    "HRI": "rights",
    "REL": "religion",
    "COP": "interior",
    "REF": "refugees",
    "SPY": "intelligence",
    "LEG": "parliament",
}
PARTICLES = frozenset(
    """
    de da do dos das del di du la le van von der den bin ben ibn al el ul abu e y of the and
    """.split()  # noqa: SIM905
)
SECTORS = frozenset(
    """
    AGR BUS COP CRM CVL EDU ELI GOV IGO JRN JUD LAB LEG MED MIL NGO OPP PRE PRM PTY REB REF REL SOC SPY UAF
    """.split()  # noqa: SIM905
)
DROPPED = frozenset(
    """
    academy asylum attendant bar base bench bishopric board body brother cabinet-maker capital carrier cell
    chair city chamber chapter church circuit class club college colony column command commission committee
    company concern conference congregation congress convoy corporation counter court crew crowd detail diet
    division district domestic echelon element ens ens. enterprise establishment exchange executive factory
    faction faculty farm father federation fellow fighter fire firm flier flyer folk front general governor
    guide hand head high hospital host house hunter industry institute institution interest issue journal joint
    judge key killer labor labour league left line live magazine maker man market mass master men mission mob
    monitor mother movement nation network news nut officer opposition order organ organization owner paper
    parish party patient pen people person picket pilot plant player power press prison private producer
    province professional public quarter radical rebellion revolt rally regular representative resident rider
    right ring royal runner school seat second section security senior service shadow shop sister society son
    source speaker sport spy squad staff standard star state station store street subject supply system tabloid
    team temple telecom television third times town trade tv trader train tribe trust union unit university
    uprising village website user voice volunteer wing witness woman women worker world yard young monday
    tuesday
    """.split()  # noqa: SIM905
)
"""Single words that the agents file lists and that are more often a thing, a place or another sense."""


BODIES = frozenset(
    """
    administration agency and army assembly bank board commission committee congress council court department embassy
    force forces government house institute ministry national office of parliament party police republic secretary
    senate service state states supreme the union united
    """.split()  # noqa: SIM905
)
"""Words that no person's name has: the list of people has bodies among them."""
COMMONPLACE = frozenset(
    """
    action active african agrarian alliance anarchist anti anti-capitalist anti-communist anti-fascist anti-imperialist
    arab armed army attack black blood brigade brigades brotherhood cell cells children christian combat
    command commando
    commandos committee communist council cross day days death defence defense democratic direct eagle eagles earth
    faction fatherland fighters fighting fire fires friday fist flag for force forces free freedom friends
    front global god
    government great group groups guard guards guerrilla guerrillas hell holy independence independent international
    islam islamic jihad justice knights land league left liberation light martyrs militant militants militia moslem
    movement muslim national nationalist network new nuclei of october organization party patriotic patriots
    peace people
    people's peoples popular progressive proletarian rebel rebels red resistance revenge revolution revolutionary
    revolutionaries right self-defense social socialist socialists soldiers solidarity squad state storm strength
    struggle students sword the to truth union unit united unity vengeance victory volunteers warriors wolves women
    workers world young youth and in against union's army's intifada nation nations nationalists separatist separatists
    """.split()  # noqa: SIM905
)
"""Words of which many names are made: one that has no others could be anybody's."""


@dataclass
class Head:
    names: list[str] = field(default_factory=list)
    codes: list[tuple[str, str, str]] = field(default_factory=list)


def clean(raw: str) -> str:
    """`MAHAMADOU_ISSOUFOU_` as words."""
    text = re.sub(r"\([^)]*\)?", " ", raw.replace("_", " "))
    return re.sub(r"\s+", " ", text).strip(" ,;")


def cased(name: str) -> str:
    """Ordinary capitals for a name in capitals."""
    words = []
    for number, word in enumerate(name.lower().split()):
        if number and word in PARTICLES:
            words.append(word)
        elif re.fullmatch(r"(?:[a-z]\.)+[a-z]?\.?", word):
            words.append(word.upper())
        else:
            word = re.sub(r"(^|[-'’])([^\W\d_])", lambda found: found[1] + found[2].upper(), word)
            words.append(re.sub(r"^Mc([a-z])", lambda found: "Mc" + found[1].upper(), word))
    return " ".join(words)


def day(code: str, *, last: bool) -> str:
    """`070329` or `20070329` as an ISO date, its day made one that the month has."""
    if len(code) == 6:
        code = ("20" if int(code[:2]) <= PIVOT else "19") + code
    if len(code) != 8 or not code.isdigit():
        return ""
    year, month, number = int(code[:4]), min(max(int(code[4:6]), 1), 12), int(code[6:])
    longest = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 28
    return f"{year:04d}-{month:02d}-{min(max(number, 1), longest):02d}"


def spells(text: str) -> Iterator[tuple[str, str, str]]:
    """`[CODE from-to]` with ISO dates; an open side is empty."""
    for found in re.finditer(r"\[([A-Z]{3,})\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*\]", text):
        code, sign, one, other = found.groups()
        if sign == "<":
            yield code, "", day(one or "", last=True)
        elif sign == ">":
            yield code, day(one or "", last=False), ""
        else:
            yield code, day(one or "", last=False), day(other or "", last=True)


def heads(path: Path) -> Iterator[Head]:
    """The entries of a dictionary: a head line, `+` lines for synonyms, code lines in between or behind."""
    current = Head()
    for line in path.read_text(encoding="latin-1").splitlines():
        body = line.split("#")[0].rstrip()
        if not body.strip():
            continue
        name = clean(body.split("[")[0].lstrip("+").split(";")[0])
        continues = body[0] in "+[ \t"
        if name and not continues:
            if current.names:
                yield current
            current = Head()
        if name:
            current.names.append(name)
            acronym = re.search(r"\(([A-Z][A-Z-]{2,})\)", body)
            if acronym:
                current.names.append("=" + acronym[1])
        current.codes.extend(spells(body))
    if current.names:
        yield current


def nations(out: Path) -> set[str]:
    rows = (out / "states.tsv").read_text(encoding="utf-8").splitlines()
    return {row.split("\t")[1] for row in rows if not row.startswith("#")}


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def officials(path: Path, known: set[str]) -> Iterator[tuple[str, ...]]:
    for head in heads(path):
        names = [name for name in head.names if 2 <= len(name.split()) <= 5 and not name.startswith("=")]
        names = [name for name in names if re.fullmatch(r"[^\W\d_][\w .,'’-]+", name) and not re.search(r"\d", name)]
        names = [name for name in names if not set(name.lower().split()) & BODIES]
        spans: dict[str, list[tuple[str, str]]] = defaultdict(list)
        domains: dict[str, set[str]] = defaultdict(set)
        for code, start, end in head.codes:
            country, rest = RECODED.get(code[:3], code[:3]), code[3:]
            if country in known and rest.startswith("GOV"):
                spans[country].append((start, end))
                domains[country] |= {DOMAINS[rest[3:6]]} if rest[3:6] in DOMAINS else set()
        if not names:
            continue
        for country, held in sorted(spans.items()):
            for start, end in joined(held):
                if end and int(end[:4]) < FIRST_YEAR:
                    continue
                sure = "0.7" if start and end else "0.4"
                aliases = "|".join(sorted({cased(name) for name in names[1:]}))
                role = ", ".join(["government", *sorted(domains[country])])
                row = (cased(names[0]), aliases, country, "GOV", role, start, end, sure)
                yield (f"person:{slug(names[0])}", *row, "cameo")


def joined(held: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spells that touch or overlap as one; an empty start sorts first, an empty end is open."""
    merged: list[tuple[str, str]] = []
    for start, end in sorted(held):
        if merged and (not merged[-1][1] or start[:7] <= merged[-1][1][:7]):
            before = merged.pop()
            merged.append((before[0], "" if not before[1] or not end else max(before[1], end)))
        else:
            merged.append((start, end))
    return merged


def groups(path: Path, known: set[str]) -> Iterator[tuple[str, ...]]:
    for head in heads(path):
        codes = [code for code, _, _ in head.codes]
        if not codes:
            continue
        country = RECODED.get(codes[0][:3], codes[0][:3])
        if country not in known:
            continue
        names = [name for name in head.names if len(name.split()) >= 2 and re.fullmatch(r"[^\W\d_][\w .'’-]+", name)]
        names = [name for name in names if not set(name.lower().split()) <= COMMONPLACE]
        acronyms = sorted({name[1:] for name in head.names if name.startswith("=") and len(name) > 3})
        if not names:
            continue
        aliases = "|".join([*sorted({cased(name) for name in names[1:]}), *acronyms])
        yield f"group:{slug(names[0])}", cased(names[0]), aliases, country, "REB", "armed group", "", "", "0.4", "cameo"


def agents(path: Path) -> Iterator[tuple[str, str, str]]:
    people = ("MAN", "MEN", "WOMAN", "WOMEN", "PERSON")
    macros = {"!PERSON!": people, "!MINIST!": ("MINISTER", "MINISTRY"), "!CRIME!": ()}
    for line in path.read_text(encoding="latin-1").splitlines():
        body = line.split("#")[0].strip()
        found = re.match(r"([^\[{]+?)\s*(?:\{([^}]*)\})?\s*\[~([A-Z]+)\]", body)
        if not found:
            continue
        sector = {"HLH": "MED"}.get(found[3][:3], found[3][:3])
        if sector not in SECTORS:
            continue
        forms = [found[1], *(found[2] or "").split(",")]
        for macro, words in macros.items():
            forms = [form.replace(macro, word) for form in forms for word in (words if macro in form else ("",))]
        for form in forms:
            name = re.sub(r"\bministr?$", "minister", clean(form).lower())
            if not re.fullmatch(r"[a-z][a-z .'-]*[a-z.]", name) or name in DROPPED:
                continue
            yield name, sector, found[3][3:6]


def write(path: Path, header: str, rows: Iterator[tuple[str, ...]]) -> None:
    lines = sorted({"\t".join(row) for row in rows})
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows")


def main() -> None:
    source = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    known = nations(out)
    columns = "# id\tname\taliases\tcountry\tsector\trole\tstart\tend\tconfidence\tsource"
    write(out / "officials_2011.tsv", columns, officials(source / "Phoenix.Countries.actors.txt", known))
    write(out / "groups_2013.tsv", columns, groups(source / "Phoenix.MilNonState.actors.txt", known))
    write(out / "agents_cameo.tsv", "# noun\tsector\tsecondary", agents(source / "PLOVER_agents.txt"))


if __name__ == "__main__":
    main()
