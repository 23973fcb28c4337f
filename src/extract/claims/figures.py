"""Figures: a quantity, what it measures (the metric) and whose it is (the subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.reading import Reader, Reading, SectionReading, TableReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Quantity
from extract.text import Span

# What the values of a metric can be: kinds and units of `Quantity`. A word near a number of another kind is chance.
_MONEY, _PERCENT, _MULTIPLE, _DATA = "money", "percent", "multiple", "data"
METRIC_KINDS: dict[str, frozenset[str]] = {
    "search_requests": frozenset({"times", "number", "items"}),
    "voice_interactions": frozenset({"times", "number"}),
    "active_users": frozenset({"people", "users", "number", "accounts"}),
    "users": frozenset({"people", "users", "number", "accounts"}),
    "parameters": frozenset({"parameters", "number"}),
    "training_tokens": frozenset({"tokens", "number"}),
    "context_length": frozenset({"tokens", "number", "characters"}),
    "dataset_size": frozenset({_DATA, "items", "tokens", "records", "number"}),
    "investment": frozenset({_MONEY}),
    "fund_size": frozenset({_MONEY}),
    "funding_support": frozenset({_MONEY, _PERCENT}),
    "partner_companies": frozenset({"companies"}),
    "market_size": frozenset({_MONEY}),
    "industry_size": frozenset({_MONEY}),
    "companies": frozenset({"companies"}),
    "paper_share": frozenset({_PERCENT}),
    "citation_share": frozenset({_PERCENT}),
    "accuracy": frozenset({_PERCENT, "points"}),
    "performance_gain": frozenset({_PERCENT, _MULTIPLE}),
    "inference_gain": frozenset({_PERCENT, _MULTIPLE}),
    "training_gain": frozenset({_PERCENT, _MULTIPLE}),
    "models": frozenset({"models", "items"}),
    "functions": frozenset({"functions", "kinds", "items"}),
    "industries": frozenset({"industries", "items"}),
    "employees": frozenset({"people"}),
    "workforce_reduction": frozenset({_PERCENT, "people", "fraction", "number"}),
    "loss": frozenset({_MONEY}),
    "revenue": frozenset({_MONEY}),
    "price": frozenset({_MONEY}),
    "use_cases": frozenset({"items", "projects"}),
    "hubs": frozenset({"places", "items"}),
    "clusters": frozenset({"places", "items"}),
    "platforms": frozenset({"items"}),
    "data_centers": frozenset({"items", "places"}),
    "bandwidth": frozenset({_DATA}),
}
_UNIT_METRICS = {"parameters": "parameters", "tokens": "training_tokens"}
_BEFORE, _AFTER = 30, 16  # how far a metric's word may stand from its number, in characters
_LONGEST_LABEL = 16
_ARTICLE_SUBJECTS = ("model", "product", "organization")


@dataclass(frozen=True)
class _Metric:
    name: str
    span: Span


def figure_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of a section's statements and of its tables' cells."""
    label: EntityRef | None = None
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        yield from _from_reading(reading, section, label or section.subject, reader)
        label = _label_subject(reading) or (label if _within_label(reading) else None)
    for table in section.tables:
        yield from _from_table(table, section, reader)


