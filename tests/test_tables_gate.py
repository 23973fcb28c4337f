"""The gate of tables: the cells found on annotated pages of real documents, never fewer than the floors.

A floor is raised with ``python tests/gold/tables.py --raise``; it is lowered by hand alone, with the reason in the commit.
"""

from __future__ import annotations

import pytest
from gold.tables import GOLD, Cell, annotated, floors, key_of, path_of, score_page, score_tables, total, wanted_cells

from extract.ids import sha256_bytes

pytestmark = pytest.mark.slow

PINNED = floors()
PLACES = {key_of(*place): place for place in annotated()}


def needs(*files: str) -> None:
    for file in files:
        if not path_of(file).exists():
            pytest.skip(f"{path_of(file)} is not on this machine")


def cells(*texts: str) -> list[Cell]:
    """Return a table of rows in which words are cells."""
    return [
        Cell(row, column, 1, 1, row == 0, word)
        for row, words in enumerate(texts)
        for column, word in enumerate(words.split())
        if word != "_"
    ]


def test_the_annotation_is_the_one_that_the_floors_were_measured_with():
    assert sha256_bytes(GOLD.read_bytes()) == PINNED["sha256"], "measure again with tests/gold/tables.py --raise"


@pytest.mark.parametrize("page", PLACES)
def test_no_score_of_a_page_is_below_its_floor(page):
    needs(PLACES[page][0])
    score = score_page(*PLACES[page])
    low = {each: value for each, value in score.measures().items() if value < PINNED["floors"][page][each]}
    assert not low, f"missed {score.missed}, extra {score.extra}"


def test_no_score_of_all_pages_is_below_its_floor():
    needs(*{file for file, _ in PLACES.values()})
    assert not {each: value for each, value in total().measures().items() if value < PINNED["floors"]["all"][each]}


def test_every_annotated_page_has_a_floor():
    assert {*PLACES, "all"} == set(PINNED["floors"])


def test_no_two_annotated_cells_of_a_table_overlap():
    for tables in annotated().values():
        for table in tables:
            covered = [
                (row, column)
                for cell in wanted_cells(table)
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(covered) == len(set(covered)), table["file"]


def test_a_table_found_as_it_is_has_all_points():
    wanted = cells("a b", "c d")
    assert set(score_tables([wanted], [wanted], {}).measures().values()) == {1.0}


def test_a_row_too_many_spoils_the_places_and_not_the_neighbours():
    measures = score_tables([cells("a b", "c d")], [cells("x _", "a b", "c d")], {}).measures()
    assert measures["cells_precision"] == measures["cells_recall"] == 0.0
    assert measures["neighbours_recall"] == 1.0
    assert measures["neighbours_precision"] == 4 / 5


def test_empty_cells_do_not_part_neighbours():
    assert score_tables([cells("a _ b")], [cells("a b")], {}).measures()["neighbours_recall"] == 1.0


def test_a_table_that_is_none_costs_precision_and_one_not_found_costs_recall():
    one, other = cells("a b", "c d"), cells("e f", "g h")
    assert score_tables([one], [one, other], {}).measures()["cells_precision"] == 0.5
    assert score_tables([one, other], [other], {}).measures()["cells_recall"] == 0.5


def test_a_page_without_its_table_has_no_points_at_all():
    measures = score_tables([cells("a b", "c d")], [], {}).measures()
    assert set(measures.values()) == {0.0}


def test_a_cell_with_another_span_is_right_in_its_place_and_wrong_in_its_span():
    wanted = [Cell(0, 0, 2, 1, True, "a"), Cell(0, 1, 1, 1, True, "b")]
    found = [Cell(0, 0, 1, 1, True, "a"), Cell(0, 1, 1, 1, True, "b")]
    measures = score_tables([wanted], [found], {}).measures()
    assert (measures["cells_recall"], measures["spans"]) == (1.0, 0.5)
