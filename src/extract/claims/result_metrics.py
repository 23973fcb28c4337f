"""Which benchmark a score is in: what a heading or the header of a column or row names, as a metric in snake_case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract.claims.claim import Evidence
from extract.claims.metric_kinds import METRIC_KINDS
from extract.claims.metrics import metric_words
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, Reading, SectionReading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.text import Span

_SETTING = re.compile(
    r"\d+[- ]?shots?|(?:zero|few|one|three|five)[- ]shots?|CoT|acc(?:uracy)?|EM|F1|pass@\d+|avg\.?|average|test|val|dev",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"#\d+|[A-Za-z][A-Za-z0-9-]*|(?:\d+\.)*\d+")
_MOST_QUALIFIERS = 2
_MARKS = " *†‡↑↓%"  # signs behind a header: a note, which way is better
_NAME = re.compile(r"[0-9A-Za-z][\w#+-]*(?: [A-Za-z][\w-]*)?(?=\s*(?:\(.*)?$)")
_SHORT = re.compile(r"[^()A-Za-z]{2,20}\((?P<name>[A-Z][A-Za-z0-9-]{1,11})\)")  # 文字误り率 (CER)
_LOWER = re.compile(r"[a-z][a-z0-9]*(?:[-_+][a-z0-9]+){0,3}")
_LONGEST_LOWER = 20
_SEVERAL_TABLES = 2
_HARDWARE = re.compile(r"[ABHLPTV]\d{2,4}S?|(?:RTX|GTX)[- ]?\d+|M\d(?: ?(?:Pro|Max|Ultra))?", re.IGNORECASE)


@dataclass(frozen=True)
class Measured:
    """A benchmark as a metric: its name in snake_case, the words for it and where they stand.

    Attributes:
        known: whether the names files have it; the others are taken for one by their form and place.
    """

    metric: str
    text: str
    evidence: Evidence
    known: bool = True


def measured_above(section: SectionReading, before: Measured | None, reader: Reader) -> Measured | None:
    """Return the benchmark that the innermost heading names, or the only one that the text around no or one table names.

    A heading that only says "results" or how they were measured goes on from the one around it or before it.
    """
    if not section.heading:
        return before
    *outer, innermost = section.heading
    if found := _measured(innermost, reader):
        return found
    said = [found for reading in section.readings for found in _said(reading, reader)]
    if len(section.tables) < _SEVERAL_TABLES and len({each.metric for each in said}) == 1:
        return said[0]
    if not _is_generic(innermost.text, reader.language):
        return None
    around = next((each for each in reversed(outer) if not _is_generic(each.text, reader.language)), None)
    return (_measured(around, reader) if around else None) or before


def _is_generic(heading: str, language: Language) -> bool:
    """Return whether a heading says only that results follow, or how they were measured: Zero-shot."""
    text = heading.strip(": ")
    words = language.any_of("results", "headings")
    return bool(re.fullmatch(words, text, re.IGNORECASE)) or not re.search(r"\w", _SETTING.sub("", text))


def _said(reading: Reading, reader: Reader) -> Iterator[Measured]:
    for name in reading.names_of("product"):
        if is_benchmark(name, reader):
            yield Measured(metric_of_name(name), name.text, reading.evidence(name.span))


def metric_of_header(
    cell: CellReading | None, above: Measured | None, reader: Reader, *, proven: bool
) -> Measured | None:
    """Return the benchmark that a header names; of a heading's benchmark the whole or the part that the header says.

    A header that is one word with a capital is the name of a benchmark where no heading names one.

    Args:
        cell: the header of a column of scores, or of a row of them.
        above: the benchmark that the heading names.
        reader: knows the names and the language.
        proven: whether other headers beside this one name known benchmarks, so that a word in small letters is one too.
    """
    if cell is None or len(cell.readings) != 1:
        return None
    reading, language = cell.readings[0], reader.language
    whole = _overall(reading.text, language)
    if whole and above:
        part = _snake(whole["part"] or "")
        return replace(above, metric=f"{above.metric}_{part}" if part else above.metric)
    if whole:
        return (
            Measured("average", reading.text, reading.whole(), known=False)
            if proven and _is_mean(whole, language)
            else None
        )
    if found := _measured(reading, reader):
        return found
    text = reading.text.rstrip(_MARKS)
    if measure := _measure().fullmatch(text):
        return _unknown(reading, Span(*measure.span("name"))) if above is None else _part(above, measure["name"])
    name = _NAME.match(text)
    if metric_words(text, language):
        return None
    if name is None:
        short = _SHORT.fullmatch(text)
        return _unknown(reading, Span(*short.span("name"))) if short else None
    if above is not None:
        return _part(above, name[0])
    if re.search(r"[A-Z].*[A-Z\d]|\d.*[A-Z]", name[0]) and " " not in name[0]:
        return _unknown(reading, Span(*name.span()))
    is_lower = proven and _LOWER.fullmatch(name[0]) and len(name[0]) <= _LONGEST_LOWER
    return _unknown(reading, Span(*name.span())) if is_lower else None


def _part(whole: Measured, name: str) -> Measured:
    return replace(whole, metric=f"{whole.metric}_{_snake(name)}")


@cache
def _measure() -> re.Pattern[str]:
    """Return the pattern of a header that is a measure, with what it is measured on before it or how behind it: 中文 CER."""
    names = "|".join(sorted(map(re.escape, read_latin_rules()["measures"]), key=len, reverse=True))
    return re.compile(
        rf"(?:[^()A-Za-z\d]{{1,12}}\s?)?(?P<name>{names})(?:val|test|dev)?(?:[ @]?[\d.:-]+)?", re.IGNORECASE
    )


def part_of(whole: Measured, below: CellReading, reader: Reader) -> Measured | None:
    """Return what one of the columns under a benchmark's header measures, None if it does not say so in letters.

    Args:
        whole: the benchmark of several columns.
        below: the header of one of them: EN, test-zh, CER; a setting such as 5-shot measures the same.
        reader: knows the language.
    """
    text = below.text.strip(_MARKS)
    if not re.search(r"\w", _SETTING.sub("", text)) or _overall(text, reader.language):
        return whole
    name = _NAME.match(text)
    return _part(whole, name[0]) if name else None


def _overall(text: str, language: Language) -> re.Match[str] | None:
    """Return the match of a header that says only that a score is the whole one, with the part in brackets: Avg (Hard)."""
    words = rf"(?:{language.any_of('results', 'overall')})(?:\s*\((?P<part>[A-Za-z ]{{2,12}})\))?[\s*†↑%]*"
    return re.fullmatch(words, text, re.IGNORECASE)


def _is_mean(whole: re.Match[str], language: Language) -> bool:
    return bool(re.match(language.any_of("results", "means"), whole[0], re.IGNORECASE))


def _unknown(reading: Reading, span: Span) -> Measured | None:
    """Return what has the form and place of a benchmark's name, unless that is a word, a chip, a cost or a way of tuning."""
    name, rules = span.of(reading.text), read_latin_rules()
    folded = name.casefold()
    if folded in rules["none"] or folded in rules["variants"] or folded in rules["costs"] or _HARDWARE.fullmatch(name):
        return None
    metric = _snake(name)
    return Measured(metric, name, reading.evidence(span), known=False) if _is_metric(metric) else None


