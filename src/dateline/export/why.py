"""Why an event is coded as it is: the words, the rules and the scores that made it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.export import words

Answer = dict[str, Any]


def explained(answer: Answer, number: int) -> Answer:
    """Event `number` (from 1) of an answer in the reading format, explained.

    `words` holds what the report says, by role; `rules` the ids of rules and `reader` the trained reader's probability
    by type, as far as either had a say; `steps` how the code came about, one plain sentence each. Raises IndexError
    where there is no such event.
    """
    if not 1 <= number <= len(answer["events"]):
        raise IndexError(number)
    event = answer["events"][number - 1]
    told: Sequence[str] = event.get("why") or ()
    return {
        "event": f"{answer['id']}:{number}",
        **{key: event[key] for key in ("type", "mode", "cameo", "quad", "score", "status", "factuality")},
        "words": _words(answer, event),
        "rules": [line.removeprefix("rule:") for line in told if line.startswith("rule:")],
        "reader": dict(_chance(line) for line in told if line.startswith("reader:")),
        "steps": [line for line in told if not line.startswith(("rule:", "reader:"))],
        "voucher": words.voucher(answer, event["statement"]),
        "makers": (answer.get("makers") or {}).get("events"),
    }


def _chance(line: str) -> tuple[str, float]:
    kind, _, chance = line.removeprefix("reader:").partition("=")
    return kind.strip(), float(chance) if chance.replace(".", "", 1).isdigit() else 0.0


def _words(answer: Answer, event: Mapping[str, Any]) -> Answer:
    def of(name: str, indexes: Sequence[int | None]) -> list[str]:
        return [words.surface(answer, answer[name][index]) for index in indexes if index is not None]

    return {
        "sentence": _sentence(answer, event),
        "trigger": words.surface(answer, dict(event)),
        "actors": of("actors", event["actors"]),
        "recipients": of("actors", event["recipients"]),
        "place": of("places", [event["place"]]),
        "time": of("times", [event["time"]]),
        "figures": of("figures", event["figures"]),
        "status": [words.surface(answer, span) for span in event["because"]],
    }


def _sentence(answer: Answer, event: Mapping[str, Any]) -> str:
    spans = answer.get("sentences") or ()
    own = next((one for one in spans if one["start"] <= event["start"] < one["end"]), None)
    return words.surface(answer, own or dict(event))


def told(found: Answer) -> str:
    """An explanation for people, a line each."""
    said: Mapping[str, Any] = found["words"]
    mode = f" {found['mode']}" if found["mode"] else ""
    code = f", CAMEO {found['cameo']}" if found["cameo"] else ""
    lines = [
        f"{found['type']}{mode}  ({found['quad']}{code})",
        f"  score {found['score']:.2f}; {found['status']}; factuality {found['factuality']:+.1f}; "
        f"according to {found['voucher']}",
        "",
        f"  “{said['sentence']}”",
        "",
    ]
    for label, key in (
        ("act", "trigger"), ("who", "actors"), ("whom", "recipients"), ("where", "place"), ("when", "time"),
        ("how many", "figures"), ("status by", "status"),
    ):  # fmt: skip
        value = said[key]
        listed = [value] if isinstance(value, str) else value
        if listed:
            lines.append(f"  {label:10} {', '.join(f'“{one}”' for one in listed)}")
    if found["steps"]:
        lines += ["", "  Why", *(f"    {step}." for step in found["steps"])]
    for rule in found["rules"]:
        lines.append(f"    Rule {rule}")
    for kind, chance in found["reader"].items():
        lines.append(f"    The reader: {kind} {chance:.2f}")
    if found["makers"]:
        lines.append(f"    Made by {found['makers']}")
    return "\n".join(lines)
