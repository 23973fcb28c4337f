"""Figures: a quantity, what it measures (the metric) and whose it is (the subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.events import is_moment
from extract.claims.figure_checks import is_beside, is_joined, is_no_figure, is_of_data, quantities_of
from extract.claims.figure_kinds import is_size_of_kind, sentence_metrics
from extract.claims.figure_labels import labelled_values
from extract.claims.figure_phrases import Scene, is_basis, quoted_topic
from extract.claims.figure_subjects import subjects_of
from extract.claims.figure_tables import FigureTable
from extract.claims.jurisdictions import jurisdiction_of, labelled_place
from extract.claims.metric_kinds import METRIC_UNITS, OF_PLACES, OF_RUNS
from extract.claims.metrics import Metric, can_be, metric_above, metric_of, metric_words
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.table_subjects import section_model
from extract.claims.topics import in_brackets, is_host
from extract.claims.training_columns import training_column, training_sizes
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention, Quantity
from extract.text import Span

_LONGEST_LABEL = 16
_LONGEST_ITEM = 24  # characters of a line that needs the heading above it to say what it counts
_LONGEST_CAPTION = 40  # characters of a line that says what the lines below it count
_ARTICLE_SUBJECTS = ("model", "product", "organization")
_OF_DATA = frozenset({"dataset_size", "training_tokens"})
_LEADING = 4  # characters before the date of a piece of news: marks
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING})


@dataclass(frozen=True)
class _Around:
    """What holds for a statement from those before it: whose box it is, what a caption counts, the bullets' model."""

    context: EntityRef | None
    caption: Reading | None
    model: EntityRef | None
    dates: tuple[Mention, ...]
    country: EntityRef | None = None
    in_cell: bool = False


def figure_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of a section's statements and of its tables' cells."""
    label: EntityRef | None = None
    model: EntityRef | None = None
    caption: Reading | None = None
    dates: tuple[Mention, ...] = ()
    country = _country(section)
    # A heading that is a place holds for what stands under it; a title that speaks of a government does not.
    heading_place = place = labelled_place(section.heading[-1], reader.language) if section.heading else None
    passed = False  # whether another piece of news has begun than that of the heading
    over: tuple[EntityRef, int] | None = None  # the model that heads a list item, for the items under it
    for reading in section.readings:
        if reading.statement.kind in _SKIPPED:
            continue
        over = over if over and _is_under(reading, over[1]) else None
        place = jurisdiction_of(reading, reader.language) or place
        about = None if (passed := passed or _is_next_news(reading, section)) else section.subject or section.model
        around = _Around(
            (over[0] if over else label) or heading_place or about or place,
            caption,
            model,
            dates,
            country,
        )
        for claim in _from_reading(reading, section, around, reader):
            if claim.metric in OF_PLACES and place and claim.subject in (label, section.subject, section.model, place):
                yield replace(claim, subject=place, evidence=(claim.evidence[0], place.evidence))
            elif claim.subject is not place:  # a place that the statement does not name has only what a place can have
                yield claim
        label = (
            _last_before_list(reading, reader.language)
            or _label_subject(reading)
            or (label if _within_label(reading) else None)
        )
        over = _heads_item(reading) or over
        caption, dates = _caption(reading, caption, dates, reader.language)
        model = _only_model(reading, model, reader.language)
    for table in section.tables:
        yield from _from_table(table, section, reader)


def _from_table(table: TableReading, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of cells that are values, and of the sentences in other cells, which are about their row's name."""
    heading = section.heading[-1] if section.heading else None
    figures = FigureTable(table, reader.language, section_model(section, reader.language), heading, reader.finder)
    yield from training_sizes(table, reader)
    learned = training_column(table, reader.language)
    for cell in table.cells:
        if cell.column == learned:
            continue
        values = list(figures.values_in(cell))
        yield from values
        if not values and not cell.header and not figures.is_of_sizes(cell):
            around = _Around(figures.subject_of(cell.row), None, None, (), in_cell=True)
            for reading in cell.readings:
                yield from _from_reading(reading, None, around, reader)


