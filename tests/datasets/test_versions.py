import datetime as dt
import json
import random
import signal
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from dataset_samples import documents, linker

from extract.datasets import swap
from extract.datasets.build import build_rows
from extract.datasets.store import MANIFEST, OUR_FILES, write_package
from extract.datasets.validate import validate
from extract.datasets.versions import VersionStore
from extract.errors import ShuttenError

VALID = validate(build_rows(documents(), linker()))
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    return VersionStore(tmp_path / "versions", tmp_path / "datasets", lambda: NOON)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def people(number):
    """Rows of a build of its own for each number."""
    row = {"name": "甲", "name_ja": None, "name_zh": "甲", "name_en": None, "aliases": []}
    return {"people": [{"person_id": f"person-{each}", **row} for each in range(number)]}


def test_a_version_is_whole_and_tells_what_it_was_made_from(store):
    version = store.add(VALID, {"code": "c1", "documents": [{"id": "document-1"}]})
    assert store.versions() == (version,)
    assert version.inputs == {"code": "c1", "documents": [{"id": "document-1"}]}
    assert version.rows == {dataset: len(rows) for dataset, rows in VALID.items()}
    assert version.is_whole()
    assert set(contents(version.folder)) == OUR_FILES
    assert pq.read_table(version.folder / "figures.parquet").num_rows == len(VALID["figures"])
    assert store.published() is None
    assert not store.published_folder.exists()


def test_the_same_build_is_one_version_and_other_inputs_or_rows_another(store):
    first = store.add(VALID, {"code": "1"})
    assert store.add({name: rows[::-1] for name, rows in VALID.items()}, {"code": "1"}) == first
    assert [entry.event for entry in store.log()] == ["built"]
    others = {store.add(VALID, {"code": "2"}).version_id, store.add(people(1), {"code": "1"}).version_id}
    assert len(others | {first.version_id}) == len(store.versions()) == 3


def test_two_stores_give_the_same_bytes(store, tmp_path):
    other = VersionStore(tmp_path / "elsewhere", tmp_path / "shown")
    assert contents(store.add(VALID, {"b": 1, "a": 2}).folder) == contents(other.add(VALID, {"a": 2, "b": 1}).folder)


def test_publishing_shows_a_version_and_rolling_back_the_one_before(store):
    first, second = store.add(people(1), {}), store.add(people(2), {})
    for version in (first, second, first):
        store.publish(version.version_id, by="mk")
        assert contents(store.published_folder) == contents(version.folder)
        assert store.published() == version
    told = [(entry.event, entry.version_id, entry.by) for entry in store.log()]
    assert told[2:] == [("published", each.version_id, "mk") for each in (first, second, first)]
    assert {entry.time for entry in store.log()} == {"2026-01-05T12:00:00+00:00"}


def test_the_candidate_is_what_was_built_last(store):
    assert store.candidate() is None
    first, second = store.add(people(1), {}), store.add(people(2), {})
    assert store.candidate() == second
    store.publish(second.version_id)
    assert store.candidate() is None
    store.add(people(1), {})
    assert store.candidate() == first
    assert store.versions() == (second, first)


def test_what_was_settled_is_no_candidate_and_is_known_as_what_it_is(store):
    first = store.add(people(1), {})
    settled = store.add(people(2), {"settled": True})
    assert (first.is_settled, settled.is_settled) == (False, True)
    assert store.versions() == (first, settled)
    assert store.builds() == (first,)
    assert store.candidate() == first
    store.publish(settled.version_id)
    assert (store.published(), store.candidate()) == (settled, first)
    assert [entry.event for entry in store.log()] == ["built", "settled", "published"]


def test_the_same_rows_as_those_of_a_given_version_make_no_other_one(store):
    first, second = store.add(people(1), {}), store.add(people(2), {})
    assert store.add(people(2), {"settled": True}, same_as=(first, second)) == second
    assert store.versions() == (first, second)
    assert store.add(people(3), {"settled": True}, same_as=(first, second)) not in (first, second)


def test_a_version_is_not_published_over_another_one_than_was_thought(store):
    first, second = store.add(people(1), {}), store.add(people(2), {})
    assert not store.publish_after(first.version_id, second)
    assert store.published() is None
    assert store.publish_after(first.version_id, None)
    assert not store.publish_after(second.version_id, None)
    assert store.published() == first
    assert store.publish_after(second.version_id, first, "mk")
    assert (store.published(), store.log()[-1].by) == (second, "mk")


def test_a_version_of_fewer_datasets_is_whole_and_can_be_published(store):
    """An older release knew fewer datasets; what it built can still be rolled back to."""
    version = store.add(people(1), {})
    made = json.loads((version.folder / MANIFEST).read_text())
    older = store.folder / "00000000000000aa"
    older.mkdir()
    for name in made["files"]:
        if not name.startswith("corrections."):
            (older / name).write_bytes((version.folder / name).read_bytes())
    files = {name: digest for name, digest in made["files"].items() if not name.startswith("corrections.")}
    (older / MANIFEST).write_text(json.dumps({**made, "files": files, "version": older.name}))
    store.publish(version.version_id)
    assert store.publish(older.name).is_whole()
    assert not (store.published_folder / "corrections.csv").exists()


