"""A project from its first version to reviewed ones, by the commands that a user calls: causes, verdicts, rebuilds, a copy."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.datasets.versions import VersionStore
from extract.sources.verdicts import append_verdict, line_key
from flows.server import LocalServer

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
TEXTS = {
    "river": "# 星河\n\n2023年3月16日，甲星科技发布星河大模型。\n\n星河参数规模为130亿。\n",
    "wave": "# 海浪\n\n2023年5月9日，乙海研究院揭幕海浪大模型。\n\n海浪大模型的参数量为70亿。\n",
    "cloud": "# 合作\n\n甲星科技成立于2015年。2024年1月8日，丙云科技有限公司发布云雀大模型。\n",
}
NEWS = "# 新闻\n\n2024年6月3日，乙海研究院发布海浪大模型2.0。\n\n甲星科技员工有300人。\n"
ORGANIZATIONS = (
    "- {{id: org-star, zh: 甲星科技, category: company{}}}\n- {{id: org-sea, zh: 乙海研究院, category: institute}}\n"
)
MODELS = "- {id: model-river, zh: 星河, maker: org-star}\n- {id: model-wave, zh: 海浪大模型, maker: org-sea}\n"

ADDED, CHANGED, RULES, NAMES, DECISION = (
    "document_added", "document_changed", "rules_changed", "knowledge_changed", "decision"
)  # fmt: skip
OF_NEWS = {
    ("documents", "added", None, "新闻"): ADDED,
    ("organizations", "changed", "evidence", "乙海研究院"): ADDED,
    ("models", "added", None, "海浪大模型2.0"): ADDED,
    ("models", "changed", "evidence", "海浪大模型"): ADDED,
    ("releases", "added", None, "海浪大模型2.0 · released · 2024-06-03"): ADDED,
    ("figures", "added", None, "甲星科技 · employees · 300 · people"): ADDED,
    ("relations", "added", None, "海浪大模型2.0 · developed_by · 乙海研究院"): ADDED,
}
OF_RIVER = {
    ("documents", "changed", "sha256", "星河"): CHANGED,
    ("figures", "changed", "value", "星河 · parameters · parameters"): CHANGED,
}
OF_RULES = {
    ("releases", "added", None, "海浪大模型 · released · 2023-05-09"): RULES,
    ("relations", "added", None, "海浪大模型 · developed_by · 乙海研究院"): RULES,
}
PLACE_OF_STAR = ("organizations", "changed", "evidence", "甲星科技")
"""The news names it, too; told with its name where that changes as well."""
OF_NAMES = {("organizations", "changed", "name_en", "甲星科技"): NAMES}


class Project:
    """A folder with invented texts, and a user who calls the command in it."""

    def __init__(self, folder, shutten, rules):
        self.folder, self._shutten, self.rules = folder, shutten, rules
        self.inbox, self.names = folder / "sources" / "inbox", folder / "sources" / "names"
        self.verdicts = folder / "sources" / "verdicts.jsonl"
        self.store = VersionStore(folder / "output" / "versions", folder / "output" / "datasets")

    def call(self, *words):
        done = self._shutten(words, self.folder, self.rules)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name, text):
        (self.inbox / f"{name}.zh.md").write_text(text, encoding="utf-8")

    def write_names(self, more=""):
        (self.names / "organizations.yaml").write_text(ORGANIZATIONS.format(more), encoding="utf-8")
        (self.names / "models.yaml").write_text(MODELS, encoding="utf-8")

    def published(self):
        """The files of the published version, but for the name of the version that it is."""
        return {path.name: path.read_bytes() for path in self.store.published_folder.iterdir()}

    def rows(self, dataset):
        return pq.read_table(self.store.published_folder / f"{dataset}.parquet").to_pylist()

    def changes(self):
        """What waits and what is decided, as ``output/changes`` has it, by dataset, kind, column and label."""
        rows = pq.read_table(self.folder / "output" / "changes" / "changes.parquet").to_pylist()
        found = {(row["dataset"], row["kind"], row["field"], row["label"]): row for row in rows}
        assert len(found) == len(rows)
        return found

    def causes(self):
        return {key: row["cause"] for key, row in self.changes().items()}

    def statuses(self):
        return Counter(row["status"] for row in self.changes().values())

    def say(self, word, key, **more):
        """Add a reviewer's verdict on a change, with the places that state its row in the last build; return its id."""
        change = self.changes()[key]
        build = self.store.candidate().folder
        pages = {(page["document_id"], page["page"]): page["text"] for page in read(build, "pages")}
        seen = [
            {
                "document": each["document_id"], "page": each["page"], "start": each["start"], "end": each["end"],
                "quote": each["quote"],
                "line": line_key(pages[each["document_id"], each["page"]], each["start"], each["end"]),
            }
            for each in read(build, "evidence")
            if (each["dataset"], each["row_id"]) == (change["dataset"], change["row_id"])
        ]  # fmt: skip
        line = {
            "verdict": word, "dataset": change["dataset"], "row": change["row_id"], "row_before": change["row_id_before"],
            "kind": change["kind"], "field": change["field"], "before": change["before"], "after": change["after"],
            "evidence": seen, "reviewer": "mk", "time": "2026-01-05T09:30:00Z",
        }  # fmt: skip
        return append_verdict(self.verdicts, {**line, **more})

    def add(self, **line):
        append_verdict(self.verdicts, {**line, "reviewer": "mk", "time": "2026-01-05T09:40:00Z"})


