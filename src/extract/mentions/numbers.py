"""Written numbers of one language, read by place value: 1億2,000万, 6万4千5百, 1.75兆, 三千五百, 二〇二三, 数十万.

A number is read exactly or not at all: digits that are grouped in no known way (``4,61万``) raise
`UnreadableNumberError`, they are never mended.

Sources: the place words 万, 億 and 兆 go by ten thousands (Unicode Standard 15, section 4.6; Unihan
``kPrimaryNumeric`` and ``kAccountingNumeric``); 万亿 is the product of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from extract.mentions.patterns import alternatives

# Suffixes that scale a number in both languages: 32K, 70B, 1.4T.
LETTER_SCALES = {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}

ARABIC = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?"
_ARABIC = re.compile(ARABIC)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_TEN_THOUSAND = 10_000


class UnreadableNumberError(ValueError):
    """The text is written like a number and cannot be read exactly."""


class Number(NamedTuple):
    """A number as written.

    Attributes:
        low: the number; of a vague one (数十万) the least that it can mean.
        high: of a vague number the most that it can mean, else equal to `low`.
        more: whether the number says that it is exceeded (三十余, 1万多).
    """

    low: Decimal
    high: Decimal
    more: bool = False


@dataclass(frozen=True)
class Numerals:
    """How a language writes numbers.

    Attributes:
        rules: the section ``numbers`` of the language's rules.
    """

    rules: Mapping[str, Any]

    @cached_property
    def _small(self) -> dict[str, int]:
        return dict(self.rules["small"])

    @cached_property
    def _large(self) -> dict[str, int]:
        return dict(self.rules["large"])

    @cached_property
    def _digits(self) -> dict[str, int]:
        return dict(self.rules["digits"])

    @cached_property
    def _tokens(self) -> re.Pattern[str]:
        return re.compile(f"{ARABIC}|.", re.DOTALL)

    @cached_property
    def _vague(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.rules["several"]))

    @cached_property
    def _ends_more(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.rules["more"]))

    @cached_property
    def _pair(self) -> re.Pattern[str]:
        """Two digits before one place word (二三十)."""
        digits, places = "".join(self._digits), "".join(self._small) + "".join(self._large)
        points = "".join(self.rules["point"])
        return re.compile(f"(?<![0-9{digits}{points}])(?P<low>[{digits}])(?P<high>[{digits}])(?=[{places}])")

    @cached_property
    def pattern(self) -> str:
        """The pattern of a written number; what it matches goes to `read`.

        It is greedy and takes anything that could belong to the number, so that a part of a number is never
        read for the whole.
        """
        digits = "".join(self._digits)
        tens = "".join(self.rules["tens"])
        places = "".join(self._small) + "".join(self._large)
        several = alternatives(self.rules["several"])
        some = f"{self._not_several}{several}(?=[{places}])"
        more = f"{alternatives(self.rules['more'])}(?=[{places}])"
        teens = f"(?<=[{''.join(self._small)}]){several}(?![0-9])"
        point = f"{alternatives(self.rules['point'])}(?=[{digits}])"
        atom = f"{ARABIC}|[{digits}{tens}{places}]"
        after_digit = f"(?<=[{digits}{places}])"
        return f"(?>(?:{some}|{atom})(?:{atom}|{after_digit}{point}|{more}|{teens})*)"

    @property
    def _not_several(self) -> str:
        blocked = "".join(self.rules["several_not_after"])
        return f"(?<![{re.escape(blocked)}])" if blocked else ""

    @cached_property
    def initials(self) -> str:
        """The characters that a written number can begin with."""
        several = "".join(word[0] for word in self.rules["several"])
        han = (
            "".join(self._digits) + "".join(self.rules["tens"]) + "".join(self._small) + "".join(self._large)
        )
        return f"0123456789{han}{several}"

    def is_strong(self, written: str) -> bool:
        """Return whether `written` is a number by its look alone, with no unit behind it (三千五百, but not 三 or 千)."""
        if any(char.isascii() and char.isdigit() for char in written):
            return True
        digits = sum(char in self._digits or char in self.rules["tens"] for char in written)
        places = sum(char in self._small or char in self._large for char in written)
        if self._vague.search(written):
            return places > 0
        if any(point in written for point in self.rules["point"]):
            return True
        return places > 1 or (digits > 0 and places > 0) or (not places and len(written) >= 4)

    def read(self, written: str, scale: int = 0) -> Number:
        """Read what `pattern` matched.

        Args:
            written: the cleaned text of the number.
            scale: a power of ten to multiply with, from `LETTER_SCALES`.

        Raises:
            UnreadableNumberError: if the number has no exact reading.
        """
        factor = Decimal(10) ** scale
        more = bool(self._ends_more.search(written))
        if more:
            written = self._ends_more.sub("", written)
        if self._vague.search(written):
            low, high = "一二"[self._vague.match(written) is not None], "九"
            return Number(
                self._exact(self._vague.sub(low, written)) * factor,
                self._exact(self._vague.sub(high, written)) * factor,
                more,
            )
        pair = self._pair.search(written)
        if pair and pair["low"] in self._digits and 0 < self._digits[pair["low"]] < self._digits[pair["high"]]:
            if not self.rules["pair_is_range"]:
                raise UnreadableNumberError(written)
            low = written[: pair.start("high")] + written[pair.end("high") :]
            high = written[: pair.start("low")] + written[pair.end("low") :]
            return Number(self._exact(low) * factor, self._exact(high) * factor, more)
        value = self._exact(written) * factor
        return Number(value, value, more)

    def split(self, written: str, number: Number) -> tuple[Decimal | None, Decimal]:
        """Part a number from the place words or letter that end it: 5万 is 5 and 10000; (None, 1) if there is nothing to part."""
        head = written.rstrip(
            "".join(word for word, place in (*self._small.items(), *self._large.items()) if place >= 100)
        )
        try:
            plain = self._exact(head) if head else Decimal(0)
        except UnreadableNumberError:
            return None, Decimal(1)
        return (plain, number.low / plain) if plain else (None, Decimal(1))

    def _exact(self, written: str) -> Decimal:
        chunks: list[tuple[Decimal, int]] = []  # (value, the place word that closed it), places falling
        section = Decimal(0)  # what stands since the last large place word
        last_small = _TEN_THOUSAND
        pending: Decimal | None = None
        spoken = False  # the pending numeral is Han digits
        decimals = 0  # how many decimals of a spoken fraction were read; 0 is none
        last_place = 0
        for token in self._tokens.findall(written):
            if token in self.rules["point"]:
                pending, decimals = pending or Decimal(0), 1
                if section or (spoken is False and not pending):
                    pending, section = section + pending, Decimal(0)
                spoken = True
            elif token in self._digits:
                digit = self._digits[token]
                if decimals:
                    pending = (pending or Decimal(0)) + Decimal(digit).scaleb(-decimals)
                    decimals += 1
                elif pending is not None and not spoken:
                    raise UnreadableNumberError(written)
                else:
                    pending = digit + 10 * (pending or Decimal(0))
                    spoken = True
            elif token in self.rules["tens"]:
                section, last_small, last_place = section + self.rules["tens"][token], 10, 10
            elif token in self._small:
                place = self._small[token]
                if place >= last_small or pending == 0:
                    raise UnreadableNumberError(written)
                section += (Decimal(1) if pending is None else pending) * place
                pending, last_small, last_place, decimals = None, place, place, 0
            elif token in self._large:
                place = self._large[token]
                section += pending or Decimal(0)
                while chunks and (chunks[-1][1] < place or (chunks[-1][1] == place and not section)):
                    section += chunks.pop()[0]
                if not section or (chunks and (chunks[-1][1] <= place or section * place >= chunks[-1][1])):
                    raise UnreadableNumberError(written)
                chunks.append((section * place, place))
                section, pending, last_small, last_place, decimals = Decimal(0), None, _TEN_THOUSAND, place, 0
            else:
                if pending is not None:
                    raise UnreadableNumberError(written)
                pending, spoken = _arabic(token), False
        if pending is not None:
            if last_place and not spoken and pending >= last_place:
                raise UnreadableNumberError(written)
            pending *= self._dropped_place(written, pending, last_place, decimals)
            section += pending
        total = section + sum((value for value, _ in chunks), Decimal(0))
        if chunks and section >= chunks[-1][1]:
            raise UnreadableNumberError(written)
        return total

    def _dropped_place(self, written: str, digit: Decimal, last_place: int, decimals: int) -> int:
        """Return what the last digit counts: 1, or a tenth of the place before it where speech drops the word."""
        if (
            not self.rules["last_digit_drops_place"]
            or last_place <= 10
            or digit >= 10
            or decimals
            or len(written) < 2
        ):
            return 1
        before = written[-2]
        if written[-1].isdigit() and written[-1].isascii():
            raise UnreadableNumberError(written)
        return 1 if before in self._digits else last_place // 10


def _arabic(written: str) -> Decimal:
    """Read digits with thousands separators.

    Raises:
        UnreadableNumberError: if the separators do not part thousands.
    """
    if not _GROUPED.fullmatch(written):
        raise UnreadableNumberError(written)
    return Decimal(written.replace(",", ""))


def is_list(written: str, *, measured: bool) -> bool:
    """Return whether digits parted by commas are a list (``1,2,3``, ``2022,2023``) and not one number grouped wrongly.

    Args:
        written: digits and commas.
        measured: whether a unit follows; then only numbers of four digits or more are taken for a list.
    """
    lengths = {len(part) for part in written.split(",")}
    return (not measured and max(lengths) <= 2) or (len(lengths) == 1 and max(lengths) >= 4)
