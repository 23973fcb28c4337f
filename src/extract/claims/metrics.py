"""Metrics: which word beside a quantity says what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.claims.grammar import is_list_joint
from extract.claims.metric_kinds import (
    COUNTED_NOUNS,
    GAINS,
    LEAST,
    LEAST_BARE_ITEMS,
    LEAST_COMPANIES,
    LEAST_ITEMS,
    METRIC_KINDS,
    MOST,
    RELATIVE,
    TIED_METRICS,
    UNIT_METRICS,
    WHOLE,
)
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_FEWEST = 3  # 一つ, 两种: a count so small is grammar more often than a figure
_GENERIC_WORD = 2  # a word of so few characters (企業) counts only where no longer one is near
_BEFORE, _AFTER = 30, 24  # how far a metric's word may stand from its number, in characters
_PARTS = frozenset({"vision_parameters", "language_parameters", "active_parameters"})
_DATA_REACH = 14  # characters between a number and the word for data behind it: 20万条高质量多轮对话数据
_TIED = 6  # characters between a metric's word and a number that says nothing of its own
_IN_BRACKET = 4  # characters between a bracket behind a metric's word and the number in it
_APART = re.compile(r"[,;。]")
_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"))
_OF_NUMBER = 40  # how much less a word that goes with any number (倍高速) counts than one that says what is measured
_GAIN_REACH = 40  # characters between a percentage and the word of growth behind it, where sentences list several


@dataclass(frozen=True)
class Metric:
    """A metric (snake_case) and where the word for it stands."""

    name: str
    span: Span


def metric_words(text: str, language: Language) -> list[Metric]:
    """Return the metric words of a text in order, the first and longest ones where they overlap."""
    pattern, lists = language.finder("metrics", parts=tuple(METRIC_KINDS))
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
    near = [
        (rank, metric)
        for metric in (_of_items(each, value, text, language) for each in metrics)
        if sentence.covers(metric.span)
        and can_be(metric.name, value)
        and (rank := _rank(metric, mention.span, text)) is not None
        and _belongs(metric, mention, value, reading, language)
        and not _is_of_next(metric, mention.span, metrics)
    ]
    if near:
        nearest = min(near, key=lambda each: (each[0], each[1].span))[1]
        if nearest.name == "dataset_size" and can_be(UNIT_METRICS.get(value.unit, ""), value):
            nearest = Metric(UNIT_METRICS[value.unit], nearest.span)
        return _as_gain(_as_active(nearest, mention, text, language), mention, value, text, language)
    implied = UNIT_METRICS.get(value.unit)
    if implied and mention.confidence == 1 and value.value >= LEAST[implied]:
        return _as_active(Metric(implied, mention.span), mention, text, language)
    return None


def _of_items(metric: Metric, value: Quantity, text: str, language: Language) -> Metric:
    """Return the size of the data for a count of items beside a word for what a model learned from: 训练数据量为120万条."""
    is_data = metric.name == "training_tokens" and metric.span.of(text).endswith(language.words("figures", "any_data"))
    return Metric("dataset_size", metric.span) if is_data and value.unit == "items" else metric


def _in_order(
    value: Quantity, mention: Mention, metrics: list[Metric], reading: Reading, language: Language
) -> Metric | None:
    """Return the metric of a number where two are listed and then a number of each: FFN Dim和Hidden Dim为12288和4608."""
    text = reading.text
    for one, other in pairwise(metrics):
        numbers = [each.span for each in reading.quantities if each.span.start >= other.span.end][:2]
        if one.name == other.name or len(numbers) < 2 or mention.span not in numbers:
            continue
        between = text[other.span.end : numbers[0].start]
        listed = is_list_joint(text[one.span.end : other.span.start], language)
        if listed and is_list_joint(text[numbers[0].end : numbers[1].start], language) and not _APART.search(between):
            metric = (one, other)[numbers.index(mention.span)]
            return metric if len(between) <= _BEFORE and can_be(metric.name, value) else None
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
        and metric.span.of(heading.text) not in language.words("figures", "any_data")
    ]
    return max(fitting, key=lambda metric: (metric.span.end - metric.span.start, metric.span), default=None)


def _belongs(metric: Metric, mention: Mention, value: Quantity, reading: Reading, language: Language) -> bool:
    """Return whether nothing between or around a metric's word and a number parts the two."""
    text, word, number = reading.text, metric.span, mention.span
    rules = language.rules["figures"]
    if text.startswith(tuple(rules["compared_behind"]), word.end) or text[: word.start].endswith(
        tuple(rules["no_metric_behind"])
    ):
        return False
    before = word.end <= number.start
    between = text[word.end : number.start] if before else text[number.end : word.start]
    if before and between.strip() and is_list_joint(between, language):
        return False  # the word belongs to the number before it: 7个数据集和5个...
    if "%" in between and not re.search(r"[,、]", between):
        return False  # 従業員の55%にあたる3万人 is no number of employees
    if metric.name in RELATIVE and re.search(r"[,、]", between):
        return False
    if metric.name == "accuracy" and _depth(text, number.start):
        return False
    reach = _DATA_REACH if metric.name == "dataset_size" and not before else _TIED
    if (is_loose(value) or metric.name in TIED_METRICS) and not _is_tied(word, number, text, reach):
        return False
    if metric.name == "accuracy" and any(each in between for each in rules["losses"]):
        return False
    if _is_quoted(text, word.start) != _is_quoted(text, number.start):
        return False
    if _depth(text, word.start) != _depth(text, number.start) and not (
        before and re.fullmatch(rf"[^()]{{0,2}}\([^()]{{0,{_IN_BRACKET}}}", between)
    ):
        return False
    if metric.name == "dataset_size" and value.kind == "number" and (before or mention.text.endswith("T")):
        return False  # 1T语料: so many tokens or bytes, and no items
    if metric.name == "dataset_size" and not before and mention.text.endswith(tuple(rules["general_counters"])):
        return False
    return metric.name not in GAINS or _is_gain(word, number, value, text, language)


