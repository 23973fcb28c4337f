"""Pictures of pages: drawn once, then kept under the hash of the document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from extract.datasets.schema import Row
from extract.documents.page_image import page_image
from extract.ids import sha256_bytes

_PDF = "application/pdf"
_DIGITS = 64


class Pictures:
    """Finds the file of a document by its hash and draws pages of it.

    Args:
        files: gives the files among which documents are looked for.
        folder: where pictures are kept; it may be removed at any time.
    """

    def __init__(self, files: Callable[[], Iterable[Path]], folder: Path) -> None:
        self._files = files
        self._folder = folder
        self._known: dict[tuple[Path, int, int], str] = {}
        self._lock = threading.Lock()  # one page at a time: each takes a processor and some memory

    def has(self, document: Row | None) -> bool:
        """Return whether the file of a document is there and a PDF."""
        return document is not None and document["media_type"] == _PDF and self._file(document["sha256"]) is not None

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
        kept = self._folder / f"{digest}-{page}.png"
        with self._lock:
            try:
                return kept.read_bytes()
            except OSError:
                pass
            file = self._file(digest)
            drawn = page_image(file, page) if file else None
            if drawn:
                self._keep(kept, drawn)
            return drawn

    def _keep(self, path: Path, content: bytes) -> None:
        temporary = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError:  # a full disk costs the next look half a second
            temporary.unlink(missing_ok=True)

    def _file(self, digest: str) -> Path | None:
        """Return the file with this hash; a file is read again only if its size or time has changed."""
        for path in self._files():
            if path.name != digest and path.suffix.lower() != ".pdf":
                continue
            try:
                status = path.stat()
                key = (path, status.st_size, status.st_mtime_ns)
                if key not in self._known:
                    self._known[key] = sha256_bytes(path.read_bytes())
            except OSError:
                continue
            if self._known[key] == digest:
                return path
        return None
