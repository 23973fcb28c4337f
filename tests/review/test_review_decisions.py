"""What is decided of changes: verdicts that hold, come back, are taken back; rules of the catalogue."""

import copy
from dataclasses import replace

import pytest
from versions_of_rows import document, figure, organization, page, place, row

from extract.datasets.store import write_package
from extract.review.changes import find_changes
from extract.review.decisions import decide, is_waiting_again
from extract.review.policy import Policy
from extract.sources.publishing import Publishing
from extract.sources.verdicts import ChangeVerdict, SeenPlace, line_key

TEXT = "甲有员工100人。\n丙有员工300人。"
BEFORE = {
    "documents": [document(1)],
    "pages": [page(TEXT)],
    "organizations": [organization("org-a", "甲")],
    "figures": [figure("figure-a", "org-a", 100)],
    "evidence": [place("organizations", "org-a", 0), place("figures", "figure-a", 4, quote="100")],
}
AFTER = {
    **BEFORE,
    "organizations": [organization("org-a", "甲公司"), organization("org-c", "丙")],
    "figures": [figure("figure-c", "org-c", 300, subject="丙")],
    "evidence": [
        place("organizations", "org-a", 0),
        place("organizations", "org-c", 10, quote="丙"),
        place("figures", "figure-c", 14, quote="300", confidence=0.7),
    ],
}


@pytest.fixture
def versions(tmp_path):
    for name, rows in (("before", BEFORE), ("after", AFTER)):
        write_package(copy.deepcopy(rows), tmp_path / name)
    return tmp_path / "before", tmp_path / "after"


def verdict(word, change, text=TEXT, places=((14, 17),), **values):
    seen = tuple(
        SeenPlace("doc-1", 1, start, end, text[start:end], line_key(text, start, end)) for start, end in places
    )
    known = {name: getattr(change, name) for name in ("dataset", "kind", "field", "before", "after")}
    known |= {"row": change.row_id, "row_before": change.row_id_before, "value": None, "evidence": seen}
    known |= {"reviewer": "mk", "time": "2026-01-05T09:30:00Z", "note": "looked", "verdict_id": "verdict-1"}
    return ChangeVerdict(word, **{**known, **values})


def of(changes, row_id):
    [found] = [each for each in changes if each.row_id == row_id]
    return found


def decided(versions, *verdicts, rules=(), changes=None):
    policy = Policy(Publishing.model_validate({"let_through": rules}))
    return decide(changes or find_changes(*versions), verdicts, *versions, policy)


def test_without_verdicts_and_rules_everything_waits(versions):
    found = decided(versions)
    assert {(each.row_id, each.kind) for each in found} == {
        ("org-a", "changed"), ("org-c", "added"), ("figure-a", "removed"), ("figure-c", "added")
    }  # fmt: skip
    assert {each.status for each in found} == {"pending"}
    assert not any(map(is_waiting_again, found))
    assert {each.row_id: each.confidence for each in found if each.dataset == "figures"} == {
        "figure-a": 0.9, "figure-c": 0.7
    }  # fmt: skip


@pytest.mark.parametrize(("word", "status"), [("accept", "accepted"), ("reject", "rejected"), ("correct", "edited")])
def test_a_verdict_decides_its_change_and_no_other(versions, word, status):
    figure_c = of(find_changes(*versions), "figure-c")
    found = decided(versions, verdict(word, figure_c, field="value", after="300", value="3"))
    told = of(found, "figure-c")
    assert (told.status, told.reviewer, told.decided_at, told.note) == (status, "mk", "2026-01-05T09:30:00Z", "looked")
    assert {each.status for each in found if each.row_id != "figure-c"} == {"pending"}


def test_a_conflict_follows_when_no_row_of_it_waits(tmp_path):
    conflicts = [
        row(
            "conflicts", conflict_id=f"conflict-{name}", dataset="figures", field="value", subject_id="org-c",
            row_ids=row_ids, values=["1"] * len(row_ids), severity="high", reason="values_differ",
        )
        for name, row_ids in (("1", []), ("2", ["figure-x", "figure-y"]), ("3", ["figure-x", "figure-c"]))
    ]  # fmt: skip
    versions = tmp_path / "before", tmp_path / "after"
    for folder, rows in zip(versions, (BEFORE, AFTER | {"conflicts": conflicts}), strict=True):
        write_package(copy.deepcopy(rows), folder)
    found = decided(versions)
    assert [of(found, f"conflict-{number}").status for number in (1, 2, 3)] == ["accepted", "accepted", "pending"]
    figure = of(find_changes(*versions), "figure-c")
    found = decided(versions, verdict("accept", figure))
    assert of(found, "conflict-3").status == "accepted"
    assert of(found, "conflict-3").note == "follows from its rows"


def test_the_last_verdict_counts(versions):
    figure_c = of(find_changes(*versions), "figure-c")
    found = decided(versions, verdict("reject", figure_c), verdict("accept", figure_c, reviewer="xl"))
    assert (of(found, "figure-c").status, of(found, "figure-c").reviewer) == ("accepted", "xl")


