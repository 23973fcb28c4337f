"""The sum of digits and place words: what 1億2,000万, 6万4千5百 and 三万五 come to."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_TEN_THOUSAND = 10_000
_LONGEST = 24  # digits that decimal arithmetic keeps exact, multiplied by the place words too


class UnreadableNumberError(ValueError):
    """The text is written like a number and cannot be read exactly."""


class PlaceValue:
    """Adds up one number from its digits and place words, in order.

    Each step raises `UnreadableNumberError` where they do not make a number.
    """

    def __init__(self, written: str) -> None:
        self._written = written
        self._chunks: list[tuple[Decimal, int]] = []  # (value, the large place word that closed it), places falling
        self._section = Decimal(0)  # what stands since the last large place word
        self._numeral: Decimal | None = None  # digits whose place word has not come
        self._spoken = False  # the numeral is Han digits
        self._decimals = 0  # how many of the numeral's digits stand behind the point, plus one; 0 without a point
        self._place = 0  # the last place word
        self._limit = _TEN_THOUSAND  # a small place word must be below this
        self._zero = False  # a zero stands before the last digit, or nothing: it is no dropped place

    def digit(self, digit: int) -> None:
        """Add a Han digit; digits without a place word between them are positional (二〇二三)."""
        if self._decimals:
            self._numeral = (self._numeral or Decimal(0)) + Decimal(digit).scaleb(-self._decimals)
            self._decimals += 1
            return
        if self._numeral is not None and not self._spoken:
            raise UnreadableNumberError(self._written)
        self._zero = self._numeral is not None
        self._numeral = digit + 10 * (self._numeral or Decimal(0))
        self._spoken = True

    def point(self) -> None:
        """Begin the digits behind a decimal point (三点二)."""
        self._numeral = self._section + (self._numeral or Decimal(0))
        self._section, self._decimals, self._spoken = Decimal(0), 1, True

    def arabic(self, number: Decimal) -> None:
        """Add a number that is written in ASCII digits."""
        zero = self._spoken and self._numeral == 0 and self._place > 0  # 1千零1
        if self._numeral is not None and not zero:
            raise UnreadableNumberError(self._written)
        self._numeral, self._spoken, self._zero = number, False, zero

    def tens(self, value: int) -> None:
        """Add a character that is a multiple of ten by itself (廿)."""
        if self._numeral is not None or self._limit <= 10:
            raise UnreadableNumberError(self._written)
        self._section += value
        self._limit = self._place = 10

    def small(self, place: int) -> None:
        """Close the digits with a place word below ten thousand."""
        if self._numeral == 0 and place == 10 and self._place > place and self._spoken:
            self._numeral = None  # 一千零十 is 1010
        if place >= self._limit or self._numeral == 0:
            raise UnreadableNumberError(self._written)
        self._section += (Decimal(1) if self._numeral is None else self._numeral) * place
        self._numeral, self._decimals, self._limit, self._place = None, 0, place, place

    def large(self, place: int) -> None:
        """Multiply all since the last larger place word: 1万2000億 is 12000億, 万亿 is their product."""
        value = self._section + (self._numeral or Decimal(0))
        chunks = self._chunks
        while chunks and (chunks[-1][1] < place or (chunks[-1][1] == place and not value)):
            value += chunks.pop()[0]
        if not value or (chunks and (chunks[-1][1] <= place or value * place >= chunks[-1][1])):
            raise UnreadableNumberError(self._written)
        chunks.append((value * place, place))
        self._section, self._numeral, self._decimals = Decimal(0), None, 0
        self._limit, self._place = _TEN_THOUSAND, place

    def end(self, *, drops_place: bool) -> Decimal:
        """Return the number.

        Args:
            drops_place: whether a last digit with no zero before it counts tenths of the last place (三万五).
        """
        last = self._numeral
        if last is not None and self._place and not self._decimals:
            if last >= (10 if self._spoken else self._place):
                raise UnreadableNumberError(self._written)
            if drops_place and self._place > 10 and last < 10 and not self._zero:
                if not self._spoken:
                    raise UnreadableNumberError(self._written)
                last *= self._place // 10
        rest = self._section + (last or Decimal(0))
        if self._chunks and rest >= self._chunks[-1][1]:
            raise UnreadableNumberError(self._written)
        return rest + sum((value for value, _ in self._chunks), Decimal(0))


def read_digits(written: str) -> Decimal:
    """Read digits with thousands separators.

    Raises:
        UnreadableNumberError: if the separators do not part thousands, or there are too many digits.
    """
    if not _GROUPED.fullmatch(written) or len(written) > _LONGEST:
        raise UnreadableNumberError(written)
    return Decimal(written.replace(",", ""))
