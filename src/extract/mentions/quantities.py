"""Quantities: a number with what it counts or measures, how it is bounded and over which period.

``最大2,000万人民元``, ``450社以上の企業``, ``1.75兆のパラメーター数``, ``30-50``, ``3分の2``. A unit is read
from what stands behind the number; what stands before it (``ユーザー: 60億``) is for the claims.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.mentions.amounts import Amount, join_range, stricter, to_quantity, with_period
from extract.mentions.mention import Bound, Quantity
from extract.mentions.numbers import ARABIC, Number, is_list
from extract.mentions.patterns import RAISED, RANGE_SIGNS, Found
from extract.mentions.place_value import UnreadableNumberError
from extract.mentions.quantity_patterns import HALVED, ORDINAL, QuantityPatterns
from extract.mentions.units import Unit

_VARIABLE = re.compile(r"([≤≦<])[A-Za-z]{1,3}([≤≦<])")
# Behind a number, these make it a part of something else: an identifier, a time, a fraction, a version.
_STUCK = re.compile(rf"[A-Za-z_{RAISED}]|[-:/.][0-9]|[-_][A-Za-z]")
# Behind a number, a sign for "times" with nothing behind it that it multiplies: 16x, but not 8x7B or 4x A100.
_TIMES_SIGNS = frozenset("xX×")
_MULTIPLIES = re.compile(r" ?[A-Za-z0-9_(]|-[A-Za-z]")
_NUMBER, _PERCENT = Unit("number", ""), Unit("percent", "%")
_MULTIPLE = Unit("multiple", "x")
_DOZENS = Unit("count", "items")
_PARAMETERS = Unit("count", "parameters")
# The parameters that a mixture of experts uses at a time, behind all that it has: 355B-A32B.
_ACTIVE = re.compile(r"(?<=[0-9]B-)A(?=[0-9]+(?:\.[0-9]+)?B(?![A-Za-z0-9]))")
_NETWORK_GENERATIONS = range(2, 7)  # 3G, 4G, 5G are no data sizes
_GUESSED = 0.8  # 130B without a noun; 一个, 一つ, which is often no more than an article
_DIGITS = re.compile(ARABIC)
_HALF = Decimal("0.5")
_MINUS_SIGNS = ("-", "−")


class QuantityReader:
    """Reads the quantities of one language.

    Attributes:
        openings: what a quantity can begin with, see `extract.mentions.patterns.openings`.
    """

    def __init__(self, code: str) -> None:
        self._patterns = QuantityPatterns(code)
        self.openings = self._patterns.openings

    def read(self, text: str, start: int) -> Found | None:
        """Return the quantity that begins at `start` of the cleaned `text`, or None if there is none."""
        found = self._read_one(text, start)
        joined = self._patterns.comparisons.join(text, found, self._read_one) if found else None
        return joined or found

    def _read_one(self, text: str, start: int) -> Found | None:
        if active := _ACTIVE.match(text, start):
            found = self._read_number(text, active.end(), bounded=False)
            if found and isinstance(found.value, Quantity):
                return found._replace(value=replace(found.value, unit="active_parameters"))
        lead = self._patterns.lead.match(text, start)
        begin = lead.end() if lead else start
        if text[begin : begin + 1] not in self._patterns.bare_initials:
            return None
        try:
            found = self._read_number(
                text, begin, bounded=bool(lead and self._patterns.ends_over.search(lead["before"]))
            )
        except UnreadableNumberError:
            return self._unreadable(text, begin)
        if found is None or not isinstance(found.value, Quantity):
            return found
        return self._with_lead(lead, found) if lead and lead.end() > start else found

    def extent(self, text: str, start: int) -> int:
        """Return where the written number at `start` ends, read or not; `start` if there is none."""
        number = self._patterns.number.match(text, start) if text[start] in self._patterns.bare_initials else None
        return number.end() if number else start

    def _read_number(self, text: str, begin: int, *, bounded: bool) -> Found | None:
        if text[begin] in self._patterns.word_initials and (word := self._word(text, begin)):
            return word
        ordinal = self._patterns.ordinal.match(text, begin)
        first = self._patterns.number.match(text, ordinal.end() if ordinal else begin)
        if not first:
            return None
        written = first.group()
        if ordinal:
            number = self._patterns.numerals.read(written)
            end = first.end()
            if ordinal.group() in self._patterns.from_end:
                after = self._patterns.ordinal_after.match(text, end)
                end, number = (after.end() if after else end), Number(-number.low, -number.high)
            return Found(begin, end, to_quantity(number, ORDINAL), "quantities.ordinal")
        comparison = _VARIABLE.match(text, first.end())
        right = self._patterns.number.match(text, comparison.end()) if comparison else None
        if comparison and right:
            low, high = self._patterns.numerals.read(written), self._patterns.numerals.read(right.group())
            number = Number(low.low, high.high)
            return Found(begin, right.end(), to_quantity(number, _NUMBER, is_range=True), "quantities.comparison")
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
        half = self._patterns.half.match(text, end)
        if half and unit and (unit.kind in HALVED or unit.factor == 10):
            extra = _HALF * unit.factor
            end, number = half.end(), Number(number.low + extra, number.high + extra, number.more)
        end, noun, bound = self._tail(text, end, amount)
        unit = noun or unit or _NUMBER
        if self._is_version(text, begin, first.group(), amount, unit):
            unit, bound, end = _NUMBER, Bound.EXACT, amount.end - len(amount.word)
        if unit is _NUMBER and not (
            bounded
            or bound is not Bound.EXACT
            or amount.shape != "plain"
            or self._patterns.numerals.is_strong(first.group())
        ):
            return None
        quantity = to_quantity(number, unit, bound, is_range=pair is not None)
        rule = "fraction" if unit is _NUMBER and amount.shape == "fraction" else unit.kind
        period = self._patterns.period.match(text, end)
        if period:
            end, quantity = period.end(), with_period(quantity, self._patterns.per[period.group()])
        doubtful = amount.guessed or (number.low == 1 and unit.kind == "count" and not first.group().isascii())
        return Found(begin, end, quantity, f"quantities.{rule}", _GUESSED if doubtful else 1.0)

    def _other_end(self, text: str, low: Amount) -> tuple[Amount, Number] | None:
        """Return the second amount of a range and both its ends; None if no range begins with `low`."""
        separator = self._patterns.separator.match(text, low.end)
        second = self._patterns.number.match(text, separator.end()) if separator else None
        try:
            high = self._amount(text, second) if second else None
        except UnreadableNumberError:
            return None
        pair = join_range(low, high) if high else None
        if not separator or not high or not pair:
            return None
        by_word = separator.group().strip() not in RANGE_SIGNS
        return None if by_word and self._patterns.changed.match(text, high.end) else (high, pair)

    def _amount(self, text: str, first: re.Match[str]) -> Amount | None:
        """Read the number `first` and the unit right behind it; None if it is a part of an identifier."""
        written, end = first.group(), first.end()
        if len(written) > 1 and written[0] == "0" and written[1] not in ".点":
            return None
        if len(written) > 1 and self._patterns.joined.match(text, end - 1):
            first = self._patterns.number.match(text, first.start(), end - 1) or first
        form = self._patterns.forms.read_from(text, first)
        end, number = form.end, form.number
        letter = text[end - 1] if form.shape == "scaled" else ""
        plain, factor = self._patterns.numerals.split(written, number)
        if form.shape == "percent":
            return Amount(end, number, _PERCENT, "", None, Decimal(1), form.shape)
        if form.shape == "dozen":
            return Amount(end, number, _DOZENS, "", None, Decimal(1), form.shape)
        more = self._patterns.more.match(text, end)
        if more:
            end, number = more.end(), number._replace(more=True)
        matched = self._patterns.unit.match(text, end)
        if not matched:
            if letter == "B":
                return Amount(end, number, _PARAMETERS, "", plain, factor, form.shape, guessed=True)
            stuck = end < len(text) and _is_word(text[end])
            return None if stuck else Amount(end, number, None, "", plain, factor, form.shape)
        word = matched["unit"]
        unit = self._patterns.units[word]
        if letter == "B" and unit.unit in self._patterns.versioned:
            return Amount(end, number, _PARAMETERS, "", plain, factor, form.shape, guessed=True)
        if word in _TIMES_SIGNS and (letter or _MULTIPLIES.match(text, matched.end())):
            return None
        if letter == "B" and unit.kind == "measure":  # 1.3B 两个模型
            return Amount(end, number, _PARAMETERS, "", plain, factor, form.shape, guessed=True)
        if form.shape == "fraction" and unit.kind not in HALVED:  # 三分之二的企业 are not two thirds of a company
            return Amount(end, number, None, "", plain, factor, form.shape)
        if word == "G" and number.low in _NETWORK_GENERATIONS:
            return None
        if word in self._patterns.discounts:
            if number.low == 10 or not self._patterns.discount.match(text, matched.start("unit")):
                return None
            unit = unit._replace(factor=Decimal(10 if number.low < 10 else 1))
        value = number.low * unit.factor
        number = Number(value, number.high * unit.factor, number.more)
        end = matched.end()
        while unit.kind == "percent" and (part := self._patterns.part.match(text, end)):
            tenth = self._patterns.numerals.read(part["number"]).low * self._patterns.parts[part["part"]]
            end, number = part.end(), Number(number.low + tenth, number.high + tenth, number.more)
        if word in self._patterns.coins:  # 三块五毛 is money, 三块 may be anything
            money = Unit("money", self._patterns.coins[word])
            after, sum_ = self._subunits(text, end, number, money)
            if after > end:
                return Amount(after, sum_, money, word, plain, factor, form.shape)
        if unit.kind == "money":
            end, number = self._subunits(text, end, number, unit)
        return Amount(end, number, unit, word, plain, factor, form.shape)

    def _subunits(self, text: str, end: int, number: Number, unit: Unit) -> tuple[int, Number]:
        """Add the smaller coins behind an amount of money (五元三毛, 2ドル3セント)."""
        parts = self._patterns.subunits.get(unit.unit, {})
        while parts:
            joint = self._patterns.subunit_joint.match(text, end)
            coins = self._patterns.number.match(text, joint.end()) if joint else None
            word = self._patterns.subunit.match(text, coins.end()) if coins else None
            if not coins or not word or word.group() not in parts:
                break
            value = self._patterns.numerals.read(coins.group()).low * parts[word.group()]
            end, number = word.end(), Number(number.low + value, number.high + value, number.more)
        return end, number

    def _tail(self, text: str, end: int, amount: Amount) -> tuple[int, Unit | None, Bound]:
        """Return where bound and noun behind an amount end, the noun's unit if it is the unit, the bound."""
        countable = (amount.unit is None and amount.shape != "fraction") or amount.word in self._patterns.counters
        countable = countable or amount.unit is _DOZENS
        tail = self._patterns.bounded_noun.match(text, end) or (
            self._patterns.joint_noun.match(text, end) if countable else None
        )
        if not tail:
            return end, None, Bound.EXACT
        bound = self._patterns.after[tail["after"]] if tail["after"] else Bound.EXACT
        noun = self._patterns.nouns.get(tail["noun"] or "")
        if noun and countable and not (amount.unit and amount.unit.unit == noun):
            return tail.end(), Unit("count", noun), bound
        return (tail.end("after") if tail["after"] else end), None, bound

    def _is_version(self, text: str, begin: int, written: str, amount: Amount, unit: Unit) -> bool:
        """Return whether a number before a noun is a name's version (ERNIE 3.5モデル, Llama 2 模型)."""
        if unit.unit not in self._patterns.versioned or amount.word in self._patterns.counters:
            return False
        named = text[max(begin - 2, 0) : begin].strip()[-1:]
        return (amount.factor == 1 and "." in written) or (named.isascii() and named.isalnum())

    def _word(self, text: str, begin: int) -> Found | None:
        """Read a word that is an amount by itself (一半, 翻倍) or half a unit (半年, 半吨)."""
        if word := self._patterns.fixed_word.match(text, begin):
            value, kind = self._patterns.fixed[word.group()]
            unit = _PERCENT if kind == "percent" else _MULTIPLE
            return Found(begin, word.end(), to_quantity(Number(value, value), unit), f"quantities.{kind}")
        if form := self._patterns.forms.half(text, begin):
            return Found(begin, form.end, to_quantity(form.number, _NUMBER), "quantities.fraction")
        half = self._patterns.half_before_unit.match(text, begin)
        if not half:
            return None
        unit = self._patterns.units[half["unit"]]
        value = _HALF * unit.factor
        return Found(begin, half.end(), to_quantity(Number(value, value), unit), f"quantities.{unit.kind}")

    def _with_lead(self, lead: re.Match[str], found: Found) -> Found | None:
        """Add what stands before the number: bounds, a currency, a minus sign."""
        quantity = found.value
        if not isinstance(quantity, Quantity):
            return found
        symbol = (lead["symbol"] or "").strip()
        if symbol and quantity.kind in {"number", "money", "count"} and found.rule != "quantities.fraction":
            unit = quantity.unit if quantity.kind == "money" else self._patterns.symbols[symbol]
            quantity = replace(quantity, unit=unit, kind="money")
            found = found._replace(rule="quantities.money", confidence=1.0)
        if lead["sign"]:
            if quantity.value_max is not None and (lead["sign"] not in _MINUS_SIGNS or quantity.bound is Bound.ABOUT):
                return found._replace(
                    start=lead.start(), value=None, reason="does not say which of its ends are negative"
                )
            quantity = replace(quantity, value=-quantity.value)
        for word in self._patterns.bound.findall(lead["before"]):
            quantity = replace(quantity, bound=stricter(quantity.bound, self._patterns.bounds[word]))
        return found._replace(start=lead.start(), value=quantity)

    def _unreadable(self, text: str, begin: int) -> Found | None:
        """Say that a number has no exact reading; Han characters that are no number are no fault."""
        number, digits = self._patterns.number.match(text, begin), _DIGITS.match(text, begin)
        unit = self._patterns.unit.match(text, number.end()) if number else None
        if not number or not (digits or unit):
            return None
        written = number.group()
        if digits and digits.group() == written and is_list(written, measured=bool(unit)):
            first = written.partition(",")[0]
            quantity = to_quantity(self._patterns.numerals.read(first), _NUMBER)
            return Found(begin, begin + len(first), quantity, "quantities.number")
        end = unit.end() if unit else number.end()
        return Found(begin, end, None, "quantities.number", reason="has no exact reading as a number")


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
