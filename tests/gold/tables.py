"""Tables found in PDF pages against tables annotated by hand from pictures of the pages.

    python tests/gold/tables.py [-v] [--raise]

An annotated cell has its place (row, column, spans), whether it is a header, and a digest of its normalised text; the text
itself stands beside it only if it is short. Empty cells are not annotated. A found table belongs to the annotated one of its
page that shares the most texts with it.

``cells``: a found cell is right if its text and its row and column, counted from the table's first, are those of an annotated
cell. ``neighbours``: the pairs of texts that stand side by side or one above the other with nothing but empty cells between,
as in the ICDAR 2013 competition on tables (Göbel et al.); a row too many at the top spoils the first and hardly the second.
``headers``: the texts that are marked as headers.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.documents.document import Document, Page, Table
from extract.documents.read import read_document
from extract.ids import sha256_bytes

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared/corpus/pdf"
GOLD = PROJECT / "tests/gold/tables.jsonl"
GATE = PROJECT / "tests/gate.json"

# Bullets, which a reader may keep or drop; a minus before a digit stays.
_MARKS = re.compile(r"[•●・✓\uf000-\uf0ff‐⁃–-](?!\d)")
_ONE_CIRCLE = str.maketrans("〇", "○")  # a picture does not tell the number from the sign


@dataclass(frozen=True)
class Cell:
    """A cell with text; `text` is a digest."""

    row: int
    column: int
    row_span: int
    column_span: int
    header: bool
    text: str

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.row, self.column, self.text)


@dataclass
class Score:
    """What was annotated, found and right of cells, neighbours and headers; `spans` counts right cells with the right spans."""

    counts: dict[str, list[int]] = field(
        default_factory=lambda: {kind: [0, 0, 0] for kind in ("cells", "neighbours", "headers")}
    )
    spans: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, kind: str, wanted: Counter[Any], found: Counter[Any]) -> None:
        for number, count in enumerate((wanted, found, wanted & found)):
            self.counts[kind][number] += count.total()

    def join(self, other: Score) -> None:
        for kind, counts in other.counts.items():
            self.counts[kind] = [one + two for one, two in zip(self.counts[kind], counts, strict=True)]
        self.spans += other.spans

    def measures(self) -> dict[str, float]:
        """Return what the gate pins: shares of what was found, of what was annotated, and of the cells right with their spans."""
        result = {}
        for kind, (wanted, found, right) in self.counts.items():
            result[f"{kind}_precision"] = _share(right, found, wanted)
            result[f"{kind}_recall"] = _share(right, wanted, found)
        wanted, found, _ = self.counts["cells"]
        return result | {"spans": _share(self.spans, wanted, found)}


def _share(right: int, part: int, other: int) -> float:
    """Return right of part; where there is nothing, all is right only if nothing was to be there: no table has no precision."""
    return right / part if part else float(not other)


def normal(text: str) -> str:
    """Return `text` in NFKC without white space and bullets."""
    return _MARKS.sub("", "".join(unicodedata.normalize("NFKC", text).translate(_ONE_CIRCLE).split()))


def digest(text: str) -> str:
    return hashlib.sha256(normal(text).encode()).hexdigest()[:16]


@cache
def annotated() -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Return the annotated tables by file and page."""
    tables: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        tables.setdefault((table["file"], table["page"]), []).append(table)
    return tables


def key_of(file: str, page: int) -> str:
    """Return the name of a page in the gate."""
    return f"{file.removesuffix('.pdf')}:{page}"


def path_of(file: str) -> Path:
    return CORPUS / file


@cache
def document(file: str) -> Document:
    """Read a document of the corpus; it must be the one that was annotated."""
    path = path_of(file)
    wanted = {table["sha256"] for (name, _), tables in annotated().items() for table in tables if name == file}
    if wanted != {sha256_bytes(path.read_bytes())}:
        raise ValueError(f"{path} is not the file that was annotated")
    read = read_document(path)
    if not isinstance(read, Document):
        raise ValueError(f"{path}: {read}")
    return read


def wanted_cells(table: dict[str, Any]) -> list[Cell]:
    return [
        Cell(row, column, down, across, header, text) for row, column, down, across, header, text, *_ in table["cells"]
    ]


def found_cells(page: Page, table: Table, texts: dict[str, str]) -> list[Cell]:
    """Return the cells of a found table that hold text, and note in `texts` what their digests stand for."""
    cells = []
    for cell in table.cells:
        text = "".join(page.text[line.start : line.end] for line in cell.lines)
        if normal(text):
            texts[digest(text)] = normal(text)
            cells.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, cell.header, digest(text)))
    return cells


def neighbours(cells: Sequence[Cell]) -> Counter[tuple[str, str, str]]:
    """Return the pairs of texts that are next to each other in a row or a column, empty cells passed over."""
    at = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    pairs = set()
    for across, order in ((True, sorted(at)), (False, sorted(at, key=lambda place: place[::-1]))):
        for one, two in pairwise(order):
            if one[not across] == two[not across] and at[one] is not at[two]:
                pairs.add(("right" if across else "below", at[one], at[two]))
    return Counter((way, one.text, two.text) for way, one, two in pairs)


def _pairs(
    wanted: Sequence[Sequence[Cell]], found: Sequence[Sequence[Cell]]
) -> list[tuple[Sequence[Cell], Sequence[Cell]]]:
    """Return annotated and found tables in pairs, those with the most texts in common first; none is left out."""
    shared = sorted(
        (-(Counter(c.text for c in one) & Counter(c.text for c in two)).total(), first, second)
        for first, one in enumerate(wanted)
        for second, two in enumerate(found)
    )
    mate: dict[int, int] = {}
    for common, first, second in shared:
        if common and first not in mate and second not in mate.values():
            mate[first] = second
    pairs: list[tuple[Sequence[Cell], Sequence[Cell]]] = [
        (one, found[mate[number]] if number in mate else []) for number, one in enumerate(wanted)
    ]
    return pairs + [([], two) for number, two in enumerate(found) if number not in mate.values()]


def score_tables(wanted: Sequence[Sequence[Cell]], found: Sequence[Sequence[Cell]], texts: dict[str, str]) -> Score:
    """Score the tables of one page."""
    score = Score()
    for one, two in _pairs(wanted, found):
        places, others = Counter(cell.place for cell in one), Counter(cell.place for cell in two)
        score.add("cells", places, others)
        score.add("neighbours", neighbours(one), neighbours(two))
        score.add("headers", _headers(one), _headers(two))
        spans = {cell.place: (cell.row_span, cell.column_span) for cell in one}
        score.spans += sum(spans.get(cell.place) == (cell.row_span, cell.column_span) for cell in two)
        score.missed += _readable(places - others, texts)
        score.extra += _readable(others - places, texts)
    return score


def _headers(cells: Sequence[Cell]) -> Counter[str]:
    return Counter(cell.text for cell in cells if cell.header)


def _readable(places: Iterable[tuple[int, int, str]], texts: dict[str, str]) -> list[str]:
    return [f"{row},{column} {texts.get(text, text)[:60]}" for row, column, text in sorted(places)]


@cache
def score_page(file: str, number: int) -> Score:
    """Score all tables of an annotated page."""
    page = document(file).page(number)
    tables = annotated()[file, number]
    texts = {cell[5]: cell[6] for table in tables for cell in table["cells"] if len(cell) > 6}
    found = [found_cells(page, table, texts) for table in page.tables]
    return score_tables([wanted_cells(table) for table in tables], found, texts)


def total() -> Score:
    """Return the score of all annotated pages together."""
    score = Score()
    for file, number in annotated():
        score.join(score_page(file, number))
    return score


def floors() -> dict[str, Any]:
    """Return the digest of the annotation and the floors by page."""
    loaded: dict[str, Any] = json.loads(GATE.read_text(encoding="utf-8")).get("tables", {"sha256": "", "floors": {}})
    return loaded


def main() -> None:
    """Print the scores; with ``--raise`` write those that are above their floors."""
    pinned = floors()
    results = {key_of(*place): score_page(*place) for place in annotated()} | {"all": total()}
    for name, score in results.items():
        measures = score.measures()
        old = pinned["floors"].get(name, {})
        print(f"{name:70}", "  ".join(f"{each} {value:.2f}" for each, value in measures.items()))
        if "-v" in sys.argv:
            for sign, lines in (("-", score.missed), ("+", score.extra)):
                for line in lines:
                    print("     ", sign, line)
        pinned["floors"][name] = {
            each: max(old.get(each, 0.0), math.floor(value * 100) / 100) for each, value in measures.items()
        }
    if "--raise" in sys.argv:
        pinned["sha256"] = sha256_bytes(GOLD.read_bytes())
        loaded = json.loads(GATE.read_text(encoding="utf-8")) | {"tables": pinned}
        GATE.write_text(json.dumps(loaded, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
