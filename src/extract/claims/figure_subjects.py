"""Whose figure it is: the label before a colon, the name that the sentence is about, the box or bullet around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef
from extract.claims.figure_phrases import (
    Scene,
    bracketed,
    is_basis,
    is_common,
    named_beside,
    noun_before,
    noun_phrase,
    opens,
    part_of,
    quoted_topic,
)
from extract.claims.metric_kinds import (
    COUNTED_NOUNS,
    OF_AUDIENCES,
    OF_MODELS,
    OF_ORGANIZATIONS,
    OF_PEOPLE,
    OF_PLACES,
    OF_SENTENCES,
    OF_WORK,
)
from extract.claims.metrics import Metric
from extract.claims.size_subjects import Found, models_of, paired
from extract.claims.topics import in_brackets, is_circumstance, is_topic
from extract.mentions.mention import Mention
from extract.text import Span

_NAMED = ("organization", "model", "product", "person")
_LONGEST_LABEL = 16
_LONGEST_NAMED = 40  # characters of a label that is the name of a model
_LONGEST_LABELLED = 32  # characters behind a label that is the subject of a figure: more are a text with a headline
_BESIDE_LABEL = 5  # characters between a name and the colon that makes it a label
_MODEL_REACH = 40  # characters between a size and the model behind it
_QUOTES = "「『“《 ("
_CLOSING = "」』”》 "

_NOBODY: Found = ([], 0.0)


def subjects_of(scene: Scene, mention: Mention, metric: Metric | None) -> Found:
    """Return whose figure a quantity is and how sure that is.

    Args:
        scene: the sentence and its surroundings.
        mention: the quantity.
        metric: its metric, where a word of the same statement names it; None if a heading does.
    """
    if metric and metric.name in OF_ORGANIZATIONS:
        scene = _without_models(scene)
    labelled = _labelled(scene, mention, metric)
    if labelled and not (metric and metric.name in OF_MODELS and named_beside(scene, mention)):
        return labelled
    if metric and metric.name in OF_MODELS:
        return models_of(scene, mention)
    return _anyone(scene, mention, metric)


def _without_models(scene: Scene) -> Scene:
    """Return a scene without the models around its sentence: 公司现有员工1200人 below the heading of a model is of none."""
    context = None if scene.context and scene.context.entity_type == "model" else scene.context
    return replace(scene, context=context, model=None, own=None)


def _can_have(entity_type: str, metric: str) -> bool:
    return (
        metric in OF_PEOPLE if entity_type == "person" else not (entity_type == "model" and metric in OF_ORGANIZATIONS)
    )


def _labelled(scene: Scene, mention: Mention, metric: Metric | None) -> Found | None:
    reading, language = scene.reading, scene.language
    label = re.match(rf"([^:。、]{{1,{_LONGEST_NAMED}}}):", reading.text)
    if not label or label.end() > mention.span.start:
        return None
    named = reading.names_of("model", "product", "organization", "place", within=Span(0, label.end()))
    if named and label.end() - named[0].outer.end <= _BESIDE_LABEL:
        inside = [name for name in named if name.value == named[0].value or not is_basis(reading, name, language)]
        whole = len(label[1].strip(_QUOTES + "」』”》)")) - len(inside[0].text) <= _BESIDE_LABEL
        if whole and inside[0].span.start <= 1:
            return [reading.ref(inside[0])], 0.9
    if label.end() > _LONGEST_LABEL + 1:
        return None
    is_metric = metric is not None and (metric.name in OF_MODELS or metric.span.start < label.end())
    if metric is not None and metric.name in COUNTED_NOUNS:
        return None
    if scene.in_cell or re.search(r"\d", label[1]) or is_metric or len(reading.text) - label.end() > _LONGEST_LABELLED:
        return None
    if metric is not None and metric.name in OF_WORK | {"languages", "dataset_size"} and scene.context is not None:
        return None  # a feature of what the page is about
    if scene.context is not None and scene.context.entity_type == "organization" and is_common(reading, label.end(1)):
        return [scene.context], 0.65
    return [EntityRef("other", label[1], reading.evidence(Span(0, len(label[1].rstrip()))))], 0.7


def _anyone(scene: Scene, mention: Mention, metric: Metric | None) -> Found:
    reading, language, sentence = scene.reading, scene.language, scene.sentence
    until = max(mention.span.start, metric.span.start if metric else 0)
    types = [each for each in _NAMED if metric is None or _can_have(each, metric.name)]
    named = [
        name
        for name in reading.names_of(*types, within=sentence)
        if name.span.end <= until
        and not (metric and metric.span.overlaps(name.span))
        and not is_basis(reading, name, language)
        and (in_brackets(reading.text, mention.span) or not in_brackets(reading.text, name.span))
    ]
    if metric and metric.name in OF_WORK:  # what is surpassed once in a sentence is so wherever it names it
        every = reading.names_of(*types, within=sentence)
        surpassed = {each.text for each in every if is_basis(reading, each, language)}
        named = [each for each in named if each.text not in surpassed or _opens_clause(reading.text, each)]
    if not (metric and metric.name in OF_WORK) and (beside := bracketed(reading, reading.names_of("model"), mention)):
        return [reading.ref(beside)], 0.85
    if metric and (one := paired(scene, [name for name in named if name in reading.names_of("model")], mention)):
        return [reading.ref(one)], 0.85
    owner = _owner(scene, named, metric)
    if owner:
        return [reading.ref(owner)], 0.85
    if metric and (learner := _learner(scene, metric)):
        return [learner], 0.65
    if metric and metric.name in OF_WORK:
        able = reading.names_of("model", "organization")
        named = [name for name in named if name in able]
    if metric is not None and metric.name == "share" and named:
        return [reading.ref(named[-1])], 0.4  # the share of what in what stands in other words: 其中英文占比52.2%
    topics = [name for name in named if is_topic(reading, name, language)]
    if metric and metric.name == "dataset_size" and _is_learning(scene):
        # What learned from data is no organization that a sentence happens to name.
        makers = reading.names_of("organization")
        named = [name for name in named if name in topics or name not in makers]
    place = _place(scene, mention, metric)
    if place and not any(name.span.start > place.span.start for name in topics):
        return [reading.ref(place)], 0.75
    part = part_of(scene, topics or named, mention, metric)
    if part:
        return [part], 0.6
    if topics:
        return [reading.ref(_topic(scene, topics))], 0.85
    if metric and metric.name in OF_SENTENCES - {"share"} and (noun := noun_phrase(scene, mention)):
        return [noun], 0.6
    title = quoted_topic(scene, mention)
    if title and not named:
        return [title], 0.65
    named = [name for name in named if not is_circumstance(reading, name, language)]
    outside = [name for name in named if not in_brackets(reading.text, name.span)]
    if outside or named:
        return [reading.ref((outside or named)[-1])], 0.7
    if scene.model is not None and metric and not named and _is_of_model(scene, metric):
        return [scene.model], 0.65
    after = [
        name
        for name in reading.names_of("model", "product", within=sentence)
        if 0 <= name.span.start - mention.span.end <= _MODEL_REACH and not is_basis(reading, name, language)
    ]
    if after and not (metric and metric.name in OF_WORK):
        return [reading.ref(after[0])], 0.6
    stated = noun_before(reading, mention, metric)
    is_own = metric is not None and metric.name in OF_AUDIENCES
    if stated and (is_own or not scene.context):
        return [stated], 0.6
    earlier = [
        name
        for name in reading.names_of("model")
        if name.span.end <= sentence.start and opens(reading, name, language) and not is_basis(reading, name, language)
    ]
    if earlier and metric and metric.name in OF_WORK | {"languages", "dataset_size"}:
        return [reading.ref(earlier[-1])], 0.6
    if metric and metric.name in OF_WORK | {"languages"} and (only := _only_before(scene)):
        return [only], 0.55
    if scene.context is None and scene.own and metric and metric.name in OF_WORK | {"languages", "dataset_size"}:
        return [scene.own], 0.55
    if scene.context is None:
        is_national = metric is not None and metric.name in OF_PLACES and scene.country is not None
        return ([scene.country], 0.55) if is_national and scene.country else _NOBODY
    is_thing = scene.context.entity_type == "product" and metric is not None and metric.name in OF_WORK
    is_thing |= scene.context.entity_type == "organization" and metric is not None and metric.name == "languages"
    is_thing |= scene.context.entity_type == "model" and metric is not None and metric.name == "models"
    return [scene.context], 0.4 if is_thing or (metric and metric.name in OF_SENTENCES) else 0.6


def _opens_clause(text: str, name: Mention) -> bool:
    before = text[: name.outer.start].rstrip(_QUOTES + "*[")
    return not before or before[-1] in ",;。:!、"


def _is_learning(scene: Scene) -> bool:
    sentence = scene.sentence.of(scene.reading.text)
    return any(word in sentence for word in scene.language.words("figures", "learns"))


def _only_before(scene: Scene) -> EntityRef | None:
    """Return the only model that the sentences before name, as what they bring: 甲を公開しました。30以上の言語をサポート."""
    reading, start = scene.reading, scene.sentence.start
    before = [name for name in reading.names_of("model") if name.span.end <= start]
    if len({name.text for name in before}) != 1 or is_basis(reading, before[0], scene.language):
        return None
    brings = any(word in reading.text[before[0].span.end : start] for word in scene.language.words("figures", "brings"))
    return reading.ref(before[0]) if brings else None


def _topic(scene: Scene, topics: Sequence[Mention]) -> Mention:
    """Return the topic that a clause has: the first of its sentence, or another model that takes its place: 甲は中英、乙は31言語."""
    first, last = topics[0], topics[-1]
    models = scene.reading.names_of("model", within=scene.sentence)
    is_next = first in models and last in models and first.text != last.text
    return last if is_next and re.search(r"[、,;]$", scene.reading.text[: last.outer.start].rstrip(_QUOTES)) else first


def _owner(scene: Scene, names: Sequence[Mention], metric: Metric | None) -> Mention | None:
    """Return the name that stands right before the metric's word, with no more than a genitive between: ChatGPT用户数量."""
    text = scene.reading.text
    ties = {"", *scene.language.words("grammar", "genitive")}
    beside = [name for name in names if metric and text[name.outer.end : metric.span.start].strip(_CLOSING) in ties]
    return beside[-1] if beside and metric and beside[-1].outer.end <= metric.span.start else None


