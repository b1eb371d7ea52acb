"""Text into words with offsets, cut as the Penn Treebank does: `do|n't`, `Lima|'s`, `$|5|m`, but `U.S.`, `1,000`."""

from __future__ import annotations

import re

LONGEST = 64
"""Code points of one word; a longer run without a space (a hash, a line of dashes) is several words."""

_ABBREVIATIONS = (
    "Mr Mrs Ms Messrs Dr Prof Rev Hon Gen Lt Col Maj Capt Cpl Sgt Cmdr Adm Brig Sen Reps? Gov Pres Amb Supt Insp Atty "
    "St Mt Ft Jr Sr Inc Corp Ltd Co Cos Bros Dept vs etc Jan Feb Mar Apr Jun Jul Aug Sept? Oct Nov Dec Mon Tues? Wed "
    "Thurs? Fri Calif Conn Fla Ill Mass Mich Minn Okla Tenn Tex Wash Wis Ariz Ark Colo Ala Ga Ky La Md Mo Neb "
    "Nev Pa Va Vt"
)

_WORD = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’]      # an address
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                             # an e-mail address
    | (?:[^\W\d_]\.){{2,}}                                       # U.S.  a.m.
    | (?:{"|".join(_ABBREVIATIONS.split())})\.(?=\W|$)                                         # Mr.  Gen.
    | [A-Z]\.(?=\s+[A-Z])                                      # the initial in J. Smith
    | (?>\d+(?:[.,:/]\d+)*)(?:st|nd|rd|th|s)?(?![^\W_])            # 1,000  10:30  5th  1990s
    | \d+(?:[.,:/]\d+)*                                        # the 10 of 10am
    | (?:[^\W\d_]|[\u0300-\u036f])(?:\w|[\u0300-\u036f])*                 # letters, with O'Neill's mark inside
      (?:['’](?=[^\W\d_]{{2}})(?!(?:ll|re|ve)\b)(?:\w|[\u0300-\u036f])+)*
    | ``|''|\.{{2,}}|-{{2,}}|—|–
    | ['’](?:s|S|d|D|m|M|ll|LL|re|RE|ve|VE)\b                  # the 's of Putin's
    | _+
    | \S
    """,
    re.VERBOSE,
)
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}


def words(text: str) -> list[tuple[int, int]]:
    """Start and end of each word, in order; what is between them is white space. Linear in the length of the text."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if found and found[-1][1] > start:
            start = found[-1][1]
            if start >= end:
                continue
        if end - start > LONGEST:
            found.extend((at, min(at + LONGEST, end)) for at in range(start, end, LONGEST))
            continue
        last = text[end - 1]
        if last in "nN" and end - start > 1 and (negation := _NOT.match(text, end - 1)):
            found.append((start, end - 1))
            found.append(negation.span())
            continue
        if (cut := _FUSED.get(text[start:end].lower())) is not None:
            found.append((start, start + cut))
            found.append((start + cut, end))
            continue
        found.append((start, end))
    return found
