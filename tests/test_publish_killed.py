"""Builds, verdicts and publishing that are killed at any moment, and two that publish at once: real processes."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from publish_project import Project, contents, policy

from extract.publish import decided_changes, record_changes

_WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from publish_project import Project
project = Project(Path(sys.argv[2]))
print("ready", flush=True)
for number in range(int(sys.argv[3]), int(sys.argv[4])):
    known = sorted({int(each.row[-2:], 16) for each in project.verdicts.changes if each.verdict == "accept"})
    project.run(1, 2, *known, number)
    print(project.say("accept", number), number, flush=True)
    project.publish()
    print("published", number, flush=True)
"""
FOLDER = str(Path(__file__).parent / "review")


def worker(project, first, last):
    words = [sys.executable, "-c", _WORKER, FOLDER, str(project.folder), str(first), str(last)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    project.run(1, 2)
    return project


def said(output):
    """Return the verdicts of which a worker said that they are on the disk, with their figures."""
    lines = [line.split() for line in output.splitlines()]
    return {words[0]: int(words[1]) for words in lines if words and words[0].startswith("verdict-")}


def check(project, given):
    """Assert that what is published is whole and one version, and that no verdict was lost or stands twice."""
    shown = project.store.published()
    assert shown.is_whole()
    assert contents(project.store.published_folder) == contents(shown.folder)
    assert all(version.is_whole() for version in project.store.versions())
    lines = [json.loads(line) for line in project.path.read_text().splitlines()] if project.path.is_file() else []
    rows = [int(line["row"][-2:], 16) for line in lines]
    assert len(rows) == len(set(rows))
    assert set(given) <= {each.verdict_id for each in project.verdicts.changes}
    assert {1, 2} <= set(project.published()) <= {1, 2, *rows}


def assert_nothing_is_left(project):
    """Assert that the next process to publish has cleared away what those that were killed left."""
    shown = project.store.published().version_id
    for name in (project.store.builds()[0].version_id, shown):
        project.store.publish(name)
    left = {path.name for path in project.store.folder.iterdir()} - {
        version.version_id for version in project.store.versions()
    }
    assert left <= {".lock", "log.jsonl", "inputs"}
    assert sorted(path.name for path in (project.folder / "output").iterdir()) == ["changes", "datasets", "versions"]


@pytest.mark.slow
def test_a_kill_anywhere_loses_nothing_and_publishes_nothing_half(project):
    chance = random.Random(20260105)
    given = {}
    for attempt in range(10):
        first = 3 + 20 * attempt
        process = worker(project, first, first + 20)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        try:
            output, _ = process.communicate(timeout=chance.uniform(0.0, 5.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            output, _ = process.communicate()
        assert process.returncode == -signal.SIGKILL
        given |= said(output)
        check(project, given)
    assert len(given) > 3
    accepted = sorted({int(each.row[-2:], 16) for each in project.verdicts.changes})
    project.run(1, 2, *accepted)
    project.publish()
    assert set(project.published()) == {1, 2, *accepted}
    assert project.run(1, 2, *accepted).left == ()
    assert_nothing_is_left(project)


_LOOPS = {
    "build": """
for number in itertools.count(int(sys.argv[3])):
    project.run(1, 2, number % 250 + 3, number)
    print("built", number, flush=True)
""",
    "verdict": """
for number in itertools.count(int(sys.argv[3])):
    group = [line(number, part) for part in range(200)]
    print(*append_verdicts(project.path, group), flush=True)
""",
    "publish": """
first = project.store.builds()[0].version_id
for number in itertools.count(int(sys.argv[3])):
    project.store.publish(first)
    print("back", number, flush=True)
    record_changes(project.store, decided_changes(project.store, project.verdicts, policy()))
    assert project.publish().moved
    print("published", number, flush=True)
    whole = project.store.published().version_id
    for name in [first, whole] * 5:  # most kills are to meet the exchange itself
        project.store.publish(name)
""",
}
_PHASE = """
import itertools
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from publish_project import Project, policy
from extract.publish import decided_changes, record_changes
from extract.sources.verdicts import append_verdicts
project = Project(Path(sys.argv[2]))
def line(number, part):
    places = {"document": "doc-1", "page": 1, "start": 4, "end": 7, "quote": "100", "line": f"{part:016x}"}
    return {
        "verdict": "reject", "dataset": "figures", "row": f"figure-{number:08x}{part:08x}", "row_before": None,
        "kind": "added", "field": None, "before": None, "after": None, "evidence": [places] * 20,
        "reviewer": "mk", "time": "2026-01-05T09:30:00Z",
    }
print("ready", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["build", "verdict", "publish"])
def test_ten_kills_in_each_phase_lose_nothing(project, phase):
    """A process does one thing over and over; wherever it is killed, all that it said is done and nothing stands half."""
    chance = random.Random(phase)
    wanted = {1, 2, 3}
    project.run(*wanted)
    if phase == "publish":
        project.say("accept", 3)
    told = 0
    for attempt in range(10):
        words = [sys.executable, "-c", _PHASE + _LOOPS[phase], FOLDER, str(project.folder), str(1000 * attempt)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=chance.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        output, error = process.communicate()
        assert process.returncode == -signal.SIGKILL, error
        lines = output.splitlines()
        told += len(lines)
        shown = project.store.published()
        assert shown.is_whole()
        assert contents(project.store.published_folder) == contents(shown.folder)
        assert all(version.is_whole() for version in project.store.versions())
        if phase == "verdict":
            given = [each.verdict_id for each in project.verdicts.changes]
            assert len(given) == len(set(given))
            assert {each for line in lines for each in line.split()} <= set(given)
        assert set(project.published()) in ([wanted, {1, 2}] if phase == "publish" else [{1, 2}])
    assert told > 3
    if phase == "publish":
        decided = decided_changes(project.store, project.verdicts, policy())
        record_changes(project.store, decided)
        project.publish()
        assert set(project.published()) == wanted
    assert project.run(*wanted).waiting == (0 if phase == "publish" else 1)
    assert_nothing_is_left(project)


@pytest.mark.slow
def test_of_two_that_publish_at_once_none_takes_back_what_the_other_did(project):
    project.run(1, 2, *range(3, 13))
    for number in range(3, 13):
        project.say("accept", number)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from publish_project import Project\n"
        "project = Project(Path(sys.argv[2]))\n"
        "print(project.publish().moved)"
    )
    words = [sys.executable, "-c", code, FOLDER, str(project.folder)]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate() for process in both]
    # The other one finds nothing left, or that somebody was quicker; it never publishes over it.
    assert sorted(output for output, _ in told)[-1] == "True\n", told
    for process, (_, error) in zip(both, told, strict=True):
        assert process.returncode == 0 or "somebody else at this moment" in error or "tells of other versions" in error
    assert set(project.published()) == set(range(1, 13))
    assert [entry.event for entry in project.store.log()].count("published") == 2
    check(project, {})


@pytest.mark.slow
def test_a_run_goes_on_when_a_reviewer_publishes_meanwhile(project, monkeypatch):
    """Between comparing and publishing somebody else publishes: what the rules let through goes out on top of it."""
    project.run(1, 2, 3, 4)
    project.say("accept", 3)
    publish_after, raced = project.store.publish_after, []

    def late(name, before, by=""):
        if not raced:
            raced.append(True)
            other = Project(project.folder)
            other.publish()
        return publish_after(name, before, by)

    monkeypatch.setattr(project.store, "publish_after", late)
    outcome = project.run(1, 2, 3, 4, rules=[{"confidence": 0.4}])
    assert raced
    assert project.published() == {1: 1, 2: 2, 3: 3, 4: 4}
    assert outcome.left == ()
