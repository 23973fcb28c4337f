"""`shutten publish`, and what `changes`, `versions` and `rollback` tell of it: real processes in a small project."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from publish_project import Project

pytestmark = pytest.mark.slow

SHUTTEN = Path(sys.executable).with_name("shutten")


@pytest.fixture
def project(tmp_path):
    """Two figures are published, two are new in the last build, of which one was accepted."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []\n")
    project = Project(tmp_path)
    project.path = tmp_path / "sources" / "verdicts.jsonl"
    project.run(1, 2)
    project.run(1, 2, 3, 9)
    project.say("accept", 3)
    return project


def shutten(project, *words):
    told = subprocess.run(
        [SHUTTEN, words[0], "--project", project.folder, *words[1:]], capture_output=True, text=True, check=False,
        env=dict(os.environ),
    )  # fmt: skip
    return told.returncode, told.stdout, told.stderr


def test_what_was_accepted_is_published_and_what_waits_is_told(project):
    code, told, error = shutten(project, "publish")
    assert (code, error) == (0, "")
    assert told.split("\n")[0] == f"Published {project.store.published().version_id}: 1 change"
    assert told.split("\n")[1].startswith("1 change waits for a reviewer: 'shutten changes' shows")
    assert project.published() == {1: 1, 2: 2, 3: 3}
    code, told, _ = shutten(project, "publish")
    assert (code, told.split("\n")[0]) == (0, "Nothing to publish.")


def test_a_confidence_and_a_dry_run(project):
    code, told, _ = shutten(project, "publish", "--confidence", "0.8", "--dry-run")
    assert code == 0
    assert "2 changes: 2 added" in told
    assert project.published() == {1: 1, 2: 2}
    assert shutten(project, "publish", "--confidence", "0.8")[0] == 0
    assert project.published() == {1: 1, 2: 2, 3: 3, 9: 9}
    code, _, error = shutten(project, "publish", "--confidence", "8")
    assert (code, "give a number from 0 to 1" in error) == (2, True)


def test_after_a_rollback_the_changes_are_those_against_the_older_version(project):
    first = project.store.published().version_id
    shutten(project, "publish")
    code, told, _ = shutten(project, "rollback", first)
    assert (code, told.startswith(f"Published {first}, in place of ")) == (0, True)
    code, told, _ = shutten(project, "changes", "--status", "accepted", "--check")
    assert (code, "1 change: 1 added" in told) == (0, True)
    assert shutten(project, "changes", "--check")[0] == 1
    assert shutten(project, "publish")[0] == 0
    assert project.published() == {1: 1, 2: 2, 3: 3}
    lines = shutten(project, "versions")[1].splitlines()
    assert sorted(line[0] for line in lines) == [" ", "*", "?"]


def test_changes_that_nobody_wrote_down_are_not_published_until_they_are_looked_at(project):
    folder = project.folder / "output" / "changes"
    told = json.loads((folder / "compared.json").read_text())
    (folder / "compared.json").write_text(json.dumps({**told, "candidate": "0" * 16}))
    code, told, error = shutten(project, "publish")
    assert (code, told, "tells of other versions" in error, "Traceback" in error) == (3, "", True, False)
    assert shutten(project, "changes")[0] == 0
    assert shutten(project, "publish")[0] == 0
    assert project.published() == {1: 1, 2: 2, 3: 3}
