"""Forms of a number that join several written numbers: fractions, mixed numbers, powers of ten, dozens.

``3分の2``, ``一又四分之三``, ``1と3分の2``, ``1.5e-3``, ``10^23``, ``3ダース``. `Numerals` reads each written number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any, NamedTuple

from extract.mentions.numbers import ARABIC, LETTER_SCALES, Number, Numerals
from extract.mentions.patterns import alternatives
from extract.mentions.place_value import UnreadableNumberError

# A fraction that no decimal writes exactly (3分の2) is rounded to this many digits.
_ROUNDED = Context(prec=20)
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]{1,3})(?![A-Za-z0-9.])")
_POWER = re.compile(r"\^([+-]*)([0-9]{1,3}(?:\.[0-9]+)?)(?![0-9.]|[a-z](?![A-Za-z]))")  # 10^25FLOPs, but not x^2n
_TIMES_TEN = re.compile(r" ?[×·*] ?10\^(-?[0-9]{1,3})(?![0-9.]|[a-z](?![A-Za-z]))")
_SLASH = re.compile(rf"(?:(?P<whole>[0-9]+) )?(?P<above>{ARABIC})/(?P<below>{ARABIC})(?![0-9/])")
_LARGEST_POWER = 400


class Form(NamedTuple):
    """A number and the form that it is written in.

    Attributes:
        end: where it ends.
        number: its value.
        shape: ``plain``, ``fraction``, ``percent`` (百分之三十: the number is 30), ``scaled`` (32K), ``power``
            (10^23) or ``dozen``.
    """

    end: int
    number: Number
    shape: str = "plain"


class NumberForms:
    """Reads the forms of one language.

    Args:
        numerals: the written numbers of the language.
        rules: the section ``numbers`` of its rules.
    """

    def __init__(self, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self.numerals = numerals
        self.written = re.compile(numerals.pattern)
        self._over = re.compile(alternatives(rules["fraction"]))
        self._hundredths = tuple(rules["fraction_percent"])
        self._and = re.compile(alternatives(rules["mixed"]))
        self._negative = re.compile(f"{alternatives(rules['negative'])}|[-−]")
        self._one = next(digit for digit, value in rules["digits"].items() if value == 1)
        self._scales = LETTER_SCALES | rules["letters"]
        more = (
            f"[{''.join(rules['letters'])}](?={alternatives(rules['letters_before'], '')})"
            if rules["letters"]
            else "(?!)"
        )
        self._letter = re.compile(f" ?([{''.join(LETTER_SCALES)}](?![A-Za-z0-9])|{more})")
        self._halves = {word: Decimal(str(value)) for word, value in rules["halves"].items()}
        self._half = re.compile(alternatives(self._halves))
        self._dozen = re.compile(
            f"{alternatives(rules['dozen'])}(?!{alternatives(rules['dozen_not_before'])})",
        )
        self._half_dozen = re.compile(f"{alternatives(rules['half'])}(?={self._dozen.pattern})")

    def read(self, text: str, start: int) -> Form | None:
        """Return the number that begins at `start`, in the longest form; None if there is none.

        Raises:
            UnreadableNumberError: if what stands there looks like a number and has no exact reading.
        """
        if half := self.half(text, start):
            return half
        first = self.written.match(text, start)
        return self.read_from(text, first) if first else None

    def half(self, text: str, start: int) -> Form | None:
        """Return the half that stands at `start` by itself or before a dozen (一半, 半分, 半ダース)."""
        if half := self._half.match(text, start):
            return Form(half.end(), _exactly(self._halves[half.group()]), "fraction")
        if half := self._half_dozen.match(text, start):
            return self._dozens(text, Form(half.end(), _exactly(Decimal("0.5"))))
        return None

    def read_from(self, text: str, first: re.Match[str]) -> Form:
        """Return the number whose first written number is `first`, as `read` does."""
        if fraction := self._fraction(text, first):
            return fraction
        joint = self._and.match(text, first.end())
        second = self.written.match(text, joint.end()) if joint else None
        if second and (mixed := self._mixed(text, self.numerals.read(first.group()).low, second)):
            return mixed
        form = self._scaled(text, first)
        return self._dozens(text, form) or form

    def _mixed(self, text: str, whole: Decimal, second: re.Match[str]) -> Form | None:
        """Return `whole` and the fraction or the dozens that begin with `second` (1と3分の2, 三百と二ダース)."""
        part = self._fraction(text, second)
        if part and part.shape == "fraction" and part.number.low < 1 and whole == whole.to_integral_value():
            return Form(part.end, _exactly(whole + part.number.low), "fraction")
        dozens = self._dozens(text, Form(second.end(), self.numerals.read(second.group())))
        return dozens._replace(number=_exactly(whole + dozens.number.low)) if dozens else None

    def slash(self, text: str, start: int) -> Form | None:
        """Return the fraction that is written with a slash at `start` (``1 3/5``), which may be a date elsewhere."""
        matched = _SLASH.match(text, start)
        if not matched:
            return None
        below = self.numerals.read(matched["below"]).low
        if not below:
            return None
        value = _ROUNDED.divide(self.numerals.read(matched["above"]).low, below)
        return Form(matched.end(), _exactly(value + Decimal(matched["whole"] or 0)), "fraction")

    def _fraction(self, text: str, first: re.Match[str]) -> Form | None:
        over = self._over.match(text, first.end())
        if not over:
            return None
        sign = self._negative.match(text, over.end())
        above = self.written.match(text, sign.end() if sign else over.end())
        if not above:
            return None
        number = self._scaled(text, above)
        if first.group() + over.group() in self._hundredths:
            return number._replace(shape="percent")
        below = self._denominator(first.group())
        if not below:
            raise UnreadableNumberError(first.group() + over.group() + above.group())
        value = _ROUNDED.divide(number.number.low, below)
        return Form(number.end, _exactly(-value if sign else value), "fraction")

    def _denominator(self, written: str) -> Decimal:
        if written.strip(self.numerals.places):
            return self.numerals.read(written).low
        return self.numerals.read(self._one + written).low  # 万分之七 leaves out its one

    def _scaled(self, text: str, first: re.Match[str]) -> Form:
        """Read a written number with the letter, exponent or power behind it."""
        written, end = first.group(), first.end()
        if letter := self._letter.match(text, end):
            return Form(letter.end(), self.numerals.read(written, self._scales[letter[1]]), "scaled")
        if exponent := _EXPONENT.match(text, end):
            return Form(exponent.end(), self.numerals.read(written, int(exponent[1])), "power")
        if tens := _TIMES_TEN.match(text, end):
            return Form(tens.end(), self.numerals.read(written, int(tens[1])), "power")
        if power := _POWER.match(text, end):
            raised = -Decimal(power[2]) if power[1].count("-") % 2 else Decimal(power[2])
            base = self.numerals.read(written).low
            if base > 0 and abs(raised) * (base.adjusted() + 1) < _LARGEST_POWER:
                return Form(power.end(), _exactly(_ROUNDED.power(base, raised)), "power")
        return Form(end, self.numerals.read(written))

    def _dozens(self, text: str, form: Form) -> Form | None:
        dozen = self._dozen.match(text, form.end)
        if not dozen:
            return None
        number = Number(form.number.low * 12, form.number.high * 12, form.number.more)
        return Form(dozen.end(), number, "dozen")


def _exactly(value: Decimal) -> Number:
    return Number(value, value)
