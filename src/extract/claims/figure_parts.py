"""Figures of a part of a model: the size of its encoder is not its own."""

from __future__ import annotations

import re

from extract.claims.metrics import Metric
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention

_OF_PARTS = frozenset({"parameters", "active_parameters", "layers"})
_REACH = 40  # characters between a part and its number


def is_of_part(reading: Reading, mention: Mention, metric: Metric, language: Language) -> bool:
    """Return whether a size is said of a part of a model: 视觉编码器有6亿参数, 6億パラメータの視覚エンコーダ.

    A name that ends on such a word (甲编码器) is that of a model, and what a whole consists of (编码器-解码器) is no part.

    Args:
        reading: the line.
        mention: the quantity.
        metric: its metric.
        language: the line's language, whose rules say what the parts are called and what ties a number to one.
    """
    if metric.name not in _OF_PARTS:
        return False
    rules, text, number = language.rules["figures"]["model_parts"], reading.text, mention.span
    part = language.any_of("figures", "model_parts", "names")
    behind = re.compile(rf"{rules['qualified']}(?P<part>{part})(?!{rules['whole_behind']})")
    qualified = behind.match(text, max(number.end, metric.span.end if metric.span.start < number.end + 1 else 0))
    if qualified and not _is_named(reading, *qualified.span("part")):
        return True
    for found in re.finditer(part, text[max(0, number.start - _REACH) : number.start]):
        start, end = (max(0, number.start - _REACH) + each for each in found.span())
        between = text[end : number.start]
        if metric.span.start >= end and metric.span.end <= number.start:
            between = text[end : metric.span.start] + text[metric.span.end : number.start]
        is_tied = re.fullmatch(rules["has"], between) and not re.search(rf"{rules['joined']}$", text[:start])
        if is_tied and not _is_named(reading, start, end):
            return True
    return False


def _is_named(reading: Reading, start: int, end: int) -> bool:
    return any(name.span.start < end and start < name.span.end for name in reading.names_of("model", "product"))
