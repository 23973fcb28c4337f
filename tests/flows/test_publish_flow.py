"""Publishing as a flow: a paused one goes on with the reviewer's word."""

import subprocess
import sys

import pytest
from publish_project import Project

pytestmark = pytest.mark.slow
_FLOW = """
import sys
from flows import publish
publish.LOOK_EVERY = 1.0
state = publish.publish(sys.argv[1], wait_for_review=sys.argv[2] == "wait", hours=float(sys.argv[3]), return_state=True)
print(state.name, state.message)
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []\n")
    project = Project(tmp_path)
    project.path = tmp_path / "sources" / "verdicts.jsonl"
    project.run(1, 2)
    project.run(1, 2, 3, 4)
    return project


def flow(project, environment, *words):
    return subprocess.Popen(
        [sys.executable, "-c", _FLOW, str(project.folder), *words], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_a_flow_publishes_what_was_accepted(project, prefect_environment):
    project.say("accept", 3)
    output, told = flow(project, prefect_environment, "now", "1").communicate(timeout=300)
    assert "Completed 1 changes published, 1 waiting." in output, told
    assert project.published() == {1: 1, 2: 2, 3: 3}


def test_a_flow_that_waits_goes_on_when_the_last_change_is_decided(project, prefect_environment):
    project.say("accept", 3)
    process = flow(project, prefect_environment, "wait", "1")
    for line in process.stderr:
        if "Pausing flow" in line:
            break
    assert project.published() == {1: 1, 2: 2}
    project.say("reject", 4)
    output, told = process.communicate(timeout=300)
    assert "Completed 1 changes published, 0 waiting." in output, told
    assert project.published() == {1: 1, 2: 2, 3: 3}


def test_a_flow_that_waits_goes_on_when_somebody_publishes(project, prefect_environment):
    process = flow(project, prefect_environment, "wait", "1")
    for line in process.stderr:
        if "Pausing flow" in line:
            break
    project.publish(confidence=0.4)
    output, told = process.communicate(timeout=300)
    assert "Completed 0 changes published, 1 waiting." in output, told


def test_a_flow_for_which_nobody_says_a_word_publishes_nothing(project, prefect_environment):
    project.say("accept", 3)
    output, told = flow(project, prefect_environment, "wait", "0.001").communicate(timeout=300)
    assert (output.startswith("Failed "), "never resumed" in output) == (True, True), told
    assert project.published() == {1: 1, 2: 2}
