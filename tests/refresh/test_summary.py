"""What a refresh tells: in files, in words and to a webhook."""

import json

import pytest
from local_site import Page, Site

from extract.errors import Problem
from extract.refresh.fetching import Outcome
from extract.refresh.rows import RowCounts, count_rows, keep_before
from extract.refresh.seen import Held
from extract.refresh.summary import Summary, as_json, history, in_words, tell, write_summary
from extract.sources.catalogue import Metadata

PROBLEM = Problem("b", None, "timeout", "It did not answer.", "Try again later.")


def summary(number=1, **given):
    values = {
        "refresh": number, "schedule": "daily", "offline": False, "started": "2031-01-01T00:00:00+00:00", "seconds": 1.25,
        "sources": (Outcome("a", "found", 2), Outcome("b", "could_not_look", problems=(PROBLEM,))), "news": {"a": (1, 1)},
        "documents": 5, "read": 2,
        "fetched": (
            Held("t", "t.html", Metadata(title="银杏"), ("http://a/1",), number, replaces=False),
            Held("u", "u.html", Metadata(), ("http://a/2",), number, replaces=True),
        ),
        "rows": {"releases": RowCounts(3, 1, 0, 1), "conflicts": RowCounts(0, 0, 0, 0)}, "problems": (PROBLEM,),
    }  # fmt: skip
    return Summary(**{**values, **given})


def test_a_summary_says_what_is_new_and_what_is_wrong():
    told = as_json(summary())
    assert told["documents"] == {"all": 5, "read": 2, "new": 1, "changed": 1}
    assert told["rows"]["releases"] == {"rows": 3, "new": 1, "changed": 0, "vanished": 1}
    assert told["complete"] is False
    assert [(each["id"], each["outcome"], each["new"]) for each in told["sources"]] == [
        ("a", "found", 1), ("b", "could_not_look", 0)
    ]  # fmt: skip
    lines = in_words(summary())
    assert lines[0] == "Refresh 1 of daily: 1 new document, 1 changed; 2 read of 5"
    assert any(" ".join(line.split()) == "releases 3 rows: 1 new, 0 changed, 1 vanished" for line in lines)
    assert not any("conflicts" in line for line in lines)
    assert "  no row has changed" in in_words(summary(rows={"releases": RowCounts(3, 0, 0, 0)}))


def test_a_first_version_is_told_as_a_run_tells_it():
    assert "Published ab12: a first version" in in_words(summary(first="ab12"))
    assert as_json(summary(first="ab12"))["changes"]["first_version"] == "ab12"
    assert not any("first version" in line for line in in_words(summary(published=2)))
    assert as_json(summary())["changes"]["first_version"] is None


def test_a_refresh_stands_in_the_history_once_however_often_its_end_was_interrupted(tmp_path):
    write_summary(summary(1), tmp_path)
    write_summary(summary(1), tmp_path)
    with (tmp_path / "history.jsonl").open("ab") as file:
        file.write(b'{"refresh": 2, "cut off')
    write_summary(summary(2), tmp_path)
    assert [each["refresh"] for each in history(tmp_path)] == [1, 2]
    assert json.loads((tmp_path / "last.json").read_text(encoding="utf-8"))["refresh"] == 2


def test_the_package_before_is_kept_once_and_a_first_one_has_no_rows_before(tmp_path):
    package, kept = tmp_path / "package", tmp_path / "refresh" / "before-1"
    keep_before(package, kept, tmp_path / "written")
    assert list(kept.iterdir()) == []
    package.mkdir()
    (package / "releases.parquet").write_bytes(b"new")
    keep_before(package, kept, tmp_path / "written")  # the refresh goes on after it was killed
    assert list(kept.iterdir()) == []
    assert count_rows(kept, tmp_path / "nothing", {"releases": 0}, tmp_path / "written") == {
        "releases": RowCounts(0, 0, 0, 0)
    }


@pytest.fixture
def site():
    running = Site()
    running.start()
    yield running
    running.stop()


def test_a_webhook_that_fails_is_a_notice_and_its_address_is_not_repeated(site):
    site.pages["/hook"] = Page(b"", 500)
    failed = tell(site.address("/hook?token=secret", "127.0.0.1"), summary())
    assert failed
    assert failed.code == "webhook-failed"
    assert "secret" not in str(failed)
    assert tell("http://127.0.0.1:1/hook", summary()) is not None
    assert tell("no address", summary()) is not None


def test_a_webhook_is_sent_the_whole_summary_and_no_redirect_is_followed(site):
    site.pages["/hook"] = Page(b"")
    assert tell(site.address("/hook", "127.0.0.1"), summary()) is None
    assert [json.loads(each) for each in site.posted] == [json.loads(json.dumps(as_json(summary())))]
    site.pages["/moved"] = Page(b"", 302, headers=(("Location", "/hook"),))
    assert tell(site.address("/moved", "127.0.0.1"), summary()) is not None
    assert len(site.posted) == 2
