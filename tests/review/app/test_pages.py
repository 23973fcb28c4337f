from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from review_project import BOX, HOSTILE, IMAGE, OFFICES, PRINTED_STAFF, SCRIPT, STAFF, add_build
from reviewers import PORT, Reviewer, listed

from extract.commands.review import review_workspace
from extract.publish import record_changes
from extract.review.app.server import make_app
from extract.review.app.workspace import Workspace

Find = Callable[..., str]


def _text(page: str) -> str:
    """Return what a page says, without its tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)))


def test_the_first_page_is_what_waits(visitor: Reviewer) -> None:
    answer = visitor.ask("GET", "/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/changes?status=pending")
    page = visitor.see("/changes?status=pending")
    assert len(listed(page)) == 8
    assert "pending <b>8</b>" in page


def test_filters_stand_in_the_address_and_count_what_they_would_leave(visitor: Reviewer) -> None:
    page = visitor.see("/changes?status=pending&dataset=figures")
    assert len(listed(page)) == 3
    counts = dict(
        re.findall(r'href="/changes\?([^"]*)"[^>]*><span class="cut">[^<]*</span> <span class="count">(\d+)', page)
    )
    assert counts["status=pending&amp;dataset=figures&amp;kind=removed"] == "1"
    assert (
        counts["status=pending&amp;dataset=figures&amp;dataset=organizations"] == "3"
    )  # further values of a facet widen it
    assert len(listed(visitor.see("/changes?status=pending&dataset=figures&kind=removed"))) == 1
    assert len(listed(visitor.see("/changes?dataset=figures&confidence=0.5"))) == 1
    assert len(listed(visitor.see("/changes?source=doc-3"))) == 1
    assert len(listed(visitor.see("/changes?cause=none"))) == 8
    assert listed(visitor.see("/changes?status=accepted")) == []


def test_search_looks_into_values_and_titles(visitor: Reviewer) -> None:
    assert len(listed(visitor.see("/changes?q=8000"))) == 2  # the value, and the conflict about it
    assert len(listed(visitor.see("/changes?q=%E5%B9%B4%E6%AC%A1%E5%A0%B1%E5%91%8A"))) == 1  # the title of the PDF


def test_a_page_of_the_list_that_is_not_there_is_the_last(visitor: Reviewer) -> None:
    assert len(listed(visitor.see("/changes?page=77"))) == 8


def test_old_and_new_stand_side_by_side_with_the_characters_marked(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id=STAFF)}")
    assert '<td class="before"><mark class="differs">5</mark>000</td>' in page
    assert '<td class="after"><mark class="differs">8</mark>000</td>' in page


def test_the_quote_stands_in_its_line_with_the_span_marked(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id=STAFF)}")
    assert '海风科技的<mark class="quote">员工为8000人</mark>。' in page
    assert '该公司的<mark class="quote">员工为5000人</mark>，研发人员占六成。' in page
    assert page.index("员工为8000人") < page.index("员工为5000人")  # what is judged comes first
    assert "candidate only" in page
    assert "published only" in page


def test_the_page_of_a_pdf_is_shown_with_the_box(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id=PRINTED_STAFF)}")
    assert 'src="/pictures/doc-3/1.png"' in page
    x0, top, x1, bottom = BOX
    assert '<svg viewBox="0 0 300.0 200.0"' in page
    assert f'x="{x0 - 2}" y="{top - 2}" width="{x1 - x0 + 4}" height="{bottom - top + 4}"' in page
    picture = visitor.ask("GET", "/pictures/doc-3/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_a_pdf_that_is_gone_is_told(reviewer: Reviewer, change_id: Find, project: Path) -> None:
    (project / "sources" / "inbox" / "report.ja.pdf").unlink()
    page = reviewer.see(f"/changes/{change_id(row_id=PRINTED_STAFF)}")
    assert "file is not there any more" in page
    assert "/pictures/" not in page
    assert reviewer.ask("GET", "/pictures/doc-3/1.png").status_code == 404


def test_what_else_is_said_of_the_matter_agrees_or_differs(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id=STAFF)}")
    others = _text(page[page.index('id="h-others"') : page.index('id="h-history"')])
    assert "differs · 海风科技 · employees · 5000 · people · 2022" in others
    assert "従業員は5千人" in others


def test_a_conflict_that_names_the_row_is_shown(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id=PRINTED_STAFF)}")
    conflict = _text(page[page.index('id="h-conflict"') : page.index('id="h-history"')])
    assert "values_differ" in conflict
    assert f"8000 {STAFF}" in conflict


def test_the_history_tells_what_the_versions_had(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id='org-sea', field='aliases')}")
    history = _text(page[page.index('id="h-history"') :])
    assert re.search(r"version [0-9a-f]{8} · published: 海风 .*version [0-9a-f]{8}: 海风 海风科技有限公司", history)
    removed = _text(visitor.see(f"/changes/{change_id(row_id=OFFICES)}"))
    assert re.search(r"published: there .*version [0-9a-f]{8}: no such row", removed)


def test_one_goes_from_change_to_change_within_the_filter(visitor: Reviewer, change_id: Find) -> None:
    last, first = change_id(row_id=STAFF), change_id(row_id=PRINTED_STAFF)
    query = "?status=pending&amp;dataset=figures"
    page = visitor.see(f"/changes/{change_id(row_id=OFFICES)}{query.replace('&amp;', '&')}")
    assert f'id="next" href="/changes/{last}{query}"' in page
    assert f'id="previous" href="/changes/{first}{query}"' in page
    assert "2 of 3" in page


@pytest.mark.parametrize("address", ["/changes", "/group", "/links", "/publish", "/help"])
@pytest.mark.parametrize("language", ["en", "ja", "zh"])
def test_what_a_source_says_is_nowhere_taken_for_markup(visited: object, address: str, language: str) -> None:
    page = Reviewer(visited, language).see(address)
    assert SCRIPT not in page
    assert IMAGE not in page
    assert "<script" not in page.replace('<script src="/static/review.js" defer></script>', "")
    assert not re.search(r"""<[^>]*\s(on\w+|style)\s*=""", page)


def test_a_hostile_document_is_shown_as_text(visitor: Reviewer, change_id: Find) -> None:
    for address in (f"/changes/{change_id(row_id='org-new')}", f"/changes/{change_id(row_id='doc-2')}", "/links"):
        page = visitor.see(address)
        assert HOSTILE in _text(page)
        assert SCRIPT not in page
        assert 'href="javascript' not in page
        assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", page)


def test_links_of_sources_lead_to_the_web_alone_and_tell_nothing(visitor: Reviewer, change_id: Find) -> None:
    page = visitor.see(f"/changes/{change_id(row_id='org-sea', field='aliases')}")
    assert '<a href="https://example.com/1" rel="noopener noreferrer" target="_blank">海风科技的一年</a>' in page


@pytest.mark.parametrize(("language", "heading"), [("en", "8 changes"), ("ja", "変更 8 件"), ("zh-CN", "8 项变更")])
def test_the_browser_chooses_the_language(visited: object, language: str, heading: str) -> None:
    page = Reviewer(visited, language).see("/changes?status=pending")
    assert f'<h1 id="heading">{heading}</h1>' in page


def test_the_reader_chooses_another_language(visitor: Reviewer) -> None:
    page = visitor.see("/changes?status=pending&dataset=figures")
    answer = visitor.send(page, "/settings", language="ja")
    assert answer.headers["location"] == "/changes?status=pending&dataset=figures"
    assert '<html lang="ja">' in visitor.see("/changes?status=pending")


def test_a_change_that_is_not_there_is_told(visitor: Reviewer) -> None:
    assert "There is no such change" in visitor.see("/changes/change-0000000000000000", status=404)


def test_a_new_build_is_seen_at_once(reviewer: Reviewer, project: Path) -> None:
    assert len(listed(reviewer.see("/changes?dataset=figures"))) == 3
    add_build(project, figures=[], conflicts=[])
    assert len(listed(reviewer.see("/changes?dataset=figures"))) == 2


def test_a_cause_is_counted_and_shown_with_its_proof(
    reviewer: Reviewer, workspace: Workspace, project: Path, change_id: Find
) -> None:
    change = change_id(row_id="org-new")
    assert "It is not known what this comes from" in reviewer.see(f"/changes/{change}")
    told = [
        replace(each, cause="document_added+rules_changed", proof="Nothing but a document came.")
        if each.change_id == change
        else each
        for each in workspace.snapshot().index.changes
    ]
    record_changes(workspace.store, told)
    for cause in ("document_added", "rules_changed"):
        assert len(listed(reviewer.see(f"/changes?cause={cause}"))) == 1
    page = _text(reviewer.see(f"/changes/{change}"))
    assert "new document + changed rulesNothing but a document came." in page


def test_a_policy_of_the_catalogue_is_seen_at_once(reviewer: Reviewer, project: Path) -> None:
    assert len(listed(reviewer.see("/changes?status=pending"))) == 8
    (project / "sources" / "catalogue.yaml").write_text(
        "publishing: {let_through: [{dataset: [figures]}]}\nsources: []\n", encoding="utf-8"
    )
    assert len(listed(reviewer.see("/changes?status=accepted&dataset=figures"))) == 3


def test_a_broken_file_of_verdicts_is_told_with_its_line(reviewer: Reviewer, project: Path) -> None:
    (project / "sources" / "verdicts.jsonl").write_text('{"verdict": "maybe"}\n', encoding="utf-8")
    assert "verdicts.jsonl, line 1: 'maybe' is no verdict" in reviewer.see("/changes", status=500)


def test_the_same_sample_is_shown_each_time(visitor: Reviewer) -> None:
    page = visitor.see("/group?status=pending")
    sample = re.findall(r"change-[0-9a-f]{16}", page)
    assert len(set(sample)) == 5
    assert re.findall(r"change-[0-9a-f]{16}", visitor.see("/group?status=pending")) == sample


@pytest.mark.parametrize("address", ["/changes?status=pending", "/links", "/publish", "/help"])
def test_an_empty_project_has_pages_too(tmp_path: Path, address: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    empty = Reviewer(make_app(review_workspace(tmp_path), tmp_path / "pictures", "127.0.0.1", PORT, "mk"))
    assert "Pending changes" in empty.see(address)
    assert "There is no such change" in empty.see("/group", status=404)


def test_without_a_candidate_nothing_waits(project: Path, tmp_path: Path, workspace: Workspace) -> None:
    candidate = workspace.snapshot().candidate
    assert candidate is not None
    workspace.store.publish(candidate.version_id)
    page = Reviewer(make_app(workspace, tmp_path / "pictures", "127.0.0.1", PORT, "mk")).see("/changes")
    assert "nothing is waiting" in page
    assert listed(page) == []
