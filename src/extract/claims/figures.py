"""Figures: a quantity, what it measures (the metric) and whose it is (the subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.policies import jurisdiction_of
from extract.claims.reading import (
    Reader,
    Reading,
    SectionReading,
    TableReading,
    in_brackets,
    is_circumstance,
    is_topic,
)
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention, Quantity
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
_METRIC_UNITS = {
    "parameters": "parameters",
    "training_tokens": "tokens",
    "context_length": "tokens",
}  # of a bare number
# No model has fewer: a smaller number beside the word is an index, a step or a length.
_LEAST = {"parameters": 10**6, "training_tokens": 10**8}
# What a government sets itself or gives; the figure is the place's, not that of whatever the slide is about.
_RELATIVE = frozenset(
    {"performance_gain", "inference_gain", "training_gain", "accuracy"}
)  # said of something, in a sentence
_OF_MODELS = frozenset({"parameters", "training_tokens", "context_length"})
_OF_PLACES = frozenset({"fund_size", "funding_support", "industry_size", "companies", "platforms", "use_cases"})
_FEWEST = 3  # 一つ, 两种: a count so small is grammar more often than a figure
_GENERIC_WORD = 2  # a word of so few characters (企業) counts only where no longer one is near
_BEFORE, _AFTER = 30, 24  # how far a metric's word may stand from its number, in characters
_LONGEST_LABEL = 16
_TIED = 6  # characters between a metric's word and a number that says nothing of its own
_MODEL_REACH = 40  # characters between a size and the model behind it
_LONGEST_ITEM = 24  # characters of a line that needs the heading above it to say what it counts
_ARTICLE_SUBJECTS = ("model", "product", "organization")


@dataclass(frozen=True)
class _Metric:
    name: str
    span: Span


def figure_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the figures of a section's statements and of its tables' cells."""
    label: EntityRef | None = None
    place = jurisdiction_of(section.heading[-1], reader.language) if section.heading else None
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        place = jurisdiction_of(reading, reader.language) or place
        for claim in _from_reading(reading, section, label or section.subject or section.model or place, reader):
            if claim.metric in _OF_PLACES and place and claim.subject in (label, section.subject, section.model, place):
                yield replace(claim, subject=place, evidence=(claim.evidence[0], place.evidence))
            elif claim.subject is not place:
                yield claim
        label = _last_before_list(reading) or _label_subject(reading) or (label if _within_label(reading) else None)
    for table in section.tables:
        yield from _from_table(table, reader)


def _from_table(table: TableReading, reader: Reader) -> Iterator[FigureClaim]:
    for cell in table.cells:
        if cell.header:
            continue
        row_subject = _row_subject(table, cell.row)
        for reading in cell.readings:
            yield from _from_reading(reading, None, row_subject, reader)


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
    metrics = _metric_words(reading.text, reader.language)
    above = section.heading[-1] if section and section.heading and section.heading[-1].statement.level > 1 else None
    for sentence in reading.statement.sentences():
        for mention in reading.quantities:
            value = mention.value
            if not isinstance(value, Quantity) or not sentence.covers(mention.span):
                continue
            if _is_attributive(reading.text, mention, reader.language):
                continue
            metric, metric_reading = _metric(value, mention, metrics, sentence, reading.text), reading
            if metric is None and above and len(reading.text) <= _LONGEST_ITEM:
                metric, metric_reading = _metric_above(value, above, reader.language), above
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
            dates = [each for each in reading.dates if sentence.covers(each.span) and _is_point(each)]
            stated = [mention.span, *(date.span for date in dates[:1])]
            if metric_reading is reading:
                stated.append(metric.span)
            elif not dates:
                dates = [each for each in metric_reading.dates if _is_point(each)]
            quote = reading.evidence(Span(min(stated).start, max(span.end for span in stated)))
            heading = () if metric_reading is reading else (metric_reading.whole(),)
            yield FigureClaim(
                subject=subject,
                metric=metric.name,
                metric_text=metric.span.of(metric_reading.text),
                value=value.value,
                unit=value.unit or _METRIC_UNITS.get(metric.name, ""),
                value_max=value.value_max,
                bound=value.bound,
                per=value.per,
                as_of=dates[0].value if dates and isinstance(dates[0].value, DateValue) else None,
                evidence=(quote, subject.evidence, *heading),
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
        (_rank(metric, mention.span, text), metric)
        for metric in metrics
        if sentence.covers(metric.span)
        and {value.kind, value.unit} & METRIC_KINDS[metric.name]
        and not (value.kind in {"number", "count"} and value.value < _FEWEST)
        and value.value >= _LEAST.get(metric.name, 0)
        and (not _is_loose(value) or _is_tied(metric.span, mention.span, text))
    ]
    near = [(gap, metric) for gap, metric in fitting if gap is not None]
    if near:
        return min(near, key=lambda each: (each[0], each[1].span))[1]
    implied = _UNIT_METRICS.get(value.unit)
    if implied and mention.confidence == 1 and value.value >= _LEAST[implied]:
        return _Metric(implied, mention.span)
    return None


