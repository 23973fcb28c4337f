"""The catalogue: every document that a run reads, and the user's own documents in the inbox."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extract.errors import ShuttenError

CATALOGUE = "catalogue.yaml"
INBOX = "inbox"
_KEYS = {
    "id",
    "file",
    "language",
    "kind",
    "title",
    "authors",
    "publisher",
    "published",
    "url",
    "enabled",
    "expect",
}
_LANGUAGES = ("ja", "zh")
_KINDS = ("report", "article", "announcement")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One document to read.

    Attributes:
        entry_id: how messages name it: the catalogue's id, or the path that the user gave.
        path: the file.
        language: ``ja``, ``zh`` or empty to have it detected.
        kind: ``report``, ``article``, ``announcement`` or empty.
        published: EDTF, or empty.
        expected_pages: the fewest pages that it should have; fewer are a Problem.
    """

    entry_id: str
    path: Path
    language: str = ""
    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    expected_pages: int = 0


def read_catalogue(folder: Path) -> tuple[SourceEntry, ...]:
    """Return the enabled entries of ``catalogue.yaml`` in `folder`, then the files of its ``inbox``, in the order of ids.

    Raises:
        ShuttenError: if the catalogue is missing or an entry of it is wrong.
    """
    path = folder / CATALOGUE
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ShuttenError(
            str(path), "is not there.", "Run from the project's folder or name it with '--project'."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ShuttenError(str(path), f"is not valid YAML: {error}.", "Mend the file.") from error
    entries = loaded.get("sources") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise ShuttenError(str(path), "has no list 'sources'.", "Begin it with 'sources:' and a list of entries.")
    read = [_entry(path, number, entry) for number, entry in enumerate(entries, start=1)]
    ids = [entry.entry_id for entry, _ in read]
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise ShuttenError(str(path), f"the id {twice[0]} stands twice.", "Give each entry an id of its own.")
    enabled = sorted((entry for entry, is_enabled in read if is_enabled), key=lambda entry: entry.entry_id)
    return (*enabled, *inbox(folder))


def inbox(folder: Path) -> Iterator[SourceEntry]:
    """Yield the documents that the user put into ``inbox``; hidden files and its README are not documents."""
    for path in sorted((folder / INBOX).rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.name != "README.md":
            yield SourceEntry(
                f"{INBOX}/{path.relative_to(folder / INBOX).as_posix()}", path, language=_named_language(path)
            )


def entry_of_file(path: Path, language: str = "") -> SourceEntry:
    """Return the entry for a file that the user named; ``name.ja.pdf`` says its language by its name."""
    return SourceEntry(str(path), path, language=language or _named_language(path))


def _named_language(path: Path) -> str:
    inner = path.suffixes[-2].lstrip(".") if len(path.suffixes) > 1 else ""
    return inner if inner in _LANGUAGES else ""


def _entry(path: Path, number: int, entry: Any) -> tuple[SourceEntry, bool]:
    place = f"{path}, entry {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not isinstance(entry.get("file"), str):
        raise ShuttenError(place, "has no 'id' or no 'file'.", "Give both as text.")
    if unknown := sorted(map(str, set(entry) - _KEYS)):
        raise ShuttenError(place, f"has unknown keys: {', '.join(unknown)}.", f"Known are {', '.join(sorted(_KEYS))}.")
    if wrong := _wrong_value(entry):
        raise ShuttenError(place, *wrong)
    authors = entry.get("authors") or ()
    read = SourceEntry(
        entry_id=entry["id"],
        path=path.parent / entry["file"],
        language=entry.get("language") or "",
        kind=entry.get("kind") or "",
        title=str(entry.get("title") or ""),
        authors=(authors,) if isinstance(authors, str) else tuple(map(str, authors)),
        publisher=str(entry.get("publisher") or ""),
        published=str(entry.get("published") or ""),
        url=str(entry.get("url") or ""),
        expected_pages=(entry.get("expect") or {}).get("pages", 0),
    )
    return read, entry.get("enabled", True)


def _wrong_value(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with the value of a key, and the remedy."""
    for key, allowed in (("language", _LANGUAGES), ("kind", _KINDS)):
        if (value := entry.get(key) or "") and value not in allowed:
            return f"has the {key} '{value}'.", f"Use one of {', '.join(allowed)}, or leave it out."
    expect = entry.get("expect") or {}
    if not isinstance(expect, dict) or set(expect) - {"pages"} or not isinstance(expect.get("pages", 0), int):
        return "'expect' is not of the form '{pages: 3}'.", "Give the fewest pages as a number."
    if not isinstance(entry.get("enabled", True), bool):
        return "'enabled' is neither true nor false.", "Use one of them, or leave it out."
    if not isinstance(entry.get("authors") or [], (str, list)):
        return "'authors' is neither a name nor a list of names.", "Write '[name, name]'."
    published = str(entry.get("published") or "")
    if published and not _is_date(published):
        return f"'published' is '{published}'.", "Write it like 2023, 2023-03 or 2023-03-16."
    return None


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