def _from_table(table: TableReading, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    for cell in table.cells:
        if cell.header:
            continue
        row_subject = _row_subject(table, cell.row)
        for reading in cell.readings:
            yield from _from_reading(reading, section, row_subject, reader)


def _row_subject(table: TableReading, row: int) -> EntityRef | None:
    """Return the model of a row, else its organization."""
    for entity_type in ("model", "organization"):
        for column in range(table.columns):
            cell = table.at(row, column)
            for reading in cell.readings if cell and not cell.header else ():
                for mention in reading.names_of(entity_type):
                    if len(reading.text) <= len(mention.text) + 4:
                        return reading.ref(mention)
    return None


def _from_reading(
    reading: Reading, section: SectionReading, context: EntityRef | None, reader: Reader
) -> Iterator[FigureClaim]:
    metrics = _metric_words(reading.text, reader.language)
    for sentence in reading.statement.sentences():
        for mention in reading.quantities:
            value = mention.value
            if not isinstance(value, Quantity) or not sentence.covers(mention.span):
                continue
            metric = _metric(value, mention, metrics, sentence, reading.text)
            if metric is None:
                continue
            subject, sure = _subject(reading, mention, metric, sentence, context)
            if subject is None:
                continue
            dates = [each for each in reading.dates if sentence.covers(each.span) and isinstance(each.value, DateValue)]
            start = min(mention.span.start, metric.span.start, *(d.span.start for d in dates[:1]))
            yield FigureClaim(
                subject=subject,
                metric=metric.name,
                metric_text=metric.span.of(reading.text),
                value=value.value,
                unit=value.unit,
                value_max=value.value_max,
                bound=value.bound,
                per=value.per,
                as_of=dates[0].value if dates and isinstance(dates[0].value, DateValue) else None,
                evidence=(reading.evidence(Span(start, max(mention.span.end, metric.span.end))), subject.evidence),
                rule="figures.sentence",
                confidence=sure if value.kind != "number" else min(sure, 0.6),
            )


def _metric_words(text: str, language: Language) -> list[_Metric]:
    """Return the metric words of a text, the longest ones where they overlap."""
    found: list[_Metric] = []
    words = [(word, name) for name in METRIC_KINDS for word in language.words("metrics", name)]
    for word, name in sorted(words, key=lambda each: (-len(each[0]), each)):
        for match in re.finditer(re.escape(word), text):
            span = Span(*match.span())
            if not any(span.overlaps(other.span) and len(span.of(text)) < len(other.span.of(text)) for other in found):
                found.append(_Metric(name, span))
    return found


def _metric(value: Quantity, mention: Mention, metrics: list[_Metric], sentence: Span, text: str) -> _Metric | None:
    """Return the metric of a quantity: the fitting word that stands nearest, before it rather than after."""
    fitting = [
        (_gap(metric.span, mention.span, text), metric)
        for metric in metrics
        if sentence.covers(metric.span)
        and {value.kind, value.unit} & METRIC_KINDS[metric.name]
        and not (value.kind == "number" and value.value < 2)
    ]
    near = [(gap, metric) for gap, metric in fitting if gap is not None]
    if near:
        return min(near, key=lambda each: (each[0], each[1].span))[1]
    if value.unit in _UNIT_METRICS:
        return _Metric(_UNIT_METRICS[value.unit], mention.span)
    return None


def _gap(word: Span, number: Span, text: str) -> int | None:
    """Return how far a word is from a number, or None if too far; what is after a number counts double."""
    if word.overlaps(number):
        return 0
    if word.end <= number.start:
        gap = number.start - word.end
        between = text[word.end : number.start]
        return gap + 10 * len(re.findall(r"[、,]", between)) if gap <= _BEFORE else None
    gap = word.start - number.end
    between = text[number.end : word.start]
    return 2 * gap + 10 * len(re.findall(r"[、,]", between)) + 1 if gap <= _AFTER else None


def _subject(
    reading: Reading, mention: Mention, metric: _Metric, sentence: Span, context: EntityRef | None
) -> tuple[EntityRef | None, float]:
    """Return whose figure it is and how sure that is: the label before a colon, the name before it, the context."""
    label = re.match(rf"([^:。、]{{1,{_LONGEST_LABEL}}}):", reading.text)
    if label and label.end() <= mention.span.start:
        named = reading.names_of(*_ARTICLE_SUBJECTS, within=Span(0, label.end()))
        if named:
            return reading.ref(named[0]), 0.9
        if not re.search(r"\d", label[1]):
            return EntityRef("other", label[1], reading.evidence(Span(0, len(label[1].rstrip())))), 0.75
    before = [
        name
        for name in reading.names_of("organization", "model", "product", "person", within=sentence)
        if name.span.end <= max(mention.span.start, metric.span.start)
    ]
    if before:
        topic = [name for name in before if re.match(r"[」』”》]?(?:は|が|も|的|已|拥有|共|将|累计)", reading.text[name.span.end :])]
        chosen = (topic or before)[-1] if not topic else topic[0]
        return reading.ref(chosen), 0.85 if topic else 0.7
    country = re.match(r"([^\s\d:、。「」()]{1,8})\s?(?=\d)", reading.text)
    if country and len(reading.text) - mention.span.end <= 2 and country.end() == mention.span.start:
        return EntityRef("other", country[1], reading.evidence(Span(0, len(country[1])))), 0.75
    after = [name for name in reading.names_of("model", "product", within=sentence) if name.span.start >= mention.span.end]
    if after:
        return reading.ref(after[0]), 0.6
    if context is not None:
        return context, 0.6
    return None, 0.0


def _label_subject(reading: Reading) -> EntityRef | None:
    """Return the entity that a short line names as the heading of what follows."""
    text = reading.text.rstrip(":")
    named = reading.names_of(*_ARTICLE_SUBJECTS)
    if len(text) <= _LONGEST_LABEL and len(named) == 1 and len(text) - len(named[0].text) <= 4:
        return reading.ref(named[0])
    return None


def _within_label(reading: Reading) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM
