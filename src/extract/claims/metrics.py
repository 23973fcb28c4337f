"""Metrics: which word beside a quantity says what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Bound, Mention, Quantity
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
METRIC_UNITS = {
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
_FEWEST = 3  # 一つ, 两种: a count so small is grammar more often than a figure
_COUNTED_NOUNS = frozenset(
    {"companies"}
)  # 650家企业: the noun of the count itself, where no other word says what they do
_GENERIC_WORD = 2  # a word of so few characters (企業) counts only where no longer one is near
_BEFORE, _AFTER = 30, 24  # how far a metric's word may stand from its number, in characters
_TIED = 6  # characters between a metric's word and a number that says nothing of its own


@dataclass(frozen=True)
class Metric:
    """A metric (snake_case) and where the word for it stands."""

    name: str
    span: Span


def metric_words(text: str, language: Language) -> list[Metric]:
    """Return the metric words of a text in order, the first and longest ones where they overlap."""
    pattern, lists = language.finder("metrics", parts=tuple(METRIC_KINDS))
    return [Metric(name, Span(*match.span())) for match in pattern.finditer(text) for name in lists[match[0]]]


def metric_of(value: Quantity, mention: Mention, metrics: list[Metric], sentence: Span, text: str) -> Metric | None:
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
        return Metric(implied, mention.span)
    return None


def metric_above(value: Quantity, heading: Reading, language: Language) -> Metric | None:
    """Return the metric that the heading over a short line names, the longest word first."""
    fitting = [
        metric
        for metric in metric_words(heading.text, language)
        if {value.kind, value.unit} & METRIC_KINDS[metric.name]
        and value.kind != "number"
        and metric.name not in _RELATIVE
    ]
    return max(fitting, key=lambda metric: (metric.span.end - metric.span.start, metric.span), default=None)


def is_attributive(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a quantity only says which models are meant: 10億パラメータ以上の大規模言語モデル, 10亿参数规模以上的大模型."""
    behind = text[mention.span.end : mention.span.end + 16]
    joint = re.match(rf"[^。、,;:\d]{{0,8}}{language.any_of('grammar', 'genitive')}", behind)
    value = mention.value
    or_more = any(word in behind[:8] for word in language.words("grammar", "or_more"))
    bounded = isinstance(value, Quantity) and (value.bound is not Bound.EXACT or or_more)
    return bool(joint and bounded and behind[joint.end() :].startswith(language.words("names", "introducers")))


def _is_loose(value: Quantity) -> bool:
    """Return whether a quantity says little of what it counts: a bare number, or so many "items"."""
    return value.kind == "number" or value.unit in {"items", "kinds"}


def _is_tied(word: Span, number: Span, text: str) -> bool:
    """Return whether only a particle, a copula, a word of amount or a bracket stands between a metric's word and a number."""
    left, right = sorted((word, number))
    between = text[left.end : right.start]
    return between == "(" or (len(between) <= _TIED and not re.search(r"[、,;。()\d]", between))


def _rank(metric: Metric, number: Span, text: str) -> int | None:
    """Return the order in which metrics are preferred, the least first: near words, then long ones; None if too far."""
    gap = _gap(metric.span, number, text)
    length = metric.span.end - metric.span.start
    generic = (20 if length <= _GENERIC_WORD else 0) + (20 if metric.name in _COUNTED_NOUNS else 0)
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
