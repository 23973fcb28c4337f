"""From build to published: what waits, what goes out, and what a killed or a second publisher leaves."""

import copy
import json

import pyarrow.parquet as pq
import pytest
from publish_project import Project, build, contents, policy

from extract.errors import ShuttenError
from extract.publish import changes_folder, decided_changes, pending, publish_built, record_changes

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    outcome = project.run(1, 2)
    assert (outcome.moved, outcome.left) == (True, ())
    return project


def test_the_first_build_is_published_and_the_next_one_waits(project):
    outcome = project.run(1, 2, 3)
    assert (outcome.moved, outcome.waiting, outcome.through) == (False, 1, ())
    assert project.published() == {1: 1, 2: 2}
    assert set(contents(changes_folder(project.store))) == {
        "changes.parquet", "changes.csv", "changes.md", "compared.json"
    }  # fmt: skip
    told = json.loads(contents(changes_folder(project.store))["compared.json"])
    assert told["published"] == project.store.published().version_id
    assert told["candidate"] == project.store.candidate().version_id
    assert [each.change_id for each in pending(project.store, project.verdicts, policy())] == [
        each.change_id for each in outcome.left
    ]


def test_an_equal_build_leaves_nothing_to_do(project):
    before = project.store.published()
    outcome = project.run(1, 2)
    assert (outcome.moved, outcome.left, project.store.published()) == (False, (), before)
    assert project.publish().moved is False


def test_only_what_a_rule_lets_through_goes_out_with_a_run(project):
    outcome = project.run(2, 3, 9, rules=[{"kind": ["added"], "confidence": 0.5}])
    assert ([each.row_id[-1] for each in outcome.through], outcome.waiting) == (["9"], 2)
    assert project.published() == {1: 1, 2: 2, 9: 9}
    assert project.store.candidate() is not None
    outcome = project.run(2, 3, 9, rules="all")
    assert project.published() == {2: 2, 3: 3, 9: 9}
    assert project.store.published() == project.store.builds()[-1]  # the build itself, not a copy of it


def test_what_was_accepted_goes_out_by_publishing_and_not_by_a_run(project):
    project.run(1, 2, 3, 4)
    project.say("accept", 3)
    outcome = project.run(1, 2, 3, 4)
    assert (outcome.moved, outcome.accepted, outcome.waiting) == (False, 1, 1)
    outcome = project.publish()
    assert ([each.row_id[-1] for each in outcome.through], outcome.waiting) == (["3"], 1)
    assert project.published() == {1: 1, 2: 2, 3: 3}
    assert project.store.log()[-1].by == "mk"
    assert project.publish().moved is False


def test_a_dry_run_tells_and_does_nothing(project):
    project.run(1, 2, 3)
    project.say("accept", 3)
    before = contents(project.folder / "output" / "datasets"), project.store.versions()
    outcome = project.publish(dry_run=True)
    assert ([each.row_id[-1] for each in outcome.through], outcome.moved) == (["3"], True)
    assert (contents(project.folder / "output" / "datasets"), project.store.versions()) == before


def test_a_confidence_lets_out_what_waits_but_not_what_was_rejected_or_waits_again(project):
    project.run(1, 2, 5, 6, 7, 8)
    project.say("reject", 7)
    seen = {"document": "doc-1", "page": 1, "start": 4, "end": 7, "quote": "100", "line": "0" * 16}
    project.say("accept", 8, evidence=[seen])
    outcome = project.publish(confidence=0.6)
    assert project.published() == {1: 1, 2: 2, 6: 6}
    assert {int(each.row_id[-1]): each.status for each in outcome.left} == {5: "pending", 7: "rejected", 8: "pending"}


def test_a_rejected_row_does_not_return_because_it_is_found_again(project):
    project.run(1, 2, 3)
    project.say("reject", 3)
    project.run(1, 2)
    outcome = project.run(1, 2, 3, rules="all")
    assert (project.published(), outcome.waiting) == ({1: 1, 2: 2}, 0)
    project.publish(confidence=0.0)
    assert project.published() == {1: 1, 2: 2}


def test_a_rejected_removal_keeps_the_row_for_as_long_as_it_is_published(project):
    project.run(2)
    project.say("reject", 1)
    project.run(2, 3, rules="all")
    assert project.published() == {1: 1, 2: 2, 3: 3}