def read(folder, dataset):
    return pq.read_table(folder / f"{dataset}.parquet").to_pylist()


def package_of_rules(folder, edit=None):
    """Copy the package, so that it can be put first in PYTHONPATH, and edit its Chinese rules."""
    shutil.copytree(CHECKOUT / "src/extract", folder / "extract", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CHECKOUT / "schemas", folder / "extract/_data/schemas")
    if edit:
        rules = folder / "extract/lang/zh.yaml"
        text = rules.read_text(encoding="utf-8")
        edited = re.sub(*edit, text, count=1)
        assert edited != text
        rules.write_text(edited, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """The package as it is, and with one more Chinese word for a release."""
    folder = tmp_path_factory.mktemp("rules")
    return package_of_rules(folder / "old"), package_of_rules(folder / "new", (r"(?m)^(\s*released: \[)", r"\1揭幕, "))


@pytest.fixture(scope="module")
def shutten(tmp_path_factory):
    """Return a function that runs the command in a folder with a package of rules; all runs share a server of Prefect."""
    home = tmp_path_factory.mktemp("prefect")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT")]:
            patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(home))
        with LocalServer(home) as server:
            server.wait()
            environment = {
                **os.environ, "PREFECT_API_URL": server.api, "PREFECT_LOGGING_TO_API_ENABLED": "false",
            }  # fmt: skip

            def run(words, folder, package):
                return subprocess.run(
                    [Path(sys.executable).with_name("shutten"), *words], cwd=folder, capture_output=True, text=True,
                    env={**environment, "PYTHONPATH": str(package)}, timeout=300, check=False,
                )  # fmt: skip

            yield run


