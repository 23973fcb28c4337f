"""What a sentence without a known name says a figure of: noun phrases, quoted terms, the part of a named owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.claims.claim import EntityRef
from extract.claims.grammar import has_particles, is_list_joint
from extract.claims.metric_kinds import OF_AUDIENCES, OF_MARKETS, OF_PLACES
from extract.claims.metrics import Metric
from extract.claims.model_mentions import is_kind
from extract.claims.reading import Reading
from extract.claims.topics import is_circumstance, is_topic
from extract.lang.language import Language
from extract.mentions.mention import Mention, Name
from extract.text import Span

_LONGEST_LABEL = 16
_SAME_CLAUSE = 25  # characters between a word such as 基于 and the name that it governs
_IN_BRACKET = 5  # characters between a bracket behind a name and the name's number in it
_QUOTES = "「『“《 ("
_SHORTEST_PHRASE, _LONGEST_PHRASE = 4, 17  # characters of a noun phrase that can be a subject
_NOUN_TAGS = frozenset({"noun", "name", "rare", "place", "organization", "unknown", "person"})


@dataclass(frozen=True)
class Scene:
    """What stands around a quantity: its sentence, and what box, bullet, heading or title it stands under.

    Attributes:
        context: the entity of the box, bullet, heading or title around the statement.
        model: the model that the bullets before this one are about, if it has none of its own.
        country: the country that the headings name, if they name but one.
        in_cell: whether it stands in a cell of a table, where a label is no subject.
        own: the model that the page is about by its title.
    """

    reading: Reading
    sentence: Span
    context: EntityRef | None
    model: EntityRef | None
    country: EntityRef | None
    language: Language
    in_cell: bool = False
    own: EntityRef | None = None


def is_basis(reading: Reading, name: Mention, language: Language) -> bool:
    """Return whether a name is only what something is built on, likened to or compared with: 基于GLM架构, GPT-4に匹敵.

    What holds for the first name of a list holds for the others (超过甲、乙和丙), and what stands behind the last for all.
    """
    if _is_likened(reading, name, language) or is_kind(reading, name, language):
        return True
    names = [each for each in reading.names if isinstance(each.value, Name)]
    place = next((number for number, each in enumerate(names) if each.span == name.span), None)
    if place is None:
        return False
    first = last = place
    while first and joined(reading, names[first - 1], names[first], language):
        first -= 1
    while last + 1 < len(names) and joined(reading, names[last], names[last + 1], language):
        last += 1
    return (first < place and _is_likened(reading, names[first], language)) or (
        last > place and _is_likened(reading, names[last], language)
    )


def joined(reading: Reading, one: Mention, other: Mention, language: Language) -> bool:
    """Return whether two names are neighbours in a list; a comma alone may also begin another clause."""
    joint = reading.text[one.outer.end : other.outer.start]
    return joint.strip() not in {"", ","} and is_list_joint(joint, language)


def _is_likened(reading: Reading, name: Mention, language: Language) -> bool:
    rules = language.rules["figures"]
    before = reading.text[: name.outer.start].rstrip(_QUOTES)
    clause = re.split(r"[,;。:、]", before)[-1][-_SAME_CLAUSE:]
    behind = reading.text[name.outer.end :].lstrip("」』”》) ")
    kind = re.match(language.any_of("names", "introducers"), behind)
    behind = behind[kind.end() :] if kind else behind
    return (
        before.endswith(tuple(rules["basis_before"]))
        or any(word in clause for word in rules["basis_within"])
        or behind.startswith(tuple(rules["basis_behind"]))
        or bool(re.search(rf"{rules['likened_before']}$", before))
        or bool(re.match(rules["likened_behind"], behind))
    )


def bracketed(reading: Reading, models: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the name that a number in brackets stands right behind: GPT-3 (175B)."""
    opened = reading.text.rfind("(", 0, mention.span.start)
    if opened < 0 or ")" in reading.text[opened : mention.span.start]:
        return None
    beside = [name for name in models if 0 <= opened - name.outer.end <= 1]
    return beside[0] if beside and mention.span.start - opened <= _IN_BRACKET else None


def named_beside(scene: Scene, mention: Mention) -> Mention | None:
    """Return the model that a size stands right behind."""
    if not scene.reading.text[: mention.span.start].endswith(" "):
        return None
    models = scene.reading.names_of("model", within=scene.sentence)
    return next((name for name in models if name.outer.end == mention.span.start - 1), None)


