"""The tasks as plain functions: what is read, what is not read again, and what goes wrong with one document."""

from pathlib import Path

import pytest

from extract.cache import read_extracted
from extract.errors import ShuttenError
from extract.sources.catalogue import Metadata, SourceEntry


@pytest.fixture
def steps(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))  # importing Prefect makes the folder
    from flows import steps

    return steps


@pytest.fixture
def names(tmp_path):
    folder = tmp_path / "names"
    folder.mkdir()
    return folder


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return SourceEntry(name, path, Metadata())


def read_all(steps, entries, names, store, *, fresh=False):
    plan = steps.plan_reading.fn(entries, names, store, fresh=fresh)
    files = steps.extract_batch.fn(len(plan.files), plan.of, plan.unread, names) if plan.unread else {}
    return [entries[number].entry_id for number in plan.unread], {**plan.files, **files}


def test_a_document_is_read_again_only_if_it_has_changed_or_its_fault_may_have_passed(steps, names, tmp_path):
    store = tmp_path / "store"
    entries = [
        write(tmp_path, "a.txt", "今年春天，公司举行了产品发布会，许多用户到场参加。"),
        write(tmp_path, "english.txt", "This text is in English only, and so it is not read at all by the project."),
        SourceEntry("gone.txt", tmp_path / "gone.txt"),
    ]
    first, files = read_all(steps, entries, names, store)
    assert first == ["a.txt", "english.txt", "gone.txt"]
    assert [read_extracted(files[number])[0] is not None for number in range(3)] == [True, False, False]
    again, files = read_all(steps, entries, names, store)
    assert again == ["gone.txt"]
    assert [problem.code for problem in read_extracted(files[1])[1]] == ["language-unsupported"]
    write(tmp_path, "a.txt", "今年秋天，公司举行了产品发布会，许多用户到场参加。")
    assert read_all(steps, entries, names, store)[0] == ["a.txt", "gone.txt"]
    assert len(read_all(steps, entries, names, store, fresh=True)[0]) == 3


def test_a_document_that_brings_out_a_fault_of_ours_does_not_stop_the_others(steps, names, tmp_path, monkeypatch):
    entries = [
        write(tmp_path, name, "今年春天，公司举行了产品发布会，许多用户到场参加。") for name in ("a.txt", "b.txt")
    ]
    read = steps.Extractor.read

    def broken(self, entry, on_page):
        if entry.entry_id == "a.txt":
            raise ZeroDivisionError("halves")
        return read(self, entry, on_page)

    monkeypatch.setattr(steps.Extractor, "read", broken)
    _, files = read_all(steps, entries, names, tmp_path / "store")
    nothing, [problem] = read_extracted(files[0])
    assert (nothing, problem.code) == (None, "document-crash")
    assert read_extracted(files[1])[0] is not None

    def full(*_):
        raise ShuttenError("disk", "is full.", "Make room.")

    monkeypatch.setattr(steps.Extractor, "read", full)
    with pytest.raises(ShuttenError):
        read_all(steps, entries, names, tmp_path / "other")


def test_faults_that_never_pass_are_codes_that_readers_give(steps):
    source = Path(__file__).parents[2] / "src" / "extract" / "documents"
    written = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    assert all(f'"{code}"' in written for code in steps._SETTLED)
