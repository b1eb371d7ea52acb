"""The actor list as the pages look names up in it."""

from __future__ import annotations

from pathlib import Path

from dateline.commands.directory import ListedActors

ROW = "group:reed-cutters\tReed Cutters\tReed Cutters' Union|RCU\tNER\tLAB\t\t\t\t0.9\town\n"


def test_names_are_found_by_id_name_and_beginnings(tmp_path: Path) -> None:
    """An id finds one, a name its bearer first, beginnings of words those that have them; a user's own are among them,
    and nonsense finds nobody."""
    own = tmp_path / "actors.tsv"
    own.write_text(ROW, encoding="utf-8")
    listed = ListedActors(own)
    assert "state:USA" == listed.find("United Sta")[0]["id"]
    assert ["state:NER"] == [one["id"] for one in listed.find("state:NER", 1)]
    assert {
        "id": "group:reed-cutters",
        "name": "Reed Cutters",
        "country": "NER",
        "sector": "LAB",
        "role": None,
    } in listed.find("cut reed")
    assert [] == [*listed.find(""), *listed.find("…"), *listed.find("zzyzx qwv")]