def _learner(scene: Scene, metric: Metric) -> EntityRef | None:
    """Return the model around a sentence that opens with the data that it learned from: 学習データは甲と乙からなる75GB."""
    reading, before = scene.reading, scene.reading.text[scene.sentence.start : metric.span.start]
    is_training = re.search(scene.language.any_of("figures", "training"), metric.span.of(reading.text))
    named = before.strip(_CLOSING) or reading.names_of("model", within=scene.sentence)
    if metric.name != "dataset_size" or not is_training or named:
        return None
    return next((each for each in (scene.context, scene.model) if each and each.entity_type == "model"), None)


def _place(scene: Scene, mention: Mention, metric: Metric | None) -> Mention | None:
    """Return the country or place that a sentence about places is about: 中国のモデルは78個, 中国大模型已发布79个."""
    if metric is None or metric.name not in OF_PLACES:
        return None
    reading, language = scene.reading, scene.language
    ties = (*language.words("grammar", "genitive"), *language.rules["names"]["topic"]["behind"])
    for name in reversed(reading.names_of("place", within=scene.sentence)):
        before = reading.text[: name.span.start]
        is_first = (not before or before[-1] in ",:;。") and not is_circumstance(reading, name, language)
        if name.span.end <= mention.span.start and (is_first or reading.text.startswith(ties, name.span.end)):
            return name
    return None


def _is_of_model(scene: Scene, metric: Metric) -> bool:
    """Return whether a metric is of the model that the bullets are about: what it learned from, how it grew."""
    if scene.reading.names_of("model", within=scene.sentence):
        return False
    if metric.name == "dataset_size":
        return any(
            word in scene.sentence.of(scene.reading.text) for word in scene.language.words("figures", "training")
        )
    return metric.name in OF_WORK and scene.context is None