def test_a_correction_is_published_and_holds_on_later_runs(project):
    project.run(1, 2, 3)
    project.say("correct", 3, field="value", before=None, after="3", value="33")
    project.publish()
    assert project.published() == {1: 1, 2: 2, 3: 33}
    stated = pq.read_table(project.store.published_folder / "corrections.parquet").to_pylist()
    assert [(each["stated"], each["corrected"]) for each in stated] == [("3", "33")]
    outcome = project.run(1, 2, 3, 4, rules="all")
    assert (project.published(), outcome.waiting) == ({1: 1, 2: 2, 3: 33, 4: 4}, 0)
    assert project.run(1, 2, 3, 4).moved is False


def test_an_undone_correction_waits_and_the_source_has_its_word_back_when_it_is_accepted(project):
    project.run(1, 2, 3)
    given = project.say("correct", 3, field="value", before=None, after="3", value="33")
    project.publish()
    project.undo(given)
    outcome = project.run(1, 2, 3)
    assert (project.published()[3], [each.status for each in outcome.left]) == (33, ["pending"])
    project.say("accept", 3)
    project.publish()
    assert project.published()[3] == 3
    assert pq.read_table(project.store.published_folder / "corrections.parquet").num_rows == 0


def test_an_undone_verdict_counts_for_nothing(project):
    project.run(1, 2, 3)
    project.undo(project.say("reject", 3))
    assert project.changes()[3].status == "pending"


def test_after_a_rollback_a_run_publishes_nothing_that_no_rule_lets_through(project):
    first = project.store.published()
    project.run(1, 2, 3, 4)
    project.say("accept", 3)
    project.publish(confidence=0.0)
    assert project.published() == {1: 1, 2: 2, 3: 3, 4: 4}
    project.store.publish(first.version_id, by="mk")
    outcome = project.run(1, 2, 3, 4, 5, rules=[{"confidence": 0.5}])
    assert project.published() == {1: 1, 2: 2, 5: 5}
    assert {int(each.row_id[-1]): each.status for each in outcome.left} == {3: "accepted", 4: "pending"}


def test_what_was_not_looked_at_is_not_published(project):
    project.run(1, 2, 3)
    project.say("accept", 3)
    project.store.add(copy.deepcopy(build(1, 2, 3, 4)), {})  # a build whose changes nobody has written down yet
    with pytest.raises(ShuttenError, match="tells of other versions"):
        project.publish()
    assert project.published() == {1: 1, 2: 2}
    record_changes(project.store, decided_changes(project.store, project.verdicts, policy()))
    assert project.publish().moved


def test_nothing_is_published_while_what_would_be_is_not_whole(project):
    project.run(1, 2, 3, 4)
    project.say("accept", 3)
    project.say("correct", 4, field="value", before=None, after="4", value="many")
    before = contents(project.store.published_folder)
    with pytest.raises(ShuttenError, match="does not fit figures"):
        project.publish()
    assert contents(project.store.published_folder) == before


def test_causes_are_kept_until_they_are_proved_anew(project):
    from dataclasses import replace

    def prove(changes):
        return [replace(change, cause="document_changed", proof="read again") for change in changes]

    project.store.add(copy.deepcopy(build(1, 2, 3)), {})
    outcome = publish_built(project.store, project.verdicts, policy(), "run", prove)
    assert [each.cause for each in outcome.left] == ["document_changed"]
    assert project.changes()[3].cause == "document_changed"


def test_a_fresh_clone_with_the_verdicts_publishes_what_the_reviewed_project_has(project, tmp_path):
    project.run(1, 2, 3, 4, 5)
    project.say("accept", 3)
    project.say("reject", 4)
    project.say("correct", 5, field="value", before=None, after="5", value="55")
    project.publish()
    clone = Project(tmp_path / "clone")
    clone.folder.mkdir()
    clone.path.write_bytes(project.path.read_bytes())
    clone.run(1, 2, 3, 4, 5)
    assert clone.published() == project.published() == {1: 1, 2: 2, 3: 3, 5: 55}
    mine, theirs = contents(clone.store.published_folder), contents(project.store.published_folder)
    assert {name for name in mine if mine[name] != theirs[name]} == {"manifest.json"}
    assert [each.status for each in clone.changes().values()] == ["rejected", "edited"]
