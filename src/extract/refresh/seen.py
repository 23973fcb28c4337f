"""What the sources of the web have named so far: which address, when, and what it held.

One SQLite file beside the raw store. A refresh changes several tables at once, is killed at any moment and asks by address,
by source and by number; SQLite does that in transactions, where a log of lines would need an index and a compaction of its own.
Everything is told by the number of a refresh, never by the clock: a refresh that was interrupted goes on under its number, and
what is asked of the file does not depend on the order in which it was filled.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from extract.errors import ShuttenError
from extract.sources.catalogue import Metadata, SourceEntry

FILE_NAME = "seen.sqlite"
_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looks (
    source TEXT PRIMARY KEY, time TEXT NOT NULL, outcome TEXT NOT NULL, items INTEGER NOT NULL,
    last_looked TEXT NOT NULL, last_found TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sightings (
    source TEXT NOT NULL, address TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, known TEXT NOT NULL,
    PRIMARY KEY (source, address)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS versions (
    number INTEGER PRIMARY KEY, address TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL, first INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS versions_by_address ON versions (address, number);
"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """What is known of the looks at a source.

    Attributes:
        time: of the last one, whatever came of it (ISO 8601, UTC).
        outcome: of the last one.
        items: how many it found.
        last_looked: when the source could last be read to its end; empty if never.
        last_found: when it last named anything; empty if never.
    """

    time: str
    outcome: str
    items: int
    last_looked: str
    last_found: str


@dataclass(frozen=True, slots=True)
class Held:
    """A document that was fetched and still holds.

    Attributes:
        text: the identity of what it says.
        file: the name of its file.
        known: what the source that named it first says of it.
        addresses: all under which it stands, the one that was seen first in front.
        first: the refresh that fetched it first.
        replaces: whether every address of it held something else before.
    """

    text: str
    file: str
    known: Metadata
    addresses: tuple[str, ...]
    first: int
    replaces: bool


class Seen:
    """The file in which it stands; safe to use from several threads.

    Args:
        folder: that of the raw store.

    Raises:
        ShuttenError: if the file cannot be written, is damaged or is of a newer form.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.RLock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, timeout=30, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            form = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if form not in (0, _FORM):
                self._db.close()
                raise ShuttenError(str(self._path), "was written by a newer shutten.", "Update shutten.")
            self._db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
        except (OSError, sqlite3.Error) as error:
            raise ShuttenError(
                str(self._path),
                f"cannot be used ({error}).",
                "Give the project a folder 'output', or restore the file.",
            ) from error

    def __enter__(self) -> Seen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def refresh(self) -> int:
        """The number of the refresh that is under way or comes next: one more than were completed."""
        return int(self.state("completed") or 0) + 1

    def complete(self, number: int) -> None:
        """Say that a refresh has come to its end; what is seen from now on belongs to the next."""
        self.set_state("completed", str(number))

    def state(self, name: str) -> str:
        """Return a word that was kept under a name, empty if none was."""
        with self._lock:
            row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_state(self, name: str, value: str) -> None:
        """Keep a word under a name; it is on the disk when this returns."""
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def looked(self, source: str, time: str, outcome: str, items: int, *, to_the_end: bool) -> None:
        """Note a look at a source.

        Args:
            source: its id.
            time: now.
            outcome: what came of it.
            items: how many it named.
            to_the_end: whether it could be read to its end.
        """
        before = self.last_look(source)
        looked = time if to_the_end else (before.last_looked if before else "")
        found = time if items else (before.last_found if before else "")
        with self._lock:
            row = (source, time, outcome, items, looked, found)
            self._db.execute("INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?, ?, ?)", row)

    def last_look(self, source: str) -> LastLook | None:
        """Return what is known of the looks at a source, None if there was none."""
        question = "SELECT time, outcome, items, last_looked, last_found FROM looks WHERE source = ?"
        with self._lock:
            row = self._db.execute(question, (source,)).fetchone()
        return LastLook(*row) if row else None

    def saw(self, source: str, entry: SourceEntry, text: str) -> None:
        """Note that a source names an address and what stands there now; what stood there before is kept as known.

        Args:
            source: its id.
            entry: the document: its address, file and what the source says of it.
            text: the identity of what it says; two files that say the same are one document.
        """
        address, number = entry.entry_id, self.refresh
        known = json.dumps(asdict(entry.known), ensure_ascii=False, sort_keys=True)
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "INSERT INTO sightings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
                (source, address, number, number, known),
            )
            question = "SELECT text FROM versions WHERE address = ? ORDER BY number DESC LIMIT 1"
            before = self._db.execute(question, (address,)).fetchone()
            if before and before[0] == text:
                return
            self._db.execute(
                "INSERT INTO versions (address, file, text, first) VALUES (?, ?, ?, ?)",
                (address, entry.path.name, text, number),
            )
            self._db.execute(
                "UPDATE sightings SET known = ? WHERE source = ? AND address = ?", (known, source, address)
            )

    def file_of(self, address: str) -> tuple[str, str] | None:
        """Return the file and the text's identity of what stands at an address, None if it was never fetched."""
        question = "SELECT file, text FROM versions WHERE address = ? ORDER BY number DESC LIMIT 1"
        with self._lock:
            row = self._db.execute(question, (address,)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def held(self, sources: Iterable[str]) -> tuple[Held, ...]:
        """Return the documents that some of `sources` have named and that nothing has replaced, each once.

        An address holds what was fetched from it last. What is the same under several addresses is one document, in the file
        that was fetched first, with what the source says that named it first.
        """
        wanted = set(sources)
        with self._lock:
            sightings = self._db.execute("SELECT first, source, address, known FROM sightings").fetchall()
            versions = self._db.execute("SELECT address, file, text, first FROM versions ORDER BY number").fetchall()
        now = {address: text for address, _, text, _ in versions}
        origins: dict[str, tuple[int, str, str]] = {}
        earlier: dict[str, str] = {}  # what an address held first
        for address, file, text, first in versions:
            origins[text] = min(origins.get(text, (first, address, file)), (first, address, file))
            earlier.setdefault(address, text)
        named: dict[str, list[tuple[int, str, str, str]]] = {}
        for first, source, address, known in sorted(sightings):
            if source in wanted and address in now:
                named.setdefault(now[address], []).append((first, source, address, known))
        return tuple(
            Held(
                text=text,
                file=origins[text][2],
                known=_metadata(seen[0][3]),
                addresses=tuple(dict.fromkeys(address for _, _, address, _ in seen)),
                first=origins[text][0],
                replaces=all(earlier[address] != text for _, _, address, _ in seen),
            )
            for text, seen in sorted(named.items(), key=lambda item: item[1][0])
        )

    def counts(self) -> dict[str, int]:
        """Return how many addresses each source has named."""
        with self._lock:
            return dict(self._db.execute("SELECT source, count(*) FROM sightings GROUP BY source").fetchall())

    def news(self, number: int) -> dict[str, tuple[int, int]]:
        """Return for each source how many of its addresses a refresh fetched for the first time, and how many hold something else.

        Args:
            number: of the refresh; what an interrupted part of it fetched counts too.
        """
        with self._lock:
            rows = self._db.execute(
                """SELECT source, sum(since = ?1), sum(since < ?1) FROM sightings JOIN
                (SELECT address, min(first) AS since FROM versions GROUP BY address HAVING max(first) = ?1) USING (address)
                GROUP BY source""",
                (number,),
            ).fetchall()
        return {str(source): (int(new), int(changed)) for source, new, changed in rows}


def _metadata(known: str) -> Metadata:
    read = json.loads(known)
    return Metadata(**{**read, **{name: tuple(read.get(name, ())) for name in ("authors", "addresses")}})
