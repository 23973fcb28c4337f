"""What a price is of: so many tokens that go in or come out, a picture, a call; by the words beside an amount of money."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extract.lang.language import Language
from extract.mentions.mention import Quantity
from extract.text import Span

TOKENS_PRICED = 10**6
"""The prices of tokens are published for so many of them."""

_SIDES = ("uncached", "cached", "output", "input")  # in the order in which they are looked for where they stand beside
_METRICS = {
    "input": "input_token_price",
    "uncached": "input_token_price",
    "output": "output_token_price",
    "cached": "cached_input_token_price",
    "": "token_price",
}
_LONGEST_CLAUSE = 30  # characters before an amount in which a word of its price stands
_LETTERS = {"K": 10**3, "M": 10**6}


class Each(NamedTuple):
    """What an amount of money is the price of.

    Attributes:
        metric: what goes in or comes out, empty if the text does not say; else the metric's own name.
        per: the amount for which the price is.
        span: where that stands.
    """

    metric: str
    per: Decimal
    span: Span

    @property
    def figure(self) -> str:
        """The metric of the figure."""
        return _METRICS.get(self.metric, self.metric)

    def scaled(self, value: Quantity) -> Quantity:
        """Return the price of a million tokens, or of one thing."""
        factor = (TOKENS_PRICED if self.metric in _METRICS else 1) / self.per
        if factor == 1:
            return value
        most = None if value.value_max is None else _exact(value.value_max * factor)
        return Quantity(_exact(value.value * factor), value.unit, value.kind, most, value.bound, value.per)


@cache
def price_words(code: str) -> Words:
    """Return the words of a language."""
    from extract.lang.language import load_language

    return Words(load_language(code))


class Words:
    """The words of a language for what a price is of.

    Args:
        language: the language.

    Attributes:
        behind: matches what may follow an amount: / 百万 tokens, / image.
        before: matches what may stand before one: every million tokens, 100万トークンあたり.
        alone: matches the same with no such word, as headers of tables have it.
    """

    def __init__(self, language: Language) -> None:
        tokens = language.any_of("quantities", "nouns", "tokens")
        numbers = language.rules["numbers"]
        self._places = {**numbers["small"], **numbers["large"], **_LETTERS}
        places = "".join(map(re.escape, self._places))
        side = "(?:" + "|".join(language.any_of("prices", each) for each in _SIDES) + ")"
        self._side = re.compile(side)
        genitive = language.any_of("grammar", "genitive")
        amount = rf"(?P<number>\d[\d,.]*)?\s?(?P<scale>[{places}]*)\s?(?:{language.any_of('prices', 'counters')})?\s?"
        things = "|".join(
            rf"(?P<{metric}>{language.any_of('prices', 'things', metric)})"
            for metric in language.rules["prices"]["things"]
        )
        counted = amount.replace("number", "count").replace("scale", "order")
        of = rf"(?:{amount}(?:{side}{genitive}?)?\s?(?P<tokens>{tokens})|{counted}(?:{things}))"
        each, behind = language.any_of("prices", "each"), language.any_of("prices", "each_behind")
        needs = "" if language.words("prices", "each") else "(?!)"
        self.behind = re.compile(rf"\s?(?:/|\(?{each})\s?{of}" if not needs else rf"\s?/\s?{of}")
        self.before = re.compile(rf"(?:{needs}{each}\s?)?{of}\s?{behind}" if needs else rf"{each}\s?{of}")
        joints = rf"(?:{language.any_of('grammar', 'joints')}|[、,/・])?"
        self._both = f"{language.any_of('prices', 'input')}{joints}{language.any_of('prices', 'output')}"
        self.alone = re.compile(of)
        self._language = language

    def read(self, match: re.Match[str], side: str) -> Each:
        """Return what a match of `behind` or `before` says that a price is of."""
        span = Span(*match.span())
        if match["tokens"]:
            return Each(side, self._amount(match["number"], match["scale"]), span)
        metric = next(name for name in self._language.rules["prices"]["things"] if match[name])
        return Each(metric, self._amount(match["count"], match["order"]), span)

    def side_of(self, text: str, before: Span, behind: Span) -> str:
        """Return whether an amount is for what goes in or comes out: by a bracket behind it, else the last word before it."""
        if not self._side.search(text):
            return ""
        bracket = re.compile(r"[^,;。()]{0,14}\(([^()]*)\)").match(text, behind.start, behind.end)
        for stated in (bracket[1] if bracket else "", before.of(text)[-_LONGEST_CLAUSE:]):
            place = re.sub(self._both, "", stated)
            last = [
                (found[-1].end(), -order, side)
                for order, side in enumerate(_SIDES)
                if (found := list(re.finditer(self._language.any_of("prices", side), place)))
            ]
            if last:
                return max(last)[2]
        return ""

    def _amount(self, number: str | None, scale: str) -> Decimal:
        amount = Decimal((number or "1").replace(",", "").rstrip(".") or "1")
        for place in scale:
            amount *= self._places[place]
        return amount


def _exact(value: Decimal) -> Decimal:
    """Return a number in the one form that equal numbers share, with no needless zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
