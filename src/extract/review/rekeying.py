"""Which ids are new names of old things: by the places that name an entity, not by what it is called.

An entity that went has lost the places that named it, and one that came has won its own. Where most of what one lost another won,
they are one entity under another id. Several may become one (a merge) and one may become several (a split), and the other side
may have been there before: only what it won counts, since a place names a family beside its version.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from extract.ids import name_key
from extract.review.comparison import EvidenceDifference, Place, RowDifference

_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids of one thing."""

    dataset: str
    before: str
    after: str


class SameThings:
    """Ids that stand for one thing, in groups."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def add(self, one: str, other: str) -> None:
        """Note that two ids are one thing."""
        ends = sorted((self.of(one), self.of(other)))
        self._parents[ends[1]] = ends[0]
        self._parents.setdefault(ends[0], ends[0])

    def of(self, thing: str) -> str:
        """Return the one id that stands for a group; an id without a group stands for itself."""
        while (parent := self._parents.get(thing, thing)) != thing:
            thing = parent
        return thing

    def has(self, thing: object) -> bool:
        """Return whether an id is of a group."""
        return thing in self._parents

    def known(self) -> tuple[str, ...]:
        """Return all ids that are of a group."""
        return tuple(sorted(self._parents))


def rekeyed_entities(
    dataset: str, rows: RowDifference, evidence: EvidenceDifference, apart: Collection[str]
) -> tuple[Pair, ...]:
    """Return the entities of a dataset that stand under another id, each new id with where most of it came from first.

    Args:
        dataset: one of the datasets of entities.
        rows: its rows that differ.
        evidence: the places that differ.
        apart: the documents that only one version has; what they say proves nothing.
    """
    lost = _of_dataset(dataset, evidence.lost, apart)
    won = _of_dataset(dataset, evidence.won, apart)
    shared = _shared(lost, won)
    names = {row_id: name_key(row["name"]) for side in (rows.removed, rows.added) for row_id, row in side.items()}

    def rank(before: str, after: str) -> tuple[object, ...]:
        """Return what makes a partner good, best last: places shared, few others, the same name; then the order of ids."""
        both = shared[before, after]
        all_places = len(lost[before]) + len(won[after]) - both
        return both, both / all_places, names.get(before, "") == names.get(after, " ")

    forwards: defaultdict[str, list[str]] = defaultdict(list)
    backwards: defaultdict[str, list[str]] = defaultdict(list)
    for before, after in sorted(shared):
        if before in rows.removed and shared[before, after] > _MOST * len(lost[before]):
            forwards[before].append(after)
        if after in rows.added and shared[before, after] > _MOST * len(won[after]):
            backwards[after].append(before)
    pairs = {(each, max(partners, key=lambda other: rank(each, other))) for each, partners in forwards.items()}
    met = {after for _, after in pairs}
    pairs |= {
        (max(partners, key=lambda other: rank(other, each)), each)
        for each, partners in backwards.items()
        if each not in met
    }
    ordered = sorted(pairs, key=lambda pair: (pair[1], -shared[pair], pair[0]))
    return tuple(Pair(dataset, before, after) for before, after in ordered)


def _of_dataset(
    dataset: str, places: Mapping[tuple[str, str], frozenset[Place]], apart: Collection[str]
) -> dict[str, set[Place]]:
    found = {
        row_id: {each for each in known if each[0] not in apart}
        for (of, row_id), known in places.items()
        if of == dataset
    }
    return {row_id: known for row_id, known in found.items() if known}


def _shared(lost: Mapping[str, Iterable[Place]], won: Mapping[str, Iterable[Place]]) -> Counter[tuple[str, str]]:
    """Return how many places each pair has in common, of the pairs that have any."""
    winners: defaultdict[Place, list[str]] = defaultdict(list)
    for row_id, places in won.items():
        for place in places:
            winners[place].append(row_id)
    return Counter(
        (before, after)
        for before, places in lost.items()
        for place in places
        for after in winners.get(place, ())
        if after != before
    )
