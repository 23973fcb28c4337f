"""The gate: real documents through the whole pipeline, never worse than the floors of ``gate.json``.

A floor is raised with ``python tests/gold/runs.py --raise``; it is lowered by hand alone, with the reason in the commit.
"""

from __future__ import annotations

import pytest
from gold.runs import facts_of, gate, path_of, run, scores

from extract.ids import sha256_bytes
from extract.text import clean

GATE = gate()
SETS = list(GATE)
FLOORS = [(name, kind, measure) for name in SETS for kind, floor in GATE[name]["floors"].items() for measure in floor]


def needs(name: str) -> None:
    missing = [each for each in GATE[name]["documents"] if not path_of(each).exists()]
    if missing:
        pytest.skip(f"{path_of(missing[0])} is not on this machine")


@pytest.mark.parametrize("name", SETS)
def test_the_facts_are_those_that_the_floors_were_measured_with(name):
    expected = GATE[name]
    assert sha256_bytes(path_of(expected["facts"]).read_bytes()) == expected["sha256"], (
        f"{expected['facts']} has changed: measure again and note the new digest in tests/gate.json"
    )


@pytest.mark.parametrize("name", SETS)
def test_every_kind_of_fact_has_a_floor(name):
    needs(name)
    assert set(scores(name)) == set(GATE[name]["floors"])


@pytest.mark.parametrize(("name", "kind", "measure"), FLOORS)
def test_no_score_is_below_its_floor(name, kind, measure):
    needs(name)
    score = scores(name)[kind]
    floor = GATE[name]["floors"][kind][measure]
    assert 0 <= floor <= 1
    assert getattr(score, measure) >= floor, (
        f"{measure} of {kind} in {name} is {getattr(score, measure):.3f}, its floor {floor};"
        f" missed {score.missed}, extra {score.extra}"
    )


@pytest.mark.parametrize("name", SETS)
def test_every_document_is_read_without_a_problem(name):
    needs(name)
    assert run(name).problems == ()
    assert len(run(name).documents) == len(GATE[name]["documents"])


@pytest.mark.parametrize("name", SETS)
def test_every_quote_stands_at_its_offsets(name):
    needs(name)
    pages = {
        (document.document_id, page.number): page.text for document in run(name).documents for page in document.pages
    }
    evidence = run(name).rows["evidence"]
    assert evidence
    for row in evidence:
        text = pages[row["document_id"], row["page"]]
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["quote"].strip()


@pytest.mark.parametrize("name", SETS)
def test_every_box_lies_within_its_page(name):
    needs(name)
    sizes = {(page["document_id"], page["page"]): (page["width"], page["height"]) for page in run(name).rows["pages"]}
    for row in run(name).rows["evidence"]:
        width, height = sizes[row["document_id"], row["page"]]
        assert (row["bbox"] is None) == (width is None), row
        if row["bbox"]:
            x0, top, x1, bottom = row["bbox"]
            assert 0 <= x0 < x1 <= width, row
            assert 0 <= top < bottom <= height, row


@pytest.mark.parametrize("name", SETS)
def test_every_row_has_evidence(name):
    needs(name)
    rows = run(name).rows
    proven = {(row["dataset"], row["row_id"]) for row in rows["evidence"]}
    keys = {"releases": "release_id", "figures": "figure_id", "relations": "relation_id", "policies": "policy_id"}
    keys |= {"citations": "citation_id", "rankings": "ranking_id", "organizations": "organization_id"}
    keys |= {"people": "person_id", "models": "model_id", "products": "product_id", "tables": "cell_id"}
    for dataset, key in keys.items():
        assert [row[key] for row in rows[dataset] if (dataset, row[key]) not in proven] == []


def test_two_readings_give_the_same_rows():
    again = run.__wrapped__("articles-zh")
    assert again.rows == run("articles-zh").rows


def test_what_was_read_by_hand_stands_in_the_report():
    needs("report-ja")
    text = path_of(GATE["report-ja"]["documents"][0]).read_text(encoding="utf-8")
    for fact in facts_of("report-ja")["releases"]:
        name = clean(text[fact["start"] : fact["end"]]).text
        assert name.casefold().startswith((fact["model"].casefold(), "从容")), fact
        assert name.casefold().endswith(fact["version"]), fact
        assert text[fact["date_start"] : fact["date_end"]].strip("0123456789年月日.") == "", fact


def test_what_was_read_by_hand_is_quoted():
    """All but a few of the names, dates and titles that a person marked share a character with a quote."""
    needs("report-ja")
    quoted = [(row["start"], row["end"]) for row in run("report-ja").rows["evidence"]]
    marked = [
        (fact[f"{part}start"], fact[f"{part}end"])
        for facts in facts_of("report-ja").values()
        for fact in facts
        for part in ("", "date_")
        if f"{part}start" in fact
    ]
    lost = [(start, end) for start, end in marked if not any(a < end and start < b for a, b in quoted)]
    assert len(lost) <= 0.03 * len(marked), lost