def _measured(reading: Reading, reader: Reader) -> Measured | None:
    """Return the one benchmark that a header or heading names, with the words that say which part of it."""
    found = [name for name in reading.names_of("product") if is_benchmark(name, reader)]
    if len(found) != 1:
        return None if found else _alone(reading, reader)
    name = found[0]
    if re.search(r"\w", reading.text[: name.span.start]):
        return None
    behind = re.split(r"[(:,、;]", reading.text[name.outer.end :])[0]
    words = _QUALIFIER.findall(_SETTING.sub(" ", behind))
    metric = "_".join(filter(None, [metric_of_name(name), *(_snake(each) for each in words)]))
    if len(words) > _MOST_QUALIFIERS or not _is_metric(metric):
        return None
    return Measured(metric, name.text, reading.evidence(name.span))


def _alone(reading: Reading, reader: Reader) -> Measured | None:
    """Return the benchmark whose name is an ordinary word too (MATH) and all that a header or heading holds."""
    name = _NAME.match(_SETTING.sub("", reading.text).strip(_MARKS))
    known = reader.finder.candidates(name[0]) if name and reading.text.startswith(name[0]) else ()
    if name and any(reader.finder.category(each) == "benchmark" for each in known) and _is_metric(_snake(name[0])):
        return Measured(_snake(name[0]), name[0], reading.evidence(Span(0, name.end())))
    return None


def _is_metric(name: str) -> bool:
    return name not in METRIC_KINDS and bool(re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name))


def is_benchmark(mention: Mention, reader: Reader) -> bool:
    """Return whether a name is that of a known benchmark."""
    value = mention.value
    if not isinstance(value, Name):
        return False
    return any(reader.finder.category(each) == "benchmark" for each in value.candidates)


def metric_of_name(mention: Mention) -> str:
    """Return the name of a benchmark in snake_case: as its id has it, if that spells the same letters, else as written."""
    value = mention.value
    written = re.split(r"[^\x00-\x7f]", mention.text)[0] or mention.text
    for each in value.candidates if isinstance(value, Name) else ():
        slug = each.partition("-")[2]
        if _folded(slug) == _folded(written):
            return slug.replace("-", "_")
    return _snake(written)


def exact(written: str) -> Decimal:
    """Return a written number in the one form that equal numbers share, with no needless zeros."""
    value = Decimal(written)
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _snake(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
