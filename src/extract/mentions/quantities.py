"""Quantities: a number with what it counts or measures, how it is bounded and over which period.

``最大2,000万人民元``, ``450社以上の企業``, ``1.75兆のパラメーター数``, ``30-50``, ``3分の2``. A unit is read
from what stands behind the number; what stands before it (``ユーザー: 60億``) is for the claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Context, Decimal
from typing import Any

from extract.lang.language import read_rules
from extract.mentions.amounts import Amount, join_range, stricter, to_quantity, with_period
from extract.mentions.mention import Bound, Quantity
from extract.mentions.numbers import ARABIC, LETTER_SCALES, Number, Numerals, UnreadableNumberError, is_list
from extract.mentions.patterns import RANGE_SIGNS, Found, alternatives, by_word, initials
from extract.mentions.units import Unit, currency_symbols, read_units

# Comparison signs, the same in both languages; < and > may end or begin a tag instead.
_TAG_SIGNS = {">": Bound.MORE_THAN, "<": Bound.LESS_THAN}
_SIGNS = {
    "≥": Bound.AT_LEAST,
    "≧": Bound.AT_LEAST,
    "≤": Bound.AT_MOST,
    "≦": Bound.AT_MOST,
}
_SCALE = re.compile(f" ?([{''.join(LETTER_SCALES)}])(?![A-Za-z0-9])")
_VARIABLE = re.compile(r"([≤≦<])[A-Za-z]{1,3}([≤≦<])")
_MINUS = r"(?:(?<![^\s(\[:,;、。「ぁ-ん])-|(?<![0-9A-Za-z)\]])−)(?=[0-9])"
# Behind a number, these make it a part of something else: an identifier, a time, a fraction, a version.
RAISED = "◦"  # stands for a raised or lowered digit: 10² is not 10
_STUCK = re.compile(rf"[A-Za-z_{RAISED}]|[-:/.][0-9]|[-_][A-Za-z]")
_FRACTION = Context(
    prec=20
)  # a fraction that no decimal writes exactly (3分の2) is rounded to this many digits
_NUMBER, _PERCENT, _ORDINAL = Unit("number", ""), Unit("percent", "%"), Unit("ordinal", "")
_PARAMETERS = Unit("count", "parameters")
_NETWORK_GENERATIONS = range(2, 7)  # 3G, 4G, 5G are no data sizes
_GUESSED = 0.8  # 130B without a noun; 一个, 一つ, which is often no more than an article
_DIGITS = re.compile(ARABIC)
_HALF = Decimal("0.5")
_HALVED = frozenset({"duration", "multiple", "measure"})  # 3年半, 2倍半, 一吨半


class QuantityReader:
    """Reads the quantities of one language.

    Attributes:
        initials: the characters that a quantity can begin with.
    """

    def __init__(self, code: str) -> None:
        rules = read_rules(code)
        numbers, quantities = rules["numbers"], rules["quantities"]
        self._numerals = Numerals(numbers)
        self._units = read_units(code, quantities) | dict.fromkeys(numbers["ordinal_after"], _ORDINAL)
        self._symbols = currency_symbols(code, quantities)
        self._before = {
            word: Bound(name) for word, name in by_word(quantities["bounds_before"]).items()
        } | _SIGNS
        self._over = {word: Bound(name) for word, name in by_word(quantities["bounds_before_place"]).items()}
        self._bounds = self._before | self._over | _TAG_SIGNS
        self._after = {word: Bound(name) for word, name in by_word(quantities["bounds_after"]).items()}
        self._per = by_word(quantities["per_after"])
        self._nouns = by_word(quantities["nouns"])
        self._counters = frozenset(quantities["counters"])
        self._parts = {word: Decimal(factor) for word, factor in quantities["percent_parts"].items()}
        self._versioned = frozenset(quantities["versioned"])
        self._hundredths = tuple(numbers["fraction_percent"])
        self._compile(numbers, quantities)
        leads = initials(self._bounds, self._symbols, numbers["ordinal_before"], numbers["negative"])
        self.initials = "".join(sorted({*self._numerals.initials, *leads, "-", "−"}))

    def _compile(self, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
        of = alternatives(rules["of"])
        words = alternatives(noun for noun in self._nouns if len(noun) > 1)
        nouns = f"(?P<noun>{words}){alternatives(rules['noun_suffix'])}?"
        long = [word for word in self._after if len(word) > 1]
        short = [word for word in self._after if len(word) == 1]
        # A bound of one character is one only where no longer word begins with it (2超大規模).
        after = f" ?(?P<after>{alternatives(long)}|{alternatives(short)}(?![\u4e00-\u9fff]))"
        after += f"(?!{alternatives(rules['no_bound_before'])})"
        joint = of if rules["of_required"] else f"{of}?"
        # 上百家 is a hundred or more; 上 before anything but a place word is no bound.
        over = f"{alternatives(self._over)}(?=[{self._numerals.places}])"
        before = f"(?:{alternatives(self._before)}|(?<![A-Za-z0-9/\"'])[<>]|{over})"
        self._number = re.compile(self._numerals.pattern)
        self._lead = re.compile(
            f"(?P<before>(?:{before} ?){{0,2}})(?P<symbol>{alternatives(self._symbols, '(?![A-Za-z])')} ?)?"
            f"(?P<sign>{alternatives(numbers['negative'])}|{_MINUS})?"
        )
        self._ends_over = re.compile(f"{alternatives(self._over)}$")
        self._bound = re.compile(alternatives(self._bounds))
        self._ordinal = re.compile(alternatives(numbers["ordinal_before"]))
        self._divided = re.compile(alternatives(numbers["fraction"]))
        self._more = re.compile(
            f"{alternatives(numbers['more'])}(?!{alternatives(numbers['more_not_before'])})|\\+"
        )
        self._changed = re.compile(alternatives(rules["no_range_before"]))
        self._unit = re.compile(f" ?(?P<unit>{alternatives(self._units)})")
        self._part = re.compile(
            f"(?P<number>[0-9]|[{''.join(numbers['digits'])}])(?P<part>{alternatives(self._parts)})"
        )
        self._separator = re.compile(f" ?{alternatives([*rules['range'], *RANGE_SIGNS])} ?")
        self._half = re.compile(alternatives(numbers["half"]))
        self._bounded_noun = re.compile(f"{after}(?:{of}?{nouns})?")
        self._joint_noun = re.compile(f"{joint}{nouns}(?:{after})?")
        self._period = re.compile(alternatives(self._per))

    def read(self, text: str, start: int) -> Found | None:
        """Return the quantity that begins at `start` of the cleaned `text`, or None if there is none."""
        lead = self._lead.match(text, start)
        begin = lead.end() if lead else start
        try:
            found = self._read_number(
                text, begin, bounded=bool(lead and self._ends_over.search(lead["before"]))
            )
        except UnreadableNumberError:
            return self._unreadable(text, begin)
        if found is None or not isinstance(found.value, Quantity):
            return found
        return self._with_lead(lead, found) if lead else found

    def extent(self, text: str, start: int) -> int:
        """Return where the written number at `start` ends, read or not; `start` if there is none."""
        number = self._number.match(text, start)
        return number.end() if number else start

    def _read_number(self, text: str, begin: int, *, bounded: bool) -> Found | None:
        ordinal = self._ordinal.match(text, begin)
        first = self._number.match(text, ordinal.end() if ordinal else begin)
        if not first:
            return None
        written = first.group()
        if ordinal:
            number = self._numerals.read(written)
            return Found(begin, first.end(), to_quantity(number, _ORDINAL), "quantities.ordinal")
        over = self._divided.match(text, first.end())
        part = self._number.match(text, over.end()) if over else None
        if over and part:
            return self._fraction(begin, written, over.group(), part)
        comparison = _VARIABLE.match(text, first.end())
        right = self._number.match(text, comparison.end()) if comparison else None
        if comparison and right:
            low, high = self._numerals.read(written), self._numerals.read(right.group())
            number = Number(low.low, high.high)
            return Found(
                begin, right.end(), to_quantity(number, _NUMBER, is_range=True), "quantities.comparison"
            )
        return self._measured(text, begin, first, bounded=bounded)

    def _measured(self, text: str, begin: int, first: re.Match[str], *, bounded: bool) -> Found | None:
        """Read a number with what stands behind it: unit, second end of a range, bound, noun, period."""
        low = self._amount(text, first)
        if low is None:
            return None
        amount, number = low, low.number
        high, pair = self._other_end(text, low) or (None, None)
        if high and pair:
            amount, number = high, pair
        end, unit = amount.end, amount.unit
        if unit is None and _STUCK.match(text, end):
            return None
        half = self._half.match(text, end) if unit and (unit.kind in _HALVED or unit.factor == 10) else None
        if half and unit:
            extra = _HALF * unit.factor
            end, number = half.end(), Number(number.low + extra, number.high + extra, number.more)
        end, noun, bound = self._tail(text, end, amount)
        unit = noun or unit or _NUMBER
        if self._is_version(text, begin, first.group(), amount, unit):
            unit, bound, end = _NUMBER, Bound.EXACT, amount.end - len(amount.word)
        if unit is _NUMBER and not (
            bounded or bound is not Bound.EXACT or self._numerals.is_strong(first.group())
        ):
            return None
        quantity = to_quantity(number, unit, bound, is_range=pair is not None)
        period = self._period.match(text, end)
        if period:
            end, quantity = period.end(), with_period(quantity, self._per[period.group()])
        doubtful = amount.guessed or (
            number.low == 1 and unit.kind == "count" and not first.group().isascii()
        )
        return Found(begin, end, quantity, f"quantities.{unit.kind}", _GUESSED if doubtful else 1.0)

    def _other_end(self, text: str, low: Amount) -> tuple[Amount, Number] | None:
        """Return the second amount of a range and both its ends; None if no range begins with `low`."""
        separator = self._separator.match(text, low.end)
        second = self._number.match(text, separator.end()) if separator else None
        try:
            high = self._amount(text, second) if second else None
        except UnreadableNumberError:
            return None
        pair = join_range(low, high) if high else None
        if not separator or not high or not pair:
            return None
        by_word = separator.group().strip() not in RANGE_SIGNS
        return None if by_word and self._changed.match(text, high.end) else (high, pair)

    def _amount(self, text: str, first: re.Match[str]) -> Amount | None:
        """Read the number `first` and the unit right behind it; None if it is a part of an identifier."""
        written, end = first.group(), first.end()
        if len(written) > 1 and written[0] == "0" and written[1] not in ".点":
            return None
        letter = _SCALE.match(text, end)
        number = self._numerals.read(written, LETTER_SCALES[letter[1]] if letter else 0)
        plain, factor = self._numerals.split(written, number)
        if letter:
            end = letter.end()
        more = self._more.match(text, end)
        if more:
            end, number = more.end(), number._replace(more=True)
        matched = self._unit.match(text, end)
        if not matched:
            if letter and letter[1] == "B":
                return Amount(end, number, _PARAMETERS, "", plain, factor, guessed=True)
            return (
                None
                if end < len(text) and _is_word(text[end])
                else Amount(end, number, None, "", plain, factor)
            )
        word = matched["unit"]
        unit = self._units[word]
        if letter and letter[1] == "B" and unit.unit in self._versioned:
            return Amount(end, number, _PARAMETERS, "", plain, factor, guessed=True)
        if word == "G" and number.low in _NETWORK_GENERATIONS:
            return None
        value = number.low * unit.factor
        number = Number(value, number.high * unit.factor, number.more)
        end = matched.end()
        while (
            part := self._part.match(text, end) if unit is not _PERCENT and unit.kind == "percent" else None
        ):
            tenth = self._numerals.read(part["number"]).low * self._parts[part["part"]]
            end, number = part.end(), Number(number.low + tenth, number.high + tenth, number.more)
        return Amount(end, number, unit, word, plain, factor)

    def _tail(self, text: str, end: int, amount: Amount) -> tuple[int, Unit | None, Bound]:
        """Return where bound and noun behind an amount end, the noun's unit if it is the unit, the bound."""
        countable = amount.unit is None or amount.word in self._counters
        tail = self._bounded_noun.match(text, end) or (
            self._joint_noun.match(text, end) if countable else None
        )
        if not tail:
            return end, None, Bound.EXACT
        bound = self._after[tail["after"]] if tail["after"] else Bound.EXACT
        noun = self._nouns.get(tail["noun"] or "")
        if noun and countable and not (amount.unit and amount.unit.unit == noun):
            return tail.end(), Unit("count", noun), bound
        return (tail.end("after") if tail["after"] else end), None, bound

    def _is_version(self, text: str, begin: int, written: str, amount: Amount, unit: Unit) -> bool:
        """Return whether a number before a noun is a name's version (ERNIE 3.5モデル, Llama 2 模型)."""
        if unit.unit not in self._versioned or amount.word in self._counters:
            return False
        named = text[max(begin - 2, 0) : begin].strip()[-1:]
        return (amount.factor == 1 and "." in written) or (named.isascii() and named.isalnum())

    def _fraction(self, begin: int, whole: str, over: str, part: re.Match[str]) -> Found:
        below, above = self._numerals.read(whole), self._numerals.read(part.group())
        if whole + over in self._hundredths:
            return Found(begin, part.end(), to_quantity(above, _PERCENT), "quantities.percent")
        if not below.low:
            raise UnreadableNumberError(whole + over + part.group())
        value = _FRACTION.divide(above.low, below.low)
        return Found(begin, part.end(), to_quantity(Number(value, value), _NUMBER), "quantities.fraction")

    def _with_lead(self, lead: re.Match[str], found: Found) -> Found | None:
        """Add what stands before the number: bounds, a currency, a minus sign."""
        quantity = found.value
        if not isinstance(quantity, Quantity):
            return found
        symbol = (lead["symbol"] or "").strip()
        if symbol and quantity.kind in {"number", "money", "count"} and found.rule != "quantities.fraction":
            unit = quantity.unit if quantity.kind == "money" else self._symbols[symbol]
            quantity = replace(quantity, unit=unit, kind="money")
            found = found._replace(rule="quantities.money", confidence=1.0)
        if lead["sign"]:
            top = None if quantity.value_max is None else -quantity.value_max
            quantity = replace(quantity, value=-quantity.value, value_max=top)
        for word in self._bound.findall(lead["before"]):
            quantity = replace(quantity, bound=stricter(quantity.bound, self._bounds[word]))
        return found._replace(start=lead.start(), value=quantity)

    def _unreadable(self, text: str, begin: int) -> Found | None:
        """Say that a number has no exact reading; Han characters that are no number are no fault."""
        number, digits = self._number.match(text, begin), _DIGITS.match(text, begin)
        unit = self._unit.match(text, number.end()) if number else None
        if not number or not (digits or unit):
            return None
        if (
            digits
            and "," in digits.group()
            and digits.end() == number.end()
            and is_list(digits.group(), measured=bool(unit))
        ):
            end = begin + digits.group().index(",")
            return Found(
                begin, end, to_quantity(self._numerals.read(text[begin:end]), _NUMBER), "quantities.number"
            )
        end = unit.end() if unit else number.end()
        return Found(begin, end, None, "quantities.number", reason="has no exact reading as a number")


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