def opens(reading: Reading, name: Mention, language: Language) -> bool:
    """Return whether a name is a sentence's topic or, where the language puts topics first, opens a clause."""
    if not language.rules["names"]["topic"]["at_start"]:
        return is_topic(reading, name, language)
    before = reading.text[: name.outer.start].rstrip(_QUOTES)
    return (not before or before[-1] in ",;。:!") and not is_circumstance(reading, name, language)


def part_of(scene: Scene, names: Sequence[Mention], mention: Mention, metric: Metric | None) -> EntityRef | None:
    """Return the thing of a named owner that a sentence is about: 昇腾AI云服务 of 华为云的昇腾AI云服务也.., not 华为云.

    It is a noun phrase between the genitive and an adverb or a particle, and holds neither the metric's word nor a number.
    """
    reading = scene.reading
    if not metric or metric.name in OF_PLACES or not names or not scene.language.rules["names"]["topic"]["at_start"]:
        return None
    name = names[0]
    tie = re.compile(scene.language.any_of("grammar", "genitive")).match(reading.text, name.outer.end)
    phrase = _nouns(reading, tie.end()) if tie and opens(reading, name, scene.language) else None
    if phrase is None or phrase.end > min(metric.span.start, mention.span.start):
        return None
    return EntityRef("other", phrase.of(reading.text), reading.evidence(phrase))


def noun_phrase(scene: Scene, mention: Mention) -> EntityRef | None:
    """Return the noun phrase that opens the clause of a number: 矿山大模型 of 在应用方面,矿山大模型已在8个矿井..."""
    reading = scene.reading
    clause = re.compile(r"[,、;:]").split(reading.text[scene.sentence.start : mention.span.start])[-1]
    phrase = _nouns(reading, mention.span.start - len(clause))
    if phrase is None or phrase.end >= mention.span.start:
        return None
    return EntityRef("other", phrase.of(reading.text), reading.evidence(phrase))


def _nouns(reading: Reading, start: int) -> Span | None:
    """Return the run of nouns at a place that goes before an adverb or particle, if it is long enough for a name."""
    end = start
    for token in reading.line.tokens:
        if token.start > end:
            break
        if token.start < end:
            continue
        if token.tag not in _NOUN_TAGS and not (token.tag == "adjective" and len(token.text) == 1):
            break
        end = token.end
    ends_word = end < len(reading.text) and end - start in range(_SHORTEST_PHRASE, _LONGEST_PHRASE)
    behind = next((token for token in reading.line.tokens if token.start == end), None)
    return Span(start, end) if ends_word and behind is not None and behind.tag == "function" else None


def quoted_topic(scene: Scene, mention: Mention) -> EntityRef | None:
    """Return the quoted term that a sentence is about, as its topic or as what a note explains: 「甲」では, *1「甲」:."""
    reading, sentence = scene.reading, scene.sentence
    topic = scene.language.rules["names"]["topic"]
    ties = (*topic["behind"], *topic["not_behind"], ":")
    for title in reading.titles:
        is_before = sentence.covers(title.outer) and title.outer.end <= mention.span.start
        if is_before and reading.text.startswith(ties, title.outer.end):
            return reading.ref(title)
    return None


def is_common(reading: Reading, end: int) -> bool:
    """Return whether the words up to a place are common nouns of the dictionary: a service or field, not its name."""
    words = [token for token in reading.line.tokens if token.start < end]
    return bool(words) and all(token.tag == "noun" and len(token.text) > 1 for token in words)


def noun_before(reading: Reading, number: Mention, metric: Metric | None) -> EntityRef | None:
    """Return what a sentence without a known name says the figure of: the words right before the metric's word.

    Of a market or an industry (国内の生成AI市場規模) any words count; of users only a run of Han that is long enough to
    name something (全国生成式人工智能产品用户规模), where the metric stands before its number.
    """
    if metric is None or metric.span.end > number.span.start or metric.name not in OF_MARKETS | OF_AUDIENCES:
        return None
    form = r"[^、。,;:「」()\s\d]{2,20}$" if metric.name in OF_MARKETS else r"[\u3400-\u9fff]{6,20}$"
    dated = max((date.span.end for date in reading.dates if date.span.end <= metric.span.start), default=0)
    words = re.compile(form).search(reading.text[: metric.span.start], dated)
    return EntityRef("other", words[0], reading.evidence(Span(*words.span()))) if words else None


def is_name_like(text: str, language: Language) -> bool:
    """Return whether a short text can name what a value beside it is of: no particles, no digits, no punctuation."""
    return (
        0 < len(text) <= _LONGEST_LABEL and not re.search(r"[\d。、:;,%()]", text) and not has_particles(text, language)
    )
