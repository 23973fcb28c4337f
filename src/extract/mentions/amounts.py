"""Amounts: numbers with their units joined into ranges, bounded, and stated as quantities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extract.mentions.mention import Bound, Quantity
from extract.mentions.numbers import Number
from extract.mentions.units import Unit

_PERIODS = ("day", "month", "year")


class Amount(NamedTuple):
    """A number with the unit right behind it."""

    end: int
    number: Number
    unit: Unit | None
    word: str  # the unit as written
    plain: Decimal | None  # the leading digits alone, when a place word or letter follows them
    factor: Decimal  # what that place word or letter multiplies with
    shape: str = "plain"  # the form of the number, as that of `extract.mentions.forms.Form`
    guessed: bool = False


def with_period(quantity: Quantity, period: str) -> Quantity:
    """Return the quantity as one of each `period`.

    A period that the contract has no word for joins the unit (``tokens/second``).
    """
    if period in _PERIODS:
        return replace(quantity, per=period)
    return replace(quantity, unit=f"{quantity.unit}/{period}")


def join_range(low: Amount, high: Amount) -> Number | None:
    """Return the two ends of a range, or None if the two numbers are no range.

    3〜5万 is 30000 to 50000: a place word at the end holds for both ends if the first digits are smaller.
    """
    if low.unit and (high.unit is None or (low.unit.kind, low.unit.unit) != (high.unit.kind, high.unit.unit)):
        return None
    bottom = low.number.low
    if low.unit is None and high.unit is not None:
        bottom *= high.unit.factor
    if (
        low.factor == 1
        and high.factor > 1
        and low.plain is not None
        and high.plain is not None
        and low.plain < high.plain
    ):
        bottom *= high.factor
    return Number(bottom, high.number.high, high.number.more) if bottom < high.number.high else None


def to_quantity(number: Number, unit: Unit, bound: Bound = Bound.EXACT, *, is_range: bool = False) -> Quantity:
    """Return the quantity; a vague number (数十万) is a range about which the text is not exact."""
    high = None if number.low == number.high else _plain(number.high)
    if high is not None and not is_range:
        bound = stricter(bound, Bound.ABOUT)
    if number.more:
        bound = stricter(bound, Bound.MORE_THAN)
    return Quantity(_plain(number.low), unit.unit, unit.kind, high, bound)


def _plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without zeros behind the point (1.75兆 is 1750000000000)."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def stricter(known: Bound, other: Bound) -> Bound:
    """Return the bound that says more: a limit, else "about", else nothing; of two limits the first."""
    if known is Bound.EXACT or (known is Bound.ABOUT and other is not Bound.EXACT):
        return other
    return known
