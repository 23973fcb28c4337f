from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from review_project import FIRST, OFFICES, OLD_STAFF, PRINTED_STAFF, SECOND, STAFF, add_build
from reviewers import OWN, PORT, Reviewer, forms, listed

from extract.commands.review import review_workspace
from extract.review.app.server import make_app
from extract.review.app.workspace import Workspace
from extract.sources.verdicts import line_key, read_verdicts

Find = Callable[..., str]


def _lines(project: Path) -> list[dict[str, Any]]:
    path = project / "sources" / "verdicts.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _statuses(workspace: Workspace) -> dict[str, int]:
    return {status: count for status, count in workspace.snapshot().index.statuses() if count}


def test_a_verdict_is_a_line_with_what_was_seen(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    change = change_id(row_id=STAFF)
    reviewer.decide(change, "accept", reviewer="山田", note="確認済み")
    (line,) = _lines(project)
    start = SECOND.index("员工为8000人")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line.pop("time"))
    assert line == {
        "verdict": "accept", "dataset": "figures", "row": STAFF, "row_before": OLD_STAFF, "kind": "changed",
        "field": "value", "before": "5000", "after": "8000", "reviewer": "山田", "note": "確認済み",
        "evidence": [{
            "document": "doc-2", "page": 1, "start": start, "end": start + 8, "quote": "员工为8000人",
            "line": line_key(SECOND, start, start + 8),
        }],
    }  # fmt: skip


