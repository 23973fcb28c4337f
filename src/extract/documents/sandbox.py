"""The child process that reads one PDF under limits; `extract.documents.pdf` starts it, the file its input.

It prints one JSON object a line, ``{"page": ...}``, ``{"problem": ...}`` or ``{"end": ...}``, each as soon as
it is known. A file that is made to exhaust memory or time takes down this process and nothing else.
"""

from __future__ import annotations

import dataclasses
import gc
import io
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

from extract.documents.document import Page
from extract.documents.glyphs import glyphs_by_direction, unreadable_share
from extract.documents.layout import Draft, draft, empty_draft, finish
from extract.documents.limits import limit_memory, limit_seconds
from extract.documents.page_chars import printed_chars, shapes_page
from extract.documents.pdfium_text import FastReader, open_fast
from extract.documents.reversed_text import runs_backwards
from extract.errors import Problem

MEMORY = 1 << 30
"""Bytes of address space; reading the corpus takes under 0.1 GB."""
MAX_BYTES = 300 << 20
GARBLED_SHARE = 0.3
"""A page with more unreadable characters is refused; honest pages have under 0.01, garbled ones over 0.7."""
FAST, LAYOUT = "fast", "layout"
"""Which way a page went: PDFium's or pdfminer's."""

_AGAIN = "Fetch or export the file again."
_OCR = "Install the extra shutten[ocr], which reads such pages, or find the report's text elsewhere."


def main(page_seconds: int, max_pages: int, fast: bool) -> None:
    """Read the PDF on standard input and print what it holds.

    Args:
        page_seconds: how much processor time a page may take, and the opening of the file.
        max_pages: how many pages to read at most.
        fast: whether PDFium may read pages.
    """
    # A page is tens of thousands of objects that live until it is closed; collecting more often is 7% slower.
    gc.set_threshold(100_000)
    tell(lambda data: read_pages(data, max_pages, fast=fast), page_seconds, MEMORY)


def tell(read: Callable[[bytes], Iterable[Page | Problem]], page_seconds: int, memory: int) -> None:
    """Print what `read` finds in the PDF on standard input, under limits.

    Args:
        read: what a PDF holds -> its pages and Problems.
        page_seconds: how much processor time a page may take, and the opening of the file.
        memory: bytes of address space.
    """
    # Without pdfminer's own warnings: what matters of them becomes a Problem.
    logging.disable(logging.CRITICAL)
    limit_memory(memory)
    limit_seconds(page_seconds)
    out = sys.stdout
    for found in read(sys.stdin.buffer.read(MAX_BYTES + 1)):
        if isinstance(found, Page):
            limit_seconds(page_seconds)
        kind = "page" if isinstance(found, Page) else "problem"
        json.dump({kind: found}, out, default=_fields, ensure_ascii=True, separators=(",", ":"))
        out.write("\n")
        out.flush()
    out.write('{"end":true}\n')
    out.flush()


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _problem(page: int | None, code: str, message: str, remedy: str) -> Problem:
    return Problem("", page, code, message, remedy)


def read_pages(data: bytes, max_pages: int, *, fast: bool = True) -> Iterator[Page | Problem]:
    """Yield pages and Problems; a page that cannot be read is a Problem and an empty page."""
    if len(data) > MAX_BYTES:
        yield _problem(None, "pdf-too-large", f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it.")
        return
    if b"%PDF-" not in data[:1024]:
        what = "empty" if not data else "no PDF"
        yield _problem(None, "pdf-unreadable", f"The file is {what}: it does not begin with %PDF-.", _AGAIN)
        return
    ended = b"%%EOF" in data[-2048:]
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        pages = pdf.pages
    except MemoryError:
        yield _too_large(None)
        return
    except Exception as error:  # pdfminer raises whatever a broken file makes of its own code
        causes = (error, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed) for cause in causes):
            yield _problem(
                None,
                "pdf-encrypted",
                "The file opens only with a password.",
                "Save a copy without the password.",
            )
        elif not ended:
            yield _truncated()
        else:
            yield _problem(None, "pdf-unreadable", f"The file is broken: {_cause(error)}.", _AGAIN)
        return
    if not ended:
        yield _truncated()
    elif not pages:
        yield _problem(None, "pdf-unreadable", "The file has no pages.", _AGAIN)
    if len(pages) > max_pages:
        yield _problem(
            None,
            "pdf-too-large",
            f"The file has {len(pages)} pages, of which the first {max_pages} are read.",
            "Split it, or allow more pages.",
        )
    yield from _pages(pages[:max_pages], open_fast(data) if fast else None)