def test_a_package_without_a_version_is_replaced_by_the_first_build(store):
    write_package(VALID, store.published_folder)
    (store.published_folder / "notes.txt").write_text("mine")
    version = store.publish(store.add(people(1), {}).version_id)
    assert contents(store.published_folder) == {**contents(version.folder), "notes.txt": b"mine"}


def test_a_file_of_somebody_else_is_not_published_over(store):
    store.published_folder.mkdir()
    (store.published_folder / "pages.csv").write_text("mine")
    with pytest.raises(ShuttenError, match=r"pages\.csv, which no package of ours"):
        store.publish(store.add(people(1), {}).version_id)
    assert contents(store.published_folder) == {"pages.csv": b"mine"}


def test_unchanged_files_are_kept_once_and_published_ones_are_copies(store):
    first = store.add(VALID, {"code": "1"})
    second = store.add({**VALID, **people(1)}, {"code": "2"})
    store.publish(second.version_id)
    same = [name for name in OUR_FILES if (first.folder / name).samefile(second.folder / name)]
    assert set(same) == OUR_FILES - {"people.csv", "people.parquet", "datapackage.json", MANIFEST}
    assert not any((each.folder / name).stat().st_mode & 0o222 for each in (first, second) for name in OUR_FILES)
    published = store.published_folder / "pages.csv"
    published.write_text("edited in place")
    assert first.is_whole()
    assert second.is_whole()
    store.publish(second.version_id)
    assert contents(store.published_folder) == contents(second.folder)


def test_a_damaged_version_is_not_published_and_is_built_again(store):
    first, second = store.add(people(1), {}), store.add(people(2), {})
    store.publish(first.version_id)
    damaged = second.folder / "people.csv"
    damaged.chmod(0o644)
    damaged.write_text("half")
    with pytest.raises(ShuttenError, match="was damaged"):
        store.publish(second.version_id)
    assert contents(store.published_folder) == contents(first.folder)
    assert store.add(people(2), {}).is_whole()
    assert store.publish(second.version_id).is_whole()


def test_a_version_is_found_by_the_beginning_of_its_id(store):
    version = store.add(people(1), {})
    assert store.version(version.version_id[:4]) == version
    for name in (version.version_id[:3], "0" * 16, "", "../versions", f"{version.version_id}/"):
        with pytest.raises(ShuttenError, match="is no version here"):
            store.version(name)


def test_a_beginning_of_several_ids_is_refused(store):
    version = store.add(people(1), {})
    twin = version.version_id[:15] + ("0" if version.version_id[15] != "0" else "1")
    made = json.loads((version.folder / MANIFEST).read_text())
    (store.folder / twin).mkdir()
    (store.folder / twin / MANIFEST).write_text(json.dumps({**made, "version": twin}))
    with pytest.raises(ShuttenError, match="several versions"):
        store.version(version.version_id[:8])
    assert store.version(version.version_id) == version


def test_pruning_keeps_the_last_ones_and_the_published_one(store):
    built = [store.add(people(number), {}) for number in range(5)]
    store.publish(built[0].version_id)
    assert store.prune(2) == tuple(each.version_id for each in built[1:3])
    assert store.versions() == (built[0], *built[3:])
    assert all(each.is_whole() for each in store.versions())
    assert store.prune(9) == ()
    assert store.prune(0) == tuple(each.version_id for each in built[3:])
    assert store.published() == built[0]
    assert [entry.event for entry in store.log()].count("pruned") == 4
    assert VersionStore(store.folder / "none", store.folder / "shown").prune(1) == ()


def test_a_spoiled_log_costs_no_version(store):
    first, second = store.add(people(1), {}), store.add(people(2), {})
    log = store.folder / "log.jsonl"
    lines = log.read_bytes().split(b"\n")
    log.write_bytes(lines[0] + b'\n\0\0\0\n{"time": 1}\n{"time": "half')
    assert store.versions() == (first, second)
    store.publish(first.version_id)
    assert [entry.event for entry in store.log()] == ["built", "published"]
    assert b"half" not in log.read_bytes()


def test_what_a_killed_build_could_not_log_is_the_candidate_only_until_the_next_build(store):
    first = store.add(people(1), {})
    log = store.folder / "log.jsonl"
    logged = log.read_bytes()
    unlogged, settled = store.add(people(2), {}), store.add(people(3), {"settled": True})
    log.write_bytes(logged)
    assert store.candidate() == unlogged
    assert store.add(people(1), {}) == first
    assert store.candidate() == first
    last = store.add(people(4), {})
    assert store.candidate() == last
    left = {(unlogged.version_id, "built"), (settled.version_id, "settled")}
    assert {(entry.version_id, entry.event) for entry in store.log()[1:3]} == left
    assert [entry.version_id for entry in store.log()[3:]] == [first.version_id, last.version_id]


def test_a_store_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ShuttenError, match="cannot be written"):
        VersionStore(tmp_path / "file" / "versions", tmp_path / "datasets").add(people(1), {})


