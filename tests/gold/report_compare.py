"""A score: how many annotated facts the rows state, and how many rows state a fact.

A fact may say `sure: false`: only the layout of the page proves it, or it names no thing that a dataset holds. Recall counts
the sure facts alone; no row is wrong that states any of them. `also` lists other ways to put a fact, each of which counts as it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Key = tuple[Any, ...]
Keyed = Callable[[Row], Key]


@dataclass(frozen=True)
class Score:
    """Counts of one kind.

    Attributes:
        facts: sure facts annotated.
        found: how many of them a row states.
        rows: rows published.
        right: how many of them state a fact, sure or not.
        every: all facts annotated.
        every_found: how many of all facts a row states.
        missed, extra: keys of the sure facts without a row, and of the rows without a fact.
    """

    facts: int
    found: int
    rows: int
    right: int
    every: int
    every_found: int
    missed: tuple[Key, ...]
    extra: tuple[Key, ...]

    @property
    def recall(self) -> float:
        return self.found / self.facts if self.facts else 1.0

    @property
    def recall_of_all(self) -> float:
        return self.every_found / self.every if self.every else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.rows if self.rows else 1.0


def compare(facts: Iterable[Row], published: Iterable[Key], key: Keyed) -> Score:
    """Return the score of rows, given by their keys, against facts; facts of one key count once."""
    keys: dict[Key, set[Key]] = {}
    sure: set[Key] = set()
    for fact in facts:
        main = key(fact)
        keys.setdefault(main, set()).update([main, *(key({**fact, **other}) for other in fact.get("also", ()))])
        if fact.get("sure", True):
            sure.add(main)
    rows = set(published)
    stated = {main for main, ways in keys.items() if ways & rows}
    right = rows & set().union(*keys.values())
    return Score(
        len(sure),
        len(sure & stated),
        len(rows),
        len(right),
        len(keys),
        len(stated),
        tuple(sorted(sure - stated, key=repr)),
        tuple(sorted(rows - right, key=repr)),
    )