def test_a_verdict_waits_again_when_a_line_that_was_seen_no_longer_states_the_row(versions):
    figure_c = of(find_changes(*versions), "figure-c")
    other = "甲有员工100人。\n丙曾有员工300人。"
    found = decided(versions, verdict("accept", figure_c, other, ((15, 18),)), rules="all")
    told = of(found, "figure-c")
    assert (told.status, told.reviewer) == ("pending", None)
    assert "verdict-1 (accept, mk)" in told.note
    assert is_waiting_again(told)  # and no rule lets it through
    assert {each.status for each in found if each.row_id != "figure-c"} == {"accepted"}


def test_a_verdict_holds_when_its_line_moves_and_when_more_lines_state_the_row(versions, tmp_path):
    figure_c = of(find_changes(*versions), "figure-c")
    moved = {**copy.deepcopy(AFTER), "documents": [document(2)], "pages": [page(f"前言\n{TEXT}\n共300", of=2)]}
    moved["evidence"] = [
        place("organizations", "org-a", 3, of=2),
        place("organizations", "org-c", 13, of=2, quote="丙"),
        place("figures", "figure-c", 17, of=2, quote="300"),
        place("figures", "figure-c", 24, of=2, quote="300"),
    ]
    write_package(moved, tmp_path / "moved")
    both = versions[0], tmp_path / "moved"
    assert of(decided(both, verdict("reject", figure_c)), "figure-c").status == "rejected"


def test_a_verdict_on_a_value_is_not_one_on_the_next_value(versions, tmp_path):
    renamed = of(find_changes(*versions), "org-a")
    given = verdict("accept", renamed, places=((0, 1),))
    assert of(decided(versions, given), "org-a").status == "accepted"
    later = {**copy.deepcopy(AFTER), "organizations": [organization("org-a", "甲集团"), organization("org-c", "丙")]}
    write_package(later, tmp_path / "later")
    told = of(decided((versions[0], tmp_path / "later"), given, rules="all"), "org-a")
    assert (told.status, "was on another value" in told.note) == ("pending", True)


def test_what_was_rejected_as_new_is_rejected_in_the_place_of_another_row(versions, tmp_path):
    added = of(find_changes(*versions), "figure-c")
    before = {**copy.deepcopy(AFTER), "figures": [figure("figure-old", "org-c", 200, subject="丙")]}
    before["evidence"][2] = place("figures", "figure-old", 14, quote="300")
    write_package(before, tmp_path / "older")
    found = decided((tmp_path / "older", versions[1]), verdict("reject", added))
    told = of(found, "figure-c")
    assert (told.kind, told.row_id_before, told.status) == ("changed", "figure-old", "rejected")


def test_a_removed_row_is_judged_by_what_stated_it_in_the_published_version(versions):
    removed = of(find_changes(*versions), "figure-a")
    assert of(decided(versions, verdict("reject", removed, places=((4, 7),))), "figure-a").status == "rejected"
    assert of(decided(versions, verdict("reject", removed, places=((14, 17),))), "figure-a").status == "pending"


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ({"dataset": "figures"}, {"figure-a", "figure-c"}),
        ({"dataset": ["figures"], "kind": ["added"]}, {"figure-c"}),
        ({"confidence": 0.8}, {"org-a", "org-c", "figure-a"}),
        ({"kind": ["added"], "confidence": 0.8}, {"org-c"}),
        ({"cause": ["document_removed"]}, {"figure-a"}),
        ({"source": "news"}, {"org-a", "org-c", "figure-a", "figure-c"}),
        ({"source": ["other"]}, set()),
    ],
)
def test_all_conditions_of_a_rule_must_hold(versions, rule, rows):
    changes = [
        replace(each, cause="document_removed" if each.row_id == "figure-a" else None)
        for each in find_changes(*versions)
    ]
    sources = {document(1)["sha256"]: frozenset({"news"})}
    policy = Policy(Publishing.model_validate({"let_through": [rule]}), lambda: sources)
    found = decide(changes, (), *versions, policy)
    assert {each.row_id for each in found if each.status == "accepted"} == rows
    assert all(each.reviewer is None for each in found)


def test_a_rule_for_evidence_is_of_places_alone_and_of_rows_that_a_source_still_states(versions):
    removed = of(find_changes(*versions), "figure-a")
    moved = replace(removed, kind="changed", field="evidence", evidence_after=("evidence-1",))
    others = [
        moved,
        replace(moved, change_id="unstated", evidence_after=()),
        removed,
        replace(moved, change_id="b", field="date"),
    ]
    policy = Policy(Publishing.model_validate({"let_through": [{"field": "evidence"}]}))
    found = decide(others, (), *versions, policy)
    assert [each.status for each in found] == ["accepted", "pending", "pending", "pending"]


def test_one_rule_suffices_and_a_verdict_goes_before_it(versions):
    removed = of(find_changes(*versions), "figure-a")
    rules = [{"kind": ["removed"]}, {"dataset": "organizations", "kind": ["added"]}]
    assert {each.row_id for each in decided(versions, rules=rules) if each.status == "accepted"} == {
        "org-c",
        "figure-a",
    }
    found = decided(versions, verdict("reject", removed, places=((4, 7),)), rules=rules)
    assert of(found, "figure-a").status == "rejected"
