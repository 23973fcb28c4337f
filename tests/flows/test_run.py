"""The whole command in a project of its own, with Prefect and its server, as a user runs it."""

import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHUTTEN = Path(sys.executable).with_name("shutten")
CATALOGUE = """\
sources:
  - {id: pangu, file: pangu-3.zh.txt, language: zh}
  - {id: wudao, file: wudao-3.zh.md, language: zh}
  - {id: gone, file: gone.pdf}
"""
pytestmark = pytest.mark.slow


def environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}


def shutten_run(*arguments, cwd):
    words = [str(SHUTTEN), "run", *map(str, arguments)]
    return subprocess.run(words, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=400, check=False)


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def servers(project):
    """Return the ids of the server processes whose Prefect folder lies in `project`."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_server = b"flows.server" in (path / "cmdline").read_bytes()
            if is_server and str(project).encode() in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:  # it has ended, or is not ours
            continue
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "sources" / "inbox").mkdir(parents=True)
    (folder / "sources" / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    for name in ("pangu-3.zh.txt", "wudao-3.zh.md"):
        shutil.copy(ROOT / "sources" / "samples" / name, folder / "sources" / name)
    shutil.copy(ROOT / "sources" / "samples" / "spark.zh.html", folder / "sources" / "inbox" / "own.zh.html")
    # A file of the user's that is named like a module of the standard library does not stop the server.
    (folder / "secrets.py").write_text("raise SystemExit('imported by mistake')\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(project):
    return shutten_run(cwd=project)


def test_a_run_reads_the_catalogue_and_the_inbox_and_names_what_is_missing(project, first):
    assert first.returncode == 1, first.stderr
    lines = first.stdout.split("\n")
    assert lines[0] == "3 documents, 3 pages"
    assert [line for line in lines if line.startswith("Problem")] == [
        "Problem: gone: There is no such file. [file-missing] Check the path."
    ]
    assert lines[-2] == "NOT complete: the datasets are in output/datasets/"
    assert (project / "output" / "datasets" / "datapackage.json").is_file()


def test_a_run_tells_its_progress_and_nothing_else(first):
    told = first.stderr.rstrip("\n").split("\n")
    assert told[0].startswith("Starting Prefect's server")
    assert [line.split(":")[0] for line in told[1:]] == [
        "[1/4] gone", "[2/4] pangu", "[3/4] wudao", "[4/4] inbox/own.zh.html"
    ]  # fmt: skip


def test_a_run_leaves_no_server_and_its_database_in_the_project(project, first):
    assert servers(project) == []
    assert (project / "output" / "prefect" / "prefect.db").is_file()


def test_the_next_run_reads_only_what_is_new_and_publishes_the_same_bytes(project, first):
    before = hashes(project / "output" / "datasets")
    assert before.pop("manifest.json")  # what is published is a version; a package elsewhere is none
    again = shutten_run("--output", project / "elsewhere", cwd=project / "sources" / "inbox")
    assert again.stdout.startswith("3 documents, 3 of them unchanged since the last run, 3 pages\n")
    assert again.stderr.count(": unchanged\n") == 3
    assert hashes(project / "elsewhere") == before


def test_a_verdict_changes_ids_and_no_document_is_read_again_for_it(project, first):
    before = hashes(project / "output" / "datasets")
    path = project / "sources" / "verdicts.jsonl"
    verdict = {"verdict": "same", "one": "model-wudao", "other": "model-pangu", "reviewer": "a", "time": "2026-01-05"}
    try:
        path.write_text(json.dumps(verdict) + "\n", encoding="utf-8")
        told = shutten_run("--output", project / "decided", cwd=project)
        assert told.stdout.startswith("3 documents, 3 of them unchanged since the last run, 3 pages\n")
        assert hashes(project / "decided") != before
        path.write_text("{\n", encoding="utf-8")
        told = shutten_run("--output", project / "decided", cwd=project)
        assert (told.returncode, "Starting" in told.stderr) == (3, False)
    finally:
        path.unlink()


def test_fresh_reads_everything_again(project, first):
    told = shutten_run("--fresh", "--source", project / "sources" / "pangu-3.zh.txt", "--output", "one", cwd=project)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("1 document, 1 page\n")
    assert "unchanged" not in told.stderr


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGKILL", -signal.SIGKILL)])
def test_a_run_that_is_stopped_leaves_the_last_package_whole(project, first, name, code):
    before = hashes(project / "output" / "datasets")
    run = subprocess.Popen(
        [SHUTTEN, "run", "--fresh"], cwd=project, env=environment(), stderr=subprocess.PIPE, text=True,
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert run.stderr
    with run, run.stderr as told:
        for line in told:
            if "pangu" in line:
                [server] = map(os.pidfd_open, servers(project))
                run.send_signal(signal.Signals[name])
                break
        rest = told.read()
    assert run.returncode == code
    assert "Traceback" not in rest
    assert hashes(project / "output" / "datasets") == before
    ended, _, _ = select.select([server], [], [], 20)
    os.close(server)
    assert ended, "the server goes on without its run"


def test_an_output_that_cannot_be_written_is_one_line_without_a_traceback(project, first):
    (project / "taken").write_text("mine", encoding="utf-8")
    told = shutten_run("--output", "taken", cwd=project)
    assert told.returncode == 3
    assert told.stderr.split("\n")[-2] == "shutten: taken: is a file. Give a folder."
    assert "Traceback" not in told.stderr
