"""Figures: a quantity, what it measures (the metric) and whose it is (the subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import FigureClaim
from extract.claims.events import is_moment
from extract.claims.figure_checks import is_beside, is_grown, is_joined, is_no_figure, is_of_data, quantities_of
from extract.claims.figure_kinds import is_size_of_kind, sentence_metrics
from extract.claims.figure_labels import labelled_values
from extract.claims.figure_parts import is_of_part
from extract.claims.figure_phrases import Scene, quoted_topic
from extract.claims.figure_subjects import subjects_of
from extract.claims.figure_surroundings import Around, Surroundings
from extract.claims.figure_tables import FigureTable
from extract.claims.metric_kinds import METRIC_UNITS, OF_ORGANIZATIONS, OF_PLACES, OF_RUNS
from extract.claims.metrics import Metric, can_be, metric_above, metric_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.size_lists import listed_size
from extract.claims.table_subjects import section_model
from extract.claims.topics import in_brackets
from extract.claims.training_columns import training_column, training_sizes
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention, Quantity
from extract.text import Span

_LONGEST_ITEM = 24  # characters of a line that needs the heading above it to say what it counts
_ARTICLE_SUBJECTS = ("model", "product", "organization")
_OF_DATA = frozenset({"dataset_size", "training_tokens"})
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING})


def figure_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of a section's statements and of its tables' cells."""
    surroundings = Surroundings(section, reader)
    for reading in section.readings:
        if reading.statement.kind in _SKIPPED:
            continue
        around = surroundings.of(reading)
        for claim in _from_reading(reading, section, around, reader):
            if claim.metric in OF_PLACES and around.place and surroundings.is_around(claim.subject):
                yield replace(claim, subject=around.place, evidence=(claim.evidence[0], around.place.evidence))
            elif claim.subject is not around.place:
                yield claim  # a place that the statement does not name has only what a place can have
        surroundings.passed(reading)
    for table in section.tables:
        yield from _from_table(table, section, reader)


