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
_AT_K = re.compile(r"(?P<of>pass|maj|avg|cons|best|mean)@(?P<k>\d{1,4})", re.IGNORECASE)  # how many tries a score is of
_MARKS = " *†‡↑↓%"  # signs behind a header: a note, which way is better
_NAME = re.compile(r"[0-9A-Za-z][\w#+-]*(?: [A-Za-z][\w-]*)?(?=\s*(?:\(.*)?$)")
# Letters of a metric beside the digits: Latin, Greek, kana, Han.
_LETTERS = "a-z\u03b1-\u03c9\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff"
_METRIC = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9]*(?:_[{_LETTERS}0-9]+)*")
_OTHER = re.compile(rf"[^{_LETTERS}0-9]+")
_HAN_NAME = re.compile(
    r"(?=(?:.*?[\u3041-\u30fc\u3400-\u9fff]){2})[A-Za-z0-9\u3005\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff][\w /&+・-]{1,19}"
)
_SHORT = re.compile(r"[^()A-Za-z]{2,20}\((?P<name>[A-Z][A-Za-z0-9-]{1,11})\)")  # 文字误り率 (CER)
_LOWER = re.compile(r"[a-z][a-z0-9]*(?:[-_+][a-z0-9]+){0,3}")
_LONGEST_LOWER = 20
_BRACKET = re.compile(r"\s\((?P<inside>[^()]+)\)$")
# What a header names of which a bare score would be a value.
_NUMBERS = frozenset({"number", "percent", "data"})
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
    cell: CellReading | None, above: Measured | None, reader: Reader, *, proven: bool, told: bool = False
) -> Measured | None:
    """Return the benchmark that a header names; of a heading's benchmark the whole or the part that the header says.

    A header that is one word with a capital is the name of a benchmark where no heading names one. One in Han characters or kana
    is where anything else says that the table is one of results.

    Args:
        cell: the header of a column of scores, or of a row of them.
        above: the benchmark that the heading names.
        reader: knows the names and the language.
        proven: whether other headers beside this one name known benchmarks, so that a word in small letters is one too.
        told: whether the words above the table say that it shows results.
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
            if (proven or told) and _is_mean(whole, language)
            else None
        )
    if found := _measured(reading, reader) or (_of_data(reading, reader) if proven or told else None):
        return found
    text = _without_score(reading.text.rstrip(_MARKS), language)
    if above and (tries := _AT_K.fullmatch(text)):
        return _of_tries(above, tries)
    if measure := _measure().fullmatch(text):
        return _unknown(reading, Span(*measure.span("name"))) if above is None else _part(above, measure["name"])
    if any(METRIC_KINDS[each.name] & _NUMBERS for each in metric_words(text, language)):
        return None
    name = _NAME.match(text)
    if name is None:
        if short := _SHORT.fullmatch(text):
            return _unknown(reading, Span(*short.span("name")))
        return _in_han(reading, above, language) if above or proven or told else None
    if above is not None:
        return _part(above, name[0])
    endings = tuple(read_latin_rules()["benchmark_endings"])
    is_form = re.search(r"[A-Z].*[A-Z\d]|\d.*[A-Z]", name[0]) or name[0].casefold().endswith(endings)
    if is_form and " " not in name[0]:
        return _unknown(reading, Span(*name.span()))
    if proven and "-" in name[0] and (bracket := _BRACKET.search(text)) and _measure().fullmatch(bracket["inside"]):
        return _unknown(reading, Span(*name.span()))  # Alpha-test (BPB)
    is_lower = proven and _LOWER.fullmatch(name[0]) and len(name[0]) <= _LONGEST_LOWER
    return _unknown(reading, Span(*name.span())) if is_lower else None


def _of_tries(whole: Measured, tries: re.Match[str]) -> Measured:
    """Return the benchmark itself for a score of one try, else that of so many: humaneval_pass_10."""
    return whole if tries["k"] == "1" else _part(whole, tries[0])


def _without_score(header: str, language: Language) -> str:
    """Return a header without a word for scores behind a name in Latin letters: Elo评分, Elo Score, but AlphaScore as it is."""
    return re.sub(rf"(?<=[A-Za-z\d])(?:\s|(?=[^\x00-\x7f])){language.any_of('results', 'overall')}$", "", header)


def _in_han(reading: Reading, above: Measured | None, language: Language) -> Measured | None:
    """Return the benchmark, or the part of one, that a header names in Han characters or kana: 社会科学, 日本語要約."""
    text = re.sub(r"\s*\([^()]*\)$", "", reading.text.rstrip(_MARKS)).rstrip(_MARKS)
    if above is None and re.search(rf"{language.any_of('results', 'splits')}$", text):
        return None
    if not _HAN_NAME.fullmatch(text) or re.search(rf"{language.any_of('results', 'no_benchmarks')}$", text):
        return None
    start = reading.text.find(text)
    return _part(above, text) if above else _unknown(reading, Span(start, start + len(text)))


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
    if tries := _AT_K.fullmatch(text):
        return _of_tries(whole, tries)
    if not re.search(r"\w", _SETTING.sub("", text)) or _overall(text, reader.language):
        return whole
    name = _NAME.match(text)
    return _part(whole, name[0]) if name else None


def is_overall(header: str, language: Language) -> bool:
    """Return whether a header says only that scores stand under it: 得分, Accuracy (%)."""
    return _overall(re.sub(r"\s*\(%\)$", "", header.strip(" *")), language) is not None


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


def _of_data(reading: Reading, reader: Reader) -> Measured | None:
    """Return the known data set that fills a header, where models are measured on it: Common Voice 8.0."""
    text = reading.text.rstrip(_MARKS)
    for name in reading.names_of("product"):
        known = name.value.candidates if isinstance(name.value, Name) else ()
        if name.span.start or not any(reader.finder.category(each) == "dataset" for each in known):
            continue
        if re.fullmatch(r"(?: ?v?\d+(?:\.\d+)*)?", text[name.span.end :]) and _is_metric(_snake(text)):
            return Measured(_snake(text), text, reading.evidence(Span(0, len(text))), known=False)
    return None


def _alone(reading: Reading, reader: Reader) -> Measured | None:
    """Return the benchmark whose name is an ordinary word too (MATH) and all that a header or heading holds."""
    name = _NAME.match(_SETTING.sub("", reading.text).strip(_MARKS))
    known = reader.finder.candidates(name[0]) if name and reading.text.startswith(name[0]) else ()
    if name and any(reader.finder.category(each) == "benchmark" for each in known) and _is_metric(_snake(name[0])):
        return Measured(_snake(name[0]), name[0], reading.evidence(Span(0, name.end())))
    return None


def _is_metric(name: str) -> bool:
    return name not in METRIC_KINDS and bool(_METRIC.fullmatch(name))


def is_benchmark(mention: Mention, reader: Reader) -> bool:
    """Return whether a name is that of a known benchmark."""
    value = mention.value
    if not isinstance(value, Name):
        return False
    return any(reader.finder.category(each) == "benchmark" for each in value.candidates)


def metric_of_name(mention: Mention) -> str:
    """Return the name of a benchmark in snake_case: as its id has it, if that spells the same letters, else as written.

    A known one that is written without Latin letters has that of its id in any language.
    """
    value = mention.value
    written = re.split(r"[^\x00-\x7f]", mention.text)[0] or mention.text
    for each in value.candidates if isinstance(value, Name) else ():
        slug = each.partition("-")[2]
        if _folded(slug) == _folded(written) or not re.search(r"[A-Za-z]", written):
            return slug.replace("-", "_")
    return _snake(written)


def exact(written: str) -> Decimal:
    """Return a written number in the one form that equal numbers share, with no needless zeros."""
    value = Decimal(written)
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _snake(text: str) -> str:
    return _OTHER.sub("_", text.casefold()).strip("_")


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
