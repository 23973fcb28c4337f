"""The command that lists, checks and adds sources, on a site on loopback."""

import json

import pytest
import yaml
from local_site import Page, Site
from news_site import NewsSite

from extract.cli import main
from extract.errors import ShuttenError
from extract.sources.adding import add_entry, free_id, type_of_address


@pytest.fixture
def news():
    running = Site()
    running.start()
    yield NewsSite(running)
    running.stop()


@pytest.fixture
def project(news, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return news.write_project(tmp_path / "project")


@pytest.fixture
def sources(project, capsys):
    """Return a function that calls ``shutten sources`` and gives the code and what was printed."""

    def call(task, *words):
        code = main(["sources", task, *map(str, words), "--project", str(project)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def entries(project):
    return yaml.safe_load((project / "sources" / "catalogue.yaml").read_text(encoding="utf-8"))["sources"]


def test_the_list_marks_what_is_enabled_and_asks_nobody(sources, news):
    code, out, _ = sources("list")
    lines = out.splitlines()
    assert code == 0
    assert next(line for line in lines if " off " in line).startswith("  off")
    assert [line.split()[:6] for line in lines if line.startswith("+ rss2")] == [
        ["+", "rss2", "rss2", "daily", "never", "0"]
    ]
    assert json.loads(sources("list", "--enabled", "--json")[1])[0]["documents"] == 0
    assert news.site.log == []


def test_a_check_asks_the_web_only_if_it_may(sources, news):
    code, out, _ = sources("check", "rss2", "off")
    assert (code, news.site.log) == (0, [])
    assert out.count("not asked") == 2
    code, out, _ = sources("check", "rss2", "html", "--online")
    assert code == 1
    assert "rss2: rss2, 2 items\n                Announcement\n" in out
    assert "html-for-feed" in out
    assert out.endswith("2 sources checked, 1 Problem\n")
    assert sources("check", "nothing")[0] == 3
    assert sources("check", "rss2")[1].endswith("1 source checked, 0 Problems\n")


def test_a_work_without_a_copy_says_so(sources, project):
    path = project / "sources" / "catalogue.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "  - {id: work, type: work, title: 題, held: false}\n", encoding="utf-8")
    assert sources("check", "work")[1].startswith("work: work, no copy, known by its title alone\n")
    [line] = [each for each in sources("list")[1].splitlines() if each.startswith("+ work ")]
    assert line.split()[2:6] == ["work", "daily", "no", "copy"]


def test_a_source_is_added_at_the_end_and_comments_stay(sources, project):
    path = project / "sources" / "catalogue.yaml"
    path.write_text(
        "# ours\n" + path.read_text(encoding="utf-8").replace("sources:\n", "sources:  # all\n"), encoding="utf-8"
    )
    before = path.read_text(encoding="utf-8")
    code, out, _ = sources(
        "add", "https://www.example.com/ai/feed.xml", "--type", "rss2", "--language", "zh", "--disabled"
    )
    assert (code, out) == (0, f"Added example.com/ai/feed (rss2) to {path}\n")
    assert path.read_text(encoding="utf-8").startswith(before)
    assert entries(project)[-1] == {
        "id": "example.com/ai/feed", "enabled": False, "type": "rss2", "address": "https://www.example.com/ai/feed.xml",
        "schedule": "daily", "language": "zh",
    }  # fmt: skip
    assert sources("add", "https://www.example.com/ai/feed.xml", "--type", "rss2")[0] == 3
    code, _, err = sources("add", "https://example.org/", "--type", "html_index")
    assert (code, "--links" in err) == (3, True)
    assert len(entries(project)) == 13


def test_what_an_address_is_is_asked_only_with_consent(sources, news, project):
    address = news.site.address("/unknown-feed", "127.0.0.1")
    news.site.pages["/unknown-feed"] = news.site.pages["/atom"]
    code, _, err = sources("add", address)
    assert (code, news.site.log) == (3, [])
    assert "--type" in err
    assert sources("add", address, "--yes")[0] == 0
    assert entries(project)[-1]["type"] == "atom"


@pytest.mark.parametrize(
    ("path", "kind"), [("/rss1", None), ("/feed.json", None), ("/n/4", "page"), ("/api/models", ""), ("/no", "")]
)
def test_the_type_is_guessed_by_what_is_answered(sources, news, project, path, kind):
    news.site.pages["/guess"] = news.site.pages.get(path, Page(b"", 404))
    code, _, err = sources("add", news.site.address("/guess", "127.0.0.1"), "--yes", "--id", "guessed")
    wanted = {"/rss1": "rss1", "/feed.json": "json_feed"}.get(path, kind)
    assert code == (0 if wanted else 3), err
    assert [each["type"] for each in entries(project) if each["id"] == "guessed"] == ([wanted] if wanted else [])


def test_a_page_that_names_a_feed_says_so(sources, news):
    news.site.pages["/home"] = Page(
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss2"></head><body><p>Home</p></body></html>'
    )
    _, _, err = sources("add", news.site.address("/home", "127.0.0.1"), "--yes")
    assert f"names a feed: {news.site.address('/rss2', '127.0.0.1')}" in err


def test_a_page_that_may_be_an_index_is_added_with_a_hint(sources, news):
    assert "--type html_index" in sources("add", news.site.address("/n/5", "127.0.0.1"), "--yes")[2]


def test_a_word_too_many_is_told_with_the_usage_of_its_command(sources, project, capsys):
    with pytest.raises(SystemExit) as ended:
        sources("add", "https://example.org/", "--online")
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("usage: shutten sources add ")
    assert told.endswith("shutten sources add: error: unrecognized arguments: --online\n")


def test_a_repository_is_known_by_its_address():
    for address in ("https://github.com/o/r", "https://github.com/o/r.git", "https://github.com/o/r/releases"):
        assert type_of_address(address) == {"type": "github_releases", "repository": "o/r"}
    assert type_of_address("https://github.com/o") == {}
    assert free_id("https://www.example.com/a/b/c.xml", ["example.com/b/c"]) == "example.com/b/c-2"


def test_an_id_that_is_taken_is_refused(project):
    with pytest.raises(ShuttenError, match="taken"):
        add_entry(project / "sources", {"id": "rss2", "type": "page", "address": "https://example.com/"})