def _pages(pages: list[Any], fast: FastReader | None) -> Iterator[Page | Problem]:
    """Yield the pages one behind the reading, so that a page knows what runs through its neighbours."""
    waiting: tuple[Draft, list[Problem], str] | None = None
    before: set[tuple[str, int]] = set()
    last: Draft | None = None
    for page in pages:
        try:
            now = _draft(page, fast)
        except MemoryError:
            if waiting:
                yield from _finished(*waiting, before, last)
            yield _too_large(page.page_number)
            return
        if waiting:
            yield from _finished(*waiting, before | now[0].running, last)
            before |= waiting[0].running
            last = waiting[0]
        waiting = now
    if waiting:
        yield from _finished(*waiting, before, last)


def _finished(
    page: Draft, problems: list[Problem], way: str, running: set[tuple[str, int]], last: Draft | None
) -> Iterator[Page | Problem]:
    yield from problems
    try:
        yield dataclasses.replace(finish(page, running, last), way=way)
    except Exception as error:
        yield _layout_problem(page.number, error)
        yield Page(page.number, "", width=page.width, height=page.height, way=way)


def _layout_problem(number: int, error: Exception) -> Problem:
    """Say that a fault of ours cost a page; the other pages are still worth reading."""
    message = f"The page's layout cannot be told: {_cause(error)}."
    return _problem(number, "pdf-layout", message, "Report the file to the project.")


def _draft(page: Any, fast: FastReader | None) -> tuple[Draft, list[Problem], str]:
    """Lay out one page and say which way; the draft holds nothing but its size if there is no readable text."""
    number = page.page_number
    quick = fast.read(page) if fast else None
    way = FAST if quick else LAYOUT
    page, printed = quick or (shapes_page(page), None)
    try:
        try:
            printed = printed_chars(page) if printed is None else printed
            pictures = len(page.images) + len(page.curves) + len(page.rects)
        except MemoryError:
            raise
        except Exception as error:  # pdfminer raises whatever a broken page makes of its own code
            if any(isinstance(cause, MemoryError) for cause in error.args):
                raise MemoryError from error
            message = f"The page is broken: {_cause(error)}."
            return empty_draft(page), [_problem(number, "pdf-unreadable", message, _AGAIN)], way
        glyphs = glyphs_by_direction(printed, float(page.width), float(page.height))
        share = unreadable_share(glyph for some in glyphs.values() for glyph in some)
        if share > GARBLED_SHARE:
            message = f"{share:.0%} of the page's characters are unreadable: its font does not say which they are."
            return empty_draft(page), [_problem(number, "pdf-garbled", message, _OCR)], way
        if not any(glyphs.values()):
            message = "The page has no text layer, only pictures."
            return empty_draft(page), [_problem(number, "pdf-no-text", message, _OCR)] if pictures else [], way
        try:
            drafted = draft(page, glyphs)
            if runs_backwards(" ".join(line.text for part in drafted.parts for line in part.lines)):
                message = "The letters of its words stand in the order from last to first."
                return empty_draft(page), [_problem(number, "pdf-garbled", message, _OCR)], way
            return drafted, [], way
        except MemoryError:
            raise
        except Exception as error:
            return empty_draft(page), [_layout_problem(number, error)], way
    finally:
        page.close()


def _cause(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    return f"{type(inner).__name__} {str(inner)[:200]}".strip()


def _truncated() -> Problem:
    return _problem(
        None,
        "pdf-truncated",
        "The file breaks off: it has no end mark, pages may be missing.",
        _AGAIN,
    )


def _too_large(page: int | None) -> Problem:
    return _problem(
        page,
        "pdf-too-large",
        f"Reading it takes more than {MEMORY >> 20} MB of memory; what follows was not read.",
        "Print it to a new PDF, or leave it out.",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == FAST)
