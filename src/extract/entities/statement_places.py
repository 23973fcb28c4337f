"""Where statements stand, and which of them only list several things: a breath, a table, a list of news."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

_BREATH = 40  # characters between two places that belong to one list
_TABLE = "table"  # rules that read a table have it in their name
_DAY = r"(?:\d{4}\D{1,2}\d{1,2}(?:\D{1,2}\d{1,2})?|\d{1,2}/\d{1,2}/\d{4})"
_ENTRY = re.compile(rf"{_DAY}\D?(?:[\]`*:：)】]|\s\S)|.*\s{_DAY}$", re.DOTALL)
"""An entry of a list of news: the day and a mark or a space before the text ("2023-08-06] ..."), or the day behind it.

In a sentence a particle or a comma follows the date.
"""


class Place(NamedTuple):
    """A main place of evidence."""

    document: str
    page: int
    start: int
    end: int
    rule: str
    quote: str

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list of news."""
        return bool(_ENTRY.match(self.quote))


class Places:
    """The main places of evidence of rows.

    Args:
        evidence: rows of the dataset `evidence`.
        datasets: those whose rows are asked for.
    """

    def __init__(self, evidence: Iterable[dict[str, Any]], datasets: Collection[str]) -> None:
        self._places: defaultdict[tuple[str, str], set[Place]] = defaultdict(set)
        for row in evidence:
            if row["dataset"] in datasets and row["main"]:
                place = Place(
                    row["document_id"], row["page"], row["start"], row["end"], row.get("rule", ""), row.get("quote", "")
                )
                self._places[row["dataset"], row["row_id"]].add(place)

    def of(self, dataset: str, row_id: str) -> set[Place]:
        """Return the places that state a row."""
        return self._places.get((dataset, row_id), set())


def listed_together(one: Collection[Place], other: Collection[Place]) -> bool:
    """Return whether one breath of one page states both: two values of a list are no contradiction."""
    by_page: defaultdict[tuple[str, int], list[Place]] = defaultdict(list)  # what many documents state has many places
    for b in other:
        by_page[b.document, b.page].append(b)
    return any(
        a.start < b.end + _BREATH and b.start < a.end + _BREATH
        for a in one
        for b in by_page.get((a.document, a.page), ())
    )


def of_one_series(one: Collection[Place], other: Collection[Place], everywhere: Iterable[Place]) -> bool:
    """Return whether two statements only stand in a table or a list of news that has several of the kind.

    The rows of a table are of different things, even if we take their names for one (a model and a size of it). A list of
    news tells of one model as often as something of it appears.

    Args:
        one: the places of one statement.
        other: the places of the other.
        everywhere: the places of all statements about the same thing.
    """
    both = (*one, *other)
    is_table, is_news = (all(_TABLE in place.rule for place in both), all(place.is_entry for place in both))
    if not one or not other or not (is_table or is_news):
        return False
    alike = {place for place in everywhere if (is_table and _TABLE in place.rule) or (is_news and place.is_entry)}
    several = {document for document, count in Counter(place.document for place in alike).items() if count > 1}
    return any(place.document in several for place in both)
