"""The cause of each change: version 1 from three documents, then each kind of input changed alone, and all at once."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import builds_of_texts
import pyarrow.parquet as pq
import pytest
from builds_of_texts import build

from extract.commands.project import version_store
from extract.review.causes import prove, prove_last_build
from extract.review.change import change_schema
from extract.review.changes import find_changes
from extract.review.experiments import KNOWLEDGE, Experiments
from extract.review.files import recorded_causes, write_changes
from extract.review.inputs import FOLDER, read_inputs
from extract.review.kept import contents_digest
from extract.review.proof import CAUSES

pytestmark = pytest.mark.slow

TEXTS = {
    "river": "# 星河\n\n2023年3月16日，甲星科技发布星河大模型。星河参数规模为130亿。\n",
    "wave": "# 海浪\n\n2023年5月9日，乙海研究院揭幕海浪大模型。海浪大模型的参数量为70亿。\n",
    "cloud": "# 合作\n\n甲星科技成立于2015年。2024年1月8日，丙云科技有限公司发布云雀大模型。\n",
}
ORGANIZATIONS = (
    "- {{id: org-star, zh: 甲星科技, category: company{}}}\n- {{id: org-sea, zh: 乙海研究院, category: institute}}\n"
)
MODELS = "- {{id: model-river, zh: 星河, maker: org-star{}}}\n- {{id: model-wave, zh: 海浪大模型, maker: org-sea}}\n"
NEWS = "# 新闻\n\n2024年6月3日，乙海研究院发布海浪大模型2.0。\n"
STAFF = "\n甲星科技员工有300人。\n"
SAME = (
    '{"verdict": "same", "one": "organization:丙云科技有限公司", "other": "org-sea", "reviewer": "k", '
    '"time": "2026-01-05T09:30:00Z"}\n'
)


class Project:
    """A folder with documents, names and verdicts, and what was built of them."""

    def __init__(self, folder):
        self.folder = folder
        self.store = version_store(folder)

    def write(self, name, text):
        (self.folder / "sources" / "inbox" / f"{name}.zh.md").write_text(text, encoding="utf-8")

    def write_names(self, organizations="", models=""):
        names = self.folder / "sources" / "names"
        (names / "organizations.yaml").write_text(ORGANIZATIONS.format(organizations), encoding="utf-8")
        (names / "models.yaml").write_text(MODELS.format(models), encoding="utf-8")

    def decide(self):
        (self.folder / "sources" / "verdicts.jsonl").write_text(SAME, encoding="utf-8")

    def build_with_another_rule(self):
        """Build with a copy of the package whose Chinese rules know one more word for a release."""
        package = self.folder / "package"
        assert read_inputs(self.store.builds()[0]).unpack_rules(package)
        rules = package / "extract" / "lang" / "zh.yaml"
        text = rules.read_text(encoding="utf-8")
        edited = re.sub(r"(?m)^(\s*released: \[)", r"\1揭幕, ", text, count=1)
        assert edited != text
        rules.write_text(edited, encoding="utf-8")
        subprocess.run(
            [sys.executable, builds_of_texts.__file__, str(self.folder)],
            env={**os.environ, "PYTHONPATH": str(package)}, cwd=self.folder, check=True,
        )  # fmt: skip

    def prove(self, recorded=None):
        first, last = self.store.builds()
        changes = find_changes(first.folder, last.folder)
        assert changes
        return prove(first, last, changes, recorded or {}, self.folder / "output" / "cache")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Version 1 from three documents."""
    folder = tmp_path_factory.mktemp("story")
    for name in ("inbox", "names"):
        (folder / "sources" / name).mkdir(parents=True)
    project = Project(folder)
    project.write_names()
    for name, text in TEXTS.items():
        project.write(name, text)
    build(folder)
    return folder


@pytest.fixture
def project(first, tmp_path):
    return Project(Path(shutil.copytree(first, tmp_path / "story")))


def causes(proved):
    return {(each.dataset, each.kind, each.field, each.label): each.cause for each in proved.changes}


