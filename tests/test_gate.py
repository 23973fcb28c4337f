"""The gate: real documents through the whole pipeline, never worse than the floors of ``gate.json``.

A floor is raised with ``python tests/gold/runs.py --raise``; it is lowered by hand alone, with the reason in the commit.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from gold.report_anchors import alias_rows, anchor, anchored
from gold.report_compare import compare
from gold.report_kinds import RELATION_KINDS
from gold.runs import facts_of, gate, path_of, run, scores

from extract.entities.keys import script_key
from extract.ids import sha256_bytes
from extract.text import clean

GATE = gate()
SETS = [pytest.param(name, marks=pytest.mark.slow) if GATE[name].get("slow") else name for name in GATE]
LAYOUTS = {"prose", "bullets", "table", "diagram", "timeline", "chart", "map"}
FLOORS = [
    pytest.param(name, kind, measure, marks=[pytest.mark.slow] if entry.get("slow") else [])
    for name, entry in GATE.items()
    for kind, floor in entry["floors"].items()
    for measure in floor
]


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


@pytest.mark.slow
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
    """All but those that the gate names, where a document of the set has a value that cannot be read."""
    needs(name)
    assert {problem.code for problem in run(name).problems} == set(GATE[name].get("problems", ()))
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
    keys |= {"citations": "citation_id", "organizations": "organization_id"}
    keys |= {"people": "person_id", "models": "model_id", "products": "product_id", "tables": "cell_id"}
    keys |= {"rankings": "ranking_id", "definitions": "definition_id", "events": "event_id"}
    for dataset, key in keys.items():
        assert [row[key] for row in rows.get(dataset, ()) if (dataset, row[key]) not in proven] == []


def test_two_readings_give_the_same_rows():
    again = run.__wrapped__("articles-zh")
    assert again.rows == run("articles-zh").rows


def report_text() -> str:
    needs("report-ja")
    return path_of(GATE["report-ja"]["documents"][0]).read_text(encoding="utf-8")


def test_releases_that_were_read_by_hand_stand_in_the_report():
    text = report_text()
    for fact in facts_of("report-ja")["releases"]:
        name = clean(text[fact["start"] : fact["end"]]).text
        assert name.casefold().startswith((fact["model"].casefold(), "从容")), fact
        assert name.casefold().endswith(fact["version"]), fact
        assert text[fact["date_start"] : fact["date_end"]].strip("0123456789年月日.") == "", fact


def test_every_fact_that_was_read_by_hand_has_its_place_in_the_report():
    text = report_text()
    slide_of_place: list[tuple[int, int]] = []
    for kind, facts in facts_of("report-ja").items():
        for fact in facts:
            assert 0 <= fact["start"] < fact["end"] <= len(text), (kind, fact)
            assert text[fact["start"] : fact["end"]].strip(), (kind, fact)
            assert isinstance(fact["sure"], bool)
            assert fact["layout"] in LAYOUTS, (kind, fact)
            slide_of_place.append((fact["start"], fact["slide"]))
    slides = [slide for _, slide in sorted(slide_of_place)]
    assert slides == sorted(slides)
    assert set(slides) <= set(range(1, 34))


def test_the_places_of_the_facts_hold_what_the_facts_say():
    text = report_text()
    facts = facts_of("report-ja")

    def says(fact, *names):
        written = script_key(text[fact["start"] : fact["end"]])
        return any(script_key(name) in written or written in script_key(name) for name in names)

    for fact in facts["figures"]:
        assert re.search(r"[\d数千]", text[fact["start"] : fact["end"]]), fact
        Decimal(fact["value"])
    for fact in facts["rankings"]:
        assert text[fact["start"] : fact["end"]] == fact["item"]
        assert text[fact["score_start"] : fact["score_end"]] == fact["score"]
    for fact in facts["policies"]:
        if fact["title_sha256"]:
            title = clean(text[fact["start"] : fact["end"]]).text
            assert sha256_bytes(script_key(title).encode()) == fact["title_sha256"], fact
        if "target_start" in fact:
            assert 0 <= fact["target_start"] < fact["target_end"] <= len(text), fact
    for fact in facts["aliases"]:
        assert says(fact, fact["name"]), fact
        assert not fact["sure"] or says(fact, fact["other"]), fact
    for fact in facts["people"]:
        assert says(fact, fact["organization"], fact["role"], f"元{fact['role']}"), fact
    linked = {*RELATION_KINDS.values(), "relations"} - {"founders"}
    for fact in (fact for kind in sorted(linked) for fact in facts[kind]):
        ways = [fact, *fact.get("also", ())]
        names = [way[end] for way in ways for end in ("subject", "object") if end in way]
        assert says(fact, *names) or fact["predicate"] == "open_sourced_by", fact


def test_what_was_read_by_hand_is_quoted():
    """All but a few of the names, dates and titles that a person marked share a character with a quote."""
    needs("report-ja")
    quoted = [(row["start"], row["end"]) for row in run("report-ja").rows["evidence"]]
    marked = [
        (fact[f"{part}start"], fact[f"{part}end"])
        for kind in ("releases", "citations")
        for fact in facts_of("report-ja")[kind]
        for part in ("", "date_")
        if f"{part}start" in fact
    ]
    lost = [(start, end) for start, end in marked if not any(a < end and start < b for a, b in quoted)]
    assert len(lost) <= 0.03 * len(marked), lost


def test_a_fact_that_only_the_layout_proves_is_not_missed_and_its_row_is_not_wrong():
    facts = [{"name": "a", "sure": True}, {"name": "b", "sure": False}, {"name": "c", "also": [{"name": "C"}]}]

    def key(fact):
        return (fact["name"],)

    score = compare(facts, [("b",), ("C",), ("d",)], key)
    assert (score.recall, score.precision) == (1 / 2, 2 / 3)
    assert score.missed == (("a",),)
    assert score.extra == (("d",),)
    assert score.recall_of_all == 2 / 3
    assert compare(facts, [], key).recall == 0


def test_a_definition_counts_by_its_term_and_by_the_place_that_states_it():
    facts = [{"term": "LLM", "start": 10, "end": 20}]
    rows = {
        "definitions": [
            {"definition_id": f"definition-{each}", "term": term} for each, term in ((1, "ＬＬＭ"), (2, "GPU"))
        ],
        "evidence": [
            {"dataset": "definitions", "row_id": "definition-1", "start": 19, "end": 30},
            {"dataset": "definitions", "row_id": "definition-2", "start": 12, "end": 15},
        ],
    }
    found = list(anchored(rows, "definitions", "term", facts))
    assert found == [anchor("term")(facts[0]), ("gpu", "definition-2")]
    assert next(anchored(rows, "definitions", "term", facts, share=0.5)) == ("llm", "definition-1")
    rows["evidence"][0] |= {"start": 2, "end": 12}
    assert next(anchored(rows, "definitions", "term", facts, share=0.5)) == ("llm", "definition-1")
    rows["evidence"][0] |= {"start": 20, "end": 30}
    assert next(anchored(rows, "definitions", "term", facts)) == ("llm", "definition-1")
    assert list(anchored({"evidence": []}, "definitions", "term", facts)) == []


def test_two_names_are_one_thing_only_if_both_are_written_for_themselves():
    names = {"name_ja": "", "name_zh": None, "name_en": "Acme"}
    rows = {
        "pages": [{"text": "アクメ（Acme）とアクメ社"}],
        "organizations": [{"name": "アクメ", "aliases": ["Roadrunner"], **names}],
    }
    assert list(alias_rows(rows, ["organizations"])) == [("acme", "アクメ")]
    rows["pages"][0]["text"] = "AcmeWorksとアクメ"
    rows["organizations"][0]["aliases"] = ["AcmeWorks"]
    assert list(alias_rows(rows, ["organizations"])) == [("acmeworks", "アクメ")]
