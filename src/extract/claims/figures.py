"""Figures: a quantity, what it measures (the metric) and whose it is (the subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.events import is_moment
from extract.claims.grammar import is_list_joint
from extract.claims.metrics import METRIC_UNITS, Metric, is_attributive, metric_above, metric_of, metric_words
from extract.claims.policies import jurisdiction_of, labelled_place
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.topics import in_brackets, is_circumstance, is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_OF_MODELS = frozenset({"parameters", "training_tokens", "context_length"})
_OF_PLACES = frozenset({"fund_size", "funding_support", "industry_size", "companies", "platforms", "use_cases"})
_OF_AUDIENCES = frozenset({"users", "active_users"})
_OF_MARKETS = frozenset({"market_size", "industry_size"})
_LONGEST_LABEL = 16
_BESIDE_LABEL = 5  # characters between a name and the colon that makes it a label
_MODEL_REACH = 40  # characters between a size and the model behind it
_LONGEST_ITEM = 24  # characters of a line that needs the heading above it to say what it counts
_ARTICLE_SUBJECTS = ("model", "product", "organization")


def figure_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of a section's statements and of its tables' cells."""
    label: EntityRef | None = None
    # A heading that is a place holds for what stands under it; a title that speaks of a government does not.
    heading_place = place = labelled_place(section.heading[-1], reader.language) if section.heading else None
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        place = jurisdiction_of(reading, reader.language) or place
        for claim in _from_reading(
            reading, section, label or heading_place or section.subject or section.model or place, reader
        ):
            if claim.metric in _OF_PLACES and place and claim.subject in (label, section.subject, section.model, place):
                yield replace(claim, subject=place, evidence=(claim.evidence[0], place.evidence))
            elif claim.subject is not place:  # a place that the statement does not name has only what a place can have
                yield claim
        label = _last_before_list(reading) or _label_subject(reading) or (label if _within_label(reading) else None)
    for table in section.tables:
        yield from _from_table(table, reader)


def _from_table(table: TableReading, reader: Reader) -> Iterator[FigureClaim]:
    for row in table.body_rows():
        subject = _row_subject(table, row)
        for cell in table.cells:
            if cell.row == row:
                for reading in cell.readings:
                    yield from _from_reading(reading, None, subject, reader)


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
    reading: Reading, section: SectionReading | None, context: EntityRef | None, reader: Reader
) -> Iterator[FigureClaim]:
    language = reader.language
    metrics = metric_words(reading.text, language)
    above = section.heading[-1] if section and section.heading and section.heading[-1].statement.level > 1 else None
    listed: tuple[Mention, Metric] | None = None
    for sentence in reading.statement.sentences:
        for mention in reading.quantities:
            value = mention.value
            if not isinstance(value, Quantity) or not sentence.covers(mention.span):
                continue
            if is_attributive(reading.text, mention, reader.language):
                continue
            if _is_left_behind(reading, mention, reader.language):
                continue
            metric, metric_reading = metric_of(value, mention, metrics, sentence, reading.text), reading
            if (
                metric is None
                and listed
                and is_list_joint(reading.text[listed[0].span.end : mention.span.start], reader.language)
            ):
                metric = listed[1]
            listed = (mention, metric) if metric else None
            if metric is None and above and len(reading.text) <= _LONGEST_ITEM:
                metric, metric_reading = metric_above(value, above, reader.language), above
            if metric is None:
                continue
            subject, sure = _subject(
                reading,
                mention,
                metric if metric_reading is reading else None,
                sentence,
                context,
                reader.language,
            )
            if subject is None:
                continue
            dates = [
                each for each in reading.dates if sentence.covers(each.span) and is_moment(reading.text, each, language)
            ]
            stated = [mention.span, *(date.span for date in dates[:1])]
            if metric_reading is reading:
                stated.append(metric.span)
            elif not dates:
                dates = [each for each in metric_reading.dates if is_moment(metric_reading.text, each, language)]
            quote = reading.evidence(Span(min(stated).start, max(span.end for span in stated)))
            heading = () if metric_reading is reading else (metric_reading.whole(),)
            yield FigureClaim(
                subject=subject,
                metric=metric.name,
                metric_text=metric.span.of(metric_reading.text),
                value=value.value,
                unit=value.unit or METRIC_UNITS.get(metric.name, ""),
                value_max=value.value_max,
                bound=value.bound,
                per=value.per,
                as_of=dates[0].date if dates else None,
                evidence=(quote, subject.evidence, *heading),
                rule="figures.sentence",
                confidence=sure if value.kind != "number" else min(sure, 0.6),
            )


