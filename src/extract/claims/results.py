"""Results: the scores of a document's own models in benchmarks, from tables of models and benchmarks.

A table of results holds rivals too. What a page says of them it has from others, often under other conditions, so only the
scores of the models that the page is about are its statements: those of one maker, or of one stem of names, with the model
of its title or, without one, the model that its text names most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.claims.claim import EntityRef, Evidence, FigureClaim
from extract.claims.metric_kinds import METRIC_KINDS
from extract.claims.metrics import metric_words
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, Reading, SectionReading, TableReading
from extract.documents.document import BlockKind
from extract.lang.language import read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.text import Span

_CONFIDENCE = 0.75
_MOST = 0.6  # of a line's cells: so many must be what the line is taken for
_LEAST_NAMED = 3  # times that a page without a title names the model that it is about
_BESIDE_NAME = 3  # characters of a cell before the name of its model, such as a medal
_LEAST_STEM = 3  # letters that two names must begin with to be of one family
_SCORE = re.compile(r"(?P<score>\d{1,2}(?:\.\d{1,3})?|100(?:\.0{1,3})?)\s*(?P<unit>%?)\s*[*†‡^]?")
_OTHER_CELL = re.compile(r"\W*|N/?A", re.IGNORECASE)
_SETTING = re.compile(
    r"\d+[- ]?shots?|(?:zero|few|one)[- ]shots?|CoT|acc(?:uracy)?|EM|F1|pass@\d+|avg\.?|average|test|val|dev",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"#\d+|[A-Za-z][A-Za-z0-9-]*|(?:\d+\.)*\d+")
_MOST_QUALIFIERS = 2
_NAME = re.compile(r"[0-9A-Za-z][\w#+-]*(?: [A-Za-z][\w-]*)?(?=\s*(?:\(.*)?$)")
_BRACKET = re.compile(r"\s*\(([^()]{1,30})\)")


@dataclass(frozen=True)
class _Measured:
    """A benchmark as a metric: its name in snake_case, the words for it and where they stand."""

    metric: str
    text: str
    evidence: Evidence


def result_claims(sections: Sequence[SectionReading], reader: Reader) -> Iterator[FigureClaim]:
    """Yield the scores that a document's tables give its own models.

    Args:
        sections: the whole document, in order.
        reader: knows the names and the language.
    """
    if not any(section.tables for section in sections):
        return
    own = _Own.of(sections, reader)
    if own is None:
        return
    above: _Measured | None = None
    for section in sections:
        above = _above(section, above, reader)
        for table in section.tables:
            yield from _of_table(table, above, own, reader)


class _Own:
    """Which models a document is about: their makers by the names files, and the letters that their names begin with."""

    def __init__(self, ref: EntityRef, reader: Reader) -> None:
        self._makers = _makers(ref, reader)
        self._stem = _stem(ref.name)
        self._reader = reader

    @classmethod
    def of(cls, sections: Sequence[SectionReading], reader: Reader) -> _Own | None:
        """Return what the first title with a model names first, else the family that the text names most; None without either."""
        titles = (each for section in sections for each in section.heading if each.statement.kind is BlockKind.TITLE)
        for title in titles:
            if named := title.names_of("model"):
                return cls(title.ref(named[0]), reader)
        refs = [
            reading.ref(name)
            for section in sections
            for reading in section.readings
            for name in reading.names_of("model")
        ]
        times = Counter(stem for ref in refs if len(stem := _stem(ref.name)) >= _LEAST_STEM)
        if not times:
            return None
        stem, count = max(times.items(), key=lambda each: (each[1], each[0]))
        return cls(next(ref for ref in refs if _stem(ref.name) == stem), reader) if count >= _LEAST_NAMED else None

    def has(self, ref: EntityRef) -> bool:
        """Return whether a model is one of the document's own."""
        makers = _makers(ref, self._reader)
        if makers or (ref.candidates and self._makers):
            return bool(makers & self._makers)
        stems = sorted((_stem(ref.name), self._stem), key=len)
        return len(stems[0]) >= _LEAST_STEM and stems[1].startswith(stems[0])


def _makers(ref: EntityRef, reader: Reader) -> frozenset[str]:
    return frozenset(maker for each in ref.candidates[:1] for maker in reader.finder.makers(each))


def _stem(name: str) -> str:
    """Return the letters that a name begins with, before its first digit or sign: ``chatglm`` of ChatGLM2-6B."""
    match = re.match(r"[^\W\d_]+", name)
    return match[0].casefold() if match else ""


def _above(section: SectionReading, before: _Measured | None, reader: Reader) -> _Measured | None:
    """Return the benchmark that the innermost heading names; one that only says "results" goes on from the one before it."""
    if not section.heading:
        return before
    innermost = section.heading[-1]
    if found := _measured(innermost, reader):
        return found
    said = [found for reading in section.readings for found in _said(reading, reader)]
    if len({each.metric for each in said}) == 1:
        return said[0]
    is_generic = re.fullmatch(reader.language.any_of("results", "headings"), innermost.text.strip(": "), re.IGNORECASE)
    return before if is_generic else None


def _said(reading: Reading, reader: Reader) -> Iterator[_Measured]:
    for name in reading.names_of("product"):
        if is_benchmark(name, reader):
            yield _Measured(metric_of_name(name), name.text, reading.evidence(name.span))