def _from_table(table: TableReading, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of cells that are values, and of the sentences in other cells, which are about their row's name."""
    heading = section.heading[-1] if section.heading else None
    figures = FigureTable(table, reader.language, section_model(section), heading, reader.finder)
    yield from training_sizes(table, reader)
    learned = training_column(table, reader.language)
    for cell in table.cells:
        if cell.column == learned:
            continue
        values = list(figures.values_in(cell))
        yield from values
        if not values and not cell.header and not figures.is_of_sizes(cell):
            around = Around(figures.subject_of(cell.row), in_cell=True)
            for reading in cell.readings:
                yield from _from_reading(reading, None, around, reader)


def _from_reading(
    reading: Reading, section: SectionReading | None, around: Around, reader: Reader
) -> Iterator[FigureClaim]:
    if not reading.quantities:
        return
    language = reader.language
    heading = section.heading[-1] if section and section.heading and section.heading[-1].statement.level > 1 else None
    above = around.caption or heading
    if above:
        labelled = list(labelled_values(reading, above, around.dates, language))
        if labelled:
            yield from labelled
            return
    metrics = sentence_metrics(reading, language)
    listed: tuple[Mention, Quantity, Metric] | None = None
    found = list(quantities_of(reading))
    for sentence in reading.statement.sentences:
        for mention, value in found:
            if not sentence.covers(mention.span) or is_no_figure(reading, mention, language):
                continue
            metric, stated_in = metric_of(value, mention, metrics, sentence, reading, language), reading
            if metric is None and not around.in_cell and is_size_of_kind(reading, mention, value, language):
                metric = Metric("parameters", mention.span)
            if metric is None and not around.in_cell:
                metric = listed_size(reading, mention, value, language)
            if metric is None and listed and _goes_on(reading, listed, mention, value, language):
                metric = listed[2]
            if (
                metric is None
                and value.unit == "companies"
                and _is_titled(reading, sentence, mention, around, language)
            ):
                metric = Metric("companies", mention.span)
            # 18亿(1.8B)、70亿: a list goes on behind brackets.
            if metric or not in_brackets(reading.text, mention.span):
                listed = (mention, value, metric) if metric else None
            if metric is None and above and len(reading.text) <= _LONGEST_ITEM:
                metric, stated_in = metric_above(value, above, language), above
            if metric is None or is_of_part(reading, mention, metric, language):
                continue
            if stated_in is reading and is_beside(reading, mention, value, metric, language):
                continue
            yield from _claims(reading, stated_in, mention, value, metric, sentence, around, language)


def _is_titled(reading: Reading, sentence: Span, mention: Mention, around: Around, language: Language) -> bool:
    """Return whether a sentence about a quoted term and no known name counts companies: 「甲大会」では、1000社が競った."""
    scene = _scene(reading, sentence, around, language)
    return not reading.names_of(*_ARTICLE_SUBJECTS, within=sentence) and quoted_topic(scene, mention) is not None


def _scene(reading: Reading, sentence: Span, around: Around, language: Language) -> Scene:
    return Scene(reading, sentence, around.context, around.model, around.country, language, around.in_cell, around.own)


def _goes_on(
    reading: Reading, last: tuple[Mention, Quantity, Metric], mention: Mention, value: Quantity, language: Language
) -> bool:
    """Return whether a quantity is the next one of a list whose metric only the first one has."""
    grown = is_grown(reading, last[0].span, mention.span, language)
    return (
        (grown or is_joined(reading, last[0].span, mention.span, language))
        and ((value.kind, value.unit) == (last[1].kind, last[1].unit) or (grown and value.kind == "number"))
        and can_be(last[2].name, value)
    )


def _claims(
    reading: Reading,
    stated_in: Reading,
    mention: Mention,
    value: Quantity,
    metric: Metric,
    sentence: Span,
    around: Around,
    language: Language,
) -> Iterator[FigureClaim]:
    own = stated_in is reading
    scene = _scene(reading, sentence, around, language)
    subjects, sure = subjects_of(scene, mention, metric if own else None)
    if metric.name in _OF_DATA and is_of_data(reading, mention, sentence, language):
        subjects, sure = [each for each in subjects if each.entity_type == "product"], min(sure, 0.6)
    if metric.name in OF_ORGANIZATIONS:
        subjects = [each for each in subjects if each.entity_type != "model"]
    if metric.name in OF_RUNS:
        subjects = [each for each in subjects if each.entity_type == "model"]
    dates = [
        each
        for each in reading.dates
        if sentence.covers(each.span) and _holds(reading, each, mention.span, metric, language)
    ]
    dates.sort(key=lambda each: (each.span.start > mention.span.start, -each.span.start))
    stated = [mention.span, *(date.span for date in dates[:1])]
    if own:
        stated.append(metric.span)
    elif not dates:
        dates = [each for each in stated_in.dates if is_moment(stated_in.text, each, language)] or list(around.dates)
    quote = reading.evidence(Span(min(stated).start, max(span.end for span in stated)))
    for subject in subjects:
        yield FigureClaim(
            subject=subject,
            metric=metric.name,
            metric_text=metric.span.of(stated_in.text),
            value=value.value,
            unit=_unit(value, metric),
            value_max=value.value_max,
            bound=value.bound,
            per=value.per,
            as_of=_as_of(dates),
            evidence=(quote, subject.evidence, *(() if own else (stated_in.whole(),))),
            rule="figures.sentence",
            confidence=sure if value.kind != "number" else min(sure, 0.6),
        )


def _unit(value: Quantity, metric: Metric) -> str:
    """Return the unit of a figure; which parameters are at work is said by the metric alone."""
    return METRIC_UNITS.get(metric.name, "") if value.unit in {"", "active_parameters"} else value.unit


def _holds(reading: Reading, date: Mention, number: Span, metric: Metric, language: Language) -> bool:
    """Return whether a date says as of when a figure holds; the aims of a place hold by the end of their term."""
    if date.span.start >= number.end and re.search(r"[,、;]", reading.text[number.end : date.span.start]):
        return False  # it belongs to the next clause
    if metric.name in OF_PLACES and date.date.bound is Bound.AT_MOST:
        return True
    return is_moment(reading.text, date, language)


def _as_of(dates: list[Mention]) -> DateValue | None:
    """Return the first of the dates, but none without its year: 5月 and 今日 of a page without a date tell no time."""
    return dates[0].date if dates and not dates[0].date.edtf.startswith("X") else None
