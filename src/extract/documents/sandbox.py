"""The child process that reads one PDF under limits: ``python -m extract.documents.sandbox`` with the file as its input.

It prints one JSON object a line, ``{"page": ...}``, ``{"problem": ...}`` or ``{"end": ...}``, each as soon as it is
known. A file that is made to exhaust memory or time takes down this process and nothing else.
"""

from __future__ import annotations

import dataclasses
import io
import json
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

from extract.documents.document import Page
from extract.errors import Problem

MEMORY = 1 << 30
"""Bytes of address space for the child; the largest honest file of the corpus needs 0.3 GB."""
PAGE_SECONDS = 60
"""Seconds of processor time for a page, and for opening the file; the slowest honest page needs 2."""
MAX_BYTES = 300 << 20
GARBLED_SHARE = 0.3
"""A page with a larger share of unreadable characters is refused: honest pages have less than 0.01, garbled ones more than 0.7."""

_OCR = "Run OCR over it and read the result, or find the report's text elsewhere."


def main(max_pages: int) -> None:
    """Read the PDF on standard input and print what it holds."""
    # Without pdfminer's own warnings: what matters of them becomes a Problem.
    logging.disable(logging.CRITICAL)
    _limit_memory()
    _limit_seconds(PAGE_SECONDS)
    out = sys.stdout
    for found in _read(sys.stdin.buffer.read(MAX_BYTES + 1), max_pages):
        kind = "page" if isinstance(found, Page) else "problem"
        json.dump({kind: found}, out, default=_fields, ensure_ascii=True, separators=(",", ":"))
        out.write("\n")
        out.flush()
    out.write('{"end":true}\n')
    out.flush()


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _limit_memory() -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):  # macOS has no such limit
        return


def _limit_seconds(more: int) -> None:
    """Allow `more` seconds of processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + more, hard))


def _problem(page: int | None, code: str, message: str, remedy: str) -> Problem:
    return Problem("", page, code, message, remedy)


def _read(data: bytes, max_pages: int) -> Iterator[Page | Problem]:
    """Yield pages and Problems; a page that cannot be read is a Problem and an empty page."""
    if len(data) > MAX_BYTES:
        yield _problem(None, "pdf-too-large", f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it.")
        return
    if b"%PDF-" not in data[:1024]:
        what = "empty" if not data else "no PDF"
        yield _problem(
            None, "pdf-unreadable", f"The file is {what}: it does not begin with %PDF-.", "Fetch it again."
        )
        return
    ended = b"%%EOF" in data[-2048:]
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed  # noqa: PLC0415
    from pdfplumber import open as open_pdf  # noqa: PLC0415

    try:
        pdf = open_pdf(io.BytesIO(data))
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
            yield _problem(
                None, "pdf-unreadable", f"The file is broken: {_cause(error)}.", "Fetch or export it again."
            )
        return
    if not ended:
        yield _truncated()
    elif not pages:
        yield _problem(None, "pdf-unreadable", "The file has no pages.", "Fetch or export it again.")
    if len(pages) > max_pages:
        yield _problem(
            None,
            "pdf-too-large",
            f"The file has {len(pages)} pages, of which the first {max_pages} are read.",
            "Split it, or allow more pages.",
        )
    yield from _pages(pages[:max_pages])


def _pages(pages: list[Any]) -> Iterator[Page | Problem]:
    """Yield the pages one behind the reading, so that a page knows what runs through its neighbours."""
    from extract.documents.layout import Draft, finish  # noqa: PLC0415

    waiting: tuple[Draft, list[Problem]] | None = None
    before: set[tuple[str, int]] = set()
    for page in pages:
        _limit_seconds(PAGE_SECONDS)
        try:
            now = _draft(page)
        except MemoryError:
            if waiting:
                yield from _emit(waiting, finish(waiting[0], before))
            yield _too_large(page.page_number)
            return
        running = now[0].running
        if waiting:
            yield from _emit(waiting, finish(waiting[0], before | running))
            before |= waiting[0].running
        waiting = now
    if waiting:
        yield from _emit(waiting, finish(waiting[0], before))


def _emit(waiting: Any, page: Page) -> Iterator[Page | Problem]:
    yield from waiting[1]
    yield page


def _draft(page: Any) -> Any:
    """Lay out one page; the result holds nothing of a page that has no readable text but its size."""
    from extract.documents.glyphs import glyphs_by_direction, unreadable_share  # noqa: PLC0415
    from extract.documents.layout import draft, empty_draft  # noqa: PLC0415

    number = page.page_number
    try:
        glyphs = glyphs_by_direction(page.chars, float(page.width), float(page.height))
        share = unreadable_share(glyph for some in glyphs.values() for glyph in some)
        if share > GARBLED_SHARE:
            message = (
                f"{share:.0%} of the page's characters are unreadable: its font does not say which they are."
            )
            return empty_draft(page), [_problem(number, "pdf-garbled", message, _OCR)]
        if not any(glyphs.values()):
            pictures = len(page.images) + len(page.curves) + len(page.rects)
            message = "The page has no text layer, only pictures."
            return empty_draft(page), [_problem(number, "pdf-no-text", message, _OCR)] if pictures else []
        return draft(page, glyphs), []
    except MemoryError:
        raise
    except Exception as error:  # a broken page must not take the others with it
        message = f"The page is broken: {_cause(error)}."
        return empty_draft(page), [
            _problem(number, "pdf-unreadable", message, "Fetch or export the file again.")
        ]
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
        "Fetch it again.",
    )


def _too_large(page: int | None) -> Problem:
    return _problem(
        page,
        "pdf-too-large",
        f"Reading it takes more than {MEMORY >> 20} MB of memory; what follows was not read.",
        "Print it to a new PDF, or leave it out.",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
