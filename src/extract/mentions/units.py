"""What may stand behind a number in one language: money, data, spans of time, measures, counted nouns.

Currencies, their names and symbols, and units of measurement come from CLDR through Babel (Unicode TS #35,
part 2); the language's rules add only the words that CLDR lacks (ドル, 家企业). Money is ISO 4217; multiples
of bytes and bits are decimal for SI prefixes (kB, MB, GB) and binary for those of IEC 80000-13 (KiB, MiB).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from babel import Locale

_SI = {"": 0, "kilo": 3, "mega": 6, "giga": 9, "tera": 12, "peta": 15, "exa": 18}
_LETTERS = {"K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}
_MEASURES = ("mass", "length", "area", "volume", "frequency", "power", "energy", "temperature", "speed")
# Symbols of the SI (and litre, calorie, hour), with a prefix: CLDR's Chinese writes most of them out.
_SI_SYMBOL = re.compile("[kMGTcdmμnp](?:m|g|Hz|W|Wh|J|cal|V|L|Pa)[²³]?")
# A unit of one character has other readings; the rules name those that are meant.
_AMBIGUOUS = re.compile("[A-Za-z].?|.")
_DURATIONS = {
    unit: f"{unit}s"
    for unit in (
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "microsecond",
        "nanosecond",
    )
}


class Unit(NamedTuple):
    """What a unit word means.

    Attributes:
        kind: as that of a `Quantity`; ``measure`` for a unit of mass, length and the like.
        unit: the published unit.
        factor: what one of it is in the published unit (1000 for a kB in bytes).
    """

    kind: str
    unit: str
    factor: Decimal = Decimal(1)


def read_units(code: str, rules: Mapping[str, Any]) -> dict[str, Unit]:
    """Return what each unit word means; where two sources differ, the rules go before CLDR.

    Args:
        code: BCP 47, ``ja`` or ``zh``.
        rules: the section ``quantities`` of the language's rules.
    """
    locale = Locale.parse(code)
    patterns = locale._data["unit_patterns"]
    units: dict[str, Unit] = {}
    for cldr, forms in patterns.items():
        category, _, name = cldr.partition("-")
        for word in _words(forms):
            if category == "digital":
                units[word] = _data_unit(name)
            elif category == "duration" and name in _DURATIONS:
                if not word.isascii():
                    units[word] = Unit("duration", _DURATIONS[name])
            elif category in _MEASURES and not _AMBIGUOUS.fullmatch(word):
                units[word] = Unit("measure", name)
    units |= {word: Unit("measure", cldr.partition("-")[2]) for cldr, word in _si_symbols()}
    units |= _data_letters() | _computing()
    for plain, other in rules["unit_spellings"].items():
        units |= {word.replace(plain, other): unit for word, unit in units.items() if plain in word}
    units |= {word: Unit("money", iso) for word, iso in _currencies(locale)}
    for cldr, words in rules["measures"].items():
        units |= {word: Unit("measure", cldr.partition("-")[2]) for word in words}
    units |= {"%": Unit("percent", "%")}
    units |= {word: Unit("percent", "%", Decimal(factor)) for word, factor in rules["percent"].items()}
    units |= {word: Unit("percent", "%", Decimal(10)) for word in rules["discounts"]}
    for iso, parts in rules["subunits"].items():
        units |= {word: Unit("money", iso, Decimal(part)) for word, part in parts.items() if len(word) > 1}
    units |= {word: Unit("percent", "percentage points") for word in rules["points"] if not word.isascii()}
    units |= {word: Unit("multiple", "x") for word in rules["multiples"]}
    for name, words in rules["durations"].items():
        units |= {word: Unit("duration", _DURATIONS[name]) for word in words}
    units |= {word: Unit("duration", "years of age") for word in rules["ages"]}
    units |= {word: Unit("count", noun) for noun, words in rules["nouns"].items() for word in words}
    units |= {word: Unit("money", iso) for word, iso in rules["currencies"].items()}
    return units


def currency_symbols(code: str, rules: Mapping[str, Any]) -> dict[str, str]:
    """Return what may stand before an amount of money (``$``, ``RMB``, ``人民币``) with its ISO 4217 code."""
    locale = Locale.parse(code)
    found = {
        symbol: iso for iso, symbol in locale.currency_symbols.items() if not symbol[0].isspace() and symbol != "¤"
    }
    written: dict[str, str] = rules["currencies"]
    codes = {str(iso): str(iso) for iso in locale.currency_symbols if iso != "XXX"}
    return found | codes | {word: written[word] for word in rules["currencies_before"]}


def _words(forms: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a CLDR unit that follow the number, without the space before them."""
    for width in forms.values():
        for pattern in width.values() if isinstance(width, Mapping) else ():
            if isinstance(pattern, str) and pattern.startswith("{0}"):
                word = pattern.removeprefix("{0}").strip().replace(" ", "")
                if word and not word.startswith("/"):
                    yield word


def _si_symbols() -> Iterator[tuple[str, str]]:
    """Yield CLDR's units with their SI symbols."""
    for cldr, forms in Locale.parse("en")._data["unit_patterns"].items():
        for word in _words(forms):
            if cldr.startswith(_MEASURES) and _SI_SYMBOL.fullmatch(word):
                yield cldr, word.replace("²", "2").replace("³", "3")


def _data_unit(name: str) -> Unit:
    base = "bit" if name.endswith("bit") else "byte"
    power = _SI[name.removesuffix(base)]
    return Unit("data", "B" if base == "byte" else "bit", Decimal(10) ** power)


def _computing() -> dict[str, Unit]:
    """Return the units of computing: FLOPs are operations, FLOPS operations a second, as papers write them."""
    units: dict[str, Unit] = {}
    for letter, power in {"": 0, **_LETTERS, "Z": 7}.items():
        factor = Decimal(1000) ** power
        units |= {f"{letter}{word}": Unit("measure", "FLOP", factor) for word in ("FLOPs", "Flops", "FLOP", "flops")}
        units |= {f"{letter}{word}": Unit("measure", "FLOP/s", factor) for word in ("FLOPS", "FLOP/s", "Flop/s")}
    return units


def _data_letters() -> dict[str, Unit]:
    """Return the units that are the same everywhere: kB to EB, KiB to EiB, kbps to Ebps, and G for GB."""
    units = {"G": Unit("data", "B", Decimal(10) ** 9), "kB": Unit("data", "B", Decimal(1000))}
    for letter, power in _LETTERS.items():
        units[f"{letter}B"] = Unit("data", "B", Decimal(1000) ** power)
        units[f"{letter}iB"] = Unit("data", "B", Decimal(1024) ** power)
        units[f"{letter}bps"] = Unit("data", "bit/s", Decimal(1000) ** power)
    return units


def _currencies(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield the names of currencies, without spaces, and the codes of those that have a symbol."""
    named = {iso: name for iso, name in locale.currencies.items() if not re.search("[(（]", name) and iso != "XXX"}
    last = Counter(name.split()[-1] for name in named.values())
    for iso, name in named.items():
        yield name.replace(" ", ""), iso
        yield name.replace(" ", "・"), iso
        if last[name.split()[-1]] == 1:
            yield name.split()[-1], iso
    for iso in locale.currency_symbols:
        if iso != "XXX":
            yield str(iso), str(iso)
