"""The refresh on a real site and a real server of Prefect: what is new, what changes, what fails, what is interrupted."""

import hashlib
import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from local_site import Page, Site
from news_site import NewsSite

pytestmark = pytest.mark.slow
KILLER = Path(__file__).with_name("killed_at.py")


@pytest.fixture(scope="module")
def news():
    running = Site()
    running.start()
    yield NewsSite(running)
    running.stop()


def releases(project):
    rows = duckdb.sql(f"SELECT model, date FROM '{project}/output/datasets/releases.parquet'").fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


def documents(project):
    return duckdb.sql(f"SELECT count(*) FROM '{project}/output/datasets/documents.parquet'").fetchone()[0]


def hashes(project):
    folder = project / "output" / "datasets"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def touched(summary, dataset):
    counts = summary["rows"][dataset]
    return counts["new"], counts["changed"], counts["vanished"]


def outcomes(summary):
    return {each["id"]: (each["outcome"], each["new"], each["changed"]) for each in summary["sources"]}


def codes(summary):
    return {(problem["source"], problem["code"]) for problem in summary["problems"]}


def lasting(summary):
    """Return what of a summary is the same however long it took and however often it was begun."""
    return {key: value for key, value in summary.items() if key not in {"started", "seconds", "documents", "notices"}}


@pytest.fixture(scope="module")
def refreshed(news, shutten, tmp_path_factory):
    """Return the project and the summaries of three refreshes: of the site at first, after it has changed, and again."""
    project = news.write_project(tmp_path_factory.mktemp("project"))
    states, summaries, logs = [], [], []

    def refresh(*words):
        news.site.log.clear()
        told = shutten("refresh", "--schedule", "daily", "--json", *words, cwd=project)
        assert told.returncode in {0, 1}, told.stderr
        summaries.append(json.loads(told.stdout))
        logs.append(list(news.site.log))
        states.append((set(news.releases), releases(project), documents(project), hashes(project)))

    refresh()
    first = tmp_path_factory.mktemp("first") / "project"
    shutil.copytree(project, first)
    news.change()
    refresh()
    refresh()
    refresh("--offline")
    return project, first, summaries, states, logs


def test_the_first_refresh_reads_every_kind_of_source_and_nothing_twice(refreshed):
    project, _, [first, second, *_], [(wanted, found, count, _), *_], _ = refreshed
    versions = {path.name for path in (project / "output" / "versions").iterdir()}
    assert first["changes"]["first_version"] in versions
    assert second["changes"]["first_version"] is None
    assert found == wanted
    assert count == 8  # nine addresses: one article stands under two
    assert first["documents"] == {"all": 8, "read": 8, "new": 8, "changed": 0}
    assert touched(first, "releases") == (8, 0, 0)
    assert sorted(len(each["addresses"]) for each in first["fetched"]) == [1, 1, 1, 1, 1, 1, 1, 2]


def test_the_addresses_of_one_article_stand_in_one_row(refreshed):
    rows = duckdb.sql(f"SELECT addresses FROM '{refreshed[0]}/output/datasets/documents.parquet'").fetchall()
    paths = sorted([address.rpartition("/")[2] for address in addresses] for (addresses,) in rows)
    assert ["2", "2-again"] in paths
    assert sum(len(each) for each in paths) == 10


def test_looked_and_found_nothing_is_told_apart_from_did_not_look(refreshed):
    _, _, [first, *_], *_ = refreshed
    found = outcomes(first)
    assert found["empty"] == ("found_nothing", 0, 0)
    assert found["html"] == ("could_not_look", 0, 0)
    assert found["later"] == ("not_asked", 0, 0)
    assert "off" not in found
    assert codes(first) == {("html", "html-for-feed")}


def test_the_second_refresh_gives_exactly_the_rows_that_are_new(refreshed):
    _, _, [_, second, *_], [_, (wanted, found, count, _), *_], _ = refreshed
    assert found == wanted
    assert count == 9
    assert touched(second, "releases") == (2, 0, 1)  # one announced, one corrected
    assert second["documents"] == {"all": 9, "read": 2, "new": 1, "changed": 1}
    assert {(each["what"], *(address.rpartition("/")[2] for address in each["addresses"])) for each in second["fetched"]} == {
        ("new", "9"), ("changed", "3")
    }  # fmt: skip


