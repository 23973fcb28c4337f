"""Whose size it is: the model beside a size, the one that its sentence is about, those of a list that share it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claim import EntityRef
from extract.claims.figure_phrases import Scene, bracketed, is_basis, joined, named_beside, opens
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.latin_names import is_no_name
from extract.mentions.mention import Mention
from extract.text import Span

_BESIDE_NAME = 5  # characters between a name and a size that stands beside it: 甲系列,320亿参数
_SHARED_REACH = 8  # characters between a size and a list of models that all have it: 70亿参数的甲和乙
_MODEL_REACH = 40  # characters between a size and the model behind it
_CANDIDATE = 0.45
# A name that no list has and nothing proves, at the beginning of a line.
_NEW_NAME = r"(?P<name>[A-Z][A-Za-z]*(?:[-.]?[A-Za-z0-9]+)*(?: \d+(?:\.\d+)?)?)(?:\s?\([^()]{1,30}\))?"

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
    is_amount = getattr(mention.value, "unit", "") in {"parameters", ""}
    if is_amount and (qualified := _qualified(scene, own, mention)):
        return [reading.ref(qualified)], 0.8
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
    return _from_before(scene, models, mention, is_size=is_size)


def _from_before(scene: Scene, models: Sequence[Mention], mention: Mention, *, is_size: bool) -> Found:
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
    if is_size and _is_of_some(scene, mention):
        return _NOBODY
    for around in (scene.context, scene.model):
        if around is not None and around.entity_type in {"model", "product"}:
            return [around], 0.6
    if earlier:
        return [reading.ref(earlier[-1])], 0.6
    if is_size and (topic := _new_topic(scene, mention)):
        return [topic], 0.55
    generally = any(word in scene.sentence.of(reading.text) for word in language.words("figures", "generally"))
    if scene.own is not None and not generally:
        return [scene.own], 0.6
    return ([scene.context], 0.4) if scene.context is not None else _NOBODY


def _qualified(scene: Scene, models: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the model that a size stands before as its attribute, whatever else the sentence is about: 1兆パラメータのモデル「甲」."""
    following = next((name for name in models if name.span.start >= mention.span.end), None)
    if following is None:
        return None
    between = scene.reading.text[mention.span.end : following.span.start]
    return following if re.fullmatch(scene.language.rules["figures"]["qualifies"], between) else None


def _is_of_some(scene: Scene, mention: Mention) -> bool:
    """Return whether a size says for what models something holds, and not of one that the sentence brings: 7Bのモデルを動かすには."""
    language, behind = scene.language, scene.reading.text[mention.span.end : scene.sentence.end]
    kind = re.match(
        rf"{language.any_of('grammar', 'genitive')}[^。、,;:\d]{{0,16}}?{language.any_of('names', 'introducers')}",
        behind,
    )
    if kind is None:
        return False
    return bool(re.match(language.rules["figures"]["of_some"], behind[kind.end() :]))


def _new_topic(scene: Scene, mention: Mention) -> EntityRef | None:
    """Return the unknown name in Latin letters with which a line begins, if it has a size and no other name: Abcは1億パラメータの..."""
    reading, language = scene.reading, scene.language
    topic = re.match(rf"{_NEW_NAME}{language.rules['names']['sized']}", reading.text)
    if topic is None or topic.end() > mention.span.start or is_no_name(topic["name"]):
        return None
    if any(name.span.start <= topic.start("name") for name in reading.names):
        return None
    span = Span(*topic.span("name"))
    return EntityRef("model", topic["name"], reading.evidence(span))


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
