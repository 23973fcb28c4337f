"""One source at a time, from a real server: what is found, what fails, and what is noted of it."""

import pytest

from extract.errors import ShuttenError
from extract.refresh import fetching
from extract.refresh.built import digest_of, note_built, report_of_built
from extract.refresh.entries import STORE, all_entries
from extract.refresh.fetching import not_asked, refresh_source
from extract.refresh.seen import Seen
from extract.refresh.status import status_of_sources
from extract.sources.register import read_sources
from extract.sources.verdicts import append_verdict


@pytest.fixture
def refresh(project, web, seen):
    """Return a function that refreshes one source of the catalogue."""

    def run(source_id):
        catalogue = read_sources(project / "sources")
        [source] = [each for each in catalogue.sources if each.id == source_id]
        return refresh_source(source, web, catalogue.folder, project / STORE, seen)

    return run


def test_what_a_source_names_is_fetched_and_noted_at_once(refresh, project, seen):
    outcome = refresh("rss2")
    assert (outcome.outcome, outcome.items, outcome.unread, outcome.problems) == ("found", 2, 0, ())
    assert seen.news(1) == {"rss2": (2, 0)}
    assert [each.entry_id.rpartition("/")[2] for each in all_entries(project)] == ["1", "2"]
    assert all(each.path.is_file() for each in all_entries(project))


def test_a_disabled_source_leaves_its_documents_out_until_it_is_enabled_again(refresh, project):
    refresh("rss2")
    path = project / "sources" / "catalogue.yaml"
    enabled = path.read_text(encoding="utf-8")
    path.write_text(enabled.replace("{id: rss2,", "{id: rss2, enabled: false,"), encoding="utf-8")
    assert all_entries(project) == ()
    path.write_text(enabled, encoding="utf-8")
    assert len(all_entries(project)) == 2


def test_an_empty_list_and_a_list_that_cannot_be_read_are_two_things(refresh, project):
    assert refresh("empty").outcome == "found_nothing"
    assert refresh("html").outcome == "could_not_look"
    status = {each["id"]: each for each in status_of_sources(project)}
    assert status["empty"]["last_looked"]
    assert not status["empty"]["last_found"]
    assert status["html"]["outcome"] == "could_not_look"
    assert not status["html"]["last_looked"]
    assert not status["off"]["enabled"]
    assert status["later"]["outcome"] == ""


def test_a_work_that_is_only_known_is_no_source_that_has_nothing(refresh, project):
    path = project / "sources" / "catalogue.yaml"
    work = "  - {id: cited, type: work, title: 森林白書, language: ja, copy_at: cited.ja.txt}\n"
    path.write_text(path.read_text(encoding="utf-8") + work, encoding="utf-8")
    assert (refresh("cited").outcome, refresh("cited").problems) == ("no_copy", ())
    (path.parent / "cited.ja.txt").write_text("森林は広い。", encoding="utf-8")
    assert (refresh("cited").outcome, refresh("cited").items) == ("found", 1)


def test_what_cannot_be_fetched_is_counted_and_what_was_held_of_it_stays(refresh, project, news, seen):
    refresh("atom")
    seen.complete(1)
    news.change()
    news.site.pages["/n/2-again"] = news.site.pages["/n/2"]  # an error page with a good status
    outcome = refresh("atom")
    assert (outcome.unread, [each.code for each in outcome.problems]) == (1, ["error-page"])
    assert seen.news(2) == {"atom": (0, 1)}
    assert len(all_entries(project)) == 2


def test_a_fault_of_ours_in_one_source_is_a_problem_of_that_source(refresh, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("halves")

    monkeypatch.setattr(fetching, "download", broken)
    outcome = refresh("rss2")
    assert (outcome.outcome, [each.code for each in outcome.problems]) == ("could_not_look", ["source-crash"])
    assert "ZeroDivisionError: halves" in outcome.problems[0].message

    def full(*_):
        raise ShuttenError("disk", "is full.", "Make room.")

    monkeypatch.setattr(fetching, "download", full)
    with pytest.raises(ShuttenError, match="is full"):
        refresh("rss2")


def test_sources_of_other_groups_were_not_asked_and_disabled_ones_are_none(project):
    catalogue = read_sources(project / "sources")
    left = not_asked(catalogue, catalogue.of_schedule("daily"))
    assert [(each.source, each.outcome) for each in left] == [("later", "not_asked")]


def test_a_package_is_built_again_if_anything_that_it_rests_on_has_changed(tmp_path, project):
    from extract.datasets.schema import DATASETS
    from extract.pipeline import Report

    names, package, verdicts = project / "sources" / "names", tmp_path / "package", tmp_path / "verdicts.jsonl"
    package.mkdir()
    for name in ("datapackage.json", *(f"{dataset}.{end}" for dataset in DATASETS for end in ("csv", "parquet"))):
        (package / name).write_text("1", encoding="utf-8")
    unreadable = tmp_path / "unreadable-1.json"
    unreadable.write_text("gone", encoding="utf-8")
    files = [tmp_path / "a.json", unreadable]
    digest = digest_of(files, names, verdicts)
    with Seen(tmp_path) as seen:
        assert report_of_built(seen, digest, package) is None
        note_built(seen, digest, package, Report(1, 2, {"documents": 1}, ()))
        assert report_of_built(seen, digest, package) == Report(1, 2, {"documents": 1}, ())
        assert report_of_built(seen, "other", package) is None
        (package / "datapackage.json").write_text("2", encoding="utf-8")
        assert report_of_built(seen, digest, package) is None
    said = {"reviewer": "mk", "time": "2026-01-05T09:30:00Z"}
    change = {"dataset": "figures", "row": "figure-1", "row_before": None, "kind": "added", "field": None}
    append_verdict(verdicts, {"verdict": "accept", **change, "before": None, "after": "{}", "evidence": [], **said})
    assert digest_of(files, names, verdicts) == digest  # it decides what is published, not what is built
    append_verdict(verdicts, {"verdict": "same", "one": "model-a", "other": "model-b", **said})
    decided = digest_of(files, names, verdicts)
    unreadable.write_text("too large", encoding="utf-8")
    assert len({digest, decided, digest_of(files, names, verdicts), digest_of(files[:1], names, verdicts)}) == 4
