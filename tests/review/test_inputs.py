import fcntl
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from versions_of_rows import document

from extract.datasets.versions import VersionStore
from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.review.inputs import FOLDER, kept_inputs, prune_inputs, read_inputs
from extract.review.kept import contents_digest
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.verdicts import Verdict, read_verdicts

NAMES = "- {id: org-star, zh: 甲星科技}\n"
VERDICT = Verdict(True, "organization:丙云", "org-star", reviewer="k", time="2026-01-05T09:30:00Z", note="同一家")


@pytest.fixture
def project(tmp_path):
    """Two documents and a folder of names."""
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "organizations.yaml").write_text(NAMES, encoding="utf-8")
    for name, text in (("a.md", "甲"), ("b.txt", "乙")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def entries(project):
    known = Metadata(
        title="题", authors=("甲", "乙"), url="https://example.org/a", addresses=("https://example.org/a",)
    )
    return (SourceEntry("first", project / "a.md", known, 2), SourceEntry(str(project / "b.txt"), project / "b.txt"))


def keep(project, verdicts=(VERDICT,), number=1, given=None):
    store = VersionStore(project / "versions", project / "datasets")
    with kept_inputs(store.folder, given or entries(project), project / "names", verdicts) as inputs:
        return store, store.add({"documents": [document(number)]}, {"fingerprint": "f", **inputs})


def files_in(project):
    folder = project / "versions" / FOLDER
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_what_a_version_is_made_of_can_be_had_again(project):
    _, version = keep(project)
    (project / "a.md").unlink()
    (project / "names" / "organizations.yaml").write_text("- {id: org-star, zh: 别名}\n", encoding="utf-8")
    inputs = read_inputs(version)
    assert inputs is not None
    assert inputs.version_id == version.version_id
    second, first = inputs.sources
    assert (first.entry_id, first.suffix, first.expected_pages) == ("first", ".md", 2)
    assert first.known == Metadata(
        title="题", authors=("甲", "乙"), url="https://example.org/a", addresses=("https://example.org/a",)
    )
    assert inputs.document(first.sha256).read_text(encoding="utf-8") == "甲"
    assert (inputs.names_folder() / "organizations.yaml").read_text(encoding="utf-8") == NAMES
    [verdict] = read_verdicts(inputs.verdicts_file()).identities
    assert (verdict.is_same, verdict.one, verdict.other, verdict.reviewer, verdict.note) == (
        True, "organization:丙云", "org-star", "k", "同一家",
    )  # fmt: skip
    assert second.entry_id == "b.txt"  # no path of this machine gets into a version


def test_the_package_is_kept_whole(project, tmp_path):
    _, version = keep(project)
    inputs = read_inputs(version)
    assert inputs.unpack_rules(tmp_path / "unpacked")
    told = subprocess.run(
        [sys.executable, "-c", "import extract; from extract.datasets.schema import read_schemas; "
         "print(extract.__file__, len(read_schemas()['figures'].fields))"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")}, cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert Path(told[0]).parent == tmp_path / "unpacked" / "extract"
    assert int(told[1]) > 10
    again = {path.relative_to(tmp_path / "unpacked").as_posix(): path.read_bytes()
             for pattern in ("*.py", "*.yaml", "*.tsv", "*.json") for path in (tmp_path / "unpacked").rglob(pattern)}  # fmt: skip
    assert contents_digest(again) == inputs.rules
    assert (project / "versions" / FOLDER / "rules" / f"{inputs.rules}.zip").stat().st_size < 2_000_000


def test_each_is_written_once_and_is_no_file_of_the_user(project):
    keep(project)
    before = {name: path.stat().st_ino for name, path in files_in(project).items()}
    keep(project, number=2)
    assert {name: path.stat().st_ino for name, path in files_in(project).items()} == before
    assert not {(project / name).stat().st_ino for name in ("a.md", "b.txt")} & set(before.values())
    assert {(project / name).stat().st_nlink for name in ("a.md", "b.txt")} == {1}


def test_what_was_damaged_is_as_good_as_gone(project, tmp_path):
    _, version = keep(project)
    inputs = read_inputs(version)
    for path in files_in(project).values():
        if path.suffix != ".zip" and path.parent.name != "sources":
            path.write_bytes(b"?" + path.read_bytes()[1:])
    package = next(path for name, path in files_in(project).items() if name.endswith(".zip"))
    with zipfile.ZipFile(package, "a") as opened:
        opened.writestr("extract/more.py", "")
    assert [inputs.document(each.sha256) for each in inputs.sources] == [None, None]
    assert inputs.names_folder() is None
    assert inputs.verdicts_file() is None
    assert not inputs.unpack_rules(tmp_path / "unpacked")
    [listed] = (project / "versions" / FOLDER / "sources").iterdir()
    listed.write_bytes(listed.read_bytes() + b"{}\n")
    assert read_inputs(version) is None


def test_a_version_of_an_older_shutten_tells_nothing(project):
    store = VersionStore(project / "versions", project / "datasets")
    assert read_inputs(store.add({"documents": [document()]}, {"fingerprint": "f"})) is None


def test_pruning_leaves_what_a_version_is_made_of(project):
    store, first = keep(project)
    (project / "a.md").write_text("丙", encoding="utf-8")
    (project / "names" / "people.yaml").write_text("- {id: person-a, zh: 丁甲}\n", encoding="utf-8")
    keep(project, verdicts=(), number=2)
    left = project / "versions" / FOLDER / "documents" / ".writing-abc"
    left.write_text("half")
    assert prune_inputs(store) == 1  # what a killed writer left
    all_of_both = set(files_in(project))
    store.prune(1)
    assert prune_inputs(store) == 4  # a document, the list of sources, the names, the verdicts
    kept = set(files_in(project))
    assert kept < all_of_both
    assert f"documents/{sha256_bytes('甲'.encode())}" in all_of_both - kept
    assert read_inputs(store.versions()[0]).names_folder() is not None
    assert first.version_id not in {each.version_id for each in store.versions()}


def test_pruning_waits_until_a_build_is_a_version(project):
    with (
        kept_inputs(project / "versions", entries(project), project / "names", ()),
        (project / "versions" / FOLDER / ".lock").open("w") as lock,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, 10, 2))
def test_a_kill_leaves_no_half_input(project, step):
    program = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_inputs
left = {step}
def killing(name):
    call = getattr(os, name)
    def killed(*given, **named):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return killed
os.fsync, os.replace, os.rename = killing("fsync"), killing("replace"), killing("rename")
test_inputs.keep(Path({str(project)!r}))
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    for name, path in files_in(project).items():
        kind, digest = name.split("/")[:2]
        if not digest.startswith(".writing-") and kind in ("documents", "sources", "verdicts"):
            assert sha256_bytes(path.read_bytes()) == digest.split(".")[0]
    store, version = keep(project)
    inputs = read_inputs(version)
    assert all(inputs.document(each.sha256) for each in inputs.sources)
    assert inputs.names_folder()
    assert inputs.verdicts_file()
    prune_inputs(store)
    assert not [name for name in files_in(project) if ".writing-" in name]


def test_a_folder_that_cannot_be_written_is_told(project):
    (project / "versions").mkdir()
    (project / "versions" / FOLDER).write_text("a file")
    with pytest.raises(ShuttenError, match="cannot be written"):
        keep(project)
