"""Whose size it is: the model beside a size, the one that its sentence is about, those of a list that share it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claim import EntityRef
from extract.claims.figure_phrases import Scene, bracketed, is_basis, joined, named_beside, opens
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention

_BESIDE_NAME = 5  # characters between a name and a size that stands beside it: 甲系列,320亿参数
_SHARED_REACH = 8  # characters between a size and a list of models that all have it: 70亿参数的甲和乙
_MODEL_REACH = 40  # characters between a size and the model behind it
_CANDIDATE = 0.45

Found = tuple[list[EntityRef], float]
"""Whose a figure is, and how sure that is."""

_NOBODY: Found = ([], 0.0)


def models_of(scene: Scene, mention: Mention) -> Found:
    """Return the models whose size a quantity is: the sentence's, by its topic, else those of the sentences before it."""
    reading, language, sentence = scene.reading, scene.language, scene.sentence
    models = reading.names_of("model")
    is_size = getattr(mention.value, "unit", "") == "parameters"
    whole = rf"{language.any_of('figures', 'whole_model')}[^,;。]{{0,6}}$"
    if is_size and re.search(whole, reading.text[: mention.span.start]):
        first = models[:1] if models and opens(reading, models[0], language) else ()
        return ([reading.ref(each) for each in first] or [each for each in (scene.model,) if each]), 0.7
    inside = bracketed(reading, models, mention)
    if inside:
        return [reading.ref(inside)], 0.85
    own = [name for name in models if sentence.covers(name.span)]
    before = [name for name in own if name.span.end <= mention.span.start]
    # Right behind a name a size is its own, whatever that name stands there for: 超过了甲-VL 34B.
    if beside := named_beside(scene, mention):
        return [reading.ref(beside)], 0.85
    one = paired(scene, before or _last_list(scene, models), mention)
    if one:
        return [reading.ref(one)], 0.85
    if (
        before
        and language.any_of("figures", "latter")
        and re.search(language.any_of("figures", "latter"), reading.text[before[-1].span.end : mention.span.start])
    ):
        return [reading.ref(before[-1])], 0.8
    meant = [name for name in before if not is_basis(reading, name, language)]
    if meant and mention.span.start - meant[-1].outer.end <= _BESIDE_NAME:
        return _listed(scene, meant[-1], models), 0.85
    topics = [name for name in meant if opens(reading, name, language)]
    if topics or meant:
        return _listed(scene, (topics or meant)[-1], models), 0.85
    after = [
        name
        for name in own
        if 0 <= name.span.start - mention.span.end <= _MODEL_REACH and not is_basis(reading, name, language)
    ]
    if after and not before:
        listed = _listed(scene, after[0], models)
        is_near = after[0].span.start - mention.span.end <= _SHARED_REACH
        return listed, 0.8 if is_near or len(listed) == 1 else _CANDIDATE
    return _from_before(scene, models)


def _from_before(scene: Scene, models: Sequence[Mention]) -> Found:
    """Return the model of the sentences before this one, else that of the surroundings."""
    reading, language = scene.reading, scene.language
    earlier = [
        name for name in models if name.span.end <= scene.sentence.start and not is_basis(reading, name, language)
    ]
    listed = _last_list(scene, earlier)
    if len(listed) > 1 and re.search(language.any_of("figures", "both"), scene.sentence.of(reading.text)):
        return [reading.ref(name) for name in listed], 0.65
    topics = [name for name in earlier if opens(reading, name, language)]
    if topics:
        return [reading.ref(topics[-1])], 0.7
    if earlier and len({name.text for name in earlier}) == 1:
        return [reading.ref(earlier[-1])], 0.7
    for around in (scene.context, scene.model):
        if around is not None and around.entity_type in {"model", "product"}:
            return [around], 0.6
    if earlier:
        return [reading.ref(earlier[-1])], 0.6
    return ([scene.context], 0.4) if scene.context is not None else _NOBODY


def paired(scene: Scene, names: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the name whose number a quantity is where a sentence lists both in one order: 甲和乙分别为6B和34B."""
    reading = scene.reading
    word = re.search(scene.language.any_of("figures", "respectively"), reading.text[scene.sentence.start :])
    if not word:
        return None
    start = scene.sentence.start + word.end()
    numbers = [each for each in reading.quantities if start <= each.span.start and scene.sentence.covers(each.span)]
    same = [each for each in numbers if getattr(each.value, "kind", "") == getattr(mention.value, "kind", "")]
    if len(names) == len(same) > 1 and any(each.span == mention.span for each in same):
        return names[[each.span for each in same].index(mention.span)]
    return None


def _listed(scene: Scene, name: Mention, models: Sequence[Mention]) -> list[EntityRef]:
    """Return the models of the list that a name stands in: what is said of one is said of each."""
    reading, place = scene.reading, list(models).index(name)
    first = last = place
    while first and _in_list(reading, models[first - 1], models[first], scene.language):
        first -= 1
    while last + 1 < len(models) and _in_list(reading, models[last], models[last + 1], scene.language):
        last += 1
    return [reading.ref(each) for each in models[first : last + 1]]


def _last_list(scene: Scene, models: Sequence[Mention]) -> list[Mention]:
    """Return the last names before a sentence, as far as they are a list: what 两者 or 分别 in it takes up."""
    found = [name for name in models if name.span.end <= scene.sentence.start]
    first = len(found) - 1
    while first > 0 and _in_list(scene.reading, found[first - 1], found[first], scene.language):
        first -= 1
    return found[max(first, 0) :]


def _in_list(reading: Reading, one: Mention, other: Mention, language: Language) -> bool:
    return "(" not in reading.text[one.outer.end : other.outer.start] and joined(reading, one, other, language)
