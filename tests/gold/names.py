"""Names found in documents against names annotated by hand, with the names files and with none.

    python tests/gold/names.py [-v] [--raise]

In the corpus a name is right if its place and its type are those of the annotation. Mentions in ignored zones (code,
addresses, tags, owners of repositories, what lies behind the annotated lines) and optional ones count neither as found nor as
missed. In our own samples names are counted by page, text and type. A link is right if a name of a known entity has its id.
"""

from __future__ import annotations

import json
import math
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from extract.claims.reader import Reader
from extract.claims.reading import POINTS, Reading
from extract.documents.document import Document
from extract.documents.read import Metadata, read_document
from extract.entities.link import Linker
from extract.ids import sha256_bytes
from extract.lang.language import load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge, read_knowledge
from extract.text import clean

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared/corpus"
SAMPLES = PROJECT / "sources/samples"
GATE = PROJECT / "tests/gate.json"
SETS = ("zh", "ja", "samples")
TYPES = ("model", "organization", "person", "product")


@dataclass
class Score:
    """Counts of one type: names annotated, found and right, and how many of the right ones are linked rightly."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    linkable: int = 0
    linked: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)

    def measures(self) -> dict[str, float]:
        """Return what the gate pins."""
        return {
            "precision": self.right / self.found if self.found else 1.0,
            "recall": self.right / self.wanted if self.wanted else 1.0,
            "f1": 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0,
            "links": self.linked / self.linkable if self.linkable else 1.0,
        }


@dataclass(frozen=True)
class Found:
    """One name that the reader found."""

    page: int
    place: tuple[int, int]
    text: str
    type: str
    entity: str


def facts_path(name: str) -> Path:
    return Path(__file__).parent / f"names.{name}.jsonl"


def annotated(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the annotated lines of a set by document."""
    documents = defaultdict(list)
    for line in facts_path(name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents[row["document"]].append(row)
    return documents


def path_of(name: str, document: str) -> Path:
    return (SAMPLES if name == "samples" else CORPUS) / document


@cache
def known_names(*, known: bool) -> tuple[NameFinder, Linker]:
    knowledge = read_knowledge(PROJECT / "sources/names") if known else Knowledge({})
    return NameFinder(knowledge), Linker(knowledge)


def names_in(path: Path, *, known: bool) -> list[Found]:
    """Return the names of a document; words that only point back at one (同社) are none."""
    language = "ja" if path.parent.name == "ja" or ".ja." in path.name else "zh"
    if path.suffix == ".yml":  # a list of models as data; its text is read
        path = Path(shutil.copy(path, Path(tempfile.mkdtemp()) / f"{path.stem}.txt"))
    document = read_document(path, known=Metadata(language=language))
    assert isinstance(document, Document), document
    found = {}
    for reading, mention in _mentions(document, known=known):
        value = mention.value
        assert isinstance(value, Name)
        span = reading.evidence(mention.span).span
        linked = known_names(known=known)[1].known(reading.ref(mention))
        page = reading.statement.page
        entity = linked.entity_id if linked else ""
        found[page, span.start] = Found(page, (span.start, span.end), mention.text, value.entity_type, entity)
    return list(found.values())


def _mentions(document: Document, *, known: bool) -> Iterator[tuple[Reading, Mention]]:
    reader = Reader(known_names(known=known)[0], load_language(document.language))
    for section in reader.read(document):
        cells = [reading for table in section.tables for cell in table.cells for reading in cell.readings]
        for reading in (*section.heading, *section.readings, *cells):
            for mention in reading.names:
                if not mention.rule.startswith(POINTS):
                    yield reading, mention


@cache
def scores(name: str, *, known: bool) -> dict[str, Score]:
    """Return the score of each type over all documents of a set, and of all of them together (``all``)."""
    result: dict[str, Score] = {kind: Score() for kind in (*TYPES, "all")}
    compare = by_count if name == "samples" else by_place
    for document, rows in annotated(name).items():
        found = [each for each in names_in(path_of(name, document), known=known) if each.type in TYPES]
        for kind, score in compare(rows, found).items():
            for total in (result[kind], result["all"]):
                for count in ("wanted", "found", "right", "linkable", "linked"):
                    setattr(total, count, getattr(total, count) + getattr(score, count))
                total.missed.update(score.missed)
                total.extra.update(score.extra)
    return result


def by_place(rows: list[dict[str, Any]], found: list[Found]) -> dict[str, Score]:
    """Score what anything found in a document of the corpus."""
    result = {kind: Score() for kind in TYPES}
    ignored = [(row["start"], row["end"]) for row in rows if row["kind"] == "ignored" or row.get("optional")]
    wanted = {(row["start"], row["end"]): row for row in rows if row["kind"] == "name" and not row.get("optional")}
    right = set()
    for each in found:
        start, end = each.place
        if any(begin < end and start < stop for begin, stop in ignored):
            continue
        row = wanted.get(each.place)
        score = result[each.type]
        score.found += 1
        if row is None or row["type"] != each.type:
            score.extra[each.text] += 1
            continue
        right.add(each.place)
        score.right += 1
        _link(score, row, each)
    for place, row in wanted.items():
        if row["type"] in TYPES:
            result[row["type"]].wanted += 1
            result[row["type"]].missed.update([row["text"]] if place not in right else [])
    return result


def by_count(rows: list[dict[str, Any]], found: list[Found]) -> dict[str, Score]:
    """Score what anything found in one of our samples."""
    result = {kind: Score() for kind in TYPES}
    groups: dict[tuple[int, str, str], list[Found]] = defaultdict(list)
    for each in found:
        groups[each.page, clean(each.text).text, each.type].append(each)
    optional = {(row["page"], clean(row["text"]).text) for row in rows if row.get("optional")}
    for row in rows:
        key = (row["page"], clean(row["text"]).text, row["type"])
        if key[:2] in optional or row["type"] not in TYPES:
            continue
        score, there = result[row["type"]], groups.get(key, [])
        right = min(row["count"], len(there))
        score.wanted += row["count"]
        score.right += right
        for each in there[:right]:
            _link(score, row, each)
        score.missed.update({row["text"]: row["count"] - right} if right < row["count"] else {})
        score.extra.update({row["text"]: len(there) - right} if right < len(there) else {})
    annotated_keys = {(row["page"], clean(row["text"]).text, row["type"]) for row in rows}
    for key, there in groups.items():
        if key[:2] not in optional:
            result[key[2]].found += len(there)
            result[key[2]].extra.update({there[0].text: len(there)} if key not in annotated_keys else {})
    return result


def _link(score: Score, row: dict[str, Any], found: Found) -> None:
    if row["entity"].partition("-")[0] in {"model", "org", "product", "person"}:
        score.linkable += 1
        score.linked += found.entity == row["entity"]


def floors() -> dict[str, Any]:
    """Return the floors by set, and in it by whether names are known and by type."""
    loaded: dict[str, Any] = json.loads(GATE.read_text(encoding="utf-8")).get("names", {})
    return loaded


def main() -> None:
    """Print the scores; with ``--raise`` write those that are above their floors."""
    pinned = floors()
    for name in SETS:
        entry = pinned.setdefault(name, {"sha256": "", "floors": {"known": {}, "new": {}}})
        for mode, known in (("known", True), ("new", False)):
            print(name, "with the names files" if known else "with no names files")
            for kind, score in scores(name, known=known).items():
                measures = score.measures()
                print(f"  {kind:<13}{score.wanted:>5} names{score.found:>5} found  ", end="")
                print("  ".join(f"{measure} {value:.3f}" for measure, value in measures.items()))
                if "-v" in sys.argv and kind != "all":
                    print("     missed", dict(score.missed.most_common(60)))
                    print("     extra ", dict(score.extra.most_common(60)))
                if score.wanted:
                    old = entry["floors"][mode].get(kind, dict.fromkeys(measures, 0.0))
                    new = {each: max(old[each], math.floor(value * 100) / 100) for each, value in measures.items()}
                    entry["floors"][mode][kind] = new
        entry["sha256"] = sha256_bytes(facts_path(name).read_bytes())
    if "--raise" in sys.argv:
        whole = json.loads(GATE.read_text(encoding="utf-8")) | {"names": pinned}
        GATE.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