@pytest.fixture(scope="module")
def first(tmp_path_factory, shutten, rules):
    """Version 1, from three documents."""
    project = Project(tmp_path_factory.mktemp("story") / "first", shutten, rules[0])
    project.inbox.mkdir(parents=True)
    project.names.mkdir()
    (project.folder / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    project.write_names()
    for name, text in TEXTS.items():
        project.write(name, text)
    assert "a first version" in project.call("run")
    assert not project.changes()
    return project


def copy_of(project, folder):
    shutil.copytree(project.folder, folder)
    return Project(folder, project._shutten, project.rules)


@pytest.fixture
def project(first, tmp_path):
    return copy_of(first, tmp_path / "project")


def a_document_comes(project, rules):
    project.write("news", NEWS)


def a_document_changes(project, rules):
    project.write("river", TEXTS["river"].replace("130亿", "150亿"))


def the_rules_change(project, rules):
    project.rules = rules[1]


def the_names_change(project, rules):
    project.write_names(", en: Star Tech")


@pytest.mark.parametrize(
    ("happens", "causes"),
    [
        (a_document_comes, {**OF_NEWS, PLACE_OF_STAR: ADDED}), (a_document_changes, OF_RIVER),
        (the_rules_change, OF_RULES), (the_names_change, OF_NAMES),
    ],
)  # fmt: skip
def test_what_alone_changes_is_the_cause_of_all_and_nothing_is_published(project, rules, happens, causes):
    before = project.published()
    happens(project, rules)
    assert f"{len(causes)} change" in project.call("run")
    assert project.causes() == causes
    assert project.statuses() == {"pending": len(causes)}
    assert project.published() == before


@pytest.fixture(scope="module")
def changed(first, rules, tmp_path_factory):
    """All of it at once."""
    project = copy_of(first, tmp_path_factory.mktemp("changed") / "project")
    for happens in (a_document_comes, a_document_changes, the_rules_change, the_names_change):
        happens(project, rules)
    project.call("run")
    return project


def test_all_at_once_each_change_has_its_own_cause_and_nothing_is_published(first, changed):
    assert changed.causes() == {**OF_NEWS, **OF_RIVER, **OF_RULES, **OF_NAMES}
    assert set(changed.statuses()) == {"pending"}
    assert changed.published() == first.published()


DOCUMENT = ("documents", "changed", "sha256", "星河")
RELEASE = ("releases", "added", None, "海浪大模型 · released · 2023-05-09")
RELATION = ("relations", "added", None, "海浪大模型 · developed_by · 乙海研究院")
EMPLOYEES = ("figures", "added", None, "甲星科技 · employees · 300 · people")
PARAMETERS = ("figures", "changed", "value", "星河 · parameters · parameters")
NAME = ("organizations", "changed", "name_en", "甲星科技")
LATER = ("releases", "added", None, "海浪大模型2.0 · released · 2024-06-03")
OF_NAMES_THAT_ARE_ONE = {
    ("organizations", "changed", "aliases", "乙海研究院"): DECISION,
    ("organizations", "re-keyed", "organization_id", "乙海研究院"): DECISION,
}


@pytest.fixture(scope="module")
def reviewed(changed, tmp_path_factory):
    """Three changes are accepted, one is rejected, one corrected, one accepted and taken back; then it is published."""
    project = copy_of(changed, tmp_path_factory.mktemp("reviewed") / "project")
    for key in (DOCUMENT, RELEASE, NAME):
        project.say("accept", key)
    project.say("reject", EMPLOYEES)
    project.say("correct", PARAMETERS, value="15100000000")
    project.add(verdict="undo", of=project.say("accept", RELATION))
    project.add(verdict="same", one="organization:丙云科技有限公司", other="org-sea")
    assert "4 changes" in project.call("publish")
    return project


@pytest.fixture(scope="module")
def rebuilt(reviewed, tmp_path_factory):
    """Every document is read again."""
    project = copy_of(reviewed, tmp_path_factory.mktemp("rebuilt") / "project")
    project.call("run", "--fresh")
    return project


def check_reviewed(project):
    """Assert that what reviewers decided is what is published, and that nothing is there twice."""
    releases = [(row["model"], row["date"]) for row in project.rows("releases")]
    assert releases.count(("海浪大模型", "2023-05-09")) == 1
    [parameters] = [row for row in project.rows("figures") if row["subject"] == "星河"]
    [correction] = project.rows("corrections")
    assert (parameters["value"], correction["row_id"]) == (15_100_000_000, parameters["figure_id"])
    assert (correction["dataset"], correction["field"], correction["reviewer"]) == ("figures", "value", "mk")
    assert (correction["stated"], correction["corrected"]) == ("15000000000", "15100000000")
    stated = [row["quote"] for row in project.rows("evidence") if row["row_id"] == parameters["figure_id"]]
    assert "参数规模为150亿" in stated
    assert "employees" not in {row["metric"] for row in project.rows("figures")}
    [star] = [row for row in project.rows("organizations") if row["organization_id"] == "org-star"]
    assert star["name_en"] == "Star Tech"
    for path in sorted(project.store.published_folder.glob("*.parquet")):
        rows = [json.dumps(list(row.values())[1:], default=str) for row in pq.read_table(path).to_pylist()]
        assert len(rows) == len(set(rows)), path.name


def test_what_was_decided_is_published_and_nothing_else(changed, reviewed):
    check_reviewed(reviewed)
    assert len(reviewed.rows("releases")) == len(changed.rows("releases")) + 1
    for dataset in ("organizations", "models", "figures", "relations"):
        assert len(reviewed.rows(dataset)) == len(changed.rows(dataset)), dataset
    left = reviewed.changes()
    assert not {DOCUMENT, RELEASE, NAME} & set(left)
    assert (left[EMPLOYEES]["status"], left[EMPLOYEES]["reviewer"]) == ("rejected", "mk")
    assert left[PARAMETERS]["status"] == "edited"
    assert (left[RELATION]["status"], left[RELATION]["note"]) == ("pending", None)


def test_the_verdicts_hold_when_everything_is_read_again(reviewed, rebuilt):
    assert rebuilt.published() == reviewed.published()
    check_reviewed(rebuilt)
    left = reviewed.causes()
    del left["organizations", "changed", "evidence", "乙海研究院"]  # its row has another column that changes now
    assert rebuilt.causes() == {**left, PARAMETERS: DECISION, **OF_NAMES_THAT_ARE_ONE}
    decided = {key: row["status"] for key, row in rebuilt.changes().items() if row["status"] != "pending"}
    assert decided == {EMPLOYEES: "rejected", PARAMETERS: "edited"}


def test_publishing_again_publishes_nothing(rebuilt, tmp_path):
    project = copy_of(rebuilt, tmp_path / "project")
    project.call("publish")
    assert project.published() == rebuilt.published()
    assert project.changes() == rebuilt.changes()


def test_verdicts_whose_lines_have_changed_wait_again(reviewed, tmp_path):
    project = copy_of(reviewed, tmp_path / "project")
    project.say("accept", LATER)
    project.write("news", NEWS.replace("2.0。", "2.0，供研究者试用。").replace("300人。", "300人，办公室在河边。"))
    project.write("river", TEXTS["river"].replace("130亿。", "150亿，其余细节没有公布。"))
    project.call("run")
    project.call("publish")
    assert project.published() == reviewed.published()
    changes = project.changes()
    for key, verdict in ((LATER, "accept"), (EMPLOYEES, "reject"), (PARAMETERS, "correct")):
        assert changes[key]["status"] == "pending"
        assert re.fullmatch(
            rf"verdict-[0-9a-f]{{16}} \({verdict}, mk\) rests on lines that no longer state this", changes[key]["note"]
        )
    assert {row["note"] for key, row in changes.items() if key not in (LATER, EMPLOYEES, PARAMETERS)} == {None}
    assert changes[LATER]["cause"] == ADDED  # it still has what made it wait at first
    assert {key: row["cause"] for key, row in changes.items() if not row["cause"]} == {}


def test_a_copy_without_output_publishes_the_same_reviewed_rows(rebuilt, tmp_path):
    project = copy_of(rebuilt, tmp_path / "project")
    project.call("publish", "--confidence", "0")
    check_reviewed(project)
    assert project.statuses() == {"rejected": 1, "edited": 1}
    shutil.copytree(project.folder / "sources", tmp_path / "copy" / "sources")
    copy = Project(tmp_path / "copy", project._shutten, project.rules)
    assert "a first version" in copy.call("run")
    check_reviewed(copy)
    assert {name: each for name, each in copy.published().items() if name != "manifest.json"} == {
        name: each for name, each in project.published().items() if name != "manifest.json"
    }
    assert copy.statuses() == project.statuses()
