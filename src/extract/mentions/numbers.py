"""Written numbers of one language, read by place value: 1億2,000万, 1.75兆, 三千五百, 二〇二三, 数十万.

A number is read exactly or not at all: digits that are grouped in no known way (``4,61万``) raise
`UnreadableNumberError`, they are never mended.

Sources: the place words 万, 億 and 兆 go by ten thousands (Unicode Standard 15, section 4.6; Unihan
``kPrimaryNumeric`` and ``kAccountingNumeric``); 万亿 is the product of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from extract.mentions.patterns import alternatives
from extract.mentions.place_value import PlaceValue, UnreadableNumberError, read_digits

# Suffixes that scale a number in both languages: 32K, 70B, 1.4T.
LETTER_SCALES = {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}

# Han and katakana, behind which a word for "some" ends another word (人数, 参数).
_NOT_ALONE = "\u3400-\u9fffァ-ヶー"

ARABIC = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?"
_ARABIC = re.compile(ARABIC)


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
        leading = "".join(self.rules["leading_digits"])
        digits = "".join(digit for digit in self._digits if digit not in leading)
        tens = "".join(self.rules["tens"])
        places = "".join(self._small) + "".join(self._large)
        several = alternatives(self.rules["several"])
        some = f"{self._not_several}{several}(?=[{places}])"
        counted = alternatives(self.rules["several_of"], "")
        alone = f"(?<![{_NOT_ALONE}]){alternatives(self.rules['several_alone'])}(?={counted})"
        alone = f"(?:{alone}|(?<={alternatives(self.rules['several_behind'])}){alternatives(self.rules['several_alone'])}(?={counted}))"
        more = f"{alternatives(self.rules['more'])}(?=[{places}])"
        teens = f"(?<=[{''.join(self._small)}]){several}(?![0-9])"
        zeros = "".join(digit for digit, value in self._digits.items() if not value)
        after_zero = f"(?<=[{zeros}]){several}(?=[{places}])"
        point = f"{alternatives(self.rules['point'])}(?=[{digits}])"
        first = f"{ARABIC}|[{digits}{tens}{places}{leading}]"
        # No number mixes the digits of two scripts side by side: 4.1参照, 192一時的; a circle for a zero is the exception.
        mixed = "".join(digit for digit in digits if self._digits[digit])
        atom = f"(?<![{mixed}]){ARABIC}|(?<![0-9])[{mixed}]|[{zeros}{tens}{places}]"
        if leading:
            atom += f"|[{leading}](?=[{places}])"
        after_digit = f"(?<=[{digits}{places}])"
        return f"(?>{alone}|(?:{some}|{first})(?:{atom}|{after_digit}{point}|{more}|{teens}|{after_zero})*)"

    @property
    def _not_several(self) -> str:
        blocked = "".join(self.rules["several_not_after"])
        return f"(?<![{re.escape(blocked)}])" if blocked else ""

    @cached_property
    def places(self) -> str:
        """The place words, as the characters of a class."""
        return "".join(self._small) + "".join(self._large)

    @cached_property
    def _hundreds(self) -> str:
        """The place words from a hundred on."""
        return "".join(word for word, place in (*self._small.items(), *self._large.items()) if place >= 100)

    @cached_property
    def initials(self) -> str:
        """The characters that a written number can begin with."""
        several = "".join(word[0] for word in self.rules["several"])
        han = "".join(self._digits) + "".join(self.rules["tens"]) + "".join(self._small) + "".join(self._large)
        return f"0123456789{han}{several}"

    def no_numbers(self, words: Iterable[str]) -> str:
        """Return the pattern of `words` that hold numerals and are no numbers (五一, but not in 五一〇〇)."""
        numerals = {*self._digits, *self.rules["tens"], *self._small, *self._large}
        bare = {word for word in words if numerals.issuperset(word)}
        return f"(?:{alternatives({*words} - bare)}|{alternatives(bare)}(?![{''.join(sorted(numerals))}]))"

    def is_strong(self, written: str) -> bool:
        """Return whether `written` is a number by its look, with no unit (三千五百, but not 三 or 千)."""
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
        if _ARABIC.fullmatch(written):
            value = read_digits(written) * factor
            return Number(value, value)
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
        """Part a number from the place words or letter that end it: 5万 is 5 and 10000.

        The first is None if there is nothing to part.
        """
        head = written.rstrip(self._hundreds)
        try:
            plain = self._exact(head) if head else Decimal(0)
        except UnreadableNumberError:
            return None, Decimal(1)
        return (plain, number.low / plain) if plain else (None, Decimal(1))

    def _exact(self, written: str) -> Decimal:
        if _ARABIC.fullmatch(written):
            return read_digits(written)
        total = PlaceValue(written)
        for token in self._tokens.findall(written):
            if token in self._digits:
                total.digit(self._digits[token])
            elif token in self.rules["point"]:
                total.point()
            elif token in self.rules["tens"]:
                total.tens(self.rules["tens"][token])
            elif token in self._small:
                total.small(self._small[token])
            elif token in self._large:
                total.large(self._large[token])
            else:
                total.arabic(read_digits(token))
        return total.end(drops_place=self.rules["last_digit_drops_place"])


def is_list(written: str, *, measured: bool) -> bool:
    """Return whether digits parted by commas are a list (``1,2,3``) and not one number grouped wrongly.

    Args:
        written: digits and commas.
        measured: whether a unit follows; then only numbers of four digits or more are taken for a list.
    """
    lengths = {len(part) for part in written.split(",")}
    if "," not in written:
        return False
    return (not measured and max(lengths) <= 2) or (len(lengths) == 1 and max(lengths) >= 4)
