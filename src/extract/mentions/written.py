"""Every written number of a text, wherever it stands: `read_numbers`.

`read_values` gives what a text states: a date is one date, an amount one amount. Here the numbers within dates,
units, ordinals and names are numbers too, with no word list in the way: for aligning, checking and comparing texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.lang.language import read_rules
from extract.mentions.forms import Form, NumberForms
from extract.mentions.numbers import Number, Numerals
from extract.mentions.patterns import alternatives, prepare
from extract.mentions.place_value import UnreadableNumberError
from extract.text import Span, clean

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
_MINUS = re.compile(r"(?<![-−0-9A-Za-z)])[-−](?=[0-9.])")
_SPACED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?: [0-9]{3}){2,}(?:\.[0-9]+)?(?![0-9])|(?<![0-9])\.[0-9]+")
_CHAIN = re.compile(r"(?<!\.)(?:[0-9]+\.){2,}[0-9]+|(?<=[0-9]\.)[0-9]+(?:\.[0-9]+)+")
_DIGITS = re.compile("[0-9]{1,24}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class WrittenNumber(NamedTuple):
    """A number of a text.

    Attributes:
        span: where it stands, in code points.
        number: its value.
        shape: the form that it is written in, as that of `extract.mentions.forms.Form`.
    """

    span: Span
    number: Number
    shape: str


def read_numbers(text: str, *, lang: str) -> list[WrittenNumber]:
    """Return every written number of `text`, in order; no two overlap.

    Args:
        text: raw text; offsets are code points of exactly this text.
        lang: BCP 47, ``ja`` or ``zh``.

    Raises:
        ShuttenError: if there are no rules for `lang`.
    """
    cleaned, scanner = clean(prepare(text)), _scanner(lang)
    found = [
        WrittenNumber(cleaned.raw_span(start, form.end), form.number, form.shape)
        for start, form in scanner.scan(cleaned.text)
    ]
    return sorted([*found, *scanner.spoken(text)])


class _Scanner:
    def __init__(self, code: str) -> None:
        rules = read_rules(code)["numbers"]
        numerals = Numerals(rules)
        self._forms = NumberForms(numerals, rules)
        self._words = re.compile(f"{numerals.no_numbers(rules['not'])}|{_URL.pattern}|{_NAME.pattern}")
        self._negative = re.compile(f"{alternatives(rules['negative'])}|{_MINUS.pattern}")
        self._alone = frozenset(rules["words"])
        self._spoken: dict[str, str] = rules["spoken"]
        self._syllables = re.compile(alternatives(self._spoken))
        # A spoken number is written apart from what stands around it, or it is any word.
        self._only_sounds = re.compile(f"{self._syllables.pattern}+")
        self._sounds = re.compile(
            rf"(?<!\S)(?!{alternatives(rules['spoken_words'])}(?!\S)){self._syllables.pattern}+(?!\S)"
        )

    def scan(self, text: str) -> Iterator[tuple[int, Form]]:
        """Yield the numbers of cleaned text with their starts."""
        position = 0
        while position < len(text):
            if word := self._words.match(text, position):
                position = word.end()
                continue
            sign = self._negative.match(text, position)
            begin = sign.end() if sign else position
            form = self._spaced(text, begin) or self._longest(text, begin)
            if form is None or text[begin : form.end] in self._alone:
                position += 1
                continue
            if sign:
                low, high, more = form.number
                form = form._replace(number=Number(-low, -high, more))
            yield position, form
            position = form.end

    def spoken(self, text: str) -> Iterator[WrittenNumber]:
        """Yield the numbers of raw `text` that are written as they are spoken (にじゅうさん)."""
        alone = self._only_sounds.fullmatch(text)
        for matched in [alone] if alone else self._sounds.finditer(text):
            written = self._syllables.sub(lambda sound: self._spoken[sound.group()], matched.group())
            try:
                yield WrittenNumber(Span(*matched.span()), self._forms.numerals.read(written), "plain")
            except UnreadableNumberError:
                continue

    def _spaced(self, text: str, begin: int) -> Form | None:
        """Read what only stands alone: thousands parted by spaces, a fraction with a slash, leading zeros."""
        if _CHAIN.match(text, begin):  # 2.3.4 is a list of numbers, no decimal
            whole = _DIGITS.match(text, begin)
            return Form(whole.end(), self._forms.numerals.read(whole.group())) if whole else None
        if matched := _SPACED.match(text, begin):
            number = self._forms.numerals.read(
                ("0" * matched.group().startswith(".")) + matched.group().replace(" ", "")
            )
            return Form(matched.end(), number)
        return self._forms.slash(text, begin)

    def _longest(self, text: str, begin: int) -> Form | None:
        """Read the number at `begin`; of what is no number as a whole, the longest part that is one."""
        try:
            return self._forms.read(text, begin)
        except UnreadableNumberError:
            pass
        whole = self._forms.written.match(text, begin)
        for end in range(whole.end() - 1, begin, -1) if whole else ():
            try:
                return self._forms.read(text[:end], begin)
            except UnreadableNumberError:
                continue
        return None


@cache
def _scanner(code: str) -> _Scanner:
    return _Scanner(code)