def _of_table(table: TableReading, above: _Measured | None, own: _Own, reader: Reader) -> Iterator[FigureClaim]:
    top = table.last_header_row
    rows = range(top + 1, table.rows)
    columns = range(1, table.columns)
    if not rows or not columns:
        return
    subjects = {row: _model(table.at(row, 0)) for row in rows}
    if _are_models(subjects.values(), [table.at(row, 0) for row in rows]):
        for column in columns:
            measured = _metric_of_line(table.at(top, column), above, reader)
            cells = [table.at(row, column) for row in rows]
            if measured and _are_scores(cells):
                for row, cell in zip(rows, cells, strict=True):
                    yield from _result(cell, subjects[row], measured, own)
        return
    subjects = {column: _model(table.at(top, column)) for column in columns}
    if _are_models(subjects.values(), [table.at(top, column) for column in columns]):
        for row in rows:
            measured = _metric_of_line(table.at(row, 0), None, reader)
            cells = [table.at(row, column) for column in columns]
            if measured and _are_scores(cells):
                for column, cell in zip(columns, cells, strict=True):
                    yield from _result(cell, subjects[column], measured, own)


def _result(
    cell: CellReading | None, subject: EntityRef | None, measured: _Measured, own: _Own
) -> Iterator[FigureClaim]:
    score = _score(cell)
    if cell is None or score is None or subject is None or not own.has(subject):
        return
    yield FigureClaim(
        subject=subject,
        metric=measured.metric,
        metric_text=measured.text,
        value=exact(score["score"]),
        unit=score["unit"] or "points",
        evidence=(cell.readings[0].evidence(Span(*score.span())), subject.evidence, measured.evidence),
        rule="results.table",
        confidence=_CONFIDENCE,
    )


def _are_models(subjects: Iterable[EntityRef | None], cells: Sequence[CellReading | None]) -> bool:
    filled = sum(1 for cell in cells if cell is not None and cell.readings)
    named = sum(1 for each in subjects if each is not None)
    return filled > 0 and named >= _MOST * filled


def _are_scores(cells: Sequence[CellReading | None]) -> bool:
    filled = [cell for cell in cells if cell is not None and not _OTHER_CELL.fullmatch(cell.text)]
    return bool(filled) and sum(_score(cell) is not None for cell in filled) >= _MOST * len(filled)


def _score(cell: CellReading | None) -> re.Match[str] | None:
    return _SCORE.fullmatch(cell.readings[0].text) if cell is not None and len(cell.readings) == 1 else None


def exact(written: str) -> Decimal:
    """Return a written number in the one form that equal numbers share, with no needless zeros."""
    value = Decimal(written)
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _model(cell: CellReading | None) -> EntityRef | None:
    """Return the model that a cell names: its name fills it, but for a size in brackets; ``(base)`` is a part of the name."""
    if cell is None or len(cell.readings) != 1:
        return None
    reading = cell.readings[0]
    for name in reading.names_of("model"):
        behind = reading.text[name.outer.end :]
        bracket = _BRACKET.match(behind)
        rest = behind[bracket.end() :] if bracket else behind
        if name.outer.start > _BESIDE_NAME or re.search(r"[^\W_]|\+", rest):
            return None
        if bracket and bracket[1].casefold() in read_latin_rules()["variants"]:
            whole = Span(name.span.start, name.outer.end + bracket.end())
            return EntityRef("model", whole.of(reading.text), reading.evidence(whole))
        return reading.ref(name)
    return None


def _metric_of_line(cell: CellReading | None, above: _Measured | None, reader: Reader) -> _Measured | None:
    """Return the benchmark that a header names; of a heading's benchmark the whole or the part that the header says.

    A header that is one word with a capital is the name of a benchmark where no heading names one.
    """
    if cell is None or len(cell.readings) != 1:
        return None
    reading = cell.readings[0]
    overall = rf"(?:{reader.language.any_of('results', 'overall')})(?:\s*\((?P<part>[A-Za-z ]{{2,12}})\))?[\s*†↑%]*"
    if whole := re.fullmatch(overall, reading.text, re.IGNORECASE):
        part = _snake(whole["part"] or "")
        return above and replace(above, metric=f"{above.metric}_{part}" if part else above.metric)
    if found := _measured(reader=reader, reading=reading):
        return found
    name = _NAME.match(reading.text)
    if name is None or metric_words(reading.text, reader.language):
        return None
    if above is not None:
        return replace(above, metric=f"{above.metric}_{_snake(name[0])}")
    is_one = " " not in name[0] and name[0].casefold() not in read_latin_rules()["none"]
    if is_one and re.search(r"[A-Z].*[A-Z\d]|\d.*[A-Z]", name[0]) and _is_metric(_snake(name[0])):
        return _Measured(_snake(name[0]), name[0], reading.evidence(Span(*name.span())))
    return None


def _measured(reading: Reading, reader: Reader) -> _Measured | None:
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
    return _Measured(metric, name.text, reading.evidence(name.span))


def _alone(reading: Reading, reader: Reader) -> _Measured | None:
    """Return the benchmark whose name is an ordinary word too (MATH) and all that a header or heading holds."""
    name = _NAME.match(_SETTING.sub("", reading.text).strip())
    known = reader.finder.candidates(name[0]) if name and reading.text.startswith(name[0]) else ()
    if name and any(reader.finder.category(each) == "benchmark" for each in known) and _is_metric(_snake(name[0])):
        return _Measured(_snake(name[0]), name[0], reading.evidence(Span(0, name.end())))
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


def _snake(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