def _from_reading(
    reading: Reading, section: SectionReading | None, around: _Around, reader: Reader
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
            if metric is None or (stated_in is reading and is_beside(reading, mention, value, metric, language)):
                continue
            yield from _claims(reading, stated_in, mention, value, metric, sentence, around, language)


def _is_titled(reading: Reading, sentence: Span, mention: Mention, around: _Around, language: Language) -> bool:
    """Return whether a sentence about a quoted term and no known name counts companies: 「甲大会」では、1000社が競った."""
    scene = Scene(reading, sentence, around.context, around.model, around.country, language)
    return not reading.names_of(*_ARTICLE_SUBJECTS, within=sentence) and quoted_topic(scene, mention) is not None


def _goes_on(
    reading: Reading, last: tuple[Mention, Quantity, Metric], mention: Mention, value: Quantity, language: Language
) -> bool:
    """Return whether a quantity is the next one of a list whose metric only the first one has."""
    return (
        is_joined(reading, last[0].span, mention.span, language)
        and value.kind == last[1].kind
        and value.unit == last[1].unit
        and can_be(last[2].name, value)
    )


def _claims(
    reading: Reading,
    stated_in: Reading,
    mention: Mention,
    value: Quantity,
    metric: Metric,
    sentence: Span,
    around: _Around,
    language: Language,
) -> Iterator[FigureClaim]:
    own = stated_in is reading
    scene = Scene(reading, sentence, around.context, around.model, around.country, language, around.in_cell)
    subjects, sure = subjects_of(scene, mention, metric if own else None)
    if metric.name in _OF_DATA and is_of_data(reading, mention, sentence, language):
        subjects, sure = [each for each in subjects if each.entity_type == "product"], min(sure, 0.6)
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
            unit=value.unit or METRIC_UNITS.get(metric.name, ""),
            value_max=value.value_max,
            bound=value.bound,
            per=value.per,
            as_of=_as_of(dates),
            evidence=(quote, subject.evidence, *(() if own else (stated_in.whole(),))),
            rule="figures.sentence",
            confidence=sure if value.kind != "number" else min(sure, 0.6),
        )


def _holds(reading: Reading, date: Mention, number: Span, metric: Metric, language: Language) -> bool:
    """Return whether a date says as of when a figure holds; the aims of a place hold by the end of their term."""
    if date.span.start >= number.end and re.search(r"[,、;]", reading.text[number.end : date.span.start]):
        return False  # it belongs to the next clause
    if metric.name in OF_PLACES and date.date.bound is Bound.AT_MOST:
        return True
    return is_moment(reading.text, date, language)


def _as_of(dates: list[Mention]) -> DateValue | None:
    return dates[0].date if dates else None


def _caption(
    reading: Reading, caption: Reading | None, dates: tuple[Mention, ...], language: Language
) -> tuple[Reading | None, tuple[Mention, ...]]:
    """Return the line that says what the values below it count, and the dates that stand over them."""
    text = reading.text
    if not reading.dates and not reading.quantities and len(text) <= _LONGEST_CAPTION and metric_words(text, language):
        return reading, ()
    if reading.dates and len(text) <= _LONGEST_CAPTION and not _counts(reading):
        moments = tuple(each for each in reading.dates if is_moment(text, each, language))
        return (reading if metric_words(text, language) else caption), moments
    return (caption, dates) if _counts(reading) and len(text) <= _LONGEST_CAPTION else (None, ())


def _counts(reading: Reading) -> bool:
    """Return whether a statement has a quantity that is no part of a date."""
    return any(not any(date.span.overlaps(each.span) for date in reading.dates) for each in reading.quantities)


def _country(section: SectionReading) -> EntityRef | None:
    """Return the place that the headings name, if they name but one."""
    places = [reading.ref(each) for reading in section.heading for each in reading.names_of("place")]
    return places[-1] if len({each.name for each in places}) == 1 else None


def _only_model(reading: Reading, model: EntityRef | None, language: Language) -> EntityRef | None:
    """Return the model that the last bullet or sentence with a model names, if it names but one."""
    models = [each for each in reading.names_of("model") if not is_basis(reading, each, language)]
    if not models:
        return model
    return reading.ref(models[-1]) if len({each.text for each in models}) == 1 else None


def _last_before_list(reading: Reading, language: Language) -> EntityRef | None:
    """Return the model named last in a statement that ends with a colon: the list below it is about that."""
    if not reading.text.endswith(":"):
        return None
    models = [each for each in reading.names_of("model") if not is_basis(reading, each, language)]
    return reading.ref(models[-1]) if models else None


def _label_subject(reading: Reading) -> EntityRef | None:
    """Return the entity that a short line names as the heading of what follows; titles hold through the section's subject."""
    if reading.statement.kind is BlockKind.TITLE:
        return None
    text = reading.text.rstrip(":")
    named = reading.names_of(*_ARTICLE_SUBJECTS)
    if len(text) > _LONGEST_LABEL or len(named) != 1 or is_host(named[0].text):
        return None
    return reading.ref(named[0]) if len(text) - len(named[0].text) <= 4 else None


def _heads_item(reading: Reading) -> tuple[EntityRef, int] | None:
    """Return the model that heads a list item, behind which a colon or a bracket stands, and the depth of the item."""
    statement, models = reading.statement, reading.names_of("model")[:1]
    if statement.kind is not BlockKind.LIST_ITEM or not models or models[0].outer.start > 1:
        return None
    is_head = re.match(r"\s?[:\[(]|$", reading.text[models[0].outer.end :])
    return (reading.ref(models[0]), statement.level) if is_head else None


def _is_next_news(reading: Reading, section: SectionReading) -> bool:
    """Return whether a line that begins with a date begins other news than the heading, which has a date of its own."""
    heading = section.heading[-1] if section.heading else None
    is_news = heading is not None and any(date.span.start <= _LEADING for date in heading.dates)
    return is_news and any(date.span.start <= _LEADING for date in reading.dates)


def _is_under(reading: Reading, level: int) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM and reading.statement.level > level


def _within_label(reading: Reading) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM
