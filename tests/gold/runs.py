"""The gate's runs: real documents through the whole pipeline, scored against the facts that people annotated.

Show what the pipeline scores today, and raise the floors of ``tests/gate.json`` to it (they are lowered by hand alone):

    python tests/gold/runs.py [--raise]
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.claims.claim import Claim
from extract.datasets.build import build_rows
from extract.datasets.validate import validate
from extract.documents.document import Document
from extract.entities.link import Linker
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.mentions.names import NameFinder
from extract.pipeline import Extractor
from extract.sources.catalogue import Metadata, SourceEntry, read_catalogue
from extract.sources.knowledge import read_knowledge

PROJECT = Path(__file__).parents[2]
GATE = PROJECT / "tests/gate.json"
SOURCES = PROJECT / "sources"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """Documents that were read together, and the rows made of them."""

    documents: tuple[Document, ...]
    claims: tuple[tuple[Claim, ...], ...]
    rows: Mapping[str, Sequence[Row]]
    problems: tuple[Problem, ...]


def gate() -> dict[str, Any]:
    """Return the floors and digests by set of facts; those of names and tables are `floors` of `names.py` and `tables.py`."""
    loaded: dict[str, Any] = json.loads(GATE.read_text(encoding="utf-8"))
    return {name: entry for name, entry in loaded.items() if name not in ("names", "tables")}


def path_of(name: str) -> Path:
    """Return a file that the gate names; ``../shared`` lies beside the project."""
    return PROJECT / name


@cache
def extractor() -> Extractor:
    return Extractor(read_knowledge(SOURCES / "names"))


@cache
def run(name: str) -> Run:
    """Read the documents of one set of facts."""
    entries = [_entry(each) for each in gate()[name]["documents"]]
    read, problems = [], []
    for entry in entries:
        found, faults = extractor().read(entry)
        problems.extend(faults)
        if found:
            read.append(found)
    rows = validate(build_rows(read, Linker(extractor().knowledge)))
    return Run(tuple(each.document for each in read), tuple(each.claims for each in read), rows, tuple(problems))


def _entry(file: str) -> SourceEntry:
    path = path_of(file)
    for entry in read_catalogue(SOURCES):
        if entry.path.resolve() == path.resolve():
            return entry
    return SourceEntry(file, path, Metadata(language="ja" if ".ja." in file or "/ja/" in file else "zh"))


def facts_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the annotated facts by kind."""
    from gold.report_kinds import read_facts

    path = path_of(gate()[name]["facts"])
    if path.suffix == ".yaml":
        loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return loaded
    return read_facts(path)


@cache
def scores(name: str) -> dict[str, Any]:
    """Return the score of each kind; the gate's `kinds` are looked for even where no fact is of them."""
    return scorer(name).scores(facts_of(name), gate()[name].get("kinds", ()))


def scorer(name: str) -> Any:
    """Return what compares facts with the rows of one set.

    The gate's `lines` says how many lines of each document were read by hand, `by_maker` how `Scorer` takes models.
    """
    from gold.pages_lines import within
    from gold.scoring import Scorer

    found, entry = run(name), gate()[name]
    rows = within(found.rows, found.documents, entry["lines"]) if "lines" in entry else found.rows
    knowledge = extractor().knowledge
    return Scorer(NameFinder(knowledge), rows, knowledge, by_maker=entry.get("by_maker", True))


def main() -> None:
    """Print the scores; with ``--raise`` write those that are above their floors."""
    floors = gate()
    for name, expected in floors.items():
        if not all(path_of(each).exists() for each in expected["documents"]):
            continue
        shown = scores(name)
        for kind, score in (shown | scorer(name).lenient(facts_of(name))).items():
            was = expected["floors"].get(kind, {})
            old = {"precision": 0.0, "recall": 0.0} | was
            new = {"precision": math.floor(score.precision * 100) / 100, "recall": math.floor(score.recall * 100) / 100}
            floors_of = (
                f"(floor {old[each]:4})" if kind in shown else "(no floor) " for each in ("precision", "recall")
            )
            print(
                f"{name:12}{kind:17}{score.facts:4} facts{score.rows:4} rows{score.right:4} right "
                f"P {score.precision:.3f} {next(floors_of)}  R {score.recall:.3f} {next(floors_of)}"
                + (f"  R of all {score.every} {score.recall_of_all:.3f}" if score.every > score.facts else "")
            )
            if "-v" in sys.argv:
                for sign, keys in (("-", score.missed), ("+", score.extra)):
                    for key in keys:
                        print("     ", sign, *key)
            if "--raise" in sys.argv and kind in shown:
                # Nothing published is no proof of precision, but right where there is nothing to publish.
                risen = [each for each in new if score.rows or not score.facts or each == "recall"]
                expected["floors"][kind] = was | {each: max(old[each], new[each]) for each in risen}
        if "--raise" in sys.argv:
            expected["sha256"] = sha256_bytes(path_of(expected["facts"]).read_bytes())
    if "--raise" in sys.argv:
        floors = json.loads(GATE.read_text(encoding="utf-8")) | floors
        GATE.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT / "tests"))
    main()