def _is_loose(value: Quantity) -> bool:
    """Return whether a quantity says little of what it counts: a bare number, or so many "items"."""
    return value.kind == "number" or value.unit in {"items", "kinds"}


def _is_tied(word: Span, number: Span, text: str) -> bool:
    """Return whether only a particle, a copula or a word of amount stands between a metric's word and a number."""
    left, right = sorted((word, number))
    between = text[left.end : right.start]
    return len(between) <= _TIED and not re.search(r"[、,;。()\d]", between)


def _metric_above(value: Quantity, heading: Reading, language: Language) -> _Metric | None:
    """Return the metric that the heading over a short line names, the longest word first."""
    fitting = [
        metric
        for metric in _metric_words(heading.text, language)
        if {value.kind, value.unit} & METRIC_KINDS[metric.name]
        and value.kind != "number"
        and metric.name not in _RELATIVE
    ]
    return max(fitting, key=lambda metric: (metric.span.end - metric.span.start, metric.span), default=None)


def _rank(metric: _Metric, number: Span, text: str) -> int | None:
    """Return the order in which metrics are preferred, the least first: near words, then long ones; None if too far."""
    gap = _gap(metric.span, number, text)
    length = metric.span.end - metric.span.start
    return None if gap is None else gap - 2 * length + (20 if length <= _GENERIC_WORD else 0)


def _is_point(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, DateValue) and value.bound is Bound.EXACT and "/" not in value.edtf


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
    reading: Reading,
    mention: Mention,
    metric: _Metric | None,
    sentence: Span,
    context: EntityRef | None,
    language: Language,
) -> tuple[EntityRef | None, float]:
    """Return whose figure it is and how sure that is: the label before a colon, the name before it, the context."""
    label = re.match(rf"([^:。、]{{1,{_LONGEST_LABEL}}}):", reading.text)
    if label and label.end() <= mention.span.start:
        named = reading.names_of(*_ARTICLE_SUBJECTS, within=Span(0, label.end()))
        if named:
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
    if context is not None:
        return context, 0.6
    return None, 0.0


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


def _is_attributive(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a quantity only says which models are meant: 10億パラメータ以上の大規模言語モデル, 10亿参数规模以上的大模型."""
    behind = text[mention.span.end : mention.span.end + 16]
    joint = re.match(r"[^。、,;:\d]{0,8}(?:的|の)", behind)
    value = mention.value
    bounded = isinstance(value, Quantity) and (value.bound is not Bound.EXACT or "以上" in behind[:8])
    return bool(joint and bounded and behind[joint.end() :].startswith(language.words("names", "introducers")))


def _last_before_list(reading: Reading) -> EntityRef | None:
    """Return the model named last in a statement that ends with a colon: the list below it is about that."""
    models = reading.names_of("model") if reading.text.endswith(":") else ()
    return reading.ref(models[-1]) if models else None


def _label_subject(reading: Reading) -> EntityRef | None:
    """Return the entity that a short line names as the heading of what follows."""
    text = reading.text.rstrip(":")
    named = reading.names_of(*_ARTICLE_SUBJECTS)
    if len(text) <= _LONGEST_LABEL and len(named) == 1 and len(text) - len(named[0].text) <= 4:
        return reading.ref(named[0])
    return None


def _within_label(reading: Reading) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM
