"""The gate of names: what is found in annotated documents, with the names files and with none, never below its floors.

A floor is raised with ``python tests/gold/names.py --raise``; it is lowered by hand alone, with the reason in the commit.
"""

from __future__ import annotations

import json

import pytest
from gold.names import CORPUS, SETS, TYPES, annotated, facts_path, floors, path_of, scores

from extract.ids import sha256_bytes

pytestmark = pytest.mark.slow

PINNED = floors()
MODES = {"known": True, "new": False}
FLOORS = [
    (name, mode, kind, measure)
    for name in SETS
    for mode in MODES
    for kind, floor in PINNED[name]["floors"][mode].items()
    for measure in floor
]


def needs(name: str) -> None:
    missing = [each for each in annotated(name) if not path_of(name, each).exists()]
    if missing:
        pytest.skip(f"{path_of(name, missing[0])} is not on this machine")


@pytest.mark.parametrize("name", SETS)
def test_the_annotation_is_the_one_that_the_floors_were_measured_with(name):
    assert sha256_bytes(facts_path(name).read_bytes()) == PINNED[name]["sha256"], (
        f"{facts_path(name).name} has changed: measure again with tests/gold/names.py --raise"
    )


@pytest.mark.parametrize(("name", "mode", "kind", "measure"), FLOORS)
def test_no_score_of_names_is_below_its_floor(name, mode, kind, measure):
    needs(name)
    score = scores(name, known=MODES[mode])[kind]
    floor = PINNED[name]["floors"][mode][kind][measure]
    assert score.measures()[measure] >= floor, f"missed {score.missed}, extra {score.extra}"


@pytest.mark.parametrize("name", SETS)
def test_every_type_that_is_annotated_has_a_floor(name):
    kinds = {row["type"] for rows in annotated(name).values() for row in rows if row["kind"] == "name"} & set(TYPES)
    for mode in MODES:
        assert kinds | {"all"} == set(PINNED[name]["floors"][mode])


@pytest.mark.parametrize("name", ["zh", "ja"])
def test_an_annotated_name_stands_where_it_says(name):
    for document, rows in annotated(name).items():
        if not (CORPUS / document).exists():
            pytest.skip(f"{CORPUS / document} is not on this machine")
        text = (CORPUS / document).read_text(encoding="utf-8")
        end = 0
        for row in (row for row in rows if row["kind"] == "name"):
            assert text[row["start"] : row["end"]] == row["text"], json.dumps(row, ensure_ascii=False)
            assert row["start"] >= end
            end = row["end"]
