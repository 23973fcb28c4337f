"""Metrics: which word beside a quantity says what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.claims.grammar import is_list_joint
from extract.claims.implied_metrics import implied_metric
from extract.claims.metric_kinds import (
    COUNTED_NOUNS,
    LEAST,
    LEAST_BARE_ITEMS,
    LEAST_COMPANIES,
    LEAST_ITEMS,
    METRIC_KINDS,
    MOST,
    RELATIVE,
    UNIT_METRICS,
    WHOLE,
)
from extract.claims.metric_ties import belongs, is_gain
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_METRICS = tuple(METRIC_KINDS)
_FEWEST = 3  # 一つ, 两种: a count so small is grammar more often than a figure
_GENERIC_WORD = 2  # a word of so few characters (企業) counts only where no longer one is near
_BEFORE, _AFTER = 30, 24  # how far a metric's word may stand from its number, in characters
_PARTS = frozenset({"vision_parameters", "language_parameters", "active_parameters"})
_APART = re.compile(r"[,;。]")
_OF_ANY_DATA = 20  # how much less a word for data of any kind (テキスト) counts than one that says what they are for
_OF_NUMBER = 40  # how much less a word that goes with any number (倍高速) counts than one that says what is measured


@dataclass(frozen=True)
class Metric:
    """A metric (snake_case) and where the word for it stands."""

    name: str
    span: Span


def metric_words(text: str, language: Language) -> list[Metric]:
    """Return the metric words of a text in order, the first and longest ones where they overlap."""
    pattern, lists = language.finder("metrics", parts=_METRICS)
    return [Metric(name, Span(*match.span())) for match in pattern.finditer(text) for name in lists[match[0]]]


def can_be(metric: str, value: Quantity) -> bool:
    """Return whether a quantity may be a value of a metric: by its kind or unit and by its size."""
    if not {value.kind, value.unit} & METRIC_KINDS.get(metric, frozenset()) or value.value < LEAST.get(metric, 0):
        return False
    if value.value > MOST.get(metric, value.value) or (metric in WHOLE and value.value % 1):
        return False
    if value.unit == "bit" and metric != "bandwidth":
        return False  # 7b is a size in letters
    if metric == "companies" and value.kind == "number" and value.value < LEAST_COMPANIES:
        return False
    if metric == "dataset_size" and value.kind != "data":
        fewest = LEAST_BARE_ITEMS if value.kind == "number" else LEAST_ITEMS
        if value.value < fewest:
            return False
    return not (value.kind in {"number", "count"} and 1 <= value.value < _FEWEST)


def metric_of(
    value: Quantity, mention: Mention, metrics: list[Metric], sentence: Span, reading: Reading, language: Language
) -> Metric | None:
    """Return the metric of a quantity: the fitting word that stands nearest, before it rather than after."""
    text = reading.text
    if value.unit == "tokens" and _is_priced(text, mention.span, language):
        return None
    if ordered := _in_order(value, mention, metrics, reading, language):
        return ordered
    if value.unit == "languages" and (own := _in_mention(mention, value, metrics)):
        return own
    near = [
        (rank + (_OF_ANY_DATA if metric.span.of(text) in language.words("figures", "any_data") else 0), metric)
        for metric in (_of_items(each, value, text, language) for each in metrics)
        if sentence.covers(metric.span)
        and can_be(metric.name, value)
        and (rank := _rank(metric, mention.span, text)) is not None
        and belongs(metric.name, metric.span, mention, value, reading, language)
        and not _is_of_next(metric, mention.span, metrics)
    ]
    if near:
        nearest = min(near, key=lambda each: (each[0], each[1].span))[1]
        if nearest.name == "dataset_size" and can_be(UNIT_METRICS.get(value.unit, ""), value):
            nearest = Metric(UNIT_METRICS[value.unit], nearest.span)
        return _as_gain(_as_active(nearest, mention, text, language), mention, value, text, language)
    implied = implied_metric(value, mention, sentence, reading, language)
    return _as_active(Metric(implied, mention.span), mention, text, language) if implied else None


def _of_items(metric: Metric, value: Quantity, text: str, language: Language) -> Metric:
    """Return the size of the data for a count of items beside a word for what a model learned from: 训练数据量为120万条."""
    is_data = metric.name == "training_tokens" and metric.span.of(text).endswith(language.words("figures", "any_data"))
    return Metric("dataset_size", metric.span) if is_data and value.unit == "items" else metric


def _in_mention(mention: Mention, value: Quantity, metrics: list[Metric]) -> Metric | None:
    """Return the metric whose word is the noun of a count itself: 13言語, whatever else a sentence says of 多言語."""
    own = [each for each in metrics if each.name == value.unit and each.span.overlaps(mention.span)]
    return own[0] if own and can_be(own[0].name, value) else None


def _in_order(
    value: Quantity, mention: Mention, metrics: list[Metric], reading: Reading, language: Language
) -> Metric | None:
    """Return the metric of a number where several are listed and then a number of each: FFN Dim和Hidden Dim为12288和4608."""
    text = reading.text
    for first in range(len(metrics) - 1):
        named = [metrics[first]]
        for other in metrics[first + 1 :]:
            if not is_list_joint(text[named[-1].span.end : other.span.start], language):
                break
            named.append(other)
        numbers = [each.span for each in reading.quantities if each.span.start >= named[-1].span.end][: len(named)]
        if len({each.name for each in named}) < max(len(named), 2) or mention.span not in numbers:
            continue
        between = text[named[-1].span.end : numbers[0].start]
        joined = all(is_list_joint(text[one.end : other.start], language) for one, other in pairwise(numbers))
        if joined and len(numbers) == len(named) and len(between) <= _BEFORE and not _APART.search(between):
            metric = named[numbers.index(mention.span)]
            return metric if can_be(metric.name, value) else None
    return None


def _is_of_next(metric: Metric, number: Span, metrics: list[Metric]) -> bool:
    """Return whether another word for a part of the parameters stands between: 100亿视觉参数和70亿语言参数."""
    if metric.name not in _PARTS:
        return False
    return any(
        number.start < each.span.start and each.span.end <= metric.span.start
        for each in metrics
        if each.name in _PARTS and each.name != metric.name
    )


def _is_priced(text: str, number: Span, language: Language) -> bool:
    """Return whether a count of tokens only says for how many of them a price is: 2元/百万tokens, 100万トークンあたり."""
    before = text[: number.start].rstrip()
    return before.endswith(("/", *language.words("prices", "each"))) or text[number.end :].lstrip().startswith(
        language.words("prices", "each_behind") or ("\0",)
    )


def metric_above(value: Quantity, heading: Reading, language: Language) -> Metric | None:
    """Return the metric that the heading over a short line names, the longest word first."""
    fitting = [
        metric
        for metric in metric_words(heading.text, language)
        if can_be(metric.name, value)
        and value.kind != "number"
        and metric.name not in RELATIVE
        and (metric.name not in COUNTED_NOUNS or value.unit != "items")  # 个 and 個 count anything
        and metric.span.of(heading.text) not in language.words("figures", "any_data")
    ]
    return max(fitting, key=lambda metric: (metric.span.end - metric.span.start, metric.span), default=None)


def _as_active(metric: Metric, mention: Mention, text: str, language: Language) -> Metric:
    """Return the metric, or that of the parameters at work where a word right before the number says so."""
    before = text[: mention.span.start]
    rules = language.rules["figures"]
    is_active = before.endswith(tuple(rules["active_before"])) or re.search(rf"{rules['active_within']}$", before)
    if metric.name == "parameters" and is_active:
        return Metric("active_parameters", metric.span)
    return metric


def _as_gain(metric: Metric, mention: Mention, value: Quantity, text: str, language: Language) -> Metric:
    """Return the metric, or for an accuracy that a percentage is said to have grown by that of a gain: 准确率提升13%."""
    word, number = metric.span, mention.span
    gains = tuple(language.rules["figures"]["gains"])
    between = text[word.end : number.start]
    grew = any(each in between for each in gains) or text.startswith(gains, number.end) or between.endswith("+")
    if metric.name == "accuracy" and grew and is_gain(word, number, value, text, language):
        return Metric("performance_gain", word)
    return metric


def _rank(metric: Metric, number: Span, text: str) -> int | None:
    """Return the order in which metrics are preferred, the least first: near words, then long ones; None if too far."""
    gap = _gap(metric.span, number, text)
    length = metric.span.end - metric.span.start
    is_beside = metric.span.end <= number.start <= metric.span.end + _GENERIC_WORD
    within = _OF_NUMBER if metric.span.overlaps(number) else 0
    generic = (
        within + (20 if length <= _GENERIC_WORD and not is_beside else 0) + (20 if metric.name in COUNTED_NOUNS else 0)
    )
    return None if gap is None else gap - 2 * length + generic


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
