"""The claim that a subject has a quantity: figures of tables and prices are made alike."""

from __future__ import annotations

from extract.claims.claim import EntityRef, Evidence, FigureClaim
from extract.claims.metric_kinds import METRIC_UNITS
from extract.mentions.mention import DateValue, Quantity


def quantity_claim(
    subject: EntityRef,
    metric: str,
    metric_text: str,
    value: Quantity,
    evidence: tuple[Evidence, ...],
    rule: str,
    confidence: float,
    as_of: DateValue | None = None,
) -> FigureClaim:
    """Return the claim that something has a quantity.

    Args:
        subject: what has it.
        metric: what is measured, in snake_case.
        metric_text: the words for it.
        value: the quantity; a bare number has the unit of the metric.
        evidence: the places that state it, the main one first.
        rule: what found it.
        confidence: from 0 to 1.
        as_of: of which day or period it is, if the text says so.
    """
    return FigureClaim(
        subject=subject,
        metric=metric,
        metric_text=metric_text,
        value=value.value,
        unit=value.unit or METRIC_UNITS.get(metric, ""),
        value_max=value.value_max,
        bound=value.bound,
        per=value.per,
        as_of=as_of,
        evidence=evidence,
        rule=rule,
        confidence=confidence,
    )