def _subject(
    reading: Reading,
    mention: Mention,
    metric: Metric | None,
    sentence: Span,
    context: EntityRef | None,
    language: Language,
) -> tuple[EntityRef | None, float]:
    """Return whose figure it is and how sure that is: the label before a colon, the name before it, the context."""
    label = re.match(rf"([^:。、]{{1,{_LONGEST_LABEL}}}):", reading.text)
    if label and label.end() <= mention.span.start:
        named = reading.names_of(*_ARTICLE_SUBJECTS, within=Span(0, label.end()))
        if named and label.end() - named[0].outer.end <= _BESIDE_LABEL:
            return reading.ref(named[0]), 0.9
        if not re.search(r"\d", label[1]) and not (
            metric and (metric.name in _OF_MODELS or metric.span.start < label.end())
        ):
            return EntityRef("other", label[1], reading.evidence(Span(0, len(label[1].rstrip())))), 0.75
    before = [
        name
        for name in reading.names_of("organization", "model", "product", "person", within=sentence)
        if name.span.end <= max(mention.span.start, metric.span.start if metric else 0)
    ]
    if metric and metric.name in _OF_MODELS:
        return _model_of(reading, mention, sentence, context)
    topics = [name for name in before if is_topic(reading, name, language)]
    if topics:
        return reading.ref(topics[0]), 0.85
    before = [name for name in before if not is_circumstance(reading, name, language)]
    outside = [name for name in before if not in_brackets(reading.text, name.span)]
    if outside or before:
        return reading.ref((outside or before)[-1]), 0.7
    country = metric is None and re.match(r"([^\s\d:、。「」()]{1,8})\s?(?=\d)", reading.text)
    if country and len(reading.text) - mention.span.end <= 2 and country.end() == mention.span.start:
        return EntityRef("other", country[1], reading.evidence(Span(0, len(country[1])))), 0.75
    after = [
        name for name in reading.names_of("model", "product", within=sentence) if name.span.start >= mention.span.end
    ]
    if after:
        return reading.ref(after[0]), 0.6
    stated = _noun_before(reading, mention, metric)
    is_own = metric is not None and metric.name in _OF_AUDIENCES
    return (stated, 0.6) if stated and (is_own or not context) else (context, 0.6)


def _noun_before(reading: Reading, number: Mention, metric: Metric | None) -> EntityRef | None:
    """Return what a sentence without a known name says the figure of: the words right before the metric's word.

    Of a market or an industry (国内の生成AI市場規模) any words count; of users only a run of Han that is long enough to
    name something (全国生成式人工智能产品用户规模), where the metric stands before its number.
    """
    if metric is None or metric.span.end > number.span.start or metric.name not in _OF_MARKETS | _OF_AUDIENCES:
        return None
    form = r"[^、。,;:「」()\s\d]{2,20}$" if metric.name in _OF_MARKETS else r"[\u3400-\u9fff]{6,20}$"
    words = re.search(form, reading.text[: metric.span.start])
    return EntityRef("other", words[0], reading.evidence(Span(*words.span()))) if words else None


def _model_of(
    reading: Reading, mention: Mention, sentence: Span, context: EntityRef | None
) -> tuple[EntityRef | None, float]:
    """Return the model whose size a quantity is: the last one named before it, the first one after it, that of the context."""
    models = reading.names_of("model")
    before = [name for name in models if name.span.end <= mention.span.start]
    after = [name for name in models if name.span.start >= mention.span.end and sentence.covers(name.span)]
    if before and before[-1].span.start >= sentence.start:
        return reading.ref(before[-1]), 0.85
    if after and after[0].span.start - mention.span.end <= _MODEL_REACH:
        return reading.ref(after[0]), 0.8
    if before:
        return reading.ref(before[-1]), 0.7
    if context is not None:
        return context, 0.6 if context.entity_type in {"model", "product"} else 0.5
    return None, 0.0


def _is_left_behind(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a quantity is what a later one grew from: the 2K of 由2K扩展到32K, 2Kから32Kに."""
    rules = language.rules["figures"]
    before, behind = reading.text[: mention.span.start], reading.text[mention.span.end :]
    later = any(other.span.start > mention.span.end for other in reading.quantities)
    return later and (before.endswith(tuple(rules["from_before"])) or behind.startswith(tuple(rules["from_behind"])))


def _last_before_list(reading: Reading) -> EntityRef | None:
    """Return the model named last in a statement that ends with a colon: the list below it is about that."""
    models = reading.names_of("model") if reading.text.endswith(":") else ()
    return reading.ref(models[-1]) if models else None


def _label_subject(reading: Reading) -> EntityRef | None:
    """Return the entity that a short line names as the heading of what follows; titles hold through the section's subject."""
    if reading.statement.kind is BlockKind.TITLE:
        return None
    text = reading.text.rstrip(":")
    named = reading.names_of(*_ARTICLE_SUBJECTS)
    if len(text) <= _LONGEST_LABEL and len(named) == 1 and len(text) - len(named[0].text) <= 4:
        return reading.ref(named[0])
    return None


def _within_label(reading: Reading) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM
