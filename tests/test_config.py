"""Options: where they come from and what is refused."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.config import SETTINGS, Config, configure
from dateline.model.errors import ConfigError

GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"


def test_given_wins_over_the_environment() -> None:
    """An option of the call wins over a variable, which wins over the default; None is not given."""
    environment = {"DATELINE_PORT": "9000", "DATELINE_HOST": "::1"}
    config = configure(environment, port=9001, host=None)
    assert (9001, "::1") == (config.port, config.host)


def test_a_path_becomes_a_database_url(tmp_path: Path) -> None:
    """A store can be named by its file, and a URL is taken as it is."""
    assert f"sqlite:///{tmp_path / 'a.sqlite'}" == configure(store=str(tmp_path / "a.sqlite")).store_url
    assert "postgresql://h/db" == configure(store="postgresql://h/db").store_url


@pytest.mark.parametrize(
    ("environment", "given"),
    [({"DATELINE_PORT": "many"}, {}), ({"DATELINE_ALLOW_LOOPBACK": "perhaps"}, {}), ({}, {"speed": 3})],
)
def test_what_cannot_be_is_refused(environment: dict[str, str], given: dict[str, int]) -> None:
    """A value that a setting cannot have, and a name that is none, are errors of ours."""
    with pytest.raises(ConfigError):
        configure(environment, **given)


def test_every_setting_is_a_field_and_in_the_guide() -> None:
    """No setting is undocumented."""
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Config)]
    guide = GUIDE.read_text(encoding="utf-8")
    assert [] == [setting.name for setting in SETTINGS if f"DATELINE_{setting.name.upper()}" not in guide]
