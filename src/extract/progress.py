"""Progress of a run: a bar on a terminal, plain lines elsewhere, both on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.documents.document import Page


_EVERY = 100
"""Pages between two plain lines about one document."""


class Progress:
    """Shows which document is read and how many pages of it.

    Args:
        documents: how many documents there are.
        done: how many of them were read before.
    """

    def __init__(self, documents: int, done: int = 0) -> None:
        self._documents = documents
        self._done = done
        self._pages = 0
        self._source = ""
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(
                total=self._documents,
                initial=self._done,
                unit="document",
                file=sys.stderr,
                leave=False,
                dynamic_ncols=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, source: str) -> None:
        """Say which document is read now."""
        self._source, self._pages = source, 0
        if self._bar is not None:
            self._bar.set_description(source[-40:])

    def page(self, page: Page) -> None:
        """Count a page that was read."""
        self._pages += 1
        if self._bar is not None:
            self._bar.set_postfix(page=page.number)
        elif self._pages == 1 or self._pages % _EVERY == 0:
            self._line(f"page {self._pages}, {len(page.text):,} characters")

    def unchanged(self) -> None:
        """Count the document as done: what was read of it before still holds."""
        self._count("unchanged")

    def end(self, was_read: bool) -> None:
        """Count the document as done."""
        if not was_read:
            self._count("could not be read")
        else:
            self._count(f"{self._pages} pages" if self._pages > 1 else "")

    def _count(self, outcome: str) -> None:
        if self._bar is not None:
            self._bar.update()
        elif outcome:
            self._line(outcome)
        self._done += 1

    def _line(self, text: str) -> None:
        print(f"[{self._done + 1}/{self._documents}] {self._source}: {text}", file=sys.stderr, flush=True)
