"""How a model came to be, as sentences state it: what data it learned from, and, where they do not name it, what it is built on.

甲は乙コーパスで学習した, 甲在乙数据集上训练, 学習データには乙を使用した; 乙をベースに学習したモデルです. A sentence that names no model
is about the one that the sentences before it in its paragraph are about, else that of its section, else that of the page's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.data_names import DATA, with_data
from extract.claims.masks import Masked, compiled, joints, masked_sentences
from extract.claims.model_mentions import is_architecture
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.topics import is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language, load_language
from extract.mentions.mention import Mention

_NAMED, _SECTION, _TITLE = 0.8, 0.7, 0.65
_NOT_READ = frozenset({BlockKind.SOURCE, BlockKind.NOTE})


def training_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the sentences of a section say of the data that a model learned from and of the model that it is built on."""
    words = _words(reader.language.code)
    for reading in section.readings:
        if reading.statement.kind in _NOT_READ or not words.search(reading.text):
            continue
        with_names = with_data(reading, reader)
        for sentence in masked_sentences(with_names) if with_names.names else ():
            if not re.search(reader.language.any_of("relations", "negations"), sentence.text):
                yield from _learned(sentence, section, reader.language)
                yield from _built(sentence, section, reader.language)


@cache
def _words(code: str) -> re.Pattern[str]:
    """Return the pattern of the words without one of which a line says nothing of this, and most have none."""
    language = load_language(code)
    return re.compile(f"{language.any_of('relations', 'learns')}|{language.any_of('relations', 'grows_from')}")


def model_of_section(section: SectionReading) -> EntityRef | None:
    """Return the model that the headings of a section name, but none of an outer title that is a sentence: 甲已正式发布!"""
    for heading in reversed(section.heading):
        if any(heading.names_of("model")):
            is_news = heading is not section.heading[-1] and heading.text.rstrip().endswith(("!", "。"))
            return None if is_news else section.model
    return section.model


def _learned(sentence: Masked, section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the data that a sentence says a model learned from."""
    if not any(mention.rule == DATA for mention in sentence.names.values()):
        return
    found = False
    for match in _matches(sentence, "named", language):
        models = [_meant(sentence, at, section, language) for at in _places(sentence, match, "s")]
        for claim in _claims(sentence, match, "uses_dataset", [each for each in models if each], _NAMED):
            found = True
            yield claim
    if not found and not re.search(language.any_of("relations", "advises"), sentence.text):
        for match in _matches(sentence, "unnamed", language):
            yield from _of_own(sentence, match, "uses_dataset", section, language)


def _built(sentence: Masked, section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the model that a sentence says the one it leaves out is built on."""
    if not any(getattr(mention.value, "entity_type", "") == "model" for mention in sentence.names.values()):
        return
    if not re.search(language.any_of("relations", "advises"), sentence.text):
        for match in _matches(sentence, "built_on", language):
            yield from _of_own(sentence, match, "based_on", section, language)


def _matches(sentence: Masked, key: str, language: Language) -> Iterator[re.Match[str]]:
    for pattern in language.rules["relations"]["training"][key]:
        yield from compiled(pattern, language.code).finditer(sentence.text)


def _places(sentence: Masked, match: re.Match[str], *groups: str) -> Iterator[int]:
    """Yield the places of the names in some groups of a match."""
    for group in groups:
        if group in match.re.groupindex and match[group]:
            yield from (at for at in range(*match.span(group)) if at in sentence.names)


def _of_own(
    sentence: Masked, match: re.Match[str], predicate: str, section: SectionReading, language: Language
) -> Iterator[RelationClaim]:
    """Yield the claims of a match about the model that the sentence does not name."""
    topics = _topics_before(sentence, language)
    if topics:
        subject = sentence.reading.ref(topics[-1]) if _is_model(topics[-1]) else None
        confidence = _SECTION
    elif model_of_section(section):
        subject, confidence = section.model, _SECTION
    else:
        said = bool(re.search(language.rules["names"]["speaks_of_model"], match.group()))
        subject, confidence = section.page_model.own(said=said), _TITLE
    if subject:
        yield from _claims(sentence, match, predicate, [subject], confidence)


def _topics_before(sentence: Masked, language: Language) -> list[Mention]:
    """Return the names that the sentences before one in its paragraph are about, in order."""
    reading = sentence.reading
    named = reading.names_of("model", "product", "organization")
    return [each for each in named if each.span.end <= sentence.starts[0] and _heads(reading, each, language)]


def _heads(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a name is the topic of its sentence or stands first in the paragraph."""
    return is_topic(reading, mention, language) or not re.search(r"\w", reading.text[: mention.outer.start])


def _is_model(mention: Mention) -> bool:
    return getattr(mention.value, "entity_type", "") == "model"


def _meant(sentence: Masked, at: int, section: SectionReading, language: Language) -> EntityRef | None:
    """Return the model that a name stands for: an architecture that only says of which kind it is stands for the section's own."""
    mention, reading = sentence.names[at], sentence.reading
    before, behind = reading.text[: mention.outer.start], reading.text[mention.outer.end :]
    says_kind = re.match(rf"\s?{language.rules['relations']['kind_behind']}", behind) or re.search(
        rf"{language.any_of('relations', 'data_languages')}\s?$", before
    )
    return section.model if says_kind and is_architecture(mention) else reading.ref(mention)


def _claims(
    sentence: Masked, match: re.Match[str], predicate: str, subjects: Sequence[EntityRef], confidence: float
) -> Iterator[RelationClaim]:
    reading = sentence.reading
    place = reading.evidence(sentence.span(*match.span()))
    places = list(_places(sentence, match, "o", "a"))
    if predicate == "uses_dataset" and places:
        places = _whole_list(sentence, places)
    for at in places:
        mention = sentence.names[at]
        if mention.rule != DATA if predicate == "uses_dataset" else not _is_model(mention):
            continue
        target = reading.ref(mention)
        for subject in subjects:
            same = set(subject.candidates) & set(target.candidates) and subject.version == target.version
            if subject.name != target.name and not same:
                yield RelationClaim(
                    subject=subject,
                    predicate=predicate,
                    object=target,
                    evidence=(place, subject.evidence, target.evidence),
                    rule="relations.training",
                    confidence=confidence,
                )


def _whole_list(sentence: Masked, places: list[int]) -> list[int]:
    """Return the places of the names of data that stand in one list with those of a match, words for data between them."""
    language = sentence.reading.statement.language
    nouns = rf"(?:{language.any_of('relations', 'dataset_nouns')}|[Dd]atasets?|[Cc]orpus|v?\d+(?:\.\d+)*|\([^()]*\))"
    gap = re.compile(
        rf"\s?(?:{nouns}\s?)*{joints(language)}\s?(?:{language.any_of('relations', 'data_languages')}\s?)*"
    )
    data = sorted(at for at, mention in sentence.names.items() if mention.rule == DATA)
    listed = set(places)
    for one, other in (*pairwise(data), *reversed(list(pairwise(data)))):
        if (one in listed) != (other in listed) and gap.fullmatch(sentence.text[one + 1 : other]):
            listed |= {one, other}
    return sorted(listed)
