"""A PDF -> its pages, read in a child process that a hostile file cannot leave."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from extract.documents import ocr
from extract.documents.document import Page
from extract.errors import Problem

_PAGE = TypeAdapter(Page)
_PROBLEM = TypeAdapter(Problem)
_PAGE_SECONDS = 60
"""Seconds of processor time for a page; the slowest honest page of the corpus needs 2."""
_CRASH = "pdf-crash"
"""Of a child that ended before its time: becomes ``pdf-unreadable`` if another way fails as well."""
FAST, LAYOUT = "fast", "layout"
"""Ways to read a page, as `extract.documents.sandbox` names them (which is too slow to import here)."""
_SANDBOX, _PICTURES = "extract.documents.sandbox", "extract.documents.picture_pages"
_FOR_OCR = frozenset({"pdf-no-text", "pdf-garbled"})
_PATIENCE = 3 * _PAGE_SECONDS
"""Seconds without a page after which the child counts as hung (the machine may be busy with others)."""


def read_pdf_pages(
    path_or_bytes: Path | str | bytes, *, source: str, max_pages: int = 2000
) -> Iterator[Page | Problem]:
    """Yield the pages of a PDF in order, each as soon as it is read, and Problems for what cannot be.

    A page without readable text is yielded as an empty page after its Problem: the nth page is page n. With the extra
    ``shutten[ocr]`` such a page is drawn and read by OCR; these pages come last, and their `way` says so.
    Problems (codes): ``pdf-encrypted``, ``pdf-truncated``, ``pdf-unreadable``, ``pdf-no-text``,
    ``pdf-garbled``, ``pdf-too-large``, ``pdf-layout`` (a fault of ours). A file of which no page has text has
    one ``pdf-no-text`` for all.

    Args:
        path_or_bytes: the file, or what it holds.
        source: the file or address as the user named it, for messages.
        max_pages: how many pages to read at most.

    Raises:
        OSError: if the file cannot be opened.
    """
    with _opened(path_or_bytes) as file:
        found = _either_way(file, source, max_pages)
        yield from _one_for_all(_with_pictures(file, found, source) if ocr.is_installed() else found, source)


def _with_pictures(file: IO[bytes], found: Iterator[Page | Problem], source: str) -> Iterator[Page | Problem]:
    """Hold back the pages that a picture may still tell, and yield them as OCR reads them, else with their Problem."""
    held: dict[int, list[Page | Problem]] = {}
    for one in found:
        if isinstance(one, Problem) and one.code in _FOR_OCR and one.page is not None:
            held[one.page] = [one]
        elif isinstance(one, Page) and one.number in held:
            held[one.number].append(one)
        else:
            yield one
    if not held:
        return
    file.seek(0)
    for one in _child_says(file, source, _PICTURES, ",".join(map(str, held))):
        if isinstance(one, Page) and one.text.strip():
            del held[one.number]
            yield one
    for page in held.values():
        yield from page


def _either_way(file: IO[bytes], source: str, max_pages: int) -> Iterator[Page | Problem]:
    """Read a file; if PDFium ends the child, a second one reads on without it."""
    last, told = 0, False
    for found in _child_says(file, source, _SANDBOX, str(max_pages), FAST):
        if isinstance(found, Problem) and found.code == _CRASH:
            break
        last = found.number if isinstance(found, Page) else last
        told = told or isinstance(found, Problem)
        yield found
    else:
        return
    file.seek(0)
    for found in _child_says(file, source, _SANDBOX, str(max_pages), LAYOUT):
        number = found.number if isinstance(found, Page) else found.page
        if number is None and told:
            continue
        if number is None or number > last:
            yield (
                replace(found, code="pdf-unreadable") if isinstance(found, Problem) and found.code == _CRASH else found
            )


def _child_says(file: IO[bytes], source: str, module: str, *arguments: str) -> Iterator[Page | Problem]:
    # -P: a file in the working directory that is named like a module must not be imported.
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", module, str(_PAGE_SECONDS), *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield from _found(child, source)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _opened(path_or_bytes: Path | str | bytes) -> IO[bytes]:
    if not isinstance(path_or_bytes, bytes):
        return Path(path_or_bytes).open("rb")
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    file.write(path_or_bytes)
    file.seek(0)
    return file


def _found(child: subprocess.Popen[bytes], source: str) -> Iterator[Page | Problem]:
    """Turn what the child prints into pages and Problems; an end that is not the right one is a Problem."""
    last = 0
    for line in _lines(child):
        found = json.loads(line) if line.startswith(b'{"end"') else None
        if found:
            return
        if line.startswith(b'{"page":'):
            page = _PAGE.validate_json(line[len(b'{"page":') : -1])
            last = page.number
            yield page
        else:
            yield replace(_PROBLEM.validate_json(line[len(b'{"problem":') : -1]), source=source)
    yield _death(child, source, last + 1)


def _lines(child: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Yield whole lines; end when the child does, or when it is killed for saying nothing for too long."""
    if child.stdout is None:
        return
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        held = bytearray()
        while True:
            if not selector.select(_PATIENCE):
                child.kill()
                return
            chunk = os.read(child.stdout.fileno(), 1 << 20)
            if not chunk:
                return
            held += chunk
            *whole, rest = held.split(b"\n")
            held = bytearray(rest)
            yield from (bytes(line) for line in whole)


def _death(child: subprocess.Popen[bytes], source: str, page: int) -> Problem:
    status = child.wait()
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        message = f"Reading stopped before page {page}: it takes more than {_PAGE_SECONDS} seconds."
        return Problem(source, page, "pdf-too-large", message, "Print it to a new PDF, or leave it out.")
    message = f"Reading stopped before page {page}: the reader ended with status {status}."
    return Problem(source, page, _CRASH, message, "Fetch or export the file again.")


def _one_for_all(found: Iterator[Page | Problem], source: str) -> Iterator[Page | Problem]:
    """Replace the ``pdf-no-text`` of every page by one for the file if no page has text."""
    held: list[Problem] = []
    textless, text = 0, False
    for one in found:
        if isinstance(one, Problem) and one.code == "pdf-no-text" and not text:
            held.append(one)
            textless += 1
            continue
        if isinstance(one, Page) and one.text and not text:
            text = True
            yield from held
            held = []
        yield one
    if textless > 1 and not text:
        message = f"None of its {textless} pages has a text layer."
        yield Problem(source, None, "pdf-no-text", message, held[0].remedy)
    else:
        yield from held
