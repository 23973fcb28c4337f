"""Pictures of pages: drawn once, then kept under the hash of the document."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from extract.datasets.schema import Row
from extract.documents.page_image import page_image
from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.sources.raw_store import write_whole

_PDF = "application/pdf"
_DIGITS = 64
_PATIENCE = 10.0
"""Seconds before a document that was not found is looked for again: to list a project's files takes longer than a page may."""


class Pictures:
    """Finds the file of a document by its hash and draws pages of it.

    Args:
        kept: the folder in which documents lie under their hash, as builds read them.
        files: gives the project's own files, among which documents are looked for that are not kept.
        folder: where pictures are kept; it may be removed at any time.
    """

    def __init__(self, kept: Path, files: Callable[[], Iterable[Path]], folder: Path) -> None:
        self._kept = kept
        self._files = files
        self._folder = folder
        self._hashes: dict[tuple[Path, int, int], str] = {}
        self._found: dict[str, Path] = {}
        self._listed = float("-inf")
        self._lock = threading.Lock()  # one page at a time: each takes a processor and some memory

    def has(self, document: Row | None) -> bool:
        """Return whether the file of a document is there and a PDF."""
        if document is None or document["media_type"] != _PDF:
            return False
        with self._lock:
            return self._file(str(document["sha256"])) is not None

    def picture(self, document: Row, page: int) -> bytes | None:
        """Return a page as PNG, None if it cannot be drawn.

        Args:
            document: a row of ``documents``.
            page: from 1.
        """
        digest = str(document["sha256"])
        is_page = document["media_type"] == _PDF and 1 <= page <= (document["pages"] or 0)
        if not is_page or len(digest) != _DIGITS or not digest.isalnum():
            return None
        drawn_before = self._folder / f"{digest}-{page}.png"
        with self._lock:
            with suppress(OSError):
                return drawn_before.read_bytes()
            file = self._file(digest)
            drawn = page_image(file, page) if file else None
            if drawn:
                with suppress(ShuttenError):  # a full disk costs the next look half a second
                    write_whole(drawn_before, drawn)
            return drawn

    def _file(self, digest: str) -> Path | None:
        for path in (self._kept / digest, self._found.get(digest)):
            if path and self._hash(path) == digest:
                return path
        if time.monotonic() - self._listed < _PATIENCE:
            return None
        self._listed = time.monotonic()
        for path in self._files():
            if path.suffix.lower() == ".pdf" and (known := self._hash(path)):
                self._found[known] = path
        return self._found.get(digest)

    def _hash(self, path: Path) -> str:
        """Return the hash of a file, empty if it cannot be read; it is read again only if its size or time has changed."""
        try:
            status = path.stat()
            key = (path, status.st_size, status.st_mtime_ns)
            if key not in self._hashes:
                self._hashes[key] = sha256_bytes(path.read_bytes())
        except OSError:
            return ""
        return self._hashes[key]
