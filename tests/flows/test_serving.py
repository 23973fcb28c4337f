"""The refresh on a schedule: which groups, when, one at a time, and not long after its time."""

import datetime as dt
import inspect
import json
import os
import select
import signal
import subprocess
from pathlib import Path

import pytest
from local_site import Site
from news_site import NewsSite

from extract.errors import ShuttenError
from extract.sources.register import read_sources
from flows.serving import groups_to_serve

ROOT = Path(__file__).parents[2]


@pytest.fixture
def news():
    running = Site()
    running.start()
    yield NewsSite(running)
    running.stop()


@pytest.fixture
def project(news, tmp_path):
    return news.write_project(tmp_path / "project")


def with_schedules(project, schedules):
    path = project / "sources" / "catalogue.yaml"
    path.write_text(f"schedules: {schedules}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return read_sources(project / "sources")


def test_groups_with_enabled_sources_are_served_at_their_times(project):
    catalogue = with_schedules(project, "{timezone: Asia/Shanghai, crons: {daily: '5 4 * * *'}}")
    assert groups_to_serve(catalogue) == {"daily": "5 4 * * *", "weekly": "0 7 * * 1"}
    assert catalogue.schedules.timezone == "Asia/Shanghai"


def test_a_group_without_times_is_looked_at_by_hand_alone(project):
    path = project / "sources" / "catalogue.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("schedule: weekly", "schedule: by-hand"), encoding="utf-8")
    assert set(groups_to_serve(read_sources(project / "sources"))) == {"daily"}


@pytest.mark.parametrize("schedules", ["{timezone: Mars/Olympus}", "{crons: {daily: every day}}", "{cron: {}}"])
def test_times_that_cannot_be_meant_are_refused(project, schedules):
    with pytest.raises(ShuttenError, match="schedules"):
        with_schedules(project, schedules)


def test_nothing_to_serve_is_told_with_a_remedy(tmp_path):
    (tmp_path / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    with pytest.raises(ShuttenError, match="enabled: true"):
        groups_to_serve(read_sources(tmp_path))


@pytest.mark.slow
def test_the_deployments_drop_what_comes_meanwhile_and_the_worker_file_says_the_same(
    prefect_environment, project, monkeypatch
):
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.setenv(name, prefect_environment[name])
    import yaml

    from flows.serving_deployments import deployments

    [daily] = deployments(project, {"daily": "30 6 * * *"}, "Asia/Tokyo")
    assert daily.concurrency_options.collision_strategy == "CANCEL_NEW"
    assert daily.concurrency_limit == 1
    [schedule] = daily.schedules
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("30 6 * * *", "Asia/Tokyo")
    assert daily.parameters == {"project": str(project), "schedule": "daily"}
    with pytest.raises(ShuttenError, match="cannot be read"):
        deployments(project, {"daily": "99 99 * * *"}, "Asia/Tokyo")
    from flows.publish import publish as publish_flow

    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert [each["name"] for each in written] == ["hourly", "daily", "weekly", "publish"]
    publish = written.pop()
    assert publish["entrypoint"] == "flows.publish.publish"
    assert publish["parameters"].keys() <= inspect.signature(publish_flow.fn).parameters.keys()
    for each in written:
        assert each["entrypoint"] == daily.entrypoint
        assert each["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        assert each["parameters"].keys() == daily.parameters.keys()
        assert each["schedules"][0]["timezone"] == "Asia/Tokyo"


@pytest.mark.slow
def test_a_run_long_after_its_time_is_dropped(project, monkeypatch, tmp_path):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))  # importing Prefect makes the folder
    from prefect import runtime

    from flows.deployments import LATEST, scheduled_refresh

    due = dt.datetime.now(dt.UTC) - LATEST - dt.timedelta(minutes=5)
    monkeypatch.setattr(runtime.flow_run, "scheduled_start_time", due, raising=False)
    state = scheduled_refresh.fn(str(project), "daily")
    assert (state.type.value, state.message) == ("CANCELLED", "Late by 35 minutes; the next run looks again.")
    assert not (project / "output").exists()


@pytest.mark.slow
def test_serve_runs_a_refresh_and_one_that_was_killed_is_started_again_without_its_remains(project, tmp_path):
    with_schedules(project, "{timezone: UTC, crons: {daily: '* * * * *'}}")
    shutten = Path(os.sys.executable).with_name("shutten")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    history = project / "output" / "refresh" / "history.jsonl"

    def served(until):
        process = subprocess.Popen(
            [shutten, "serve"], cwd=project, env={**clean, "PREFECT_LOGGING_LEVEL": "INFO"}, stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        told = []
        while select.select([process.stdout], [], [], 180)[0] and (line := process.stdout.readline()):
            told.append(line)
            if until in line:
                return process
        raise AssertionError("".join(told))

    first = served("for flow 'ingest'")  # in the middle of a run
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=120)  # the run that it had begun holds the pipe until its end
    again = served("Finished in state Problems")
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=120)
    assert again.returncode == 0
    numbers = [json.loads(line)["refresh"] for line in history.read_text(encoding="utf-8").splitlines()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 1
