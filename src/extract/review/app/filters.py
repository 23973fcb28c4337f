"""Which changes a page is about, as it stands in the address: every view can be kept as a bookmark or sent to a colleague."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

FACETS = ("status", "dataset", "kind", "cause", "source", "confidence")
"""What changes are counted and chosen by; also the names of the parameters."""

NONE = "none"
"""The value of a facet of changes that have no cause, no document or no confidence."""

CONFIDENCES = (("0.9", 0.9), ("0.7", 0.7), ("0.5", 0.5), ("low", 0.0))
"""Bands of confidence by their names in the address, each with its lower end; one ends where the one above it begins."""

_LONGEST = 200  # characters of a search; what is longer was not typed


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of changes.

    Attributes:
        chosen: by facet the values of which one suffices; a facet without any lets all through.
        row: only the changes of this row, by its key.
        words: what must stand in a change, all of them; as typed.
        page: of the list, from 1.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    row: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Filter:
        """Return the filter that an address holds; what is not understood is left out.

        Args:
            pairs: the parameters of an address, in their order.
        """
        chosen: dict[str, list[str]] = {}
        row, words, page = "", "", 1
        for name, value in pairs:
            if name in FACETS and value:
                chosen.setdefault(name, []).append(value[:_LONGEST])
            elif name == "row":
                row = value[:_LONGEST]
            elif name == "q":
                words = value[:_LONGEST].strip()
            elif name == "page" and value.isdecimal() and value.isascii():
                page = max(1, int(value[:9]))
        return cls({name: tuple(dict.fromkeys(chosen[name])) for name in FACETS if name in chosen}, row, words, page)

    def query(self) -> str:
        """Return the part of an address behind the question mark; empty for a filter that lets all through."""
        pairs = [(name, value) for name, values in self.chosen.items() for value in values]
        pairs += [(name, value) for name, value in (("row", self.row), ("q", self.words)) if value]
        return urlencode([*pairs, ("page", str(self.page))] if self.page > 1 else pairs)

    def on_page(self, page: int) -> Filter:
        """Return the same choice on another page of the list."""
        return Filter(self.chosen, self.row, self.words, page)

    def switched(self, facet: str, value: str) -> Filter:
        """Return the filter with a value chosen, or no longer chosen."""
        values = self.chosen.get(facet, ())
        now = tuple(each for each in values if each != value) if value in values else (*values, value)
        chosen = {name: now if name == facet else self.chosen.get(name, ()) for name in FACETS}
        return Filter({name: values for name, values in chosen.items() if values}, self.row, self.words)

    def without(self, name: str) -> Filter:
        """Return the filter without a facet, without its row (``row``) or without its words (``q``)."""
        chosen = {facet: values for facet, values in self.chosen.items() if facet != name}
        return Filter(chosen, "" if name == "row" else self.row, "" if name == "q" else self.words)


def confidence_band(confidence: float | None) -> str:
    """Return the band of a confidence."""
    if confidence is None:
        return NONE
    return next(name for name, least in CONFIDENCES if confidence >= least)
