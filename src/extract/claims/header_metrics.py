"""Which metric a header, a first cell or a heading over a table names."""

from __future__ import annotations

import re

from extract.claims.metric_kinds import RELATIVE
from extract.claims.metrics import Metric, metric_words
from extract.lang.language import Language

SIZE = "size"
"""The metric of a header that only says how large something is; its values say of what."""

_LONGEST = 30
_UNIT = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]\s*$")
_LEVELS = frozenset({"accuracy", "rate"})
_STROKE = re.compile(r"\s?[/／]\s?(?![sS](?:ec|econd)?\b)")  # between two metrics, but not of tokens/s


def header_metric(header: str, language: Language, *, alone: bool = False) -> tuple[str, str] | None:
    """Return the metric that a header names and the word for it, the longest one; None for a header that is a text.

    Args:
        header: the text of a header or of a first cell.
        language: its language.
        alone: whether a word for how well something works is enough, as it is where a table lists the properties of one thing.
    """
    if any(word in header for word in language.words("figures", "parts")):
        return None  # the size of what a model consists of is not its own
    words = metric_words(header, language) if len(header) <= _LONGEST else []
    words = [each for each in words if each.span.of(header) not in language.words("figures", "any_data")]
    words = [each for each in words if each.name not in RELATIVE or (alone and each.name in _LEVELS)]
    if not words and (
        size := re.fullmatch(language.any_of("figures", "size_headers"), _UNIT.sub("", header).strip(" *"))
    ):
        return SIZE, size[0]
    unit = _UNIT.search(header)
    named = [each for each in words if unit and each.span.start < unit.start()]
    best = max(named or words, key=_length, default=None)
    return (best.name, best.span.of(header)) if best else None


def listed_metrics(header: str, language: Language) -> list[tuple[str, str]]:
    """Return the metrics that a header lists, in order, each with its word, if its cells hold a value of each: 总参数/激活参数.

    Args:
        header: the text of a header.
        language: its language.
    """
    parts = _STROKE.split(_UNIT.sub("", header.strip()))
    found = [header_metric(part, language) for part in parts]
    names = [each[0] for each in found if each]
    return [each for each in found if each] if 1 < len(names) == len(parts) == len(set(names)) else []


def _length(metric: Metric) -> tuple[int, object]:
    return metric.span.end - metric.span.start, metric.span
