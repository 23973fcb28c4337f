"""The documents at hand: the files that the catalogue names, and the user's own documents in the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CATALOGUE = "catalogue.yaml"
INBOX = "inbox"
_LANGUAGES = ("ja", "zh")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a catalogue or a user knows of a document; empty where it does not, and then what the document says holds.

    Attributes:
        language: ``ja``, ``zh`` or empty to have it detected.
        kind: ``report``, ``article``, ``announcement`` or empty.
        published: EDTF, or empty.
        addresses: all that hold the same content, where it is more than `url`.
    """

    language: str = ""
    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One document to read.

    Attributes:
        entry_id: how messages name it: the catalogue's id, or the path that the user gave.
        path: the file.
        known: what is known of it.
        expected_pages: the fewest pages that it should have; fewer are a Problem.
    """

    entry_id: str
    path: Path
    known: Metadata = Metadata()
    expected_pages: int = 0


def read_catalogue(folder: Path) -> tuple[SourceEntry, ...]:
    """Return the documents that are at hand: the files of enabled entries in the order of their ids, then the ``inbox``.

    A file that an entry names in the inbox comes once, with what the entry says of it.

    Raises:
        ShuttenError: if the catalogue is missing or an entry of it is wrong.
    """
    from extract.sources.register import (  # pydantic takes a while; a named file needs none of it
        entries_of,
        read_sources,
    )

    named = [entry for source in read_sources(folder).sources if source.enabled for entry in entries_of(source, folder)]
    paths = {entry.path for entry in named}
    return (*named, *(entry for entry in inbox(folder) if entry.path not in paths))


def inbox(folder: Path) -> Iterator[SourceEntry]:
    """Yield the documents that the user put into ``inbox``; hidden files and its README are not documents."""
    for path in sorted((folder / INBOX).rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.name != "README.md":
            name = f"{INBOX}/{path.relative_to(folder / INBOX).as_posix()}"
            yield SourceEntry(name, path, Metadata(language=named_language(path)))


def entry_of_file(path: Path, language: str = "") -> SourceEntry:
    """Return the entry for a file that the user named; ``name.ja.pdf`` says its language by its name."""
    return SourceEntry(str(path), path, Metadata(language=language or named_language(path)))


def named_language(path: Path) -> str:
    """Return the language that a file's name tells (``name.ja.pdf``), empty if it tells none."""
    inner = path.suffixes[-2].lstrip(".") if len(path.suffixes) > 1 else ""
    return inner if inner in _LANGUAGES else ""
