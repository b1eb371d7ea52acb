"""Every option of the program, with its default and what it is for, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from dateline.model.errors import ConfigError
from dateline.model.own import EDITIONS, Own

PREFIX = "DATELINE_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One option: its `name`, its `default`, and `help` that tells a person what it changes."""

    name: str
    default: str | int | bool
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("store", "", "File or database URL of the store; empty: dateline.sqlite in your data folder."),
    Setting(
        "edition", EDITIONS[0], "Edition of PLOVER's event types: 2021, as in coded data, or 2024, as in its manual."
    ),
    Setting("ontology", "", "YAML file of event rules of your own; see the guide."),
    Setting("actors", "", "File of actors of your own; empty: actors.tsv in your data folder, if it is there."),
    Setting(
        "host", "127.0.0.1", "Address that `dateline serve` listens on; without auth only the loopback is allowed."
    ),
    Setting("port", 8631, "Port that `dateline serve` listens on; 0 takes a free one."),
    Setting("auth", False, "Ask for an account (`dateline accounts`) before anything is shown."),
    Setting("allowed_hosts", "", "With auth: names by which others reach the pages, commas between them."),
    Setting(
        "behind_proxy", "", "With auth: addresses of the proxies that speak TLS to the outside; only they may ask."
    ),
    Setting("allow_loopback", False, "Fetch pages from this machine too, for a server of your own."),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The options in force. Fields are those of SETTINGS; make one with `configure`."""

    store: str
    edition: str
    ontology: str
    actors: str
    host: str
    port: int
    auth: bool
    allowed_hosts: str
    behind_proxy: str
    allow_loopback: bool

    @property
    def store_url(self) -> str:
        """The store as a database URL."""
        where = self.store or str(default_store())
        return where if "://" in where else f"sqlite:///{Path(where).expanduser().resolve()}"

    @property
    def actors_file(self) -> Path:
        """Where a user's own actors are kept, whether it is there yet or not."""
        return Path(self.actors).expanduser() if self.actors else default_store().with_name("actors.tsv")

    @property
    def own(self) -> Own:
        """What a user adds to the data that ship. Raises ConfigError for an edition that does not exist."""
        actors = str(self.actors_file) if self.actors or self.actors_file.is_file() else ""
        return Own(self.edition, self.ontology, actors)


def default_store() -> Path:
    """Where the store is unless told: in the data folder that the system gives each user."""
    return user_data_path("dateline", appauthor=False) / "dateline.sqlite"


def configure(environment: dict[str, str] | None = None, **given: Any) -> Config:
    """Defaults, overridden by `DATELINE_…` variables of `environment`, overridden by what is `given` and not None.

    Raises ConfigError for a name that is no setting and for a value that it cannot have.
    """
    values: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
    values |= dict(_from_environment(environment or {}))
    if unknown := set(given) - set(values):
        raise ConfigError(", ".join(sorted(unknown)), "is no setting.", f"Settings are {', '.join(values)}.")
    config = Config(**values)
    return replace(config, **{name: value for name, value in given.items() if value is not None})


def _from_environment(environment: dict[str, str]) -> Iterator[tuple[str, str | int | bool]]:
    for setting in SETTINGS:
        text = environment.get(PREFIX + setting.name.upper())
        if text is None:
            continue
        if isinstance(setting.default, bool):
            if text.lower() not in ("0", "1", "true", "false"):
                raise ConfigError(setting.name, f"cannot be {text!r}.", "Use 1 or 0.")
            yield setting.name, text.lower() in ("1", "true")
        elif isinstance(setting.default, int):
            if not text.isdigit():
                raise ConfigError(setting.name, f"cannot be {text!r}.", "Use a whole number.")
            yield setting.name, int(text)
        else:
            yield setting.name, text
