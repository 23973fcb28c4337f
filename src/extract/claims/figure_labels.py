"""Figures of lists and charts: names with their values, under a line that says what the values count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.events import is_moment
from extract.claims.figure_checks import quantities_of
from extract.claims.metric_kinds import METRIC_UNITS
from extract.claims.metrics import metric_above, metric_words
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_LABEL = re.compile(r"[\s、,・:•]*(?P<name>[^\s\d:。、,「」()%][^\d:。、,「」()%]{0,15}?)[\s:]*")


def labelled_values(
    reading: Reading, above: Reading, dates: Sequence[Mention], language: Language
) -> Iterator[FigureClaim]:
    """Yield the figures of a line that is nothing but names with values: 中国39.8%, EUと英国:15.1% 米国:10.0%.

    Args:
        reading: the line.
        above: the heading or caption that says what the values count.
        dates: those of a line between the two.
        language: the language of both.
    """
    values = list(quantities_of(reading))
    if not values or len(values) != len(reading.quantities) or metric_words(reading.text, language):
        return
    edges = [0, *(mention.span.end for mention, _ in values)]
    labels = [
        _LABEL.fullmatch(reading.text, start, mention.span.start)
        for start, (mention, _) in zip(edges, values, strict=False)
    ]
    if reading.text[edges[-1] :].strip(" 、,。"):
        return
    own = [each for each in above.dates if is_moment(above.text, each, language)]
    held = (own or list(dates))[:1]
    for label, (mention, value) in zip(labels, values, strict=True):
        metric = metric_above(value, above, language)
        if label is None or metric is None:
            return
        span = Span(*label.span("name"))
        subject = _subject(reading, span)
        yield FigureClaim(
            subject=subject,
            metric=metric.name,
            metric_text=metric.span.of(above.text),
            value=value.value,
            unit=value.unit or METRIC_UNITS.get(metric.name, ""),
            value_max=value.value_max,
            bound=value.bound,
            per=value.per,
            as_of=held[0].date if held else None,
            evidence=(reading.evidence(Span(span.start, mention.span.end)), subject.evidence, above.whole()),
            rule="figures.label",
            confidence=0.75,
        )


def _subject(reading: Reading, span: Span) -> EntityRef:
    """Return the entity that a label names in full, else the label as it is."""
    for name in reading.names_of("place", "organization", "model", "product", "person", within=span):
        if name.span == span:
            return reading.ref(name)
    return EntityRef("other", span.of(reading.text), reading.evidence(span))