_WORKER = """
import sys
from pathlib import Path
from extract.datasets.versions import VersionStore
root, first, last, keep = Path(sys.argv[1]), *map(int, sys.argv[2:])
store = VersionStore(root / "versions", root / "datasets")
print("ready", flush=True)
for number in range(first, last):
    rows = [{"page_id": f"page-{each}", "document_id": "document-1", "page": each, "text": "甲" * 1000, "width": None,
             "height": None, "way": None} for each in range(number)]
    version = store.add({"pages": rows}, {"n": number})
    store.publish(version.version_id)
    store.prune(keep)
    print(number, flush=True)
"""


def worker(root, first, last, keep=3):
    words = [sys.executable, "-c", _WORKER, root, *map(str, (first, last, keep))]
    return subprocess.Popen(words, stdout=subprocess.PIPE)


@pytest.fixture
def busy(store):
    """A store with a published version, and a file of somebody else beside it."""
    store.publish(store.add({}, {"n": 0}).version_id)
    (store.published_folder / "notes.txt").write_text("mine")
    return store


def check(store, highest):
    """Assert that what is published and every version is whole."""
    shown = store.published()
    assert shown is not None
    files = contents(store.published_folder)
    assert files.pop("notes.txt", b"mine") == b"mine"
    assert files == contents(shown.folder)
    assert 0 <= shown.inputs["n"] < highest
    assert shown.is_whole()
    assert all(version.is_whole() for version in store.versions())


def check_tidy(store):
    """Assert that nothing stands there but versions and what is published."""
    assert sorted(path.name for path in store.folder.parent.iterdir()) == ["datasets", "versions"]
    ids = [version.version_id for version in store.versions()]
    assert {path.name for path in store.folder.iterdir()} == {*ids, ".lock", "log.jsonl"}
    assert set(contents(store.published_folder)) == OUR_FILES | {"notes.txt"}


@pytest.mark.slow
def test_a_killed_build_leaves_the_published_version_whole_and_nothing_behind(busy, tmp_path):
    """Kill a process that builds, publishes and prunes, at random moments; then look at what is there and go on."""
    chance = random.Random(20260105)
    kills = 0
    for attempt in range(25):
        first = 1 + 100 * attempt
        process = worker(tmp_path, first, first + 100)
        for _ in range(chance.randrange(1, 4)):
            process.stdout.readline()
        try:
            process.wait(timeout=chance.uniform(0.0, 0.3))
        except subprocess.TimeoutExpired:
            kills += 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        check(busy, first + 100)
    assert kills == 25
    busy.publish(busy.add(people(1), {"n": 1}).version_id)
    check(busy, 2)
    check_tidy(busy)


@pytest.mark.slow
def test_two_processes_that_build_at_once_do_no_harm(busy, tmp_path):
    both = [worker(tmp_path, 1, 13, keep=10), worker(tmp_path, 7, 19, keep=10)]
    told = [process.communicate()[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [len(each) for each in told] == [13, 13]
    check(busy, 19)
    check_tidy(busy)
    ids = [version.version_id for version in busy.versions()]
    assert 10 <= len(ids) == len(set(ids)) <= 12


def leave(target, *names, suffix=""):
    """Make what a killed writer of `target` leaves."""
    left = target.parent / f"{swap._prefix(target)}a1b2c3d4{suffix}"
    left.mkdir()
    for name in names:
        (left / name).write_text(f"left {name}")
    return left


def test_what_a_killed_writer_left_is_cleared_and_other_files_come_back(tmp_path):
    target = tmp_path / "datasets"
    write_package({}, target)
    (target / "mine.txt").write_text("newer")
    leave(target, "pages.csv", "notes.txt")
    backup = tmp_path / ".datasets.original"
    backup.mkdir()
    write_package(VALID, target)
    assert (target / "notes.txt").read_text() == "left notes.txt"
    assert (target / "mine.txt").read_text() == "newer"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".datasets.original", "datasets"]


def test_a_file_that_is_there_already_is_not_lost_with_what_was_left(tmp_path):
    target = tmp_path / "datasets"
    write_package({}, target)
    (target / "notes.txt").write_text("newer")
    left = leave(target, "pages.csv", "notes.txt")
    write_package(VALID, target)
    assert (target / "notes.txt").read_text() == "newer"
    assert (left / "notes.txt").read_text() == "left notes.txt"


def test_a_writer_killed_between_two_renames_loses_nothing(tmp_path):
    target = tmp_path / "datasets"
    left = leave(target, "notes.txt", suffix=".old")
    write_package(VALID, target)
    assert (target / "notes.txt").read_text() == "left notes.txt"
    assert not left.exists()


def test_what_another_writer_is_at_is_not_cleared(tmp_path):
    target = tmp_path / "datasets"
    with swap.replaced_folder(target, OUR_FILES) as fresh:
        (fresh / "pages.csv").write_text("half")
        write_package(VALID, target)
        assert (fresh / "pages.csv").read_text() == "half"
    assert contents(target) == {"pages.csv": b"half"}
    assert [path.name for path in tmp_path.iterdir()] == ["datasets"]
