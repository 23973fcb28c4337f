"""`shutten versions`, `rollback` and `changes` as a user meets them: real processes in a small project."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.datasets.schema import read_schemas
from extract.datasets.versions import VersionStore

pytestmark = pytest.mark.slow

SHUTTEN = Path(sys.executable).with_name("shutten")


def organization(row_id, name):
    fields = read_schemas()["organizations"].fields
    return {**dict.fromkeys(fields), "organization_id": row_id, "name": name, "aliases": []}


def evidence(row_id, document):
    known = {
        "page": 1,
        "start": 0,
        "end": 1,
        "quote": "甲",
        "bbox": None,
        "rule": "name",
        "confidence": 0.9,
        "main": True,
    }
    return {
        "evidence_id": f"evidence-{row_id}",
        "dataset": "organizations",
        "row_id": row_id,
        "document_id": document,
        **known,
    }


def document(row_id, title):
    known = {
        "kind": "article",
        "language": "zh",
        "authors": [],
        "addresses": [],
        "copies": [],
        "corrects": [],
        "media_type": "text/plain",
        "sha256": "0",
        "pages": 1,
        "characters": 1,
    }
    return {**dict.fromkeys(read_schemas()["documents"].fields), **known, "document_id": row_id, "title": title}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []")
    return tmp_path


@pytest.fixture
def store(project):
    """A published version and a candidate that adds, removes and renames."""
    store = VersionStore(project / "output" / "versions", project / "output" / "datasets")
    documents = [document("doc-1", "人工智能 Weekly"), document("doc-2", "另一")]
    before = [organization("org-a", "甲"), organization("org-b", "乙")]
    first = store.add({"documents": documents, "organizations": before, "evidence": [evidence("org-b", "doc-1")]}, {})
    store.publish(first.version_id)
    after = [organization("org-a", "\x1b[31m甲"), organization("org-c", "丙")]
    store.add({"documents": documents, "organizations": after, "evidence": [evidence("org-c", "doc-2")]}, {})
    return store


def shutten(project, *words, **environment):
    command = [SHUTTEN, words[0], "--project", project, *words[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def kinds(told):
    assert told.returncode == 0, told.stderr
    return re.findall(r"^  ([-+~=]) ", told.stdout, re.MULTILINE)


def test_versions_are_listed_with_the_published_one_and_the_candidate(project, store):
    published, candidate = store.published(), store.candidate()
    lines = shutten(project, "versions").stdout.split("\n")
    assert lines[0].startswith(f"* {published.version_id}  20")
    assert lines[0].endswith("2 documents           5 rows")
    assert lines[1].startswith(f"? {candidate.version_id}")


def test_a_version_can_be_published_again_and_old_ones_removed(project, store):
    published, candidate = store.published(), store.candidate()
    told = shutten(project, "rollback", candidate.version_id[:6])
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Published {candidate.version_id}, in place of {published.version_id};")
    assert store.published() == candidate
    assert pq.read_table(project / "output/datasets/organizations.parquet")["organization_id"].to_pylist() == [
        "org-a",
        "org-c",
    ]
    told = shutten(project, "versions", "--prune", "1")
    assert told.stdout.split("\n")[0] == f"1 removed {published.version_id}"
    told = shutten(project, "rollback", published.version_id)
    assert (told.returncode, told.stdout) == (3, "")
    assert "is no version here" in told.stderr
    assert shutten(project, "versions", "--prune", "-1").returncode == 2


def test_changes_are_shown_and_harmless(project, store):
    told = shutten(project, "changes")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"from {store.published().version_id} to {store.candidate().version_id}\n")
    assert "organizations: 1 added, 1 removed, 1 changed" in told.stdout
    assert told.stdout.endswith("3 changes: 1 added, 1 removed, 1 changed\n")
    assert "\x1b" not in told.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "added"), ["+"]),
        (("--kind", "added", "--kind", "removed"), ["+", "-"]),
        (("--field", "name"), ["~"]),
        (("--dataset", "figures"), []),
        (("--source", "weekly"), ["-"]),
        (("--source", "doc-2"), ["+"]),
    ],
)
def test_filters_leave_what_they_name(project, store, words, expected):
    assert kinds(shutten(project, "changes", *words)) == expected


@pytest.mark.parametrize("words", [("--dataset", "pages"), ("--source", "nowhere"), ("--to", "0000")])
def test_a_filter_that_names_nothing_is_refused(project, store, words):
    told = shutten(project, "changes", *words)
    assert told.returncode == 3
    assert words[1] in told.stderr


def test_check_ends_with_1_as_long_as_something_is_pending(project, store):
    assert shutten(project, "changes", "--check").returncode == 1
    assert shutten(project, "changes", "--check", "--dataset", "figures").returncode == 0
    store.publish(store.candidate().version_id)
    assert shutten(project, "changes", "--check").returncode == 0
    first = store.versions()[0].version_id
    assert shutten(project, "changes", "--check", "--from", first).returncode == 1


def test_changes_are_written_in_three_forms(project, store):
    told = shutten(project, "changes", "--output", project / "output" / "changes", "--check")
    assert told.returncode == 1
    assert told.stdout.startswith("3 changes: 1 added, 1 removed, 1 changed; written to ")
    rows = pq.read_table(project / "output/changes/changes.parquet").to_pylist()
    assert {(row["kind"], row["status"]) for row in rows} == {
        (kind, "pending") for kind in ("added", "removed", "changed")
    }
    for form, name in (("csv", "changes.csv"), ("markdown", "changes.md")):
        assert shutten(project, "changes", "--format", form).stdout == (project / "output/changes" / name).read_text()
    command = [SHUTTEN, "changes", "--project", project, "--format", "parquet"]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    assert pq.read_table(io.BytesIO(data)).to_pylist() == rows
    assert json.loads(next(row["after"] for row in rows if row["kind"] == "added"))["name"] == "丙"


def test_without_a_version_it_is_said_what_to_do(project):
    assert shutten(project, "versions").stdout == "No version was built yet.\n"
    told = shutten(project, "changes", "--check")
    assert told.returncode == 3
    assert "Build one with 'shutten run'" in told.stderr


def on_a_terminal(project, *words, **environment):
    """Return what a command prints on a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [SHUTTEN, "changes", "--project", project, *words],
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **environment},
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux tells so that the other end is closed
            part = b""
        if not part:
            break
        printed += part
    os.close(ours)
    return printed.decode(), process.wait()


def test_colours_are_for_terminals_whose_user_wants_them(project, store):
    printed, _ = on_a_terminal(project, NO_COLOR="")
    assert "\033[32m  + 丙\033[0m" in printed
    assert "\033[31m甲" not in printed
    printed, _ = on_a_terminal(project, NO_COLOR="1")
    assert "+ 丙" in printed
    assert "\033" not in printed


def test_a_terminal_gets_no_bytes_that_it_acts_on(project, store):
    printed, code = on_a_terminal(project, "--format", "csv")
    assert code == 0
    assert "\033" not in printed
    assert "甲" in printed
    printed, code = on_a_terminal(project, "--format", "parquet")
    assert code == 3
    assert "cannot show Parquet" in printed