def a_document_comes(project):
    project.write("news", NEWS + STAFF)
    build(project.folder)


def a_document_changes(project):
    project.write("river", TEXTS["river"].replace("130亿", "150亿"))
    build(project.folder)


def a_document_goes(project):
    (project.folder / "sources/inbox/wave.zh.md").unlink()
    build(project.folder)


def the_rules_change(project):
    project.build_with_another_rule()


def the_names_change(project):
    project.write_names(organizations=", en: Star Tech")
    build(project.folder)


def a_reviewer_decides(project):
    project.decide()
    build(project.folder)


@pytest.mark.parametrize(
    ("happens", "cause", "words"),
    [
        (a_document_comes, "document_added", "nothing but inbox/news.zh.md came"),
        (a_document_changes, "document_changed", "nothing but inbox/river.zh.md changed"),
        (a_document_goes, "document_removed", "nothing but inbox/wave.zh.md went"),
        (the_rules_change, "rules_changed", "Nothing but the rules differ"),
        (the_names_change, "knowledge_changed", "Nothing but the names differ"),
        (a_reviewer_decides, "decision", "Nothing but the verdicts about names differ"),
    ],
)  # fmt: skip
def test_what_alone_differs_is_the_cause_of_all(project, happens, cause, words):
    happens(project)
    proved = project.prove()
    assert {each.cause for each in proved.changes} == {cause}
    assert all(words.lower() in each.proof.lower() for each in proved.changes)
    assert (proved.read_again, proved.builds) == (0, 0)


def test_all_at_once_each_change_has_its_own_cause(project):
    project.write("news", NEWS + STAFF)
    project.write("river", TEXTS["river"].replace("130亿", "150亿"))
    project.write_names(organizations=", en: Star Tech")
    project.decide()
    project.build_with_another_rule()
    proved = project.prove()
    assert causes(proved) == {
        ("documents", "added", None, "新闻"): "document_added",
        ("documents", "changed", "sha256", "星河"): "document_changed",
        ("organizations", "changed", "aliases", "乙海研究院"): "decision",
        ("organizations", "re-keyed", "organization_id", "乙海研究院"): "decision",
        ("organizations", "changed", "name_en", "甲星科技"): "knowledge_changed",
        ("models", "added", None, "海浪大模型2.0"): "document_added",
        ("models", "changed", "evidence", "海浪大模型"): "document_added",
        ("releases", "added", None, "海浪大模型2.0 · released · 2024-06-03"): "document_added",
        ("releases", "added", None, "海浪大模型 · released · 2023-05-09"): "rules_changed",
        ("figures", "added", None, "甲星科技 · employees · 300 · people"): "document_added",
        ("figures", "changed", "value", "星河 · parameters · parameters"): "document_changed",
        ("relations", "added", None, "海浪大模型2.0 · developed_by · 乙海研究院"): "document_added",
        ("relations", "added", None, "海浪大模型 · developed_by · 乙海研究院"): "rules_changed",
    }
    first, last = (version.version_id[:8] for version in project.store.builds())
    told = {each.cause: each.proof for each in proved.changes}
    assert (
        told["rules_changed"]
        == f"5 documents read again as for {last}, but with the rules of {first}: it is as before."
    )
    assert f"with the names of {first}" in told["knowledge_changed"]
    assert f"with the verdicts about names of {first}" in told["decision"]
    assert "without inbox/news.zh.md" in told["document_added"]
    assert "with inbox/river.zh.md as it was" in told["document_changed"]
    assert proved.read_again
    assert not list((project.folder / "output" / "cache").glob(".building-*"))


def test_a_change_that_needs_two_inputs_has_both_as_its_cause(project):
    project.write("news", "# 新闻\n\n昆仑镜的参数规模为90亿。\n")
    project.write_names(models=", aliases: [昆仑镜]", organizations=", en: Star Tech")
    build(project.folder)
    found = causes(proved := project.prove())
    assert (
        found["figures", "added", None, "星河 · parameters · 9000000000 · parameters"]
        == "document_added+knowledge_changed"
    )
    assert found["documents", "added", None, "新闻"] == "document_added"
    assert found["organizations", "changed", "name_en", "甲星科技"] == "knowledge_changed"
    assert (proved.read_again, proved.builds) == (1, 4)  # the news with the old names: all else was read before
    [both] = [each for each in proved.changes if each.dataset == "figures"]
    first, last = (version.version_id[:8] for version in project.store.builds())
    assert both.proof == (
        f"3 documents read again as for {last}, but without inbox/news.zh.md and with the names of {first}, each alone: "
        "it is as before."
    )


def test_a_change_that_either_of_two_inputs_brings_about_has_both_as_its_cause(project):
    project.write("news", NEWS + STAFF)
    project.write("cloud", TEXTS["cloud"] + STAFF)
    build(project.folder)
    proved = project.prove()
    found = causes(proved)
    assert found["figures", "added", None, "甲星科技 · employees · 300 · people"] == "document_added+document_changed"
    assert found["releases", "added", None, "海浪大模型2.0 · released · 2024-06-03"] == "document_added"
    assert found["documents", "changed", "sha256", "合作"] == "document_changed"
    [either] = [each for each in proved.changes if each.dataset == "figures"]
    assert (
        "but with inbox/news.zh.md and with inbox/cloud.zh.md as it is now, each alone: it comes about" in either.proof
    )


def test_what_was_pruned_leaves_changes_without_a_cause(project):
    project.write("news", NEWS)
    project.write_names(organizations=", en: Star Tech")
    build(project.folder)
    first, last = project.store.builds()
    shutil.rmtree(read_inputs(first).names_folder())
    proved = project.prove()
    assert {each.cause for each in proved.changes} == {None}
    assert {each.proof for each in proved.changes} == {f"Not proved: the names of {first.version_id} were pruned."}
    changes = find_changes(first.folder, last.folder)
    cache = project.folder / "output" / "cache"
    assert {each.proof for each in prove(None, last, changes, {}, cache).changes} == {
        "Not proved: the earlier build was pruned."
    }
    shutil.rmtree(project.store.folder / FOLDER / "sources")
    assert {each.proof for each in project.prove().changes} == {
        "Not proved: what the builds were made of was not kept."
    }


def test_a_document_that_cannot_be_had_is_no_hindrance_where_nothing_else_concerns_a_row(project):
    project.write("news", NEWS)
    project.write("river", TEXTS["river"].replace("130亿", "150亿"))
    first = project.store.builds()[0]
    build(project.folder)
    [river] = [each for each in read_inputs(first).sources if "river" in each.entry_id]
    read_inputs(first).document(river.sha256).unlink()
    found = causes(proved := project.prove())
    assert found["figures", "changed", "value", "星河 · parameters · parameters"] == "document_changed"
    assert found["models", "added", None, "海浪大模型2.0"] == "document_added"
    assert all(each.proof.startswith("Of what the row rests on nothing but inbox/") for each in proved.changes)


def test_what_was_pending_before_keeps_its_cause(project):
    project.write("news", NEWS)
    build(project.folder)
    first, second = project.store.builds()
    recorded = project.folder / "output" / "changes"
    cache = project.folder / "output" / "cache"
    proved = prove_last_build(project.store, find_changes(first.folder, second.folder), recorded, cache)
    write_changes(proved.changes, first.version_id, second.version_id, recorded)
    project.write_names(organizations=", en: Star Tech")
    build(project.folder)
    third = project.store.builds()[-1]
    changes = find_changes(first.folder, third.folder)  # the first is still published
    later = prove_last_build(project.store, changes, recorded, cache)
    found = causes(later)
    assert found.pop(("organizations", "changed", "name_en", "甲星科技")) == "knowledge_changed"
    assert set(found.values()) == {"document_added"}
    kept = {each.change_id: (each.cause, each.proof) for each in proved.changes}
    assert kept.items() <= {each.change_id: (each.cause, each.proof) for each in later.changes}.items()
    shutil.rmtree(recorded)
    unknown = prove_last_build(project.store, changes, recorded, cache)
    assert {each.proof for each in unknown.changes if each.cause is None} == {
        "Not proved: it was there before the last build, and its cause was not kept."
    }


def test_causes_and_proofs_stand_in_the_files_of_the_changes(project):
    the_names_change(project)
    proved = project.prove()
    folder = project.folder / "output" / "changes"
    write_changes(proved.changes, "a", "b", folder)
    assert recorded_causes(folder) == {
        each.change_id: {"cause": each.cause, "proof": each.proof} for each in proved.changes
    }
    pattern = re.compile(change_schema().descriptor["fields"][7]["constraints"]["pattern"])
    assert all(pattern.fullmatch(each) for each in (*CAUSES, "+".join(CAUSES)))
    assert not pattern.fullmatch("document_added,decision")


def test_after_a_rollback_causes_are_proved_against_what_is_published(project):
    project.write("news", NEWS)
    build(project.folder)
    the_names_change(project)
    first, _, third = project.store.builds()
    project.store.publish(first.version_id)
    changes = find_changes(first.folder, third.folder)
    recorded, cache = project.folder / "output" / "changes", project.folder / "output" / "cache"
    proved = prove_last_build(project.store, changes, recorded, cache)
    found = causes(proved)
    assert found.pop(("organizations", "changed", "name_en", "甲星科技")) == "knowledge_changed"
    assert set(found.values()) == {"document_added"}
    assert proved.builds == 4
    assert {each.change_id for each in proved.changes} == {each.change_id for each in changes}


def test_a_change_that_would_undo_a_correction_comes_from_a_decision(project):
    project.write("news", NEWS)
    build(project.folder)
    first, last = project.store.builds()
    tables = {path.stem: pq.read_table(path) for path in last.folder.glob("*.parquet")}
    [figure] = [each for each in tables["figures"].to_pylist() if each["subject"] == "星河"]
    figures = [{**each, "unit": "words"} if each == figure else each for each in tables["figures"].to_pylist()]
    correction = {
        "correction_id": "correction-0123456789abcdef", "dataset": "figures", "row_id": figure["figure_id"], "field": "unit",
        "stated": "parameters", "corrected": "words", "reviewer": "k", "decided_at": "2026-01-05T09:30:00Z", "note": None,
    }  # fmt: skip
    made = {**tables, "figures": figures, "corrections": [correction]}
    settled = project.store.add(made, {"settled": True, "published": first.version_id, "candidate": last.version_id})
    project.store.publish(settled.version_id)
    recorded, cache = project.folder / "output" / "changes", project.folder / "output" / "cache"
    changes = find_changes(settled.folder, last.folder)
    [proved] = prove_last_build(project.store, changes, recorded, cache).changes
    assert (proved.field, proved.before, proved.after, proved.cause) == ("unit", "words", "parameters", "decision")
    assert proved.proof == "A reviewer corrected the published value; the build has what the source states."


def test_a_build_that_cannot_be_made_is_told_without_a_folder_of_this_machine(project):
    the_names_change(project)
    before, after = (read_inputs(version) for version in project.store.builds())
    models = MODELS.format("").encode()  # their makers stand in another file
    digest = contents_digest({"models.yaml": models})
    folder = before.names_folder().with_name(digest)
    folder.mkdir()
    (folder / "models.yaml").write_bytes(models)
    documents = {each.document_id for each in after.sources}
    put_back, nothing = frozenset([KNOWLEDGE]), frozenset()
    cache = project.folder / "output" / "cache"
    with Experiments(replace(before, names=digest), after, (), documents, cache) as experiments:
        outcomes = experiments.outcomes([put_back, nothing])
    assert "model-river names org-star, which no file has" in outcomes[put_back].failure
    assert str(project.folder) not in outcomes[put_back].failure
    assert not outcomes[nothing].failure
    assert experiments.builds == 1
