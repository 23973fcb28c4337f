"""What quantities look like in one language: the words of its rules and of CLDR, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extract.lang.language import read_rules
from extract.mentions.comparisons import Comparisons
from extract.mentions.forms import NumberForms
from extract.mentions.mention import Bound
from extract.mentions.numbers import Numerals
from extract.mentions.patterns import RANGE_SIGNS, alternatives, by_word, initials, openings
from extract.mentions.units import Unit, currency_symbols, read_units

# Comparison signs, the same in both languages; < and > may end or begin a tag instead.
_TAG_SIGNS = {">": Bound.MORE_THAN, "<": Bound.LESS_THAN}
_SIGNS = {
    "≈": Bound.ABOUT,
    "≒": Bound.ABOUT,
    "≥": Bound.AT_LEAST,
    "≧": Bound.AT_LEAST,
    "≤": Bound.AT_MOST,
    "≦": Bound.AT_MOST,
}
# A tilde that joins no number before it, nor one with a short unit, to the number behind it: RTF ~0.3, (~20%), not 10時~12時.
_NUMERAL = "[0-9〇一二三四五六七八九十百千万億亿]"
_NEAR = rf"(?:(?<=[(:,、=])|(?<![A-Za-z])(?<!{_NUMERAL})(?<!{_NUMERAL}.)(?<!{_NUMERAL}..)(?<!{_NUMERAL}...))~"
_MINUS = r"(?:(?<![^\s(\[:,;、。「〜~ぁ-ん])-|(?<![0-9A-Za-z)\]])−)(?=[0-9])"
ORDINAL = Unit("ordinal", "")
HALVED = frozenset({"duration", "multiple", "measure"})  # 3年半, 2倍半, 一吨半, 半年


class QuantityPatterns:
    """The words and patterns of the quantities of one language; `QuantityReader` says what they mean.

    Args:
        code: BCP 47, ``ja`` or ``zh``.
    """

    def __init__(self, code: str) -> None:
        rules = read_rules(code)
        numbers, quantities = rules["numbers"], rules["quantities"]
        self.numerals = Numerals(numbers)
        self.units = read_units(code, quantities) | dict.fromkeys(numbers["ordinal_after"], ORDINAL)
        self.symbols = currency_symbols(code, quantities)
        self._before = {word: Bound(name) for word, name in by_word(quantities["bounds_before"]).items()} | _SIGNS
        self._over = {word: Bound(name) for word, name in by_word(quantities["bounds_before_place"]).items()}
        self.bounds = self._before | self._over | _TAG_SIGNS | {"~": Bound.ABOUT}
        self.after = {word: Bound(name) for word, name in by_word(quantities["bounds_after"]).items()}
        self.per = by_word(quantities["per_after"])
        self.nouns = by_word(quantities["nouns"])
        self.counters = frozenset(quantities["counters"])
        self.parts = {word: Decimal(factor) for word, factor in quantities["percent_parts"].items()}
        self.versioned = frozenset(quantities["versioned"])
        self.forms = NumberForms(self.numerals, numbers)
        self.comparisons = Comparisons(quantities)
        self.from_end = frozenset(numbers["ordinal_from_end"])
        self._compile(numbers, quantities)
        leads = openings(self.bounds, self.symbols, numbers["ordinal_before"], numbers["negative"])
        leads |= openings(
            numbers["ordinal_from_end"], numbers["half"], numbers["halves"], *quantities["fixed"].values()
        )
        words = initials(numbers["half"], numbers["halves"], *quantities["fixed"].values())
        self.word_initials = frozenset(words)
        ordinals = initials(numbers["ordinal_before"], numbers["ordinal_from_end"])
        # What a quantity begins with, behind its lead.
        self.bare_initials = frozenset({*self.numerals.initials, *ordinals, *words})
        self.openings = leads.union(self.numerals.initials, "-−")

    def _compile(self, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
        of = alternatives(rules["of"])
        words = alternatives(noun for noun in self.nouns if len(noun) > 1)
        nouns = f"(?P<noun>{words}){alternatives(rules['noun_suffix'])}?"
        long = [word for word in self.after if len(word) > 1]
        short = [word for word in self.after if len(word) == 1]
        # A bound of one character is one only where no longer word begins with it (2超大規模).
        # A word that also stands before a number belongs to the number behind it (超过100家不到200家).
        either = f"(?!{alternatives(self._before)} ?[0-9])"
        after = f" ?{either}(?P<after>{alternatives(long)}|{alternatives(short)}(?![\u4e00-\u9fff]))"
        # Of まで only: 5000億元以上に拡大 is still 5000億元 or more.
        least = "".join(f"(?<={re.escape(word)})|" for word in rules["bounds_after"]["at_least"])
        after += f"(?:{least}(?!{alternatives(rules['no_bound_before'])}))"
        joint = of if rules["of_required"] else f"{of}?"
        # 上百家 is a hundred or more; 上 before anything but a place word is no bound.
        over = f"{alternatives(self._over)}(?=[{self.numerals.places}])"
        before = f"(?:{_NEAR}(?=[0-9])|{alternatives(self._before)}|(?<![A-Za-z0-9/\"'])[<>]|{over})"
        self.number = re.compile(self.numerals.pattern)
        self.lead = re.compile(
            f"(?P<before>(?:{before} ?){{0,2}})(?P<symbol>{alternatives(self.symbols, '(?![A-Za-z])')} ?)?"
            f"(?P<sign>{alternatives(numbers['negative'])}|{_MINUS})?"
        )
        self.ends_over = re.compile(f"{alternatives(self._over)}$")
        self.bound = re.compile(alternatives(self.bounds))
        self.ordinal = re.compile(alternatives([*numbers["ordinal_before"], *numbers["ordinal_from_end"]]))
        self.ordinal_after = re.compile(alternatives(numbers["ordinal_after"]))
        self.more = re.compile(
            f"{alternatives(numbers['more'])}(?!{alternatives(numbers['more_not_before'])})|\\+(?! ?\\d)"
        )
        self.changed = re.compile(alternatives(rules["no_range_before"]))
        self.unit = re.compile(f" ?(?P<unit>{alternatives(self.units)})")
        self.part = re.compile(f"(?P<number>[0-9]|[{''.join(numbers['digits'])}])(?P<part>{alternatives(self.parts)})")
        self.separator = re.compile(f" ?{alternatives([*rules['range'], *RANGE_SIGNS])} ?")
        self.half = re.compile(alternatives(numbers["half"]))
        measured = (word for word, unit in self.units.items() if unit.kind in HALVED and word not in self.parts)
        self.half_before_unit = re.compile(
            f"(?<![{''.join(numbers['half_not_after'])}]){self.half.pattern}(?P<unit>{alternatives(measured)})"
            f"(?!{alternatives(numbers['half_not_before'])})"
        )
        self.bounded_noun = re.compile(f"{after}(?:{of}?{nouns})?")
        self.joint_noun = re.compile(f"{joint}{nouns}(?:{after})?")
        self.period = re.compile(alternatives(self.per))
        self.discounts = frozenset(rules["discounts"])
        self.discount = re.compile(
            f"{alternatives(rules['discounts'])}(?!{alternatives(rules['discount_not_before'])})"
        )
        # A place word that begins a unit belongs to the unit (五十兆字节, 0.2千米).
        joined = (word for word in self.units if word[0] in self.numerals.places)
        self.joined = re.compile(f"(?={alternatives(joined)})")
        self.fixed = {
            word: (Decimal(str(value)), kind)
            for kind, values in rules["fixed"].items()
            for word, value in values.items()
        }
        self.fixed_word = re.compile(alternatives(self.fixed))
        self.subunits = {
            iso: {word: Decimal(part) for word, part in parts.items()} for iso, parts in rules["subunits"].items()
        }
        self.coins: dict[str, str] = rules["coins"]
        self.subunit_joint = re.compile(f"{alternatives(rules['subunit_joint'])}?")
        every = {word for parts in self.subunits.values() for word in parts}
        self.subunit = re.compile(alternatives(every))