def test_what_fails_or_lies_takes_nothing_away_and_is_listed_with_its_reason(refreshed):
    _, _, [_, second, *_], *_ = refreshed
    assert codes(second) == {
        ("html", "html-for-feed"), ("rss1", "server-busy"), ("rss2", "answer-truncated"), ("rss2", "error-page"),
        ("releases", "page-gone"),
    }  # fmt: skip
    assert outcomes(second)["rss1"] == ("could_not_look", 0, 0)
    assert outcomes(second)["rss2"] == ("found", 1, 0)
    assert outcomes(second)["index"] == ("found", 0, 0)  # only the page's frame has changed


def test_a_refresh_that_finds_nothing_new_asks_only_whether_it_holds_and_builds_nothing(refreshed):
    _, _, [_, _, third, _], [_, (*_, before), (*_, after), _], [_, _, log, _] = refreshed
    assert after == before
    assert third["documents"] == {"all": 9, "read": 0, "new": 0, "changed": 0}
    assert all(touched(third, dataset) == (0, 0, 0) for dataset in third["rows"])
    assert {request.status for request in log if request.path in {"/rss2", "/atom", "/feed.json", "/n/9", "/n/3"}} == {
        304
    }


def test_an_offline_refresh_asks_nobody_and_changes_nothing(refreshed):
    _, _, [*_, offline], [*_, (*_, before), (*_, after)], [*_, log] = refreshed
    assert log == []
    assert after == before
    assert (offline["offline"], offline["documents"]["read"]) == (True, 0)


def test_every_refresh_stands_in_the_history_once(refreshed):
    project, _, summaries, *_ = refreshed
    lines = (project / "output" / "refresh" / "history.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == summaries
    assert json.loads((project / "output" / "refresh" / "last.json").read_text(encoding="utf-8")) == summaries[-1]
    assert sorted(path.name for path in (project / "output" / "refresh").iterdir()) == ["history.jsonl", "last.json"]


def test_a_run_reads_what_was_fetched_without_a_network(refreshed, news, shutten, tmp_path):
    project = refreshed[0]
    news.site.log.clear()
    told = shutten("run", "--output", tmp_path / "package", cwd=project)
    assert told.stdout.startswith("9 documents, 9 of them unchanged since the last run"), told.stderr
    assert news.site.log == []
    mine = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "package").iterdir()}
    published = {name: sha for name, sha in refreshed[3][-1][-1].items() if name != "manifest.json"}
    assert mine == published


def test_a_refresh_that_was_killed_anywhere_goes_on_without_loss_or_double_rows(
    refreshed, prefect_environment, shutten, tmp_path
):
    _, first, summaries, states, _ = refreshed
    words = ["refresh", "--schedule", "daily", "--json"]

    def killed(project, at):
        return subprocess.run(
            [sys.executable, KILLER, str(at), project, tmp_path / "count", *words], cwd=project, env=prefect_environment,
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    whole = tmp_path / "whole"
    shutil.copytree(first, whole)
    assert killed(whole, -1).returncode == 1
    assert hashes(whole) == states[1][-1]
    times = int((tmp_path / "count").read_text(encoding="utf-8"))
    for number, at in enumerate(random.Random(6).sample(range(1, times), 5)):
        project = tmp_path / f"killed-{number}"
        shutil.copytree(first, project)
        assert killed(project, at).returncode == -signal.SIGKILL, at
        again = shutten(*words, cwd=project)
        assert again.returncode == 1, (at, again.stderr)
        assert hashes(project) == states[1][-1], at
        assert lasting(json.loads(again.stdout)) == lasting(summaries[1]), at
        lines = (project / "output" / "refresh" / "history.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["refresh"] for line in lines] == [1, 2], at


def test_a_refresh_that_finds_no_document_at_all_says_so_and_publishes_nothing(news, shutten, tmp_path):
    project = news.write_project(tmp_path / "project")
    path = project / "sources" / "catalogue.yaml"
    told = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in told if "- {id" not in line or "id: html" in line), encoding="utf-8")
    told = shutten("refresh", cwd=project)
    assert told.returncode == 1, told.stderr
    assert "html-for-feed" in told.stdout
    assert not (project / "output" / "datasets").exists()
    assert shutten("refresh", "--schedule", "monthly", cwd=project).returncode == 3


def test_a_webhook_is_told_and_one_that_fails_is_a_notice(refreshed, news, shutten):
    project = refreshed[0]
    news.site.pages["/hook"] = Page(b"no", 500)
    told = shutten(
        "refresh", "--offline", "--json", cwd=project, SHUTTEN_WEBHOOK=news.site.address("/hook", "127.0.0.1")
    )
    assert [notice["code"] for notice in json.loads(told.stdout)["notices"] if notice["source"] == "webhook"] == [
        "webhook-failed"
    ]
