"""One source -> what it names now, fetched and noted; whatever goes wrong with it stays with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.documents.html import read_html
from extract.errors import Problem, ShuttenError
from extract.ids import sha256_bytes
from extract.refresh.entries import documents_folder
from extract.refresh.seen import Seen
from extract.sources.catalogue import SourceEntry
from extract.sources.download import download
from extract.sources.fetch import Fetcher
from extract.sources.look import look
from extract.sources.register import Catalogue
from extract.sources.source import FileSource, FolderSource, Source, WorkSource

FOUND, FOUND_NOTHING, PARTLY, FAILED, NOT_ASKED = "found", "found_nothing", "partly_read", "could_not_look", "not_asked"
NO_COPY = "no_copy"


@dataclass(frozen=True)
class Outcome:
    """What came of a source in a refresh.

    Attributes:
        source: its id.
        outcome: ``found``; ``found_nothing``: it was read to its end and names nothing; ``partly_read``: what it names was read
            as far as it goes, what is missing proves nothing; ``could_not_look``: nothing is known of it; ``not_asked``;
            ``no_copy``: a work that is known and of which no copy is held.
        items: how many documents it names.
        unread: how many could not be fetched; what was held of them is still held.
        problems: why.
        notices: what was mended on the way.
    """

    source: str
    outcome: str
    items: int = 0
    unread: int = 0
    problems: tuple[Problem, ...] = field(default=())
    notices: tuple[Problem, ...] = field(default=())


def is_local(source: Source) -> bool:
    """Return whether a source lies in files, which are read wherever they are, and not on the web."""
    return isinstance(source, FileSource | FolderSource | WorkSource)


def refresh_source(source: Source, fetcher: Fetcher, folder: Path, store: Path, seen: Seen) -> Outcome:
    """Look at a source and fetch what it names; each document is noted as soon as it is on the disk.

    A fault of ours that the answers of one source bring out is a Problem of that source too: the others must not wait for it.

    Args:
        source: an entry of the catalogue.
        fetcher: asks the web, or the store alone.
        folder: that of the catalogue.
        store: where what is fetched is kept.
        seen: what was seen so far.

    Raises:
        ShuttenError: if the store cannot be written.
    """
    try:
        outcome, to_the_end = _look_and_fetch(source, fetcher, folder, store, seen)
    except ShuttenError:
        raise
    except Exception as error:
        message = f"What it answered cannot be dealt with: {type(error).__name__}: {error}."[:300]
        problem = Problem(source.id, None, "source-crash", message, "Report it to the project; the others went on.")
        outcome, to_the_end = Outcome(source.id, FAILED, problems=(problem,)), False
    if not fetcher.offline:
        time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        seen.looked(source.id, time, outcome.outcome, outcome.items, to_the_end=to_the_end)
    return outcome


def _look_and_fetch(source: Source, fetcher: Fetcher, folder: Path, store: Path, seen: Seen) -> tuple[Outcome, bool]:
    found = look(source, fetcher, folder)
    problems, notices = list(found.problems), list(found.notices)
    fetched = 0
    for item in found.items if not is_local(source) else ():
        got = download(item, source, fetcher, documents_folder(store))
        problems += got.problems
        notices += got.notices
        if got.entry:
            seen.saw(source.id, got.entry, _text_of(got.entry, seen))
            fetched += 1
    nothing = NO_COPY if isinstance(source, WorkSource) else FOUND_NOTHING
    outcome = (FOUND if found.items else nothing) if found.looked else PARTLY if found.items else FAILED
    unread = 0 if is_local(source) else len(found.items) - fetched
    return Outcome(source.id, outcome, len(found.items), unread, _once(problems), _once(notices)), found.looked


def _text_of(entry: SourceEntry, seen: Seen) -> str:
    """Return the identity of what a file says; a page whose frame alone has changed says the same."""
    before = seen.file_of(entry.entry_id)
    if before and before[0] == entry.path.name:
        return before[1]
    data = entry.path.read_bytes()
    page = read_html(data) if entry.path.suffix == ".html" else None
    return sha256_bytes(page.page.text.encode() if page else data)


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))


def not_asked(catalogue: Catalogue, chosen: Iterable[Source]) -> tuple[Outcome, ...]:
    """Return the enabled sources of the web that a refresh was not to look at: nothing is known of them."""
    looked = {source.id for source in chosen}
    return tuple(
        Outcome(source.id, NOT_ASKED)
        for source in catalogue.sources
        if source.enabled and not is_local(source) and source.id not in looked
    )