def test_of_a_removed_row_the_published_evidence_was_seen(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    reviewer.decide(change_id(row_id=OFFICES), "reject")
    (line,) = _lines(project)
    assert [(place["document"], place["quote"]) for place in line["evidence"]] == [("doc-1", "公司总部")]
    assert line["evidence"][0]["line"] == line_key(FIRST, FIRST.index("公司总部"), FIRST.index("公司总部") + 4)


@pytest.mark.parametrize(("verdict", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_decides_and_leads_on(
    reviewer: Reviewer, workspace: Workspace, change_id: Find, verdict: str, status: str
) -> None:
    query = "?status=pending&dataset=figures"
    answer = reviewer.decide(change_id(row_id=PRINTED_STAFF), verdict, query=query)
    assert answer.headers["location"] == f"/changes/{change_id(row_id=OFFICES)}{query}"
    assert _statuses(workspace)[status] == 1
    page = reviewer.see(answer.headers["location"])
    assert "1 of 2" in page
    assert f"{verdict.capitalize()}ed: 海风科技" in page


def test_after_the_last_one_the_first_comes_and_at_the_end_the_list(reviewer: Reviewer, change_id: Find) -> None:
    query = "?status=pending&dataset=figures"
    ids = [change_id(row_id=row) for row in (PRINTED_STAFF, OFFICES, STAFF)]
    assert reviewer.decide(ids[2], "accept", query=query).headers["location"] == f"/changes/{ids[0]}{query}"
    assert reviewer.decide(ids[0], "accept", query=query).headers["location"] == f"/changes/{ids[1]}{query}"
    answer = reviewer.decide(ids[1], "accept", query=query)
    assert answer.headers["location"] == f"/changes{query}"
    assert listed(reviewer.see(answer.headers["location"])) == []


def test_the_reviewers_name_is_remembered(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    reviewer.decide(change_id(row_id=OFFICES), "accept", reviewer="李 明")
    page = reviewer.see(f"/changes/{change_id(row_id=PRINTED_STAFF)}")
    assert 'name="reviewer" value="李 明"' in page


def test_nobody_decides_without_a_name(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    answer = reviewer.decide(change_id(row_id=OFFICES), "accept", status=422, reviewer=" \u200b", note="my words")
    assert "Give your name" in answer.text
    assert ">my words</textarea>" in answer.text
    assert _lines(project) == []


def test_to_skip_writes_nothing_and_leads_on_past_what_was_put_off(
    reviewer: Reviewer, project: Path, change_id: Find
) -> None:
    query = "?status=pending&dataset=figures"
    ids = [change_id(row_id=row) for row in (PRINTED_STAFF, OFFICES, STAFF)]
    assert reviewer.decide(ids[1], "skip", query=query).headers["location"] == f"/changes/{ids[2]}{query}"
    assert reviewer.decide(ids[0], "skip", query=query).headers["location"] == f"/changes/{ids[2]}{query}"
    assert _lines(project) == []
    assert reviewer.see(f"/changes{query}").count("put off") == 2


def test_a_correction_holds_what_the_source_says_and_what_is_right(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    change = change_id(row_id=STAFF)
    reviewer.decide(change, "correct", value="7000", note="printed wrongly")
    (line,) = _lines(project)
    assert (line["field"], line["before"], line["after"], line["value"]) == ("value", "5000", "8000", "7000")
    assert _statuses(workspace)["edited"] == 1
    page = reviewer.see(f"/changes/{change}")
    assert "8000 → 7000" in page


def test_any_column_of_a_new_row_may_be_corrected(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    change = change_id(row_id=PRINTED_STAFF)
    reviewer.decide(change, "correct", field="as_of", value="2021-03")
    assert (_lines(project)[0]["field"], _lines(project)[0]["after"], _lines(project)[0]["value"]) == (
        "as_of",
        "2022",
        "2021-03",
    )
    reviewer.decide(change, "correct", field="metric_text", empty="1")
    assert (_lines(project)[1]["field"], _lines(project)[1]["value"]) == ("metric_text", None)
    assert _statuses(workspace)["edited"] == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"field": "value", "value": "many"}, "cannot hold this value"),
        ({"field": "bound", "value": "perhaps"}, "cannot hold this value"),
        ({"field": "value", "value": "5000"}, "has already"),
        ({"field": "figure_id", "value": "figure-x"}, "cannot be corrected"),
        ({"field": "no such column", "value": "1"}, "cannot be corrected"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    reviewer: Reviewer, project: Path, change_id: Find, given: dict[str, str], told: str
) -> None:
    answer = reviewer.decide(change_id(row_id=PRINTED_STAFF), "correct", status=422, **given)
    assert told in answer.text
    assert _lines(project) == []


def test_a_removed_row_has_nothing_to_correct(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    reviewer.decide(change_id(row_id=OFFICES), "correct", status=422, field="value", value="3")
    assert _lines(project) == []


@pytest.mark.parametrize("verdict", ["", "maybe", "same", "undo"])
def test_a_verdict_that_is_not_possible_writes_nothing(
    reviewer: Reviewer, project: Path, change_id: Find, verdict: str
) -> None:
    reviewer.decide(change_id(row_id=PRINTED_STAFF), verdict, status=422)
    assert _lines(project) == []


def test_a_verdict_is_taken_back_by_a_further_line(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    change = change_id(row_id=OFFICES)
    reviewer.decide(change, "accept")
    answer = reviewer.decide(change, "undo", reviewer="another")
    assert answer.headers["location"].startswith(f"/changes/{change}")
    first, second = read_verdicts(project / "sources" / "verdicts.jsonl").all_lines
    assert (second.of, second.reviewer) == (first.verdict_id, "another")
    assert _statuses(workspace) == {"pending": 8}
    assert "taken back by another" in reviewer.see(f"/changes/{change}")


def test_the_last_verdict_is_taken_back_from_anywhere(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    first, second = change_id(row_id=OFFICES), change_id(row_id=PRINTED_STAFF)
    reviewer.decide(first, "accept")
    reviewer.decide(second, "reject")
    for change in (second, first):
        answer = reviewer.send(reviewer.see("/help"), "/undo")
        assert answer.headers["location"] == f"/changes/{change}"
    assert _statuses(workspace) == {"pending": 8}
    assert [line["verdict"] for line in _lines(project)] == ["accept", "reject", "undo", "undo"]
    assert 'action="/undo"' not in reviewer.see("/help")


def test_what_somebody_else_took_back_is_not_taken_back_twice(app: Any, project: Path, change_id: Find) -> None:
    change = change_id(row_id=OFFICES)
    one, other = Reviewer(app), Reviewer(app)
    one.decide(change, "accept")
    other.decide(change, "undo")
    one.send(one.see("/help"), "/undo")
    assert [line["verdict"] for line in _lines(project)] == ["accept", "undo"]
    assert read_verdicts(project / "sources" / "verdicts.jsonl").changes == ()


def test_of_two_reviewers_the_later_sees_what_the_first_said(app: Any, project: Path, change_id: Find) -> None:
    change = change_id(row_id=STAFF)
    one, other = Reviewer(app), Reviewer(app)
    page = other.see(f"/changes/{change}")
    one.decide(change, "accept", reviewer="first")
    address = f"/changes/{change}/verdict"
    answer = other.send(page, address, 409, verdict="correct", value="9000", note="I think", reviewer="second")
    assert "Somebody else has decided" in answer.text
    assert "accepted now (by first" in answer.text
    assert ">9000</textarea>" in answer.text
    assert ">I think</textarea>" in answer.text
    assert len(_lines(project)) == 1
    other.send(answer.text, address, verdict="correct", value="9000", reviewer="second")
    assert [line["reviewer"] for line in _lines(project)] == ["first", "second"]


def test_two_servers_of_one_project_know_of_each_other(
    app: Any, project: Path, tmp_path: Path, change_id: Find
) -> None:
    change = change_id(row_id=STAFF)
    another = make_app(review_workspace(project), tmp_path / "others", "127.0.0.1", PORT, "other")
    one, other = Reviewer(app), Reviewer(another)
    page = other.see(f"/changes/{change}")
    one.decide(change, "reject")
    other.send(page, f"/changes/{change}/verdict", 409, verdict="accept")
    assert [line["verdict"] for line in _lines(project)] == ["reject"]


def test_of_many_at_the_same_moment_one_is_first(app: Any, project: Path, change_id: Find) -> None:
    change = change_id(row_id=STAFF)
    reviewers = [Reviewer(app) for _ in range(4)]
    opened = [each.see(f"/changes/{change}") for each in reviewers]
    address, told = f"/changes/{change}/verdict", []

    def send(reviewer: Reviewer, page: str) -> None:
        fields = {**forms(page)[address], "verdict": "accept"}
        told.append(reviewer.ask("POST", address, data=fields, headers=OWN).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(reviewers, opened, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [303, 409, 409, 409]
    assert len(_lines(project)) == 1


def test_a_verdict_on_an_older_build_is_not_written(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    change = change_id(row_id="org-new")
    page = reviewer.see(f"/changes/{change}")
    add_build(project, figures=[], conflicts=[])
    answer = reviewer.send(page, f"/changes/{change}/verdict", 409, verdict="accept")
    assert "Your verdict was not written" in answer.text
    assert _lines(project) == []


def test_a_change_that_has_gone_meanwhile_is_told(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    change = change_id(row_id=PRINTED_STAFF)
    page = reviewer.see(f"/changes/{change}")
    add_build(project, figures=[], conflicts=[])
    assert "There is no such change" in reviewer.send(page, f"/changes/{change}/verdict", 404, verdict="accept").text
    assert _lines(project) == []


def test_a_group_is_decided_by_a_line_each(reviewer: Reviewer, project: Path, workspace: Workspace) -> None:
    address = "/group?status=pending&dataset=figures"
    answer = reviewer.send(reviewer.see(address), address, verdict="accept", note="all read")
    assert answer.headers["location"] == "/changes?status=pending&dataset=figures"
    lines = _lines(project)
    assert {(line["verdict"], line["dataset"]) for line in lines} == {("accept", "figures")}
    assert len(lines) == 3
    assert {line["note"] for line in lines} == {"all read (one of a group of 3, of which 3 were looked at)"}
    assert all(line["evidence"] for line in lines)
    assert _statuses(workspace)["accepted"] >= 3
    reviewer.send(reviewer.see("/help"), "/undo")
    assert _statuses(workspace) == {"pending": 8}


def test_the_lines_of_a_group_are_those_of_its_changes_one_by_one(
    reviewer: Reviewer, app: Any, project: Path, workspace: Workspace
) -> None:
    reviewer.send(reviewer.see("/group"), "/group", verdict="reject")
    grouped = {(line["dataset"], line["row"], line["field"]): line["evidence"] for line in _lines(project)}
    (project / "sources" / "verdicts.jsonl").unlink()
    for change in workspace.snapshot().index.changes:
        reviewer.decide(change.change_id, "reject")
    assert {(line["dataset"], line["row"], line["field"]): line["evidence"] for line in _lines(project)} == grouped


def test_of_a_group_only_what_waits_is_decided(reviewer: Reviewer, project: Path, change_id: Find) -> None:
    reviewer.decide(change_id(row_id=OFFICES), "reject")
    address = "/group?dataset=figures"
    reviewer.send(reviewer.see(address), address, verdict="accept")
    assert [line["verdict"] for line in _lines(project)] == ["reject", "accept", "accept"]


def test_a_group_that_has_changed_is_looked_at_again(app: Any, project: Path, change_id: Find) -> None:
    one, other = Reviewer(app), Reviewer(app)
    address = "/group?status=pending&dataset=figures"
    page = one.see(address)
    other.decide(change_id(row_id=OFFICES), "reject")
    answer = one.send(page, address, 409, verdict="accept")
    assert "The group has changed" in answer.text
    assert len(_lines(project)) == 1
    one.send(answer.text, address, verdict="accept")
    assert len(_lines(project)) == 3


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_two_ids_are_said_to_be_one_thing_or_two(
    reviewer: Reviewer, project: Path, change_id: Find, verdict: str
) -> None:
    reviewer.decide(change_id(row_id="org-peak"), verdict)
    (line,) = _lines(project)
    assert (line["verdict"], line["one"], line["other"]) == (verdict, "org-hill", "org-peak")


def test_a_suggestion_that_was_answered_is_gone(app: Any, project: Path) -> None:
    one, other = Reviewer(app), Reviewer(app)
    page, address = one.see("/links"), "/links/link-0123456789abcdef"
    stale = other.see("/links")
    one.send(page, address, verdict="different", note="another company")
    (line,) = _lines(project)
    assert (line["verdict"], line["one"], line["other"], line["note"]) == (
        "different",
        "org-new",
        "org-sea",
        "another company",
    )
    assert "There are no suggestions" in one.see("/links")
    other.send(stale, address, verdict="same")
    assert len(_lines(project)) == 1
    assert "Somebody else has decided" in other.see("/links")
    one.send(one.see("/links"), "/undo")
    assert address in one.see("/links")


def test_a_suggestion_is_answered_by_names_too(reviewer: Reviewer, project: Path) -> None:
    line = {
        "verdict": "same",
        "one": "organization:海 风科技",
        "other": "org-new",
        "reviewer": "x",
        "time": "2026-01-05T09:30:00Z",
    }
    (project / "sources" / "verdicts.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert "There are no suggestions" in reviewer.see("/links")


def test_what_is_accepted_is_published_and_what_waits_stays(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    before = workspace.snapshot().published
    reviewer.decide(change_id(row_id="org-sea", field="aliases"), "accept")
    page = reviewer.see("/publish")
    answer = reviewer.send(page, "/publish", 200)
    assert "1 changes went out, " in answer.text
    after = workspace.snapshot().published
    assert before is not None
    assert after is not None
    assert before.version_id != after.version_id
    assert "accepted" not in _statuses(workspace)
    assert _statuses(workspace)["pending"] == 7
    assert workspace.store.log()[-1].by == "mk"


def test_a_page_that_shows_an_older_build_publishes_nothing(
    reviewer: Reviewer, project: Path, workspace: Workspace, change_id: Find
) -> None:
    reviewer.decide(change_id(row_id="org-sea", field="aliases"), "accept")
    page = reviewer.see("/publish")
    before = workspace.snapshot().published
    add_build(project, figures=[], conflicts=[])
    assert "Another version was built or published" in reviewer.send(page, "/publish", 409).text
    assert workspace.snapshot().published == before


def test_nobody_publishes_without_a_name(reviewer: Reviewer, workspace: Workspace, change_id: Find) -> None:
    reviewer.decide(change_id(row_id="org-sea", field="aliases"), "accept")
    before = workspace.snapshot().published
    assert "Give your name" in reviewer.send(reviewer.see("/publish"), "/publish", 409, reviewer=" ").text
    assert workspace.snapshot().published == before


def test_an_earlier_verdict_whose_evidence_has_changed_is_told(
    reviewer: Reviewer, project: Path, change_id: Find
) -> None:
    change = change_id(row_id=STAFF)
    reviewer.decide(change, "accept", reviewer="first")
    path = project / "sources" / "verdicts.jsonl"
    (line,) = _lines(project)
    line["evidence"][0]["line"] = "0" * 16
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert "its evidence has changed" in reviewer.see("/changes?dataset=figures")
    page = reviewer.see(f"/changes/{change}")
    assert "What they saw is no longer what the sources say" in page
    assert "(accept, first)" in page