def _is_gain(word: Span, number: Span, value: Quantity, text: str, language: Language) -> bool:
    """Return whether a percentage or multiple beside a word for performance says how much it grew: no level, no loss."""
    rules = language.rules["figures"]
    between = text[word.end : number.start] or text[number.end : word.start]
    if re.search(r"[,、]", between) or (word.start > number.end and len(between) > _TIED):
        return False
    behind = re.split(r"[。;]", text[number.end :])[0]
    own = text[min(word.start, number.start) : number.start] + re.split(r"[,、]", behind)[0]
    if any(each in own for each in rules["losses"]) or any(
        each in text[: number.start] for each in rules["conditions"]
    ):
        return False
    if value.kind != "percent":
        return True
    if text[: number.start].endswith(tuple(rules["level_before"])) or behind.startswith(tuple(rules["level_behind"])):
        return False
    return any(each in own + behind[:_GAIN_REACH] for each in rules["gains"])


def _as_active(metric: Metric, mention: Mention, text: str, language: Language) -> Metric:
    """Return the metric, or that of the parameters at work where a word right before the number says so."""
    before = text[: mention.span.start]
    if metric.name == "parameters" and before.endswith(tuple(language.rules["figures"]["active_before"])):
        return Metric("active_parameters", metric.span)
    return metric


def _as_gain(metric: Metric, mention: Mention, value: Quantity, text: str, language: Language) -> Metric:
    """Return the metric, or for an accuracy that a percentage is said to have grown by that of a gain: 准确率提升13%."""
    word, number = metric.span, mention.span
    gains = tuple(language.rules["figures"]["gains"])
    grew = any(each in text[word.end : number.start] for each in gains) or text.startswith(gains, number.end)
    if metric.name == "accuracy" and grew and _is_gain(word, number, value, text, language):
        return Metric("performance_gain", word)
    return metric


def is_loose(value: Quantity) -> bool:
    """Return whether a quantity says little of what it counts: a bare number, or so many "items"."""
    return value.kind == "number" or value.unit in {"items", "kinds"}


def _is_tied(word: Span, number: Span, text: str, reach: int) -> bool:
    """Return whether only a particle, a copula, a word of amount or a bracket stands between a metric's word and a number."""
    left, right = sorted((word, number))
    between = re.sub(r"^\([^()]*\d[^()]*\)", "", text[left.end : right.start])  # 24億(2.4B)のパラメータ
    return between == "(" or (len(between) <= reach and not re.search(r"[、,;。()\d]", between))


def _depth(text: str, position: int) -> int:
    """Return in how many open round brackets a position stands."""
    return text.count("(", 0, position) - text.count(")", 0, position)


def _is_quoted(text: str, position: int) -> bool:
    """Return whether a position stands in quotation marks."""
    return any(text.rfind(one, 0, position) > text.rfind(other, 0, position) for one, other in _QUOTES)


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
