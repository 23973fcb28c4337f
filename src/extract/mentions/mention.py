"""A mention: a place in a text that names, dates or measures something, with its value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from extract.text import CleanText, Span


class Bound(StrEnum):
    """How a stated number bounds the true one (the column `bound` of the dataset `figures`)."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity.

    Attributes:
        candidates: ids of the entities that bear the name, best first; empty for a name known by its form alone.
        entity_type: ``organization``, ``person``, ``model``, ``product`` or ``place``.
        version: of a model, what follows the family's name (``3.0``), else empty.
        full: the name that it stands for, where the text uses a short form or only points (同社); else empty.
    """

    candidates: tuple[str, ...]
    entity_type: str
    version: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """Text between quotation marks or title brackets; the mention's span is the inside, `outer` has the marks."""

    outer: Span
    marks: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date at the precision that the text states.

    Attributes:
        edtf: Extended Date/Time Format, such as ``2023``, ``2023-03``, ``2023-03-16``, ``2023-04/2025-12``.
        earliest: first day that the statement allows; None for an open start.
        latest: last day that the statement allows; None for an open end.
        inferred: whether the year (or more) came from the reference and not from the text itself.
        bound: how the text bounds the date (2025年までに is at_most), exact for most.
    """

    edtf: str
    earliest: dt.date | None
    latest: dt.date | None
    inferred: bool = False
    bound: Bound = Bound.EXACT

    @property
    def is_point(self) -> bool:
        """Whether it is one day, month or year: no interval, and not bounded on one side."""
        return self.bound is Bound.EXACT and "/" not in self.edtf


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures.

    Attributes:
        value: exact, in base units: 5000万ドル is 50000000 USD, 30% is 30, 3TB is 3000000000000 B.
        unit: ISO 4217 for money, ``%``, ``B`` for data sizes, else a counted noun in English (``companies``), ``x`` for
            a multiple; empty for a bare number.
        value_max: the upper end of a range, else None.
        per: ``day``, ``month``, ``year`` or empty.
        kind: ``number``, ``ordinal``, ``percent``, ``money``, ``data``, ``duration``, ``count``, ``multiple``,
            ``measure`` (mass, length and the like; the unit is CLDR's: ``kilogram``).
    """

    value: Decimal
    unit: str
    kind: str
    value_max: Decimal | None = None
    bound: Bound = Bound.EXACT
    per: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text and what it means.

    Attributes:
        span: where, in the text that was read.
        text: exactly ``text[span.start:span.end]``.
        value: what it means.
        rule: which rule found it, for the evidence.
        confidence: 0 to 1.
    """

    span: Span
    text: str
    value: Name | Title | DateValue | Quantity
    rule: str
    confidence: float = 1.0

    @property
    def outer(self) -> Span:
        """The span with its quotation marks, if it has any."""
        return self.value.outer if isinstance(self.value, Title) else self.span

    @property
    def date(self) -> DateValue:
        """The value of a date.

        Raises:
            TypeError: if the mention is no date.
        """
        if not isinstance(self.value, DateValue):
            raise TypeError(f"{self.text!r} is no date")
        return self.value

    def rebased(self, cleaned: CleanText, raw: str) -> Mention:
        """Return the mention with its span in `raw`, of which `cleaned` is the cleaned form that was read."""
        span = cleaned.raw_span(*self.span)
        value = self.value
        if isinstance(value, Title):
            value = replace(value, outer=cleaned.raw_span(*value.outer))
        return replace(self, span=span, text=span.of(raw), value=value)
