"""Progress of a run: a bar on a terminal, plain lines elsewhere, both on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.documents.document import Page


class Progress:
    """Shows which document is read and how many pages of it.

    Args:
        documents: how many documents there are.
    """

    def __init__(self, documents: int) -> None:
        self._documents = documents
        self._done = 0
        self._pages = 0
        self._source = ""
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=self._documents, unit="document", file=sys.stderr)
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
        else:
            print(f"[{self._done + 1}/{self._documents}] {source}", file=sys.stderr, flush=True)

    def page(self, page: Page) -> None:
        """Count a page that was read; the first one of a document is shown on plain output too."""
        self._pages += 1
        if self._bar is not None:
            self._bar.set_postfix(page=page.number)
        elif self._pages == 1:
            print(f"  page 1 read: {len(page.text):,} characters", file=sys.stderr, flush=True)

    def end(self, was_read: bool) -> None:
        """Count the document as done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update()
        else:
            print(f"  {self._pages} pages" if was_read else "  could not be read", file=sys.stderr, flush=True)
