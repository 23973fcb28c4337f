"""Thousands of changes, found and counted at once.

For each value of each facet there is a set of changes, kept as the bits of one whole number: bit n is the nth change. To combine
two choices is one operation on numbers of a few kilobytes, so a page with all its counts takes about a millisecond at 10,000 changes.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from extract.review.app.filters import FACETS, NONE, Filter, confidence_band
from extract.review.change import Change


@dataclass(frozen=True, slots=True)
class Found:
    """The changes that a filter lets through.

    Attributes:
        bits: the set of them.
        counts: for each facet how many changes there are of each value, with all other conditions applied; most first.
    """

    bits: int
    counts: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def total(self) -> int:
        """How many there are."""
        return self.bits.bit_count()


class ChangeIndex:
    """An index over changes.

    Args:
        changes: in the order in which pages list them.
        titles: of documents by key, to be searched too.
    """

    def __init__(self, changes: Sequence[Change], titles: Mapping[str, str]) -> None:
        self.changes = changes
        self._all = (1 << len(changes)) - 1
        self._numbers = {change.change_id: number for number, change in enumerate(changes)}
        self._texts = [_searched(change, titles) for change in changes]
        self._rows: defaultdict[str, int] = defaultdict(int)
        for number, change in enumerate(changes):
            for row_id in {change.row_id, change.row_id_before or change.row_id}:
                self._rows[row_id] |= 1 << number
        self._facets = {
            _STATUS: _by_value(changes, _status),
            **{facet: _by_value(changes, of) for facet, of in _OF_ROW.items()},
        }

    def decided(self, changes: Sequence[Change]) -> ChangeIndex:
        """Return an index over the same changes with other statuses; it shares all else with this one."""
        other = copy(self)
        other.changes = changes
        other._facets = {**self._facets, _STATUS: _by_value(changes, _status)}
        return other

    def statuses(self) -> tuple[tuple[str, int], ...]:
        """Return how many changes there are of each status."""
        return tuple((status, bits.bit_count()) for status, bits in self._facets["status"].items())

    def number(self, change_id: str) -> int | None:
        """Return the place of a change in the order, None if it is not there."""
        return self._numbers.get(change_id)

    def of_row(self, row_id: str) -> tuple[Change, ...]:
        """Return the changes of a row, by its key on either side."""
        return self.members(self._rows.get(row_id, 0))

    def bits(self, wanted: Filter) -> int:
        """Return the changes that a filter lets through, as a set."""
        found = self._others(wanted)
        for facet in wanted.chosen:
            found &= self._chosen(wanted, facet)
        return found

    def find(self, wanted: Filter) -> Found:
        """Return the changes that a filter lets through, and the counts for choosing further."""
        others = self._others(wanted)
        chosen = {facet: self._chosen(wanted, facet) for facet in wanted.chosen}
        counts = {}
        for facet, values in self._facets.items():
            within = others
            for name, bits in chosen.items():
                within &= bits if name != facet else self._all
            counted = {value: (bits & within).bit_count() for value, bits in values.items()}
            counts[facet] = _counted(counted, always=wanted.chosen.get(facet, ()))
        for bits in chosen.values():
            others &= bits
        return Found(others, counts)

    def counts(self, bits: int) -> dict[str, tuple[tuple[str, int], ...]]:
        """Return for each facet how many changes of a set there are of each value, most first."""
        return {
            facet: _counted({value: (each & bits).bit_count() for value, each in values.items()})
            for facet, values in self._facets.items()
        }

    def members(self, bits: int, first: int = 0, most: int | None = None) -> tuple[Change, ...]:
        """Return the changes of a set in order.

        Args:
            bits: the set.
            first: how many of them to leave out at the beginning.
            most: how many to return at most; all by default.
        """
        digits = f"{bits:b}"[::-1]
        at, found = -1, []
        for number in range(first + most if most is not None else len(digits)):
            if (at := digits.find("1", at + 1)) < 0:
                break
            if number >= first:
                found.append(self.changes[at])
        return tuple(found)

    def after(self, bits: int, number: int) -> Change | None:
        """Return the first change of a set behind a place in the order."""
        left = bits >> (number + 1)
        return self.changes[number + (left & -left).bit_length()] if left else None

    def before(self, bits: int, number: int) -> Change | None:
        """Return the last change of a set in front of a place in the order."""
        left = bits & ((1 << number) - 1)
        return self.changes[left.bit_length() - 1] if left else None

    def position(self, bits: int, number: int) -> int:
        """Return how many changes of a set stand in front of a place in the order."""
        return (bits & ((1 << number) - 1)).bit_count()

    def _others(self, wanted: Filter) -> int:
        """Return what all conditions but those of facets let through."""
        found = self._rows.get(wanted.row, 0) if wanted.row else self._all
        words = _folded(wanted.words).split()
        if words:
            numbers = [number for number, text in enumerate(self._texts) if all(word in text for word in words)]
            found &= _bits(numbers, len(self.changes))
        return found

    def _chosen(self, wanted: Filter, facet: str) -> int:
        found = 0
        for value in wanted.chosen[facet]:
            found |= self._facets[facet].get(value, 0)
        return found


_STATUS = FACETS[0]


def _status(change: Change) -> tuple[str, ...]:
    return (change.status,)


_OF_ROW: Mapping[str, Callable[[Change], tuple[str, ...]]] = {
    "dataset": lambda change: (change.dataset,),
    "kind": lambda change: (change.kind,),
    "cause": lambda change: tuple((change.cause or NONE).split("+")),
    "source": lambda change: change.documents or (NONE,),
    "confidence": lambda change: (confidence_band(change.confidence),),
}
"""The facets on which no verdict has any influence, each with the values of a change."""


def _by_value(changes: Sequence[Change], values: Callable[[Change], tuple[str, ...]]) -> dict[str, int]:
    """Return the set of changes of each value."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, change in enumerate(changes):
        for value in values(change):
            members[value].append(number)
    return {value: _bits(numbers, len(changes)) for value, numbers in members.items()}


def _counted(counts: Mapping[str, int], always: Collection[str] = ()) -> tuple[tuple[str, int], ...]:
    kept = [(value, count) for value, count in counts.items() if count or value in always]
    return tuple(sorted(kept, key=lambda each: (-each[1], each[0])))


def _bits(numbers: Sequence[int], length: int) -> int:
    held = bytearray(length // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def _searched(change: Change, titles: Mapping[str, str]) -> str:
    texts = (change.label, change.row_id, change.row_id_before, change.field, change.before, change.after)
    return _folded("\n".join([*filter(None, texts), *(titles.get(each, each) for each in change.documents)]))


def _folded(text: str) -> str:
    """Return a text as it is compared: case and width make no difference."""
    return unicodedata.normalize("NFKC", text).casefold()
