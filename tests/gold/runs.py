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
from extract.sources.catalogue import SourceEntry, read_catalogue
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
    """Return the floors and digests by set of facts; those of names are `names.floors`."""
    loaded: dict[str, Any] = json.loads(GATE.read_text(encoding="utf-8"))
    return {name: entry for name, entry in loaded.items() if name != "names"}


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
    return SourceEntry(file, path, language="ja" if ".ja." in file else "zh")


def facts_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the annotated facts by kind; those of a JSON Lines file have the kinds ``release`` and ``citation``."""
    path = path_of(gate()[name]["facts"])
    if path.suffix == ".yaml":
        loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return loaded
    facts: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        facts.setdefault(f"{fact['kind']}s", []).append(fact)
    return facts


def scores(name: str) -> dict[str, Any]:
    """Return the score of each kind."""
    from gold.scoring import Scorer

    facts, found = facts_of(name), run(name).rows
    scorer = Scorer(NameFinder(extractor().knowledge), found, extractor().knowledge)
    return scorer.scores(facts)


def main() -> None:
    """Print the scores; with ``--raise`` write those that are above their floors."""
    floors = gate()
    for name, expected in floors.items():
        if not all(path_of(each).exists() for each in expected["documents"]):
            continue
        for kind, score in scores(name).items():
            old = expected["floors"].get(kind, {"precision": 0.0, "recall": 0.0})
            new = {"precision": math.floor(score.precision * 100) / 100, "recall": math.floor(score.recall * 100) / 100}
            print(
                f"{name:12}{kind:12}{score.facts:4} facts{score.rows:4} rows{score.right:4} right "
                f"P {score.precision:.3f} (floor {old['precision']})  R {score.recall:.3f} (floor {old['recall']})"
            )
            if "-v" in sys.argv:
                for sign, keys in (("-", score.missed), ("+", score.extra)):
                    for key in keys:
                        print("     ", sign, *key)
            if "--raise" in sys.argv:
                expected["floors"][kind] = {each: max(old[each], new[each]) for each in new}
        if "--raise" in sys.argv:
            expected["sha256"] = sha256_bytes(path_of(expected["facts"]).read_bytes())
    if "--raise" in sys.argv:
        floors = json.loads(GATE.read_text(encoding="utf-8")) | floors
        GATE.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT / "tests"))
    main()
