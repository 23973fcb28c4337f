"""The pages whose first lines were read by hand: where the facts stand, which rows count, how results are told from figures."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from gold.pages_lines import within
from gold.report_kinds import RELATION_KINDS
from gold.runs import extractor, facts_of, gate, path_of
from gold.scoring import Scorer

from extract.entities.keys import script_key
from extract.mentions.names import NameFinder

PAGES = gate()["pages"]
LAYOUTS = {"prose", "bullets", "table"}


def pages_texts() -> dict[str, str]:
    paths = [path_of(each) for each in PAGES["documents"]]
    missing = [path for path in paths if not path.exists()]
    if missing:
        pytest.skip(f"{missing[0]} is not on this machine")
    return {path.name: path.read_bytes().decode() for path in paths}


def test_every_fact_that_was_read_by_hand_has_its_place_in_its_page():
    texts = pages_texts()
    facts = [fact for kind in facts_of("pages").values() for fact in kind]
    assert {fact["document"] for fact in facts} == set(texts)
    for fact in facts:
        text = texts[fact["document"]]
        assert 0 <= fact["start"] < fact["end"] <= len(text), fact
        assert text[fact["start"] : fact["end"]].strip(), fact
        assert text.count("\n", 0, fact["start"]) < PAGES["lines"], fact
        assert isinstance(fact["sure"], bool)
        assert fact["layout"] in LAYOUTS, fact


def test_the_places_of_the_facts_hold_what_the_pages_say():
    texts, facts = pages_texts(), facts_of("pages")
    for fact in facts["figures"]:
        place = texts[fact["document"]][fact["start"] : fact["end"]]
        assert re.search(r"[\d三四五七]", place), fact
        if fact.get("benchmark"):
            assert re.findall(r"\d+(?:\.\d+)?", place) == [
                fact[end] for end in ("value", "value_max") if end in fact
            ], fact
    for fact in facts["releases"]:
        written = texts[fact["document"]][fact["date_start"] : fact["date_end"]]
        parts = [f"{int(part):04}" if len(part) == 4 else f"{int(part):02}" for part in re.findall(r"\d+", written)]
        assert fact["date"].endswith("-".join(parts)), fact
    sure = [fact for kind in {*RELATION_KINDS.values(), "relations"} - {"founders"} for fact in facts.get(kind, ())]
    for fact in (fact for fact in sure if fact["sure"]):
        line = texts[fact["document"]].splitlines()[texts[fact["document"]].count("\n", 0, fact["start"])]
        place = script_key(texts[fact["document"]][fact["start"] : fact["end"]])
        assert any(script_key(fact[end]) in place or place in script_key(fact[end]) for end in ("subject", "object")), (
            fact
        )
        assert script_key(fact["object"]) in script_key(line) or fact["object"] == "moss-moon-003-base", fact


def test_rows_count_where_the_lines_that_were_read_state_them():
    pages = [
        SimpleNamespace(number=1, text="a\nb\n"),
        SimpleNamespace(number=2, text="c\nd\n"),
        SimpleNamespace(number=3, text="e\n"),
    ]
    document = SimpleNamespace(document_id="d", pages=pages)

    def place(figure, page, start, main=True):
        return {"dataset": "figures", "row_id": figure, "document_id": "d", "page": page, "start": start, "main": main}

    rows = {
        "figures": [{"figure_id": each} for each in ("first", "last", "below", "heading", "nowhere")],
        "models": [{"model_id": "kept"}],
        "evidence": [
            place("first", 1, 0),
            place("last", 2, 1),
            place("below", 2, 2),
            place("below", 3, 0),
            place("heading", 1, 0, main=False),
            place("heading", 3, 0),
        ],
    }
    found = within(rows, [document], 3)
    assert [row["figure_id"] for row in found["figures"]] == ["first", "last"]
    assert found["models"] == rows["models"]
    assert [row["figure_id"] for row in within(rows, [document], 4)["figures"]] == ["first", "last", "below"]


def figure_row(metric, value):
    return {"subject": "Zzyzx-9", "metric": metric, "value": value, "bound": "exact", "per": None}


def test_results_of_benchmarks_are_scored_apart_from_figures():
    knowledge = extractor().knowledge
    rows = dict.fromkeys(("organizations", "people", "models", "products", "relations", "releases", "citations"), ())
    rows |= dict.fromkeys(("rankings", "policies", "evidence", "pages"), ())
    rows["figures"] = [
        figure_row("parameters", "7"),
        figure_row("accuracy", "61.5"),
        figure_row("zz_bench", "44.1"),
        figure_row("zz_bench", "99"),
    ]
    facts = {
        "figures": [
            figure_row("parameters", "7"),
            figure_row("ZZ-Bench", "44.10") | {"benchmark": True},
            figure_row("other", "61.5") | {"benchmark": True},
        ]
    }
    found = Scorer(NameFinder(knowledge), rows, knowledge).scores(facts, always=("roles",))
    assert (found["figures"].facts, found["figures"].rows, found["figures"].right) == (1, 2, 2)
    assert (found["results"].facts, found["results"].found, found["results"].rows, found["results"].right) == (
        2,
        1,
        2,
        1,
    )
    assert set(found) == {"figures", "results", "roles"}
    assert found["roles"].precision == 1
    del facts["figures"][1:]
    found = Scorer(NameFinder(knowledge), rows, knowledge).scores(facts)
    assert (found["figures"].rows, found["figures"].right) == (4, 1)
    assert set(found) == {"figures"}
