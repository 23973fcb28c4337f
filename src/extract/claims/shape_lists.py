"""Shapes of networks, listed as pages of encoders do: 甲-base: 12-layer, 768-hidden, 12-heads, 110M parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.metric_kinds import METRIC_UNITS
from extract.claims.reading import Reading, SectionReading
from extract.claims.table_subjects import named_model, section_model
from extract.lang.language import Language
from extract.text import Span

_CONFIDENCE = 0.8
_METRICS = {"layer": "layers", "hidden": "hidden_size", "head": "attention_heads", "param": "parameters"}
_PART = r"\d+(?:\.\d+)?[MB]?[- ](?:layer|hidden(?:[- ]size)?|head|param(?:eter)?)s?(?![A-Za-z])"
_LIST = re.compile(rf"(?<![A-Za-z0-9.-]){_PART}(?:\s?[,;/]\s?{_PART})+", re.IGNORECASE)
_EACH = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[MB])?[- ](?P<what>layer|hidden|head|param)[a-z]*", re.IGNORECASE
)
_SCALES = {"": 1, "M": 10**6, "B": 10**9}


def shape_claims(section: SectionReading, language: Language) -> Iterator[FigureClaim]:
    """Yield layers, hidden size, attention heads and parameters of the model before such a list on its line or in its row.

    A line with a second model before the list compares them, and gives none; one that names none and still speaks of a model is
    about the section's: このモデルは12-layer, 768-hidden, ...
    """
    around = section_model(section)
    for reading in section.readings:
        speaks = re.search(rf"{language.any_of('names', 'model_before')}|[Mm]odel", reading.text)
        yield from _of_line(reading, around if speaks else None)
    for table in section.tables:
        for cell in table.cells:
            listing = [reading for reading in cell.readings if _LIST.search(reading.text)]
            first = table.at(cell.row, 0) if listing and cell.column and not cell.header else None
            heads = named_model(first) if first is not None else None
            for reading in listing:
                yield from _of_line(reading, heads)


def _of_line(reading: Reading, heads: EntityRef | None) -> Iterator[FigureClaim]:
    """Yield the figures of the lists on a line, of the one model before each, or without any of that which heads the row."""
    for listed in _LIST.finditer(reading.text):
        models = [name for name in reading.names_of("model") if name.span.end <= listed.start()]
        subject = reading.ref(models[0]) if len(models) == 1 else None if models else heads
        if subject:
            yield from _figures(reading, subject, Span(*listed.span()))


def _figures(reading: Reading, subject: EntityRef, listed: Span) -> Iterator[FigureClaim]:
    for each in _EACH.finditer(reading.text, listed.start, listed.end):
        metric = _METRICS[each["what"].casefold()]
        yield FigureClaim(
            subject=subject,
            metric=metric,
            metric_text=each["what"],
            value=Decimal(each["number"]) * _SCALES[(each["scale"] or "").upper()],
            unit=METRIC_UNITS[metric],
            evidence=(reading.evidence(Span(*each.span())), subject.evidence),
            rule="figures.shape",
            confidence=_CONFIDENCE,
        )
