"""A document that is replaced while rows of its old copy wait: what is published, and what is still told as a change."""

import copy

import pyarrow.parquet as pq
import pytest
from publish_project import Project, policy
from versions_of_rows import document, figure, organization, page, place

from extract.publish import publish_accepted, publish_built
from extract.review.changes import find_changes
from extract.review.superseded import recorded

pytestmark = pytest.mark.slow

RULES = [{"dataset": ["documents"]}]
KEPT, MOVED = "figure-00000000000000aa", "figure-00000000000000bb"


def build(number, value, more=""):
    """Rows of one document in its copy of some number: a company's staff, which may change, and its offices, which do not."""
    text = f"{more}甲有员工{value}人，分店7家。"
    at = text.index
    return {
        "documents": [document(number, title="甲的年报", publisher="甲")],
        "pages": [page(text, of=number)],
        "organizations": [organization("org-a", "甲")],
        "figures": [
            figure(MOVED, "org-a", value),
            figure(KEPT, "org-a", 7, metric="stores", unit="stores"),
        ],
        "evidence": [
            place("organizations", "org-a", at("甲"), of=number),
            place("figures", MOVED, at(str(value)), of=number, quote=str(value)),
            place("figures", KEPT, at("7家"), of=number, quote="7家"),
        ],
    }


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)

    def run(rows, rules=RULES):
        project.store.add(copy.deepcopy(rows), {"made": repr(rows)})
        return publish_built(project.store, project.verdicts, policy(rules), "run")

    project.build = run
    run(build(1, 100))
    return project


def evidence(project):
    rows = pq.read_table(project.store.published_folder / "evidence.parquet").to_pylist()
    return {(row["row_id"], row["document_id"]) for row in rows}


def told(changes):
    return {(each.dataset, each.kind, each.row_id, each.row_id_before, each.field) for each in changes}


WAITING = {
    ("documents", "changed", "doc-2", "doc-1", "sha256"),
    ("figures", "changed", MOVED, None, "value"),
}


def test_the_new_copy_states_all_but_what_waits_and_no_place_that_moved_is_a_change(project):
    outcome = project.build(build(2, 200))
    assert outcome.moved
    assert told(outcome.left) == WAITING
    assert evidence(project) == {("org-a", "doc-2"), (KEPT, "doc-2"), (MOVED, "doc-1")}
    assert recorded(project.store.published().folder) == {"doc-1": "doc-2"}


def test_the_old_copy_is_held_and_not_told_as_something_to_publish(project):
    outcome = project.build(build(2, 200))
    assert ([each.dataset for each in outcome.held], outcome.accepted, outcome.waiting) == (["documents"], 0, 1)
    again = project.build(build(2, 200))
    assert (again.moved, told(again.left), [each.dataset for each in again.held]) == (False, WAITING, ["documents"])
    dry = project.publish(dry_run=True)
    assert (dry.moved, dry.through) == (False, ())


def test_what_was_published_now_is_the_new_copy_alone(project):
    before = project.store.published()
    project.build(build(2, 200))
    found = find_changes(before.folder, project.store.published().folder)
    assert told(found) == {("documents", "added", "doc-2", None, None)}


def test_a_third_copy_takes_the_place_of_both(project):
    project.build(build(2, 200))
    outcome = project.build(build(3, 300, more="更新。"))
    assert {each[:4] for each in told(outcome.left)} == {
        ("documents", "changed", "doc-3", "doc-1"), ("figures", "changed", MOVED, None)
    }  # fmt: skip
    assert evidence(project) == {("org-a", "doc-3"), (KEPT, "doc-3"), (MOVED, "doc-1")}


def test_a_source_that_goes_back_to_its_old_copy_leaves_nothing_to_decide(project):
    first = build(1, 100)
    project.build(build(2, 200))
    outcome = project.build(first)
    assert (outcome.left, outcome.held) == ((), ())
    assert evidence(project) == {("org-a", "doc-1"), (KEPT, "doc-1"), (MOVED, "doc-1")}


def test_with_the_last_row_decided_the_old_copy_goes(project):
    project.build(build(2, 200))
    outcome = publish_accepted(project.store, project.verdicts, policy(RULES), "mk", confidence=0.0)
    assert (outcome.left, outcome.held) == ((), ())
    assert project.store.published() == project.store.builds()[-1]
    assert {each.dataset for each in outcome.through} >= {"figures"}


def test_another_document_of_the_same_title_that_goes_is_a_removal(tmp_path):
    project = Project(tmp_path)
    both = {dataset: [*rows, *build(2, 200)[dataset]] for dataset, rows in build(1, 100).items()}
    rows = {**both, "organizations": [organization("org-a", "甲")], "figures": build(1, 100)["figures"]}
    one = project.store.add(copy.deepcopy(rows), {"both": True})
    other = project.store.add(build(1, 100), {"both": False})
    assert recorded(one.folder) == {}
    assert ("documents", "removed", "doc-2", None, None) in told(find_changes(one.folder, other.folder))
