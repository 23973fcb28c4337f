"""Pages a second of PDF reading beside raw pdfplumber and raw PDFium, measured in one run.

    .venv/bin/python bench/pages.py [--pages N] [--rounds N] FILE.pdf ...

Every contender reads every file in turn, so many rounds; the middle one of its times counts. Time is that of the
processor, in this process. The contenders: ``fast``, the project with its fast way; ``layout``, the project without it;
``pdfplumber``, its `extract_text` of each page, and its `extract_tables` too where the project finds a table;
``pdfium``, its `get_text_range` of each page. Neither of the last two says where its blocks are or in what order to read.
"""

from __future__ import annotations

import argparse
import gc
import io
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.documents.document import Page
from extract.documents.sandbox import FAST, read_pages

LEAST_WITH_TABLES, LEAST_WITHOUT = 0.8, 1.0
"""The project's speed beside raw pdfplumber must be at least this."""


def seconds_of(work: Callable[[], object]) -> float:
    """Return how much processor time `work` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def with_pdfplumber(data: bytes, tables: dict[int, bool]) -> None:
    """Take the text of each page of `tables`, and the tables of those that have some."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, has_table in tables.items():
            page = pdf.pages[number - 1]
            page.extract_text()
            if has_table:
                page.extract_tables()
            page.close()


def with_pdfium(data: bytes, tables: dict[int, bool]) -> None:
    """Take the text of each page of `tables`."""
    document = pypdfium2.PdfDocument(data)
    for number in tables:
        page = document[number - 1]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def measured(data: bytes, most: int, rounds: int) -> tuple[list[Page], dict[str, float]]:
    """Return the pages of a file as the project reads them, and pages a second by contender."""
    pages = [page for page in read_pages(data, most) if isinstance(page, Page)]
    tables = {page.number: bool(page.tables) for page in pages}
    contenders: dict[str, Callable[[], object]] = {
        "fast": lambda: list(read_pages(data, most)),
        "layout": lambda: list(read_pages(data, most, fast=False)),
        "pdfplumber": lambda: with_pdfplumber(data, tables),
        "pdfium": lambda: with_pdfium(data, tables),
    }
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            gc.collect()
            taken[name].append(seconds_of(work))
    return pages, {name: len(pages) / statistics.median(times) for name, times in taken.items()}


def main() -> None:
    """Print a line for each file and say which are slower than they must be."""
    options = argparse.ArgumentParser(description="Pages a second of PDF reading beside raw libraries.")
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--pages", type=int, default=20, help="pages of each file to read at most")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    gc.set_threshold(100_000)
    print(
        f"{'file':<40}{'pages':>6}{'fast':>6}{'tables':>7}  pages a second: fast, layout, pdfplumber, pdfium; fast / pdfplumber"
    )
    slow = []
    for file in given.files:
        pages, speed = measured(file.read_bytes(), given.pages, given.rounds)
        if not pages:
            print(f"{file.name[:39]:<40} no page can be read")
            continue
        with_tables = sum(bool(page.tables) for page in pages)
        share = speed["fast"] / speed["pdfplumber"]
        if share < (LEAST_WITH_TABLES if with_tables else LEAST_WITHOUT):
            slow.append(file.name)
        ways = sum(page.way == FAST for page in pages)
        figures = "".join(f"{speed[name]:>9.1f}" for name in ("fast", "layout", "pdfplumber", "pdfium"))
        print(f"{file.name[:39]:<40}{len(pages):>6}{ways:>6}{with_tables:>7}{figures}{share:>7.2f}", flush=True)
    print("slower than they must be:", ", ".join(slow) or "none")


if __name__ == "__main__":
    main()
