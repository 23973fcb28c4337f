"""Names that nothing proves to be models but the line of news itself, which says that something of that name was released.

What is released may as well be a data set, a framework or a method. So the line must also say that it is a model: by a word
beside the name (对话模型 Abc, Abc,一个端到端语音模型), by the form of one of a family (Abc-XL) or by a link from the name to where
models are kept.
"""

from __future__ import annotations

import re

from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.release_parts import is_introduced
from extract.lang.language import Language
from extract.mentions.introduced_names import LINKED
from extract.mentions.latin_names import is_no_name, latin_forms, may_be_member
from extract.mentions.mention import Mention, Name
from extract.segments import links_of
from extract.text import Span

_CONFIDENCE = 0.7
_CAPITALS = 2  # so many of them, a digit or a hyphen make a name of a word
_NEAR = 3  # characters between a verb and its object
_LONGEST_KIND = 40  # characters of an apposition
_NEAR_WEIGHTS = 12  # characters of what is listed beside the weights
_LONGEST_PLACE = 24  # characters between weights and their verb


def released_name(reading: Reading, sentence: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the unknown name in Latin letters that an event word has right beside it as its object, if it is a model's."""
    language = reader.language
    if counted := _counted(reading, sentence, word, language):
        return counted
    is_model_page = reader.finder.sites.is_model_page
    linked = [link for link, address in links_of(reading.statement) if is_model_page(address)]
    for form in latin_forms(reading.text[: sentence.end]):
        span, text = form.span, form.text
        is_bare = form.entity_type or is_no_name(text) or not _looks_like_name(text)
        others = (name for name in reading.names if name.rule != LINKED)
        if is_bare or span.start < sentence.start or any(name.span.overlaps(span) for name in others):
            continue
        introduced = is_introduced(reading.text[: span.start], reading.text[span.end : word.start], language)
        if not introduced and not _is_object(reading, span, word, language):
            continue
        is_linked = any(link.overlaps(span) for link in linked)
        weights = _weights_behind(reading, span, sentence, language)
        proven = introduced or is_linked or may_be_member(text) or weights is not None
        proven = proven or _is_said_next(reading, sentence, language)
        if proven or _is_called_model(reading.text, span, sentence, language):
            return [Mention(span, text, Name((), "model"), "names.released-object", _CONFIDENCE)]
    return []


def _counted(reading: Reading, sentence: Span, word: Span, language: Language) -> list[Mention]:
    """Return the names of a list that the object of a verb says how many models it is of: 甲および乙、2つの対話モデルを公開."""
    rules = language.rules["releases"]
    if rules["object_follows_verb"]:
        return []
    kinds = language.any_of("names", "model_before")
    said = rf"\s?[、,]\s?{rules['counted_models']}[^、。,]{{0,{_LONGEST_KIND}}}?{kinds}{rules['object_particle']}\w{{0,6}}?"
    found: list[Mention] = []
    end = word.start
    for form in reversed(
        [each for each in latin_forms(reading.text[: word.start]) if each.span.start >= sentence.start]
    ):
        gap = reading.text[form.span.end : end]
        is_tied = is_list_joint(gap, language) if found else re.fullmatch(said, gap)
        if is_tied and _looks_like_name(form.text) and not is_no_name(form.text):
            found.append(Mention(form.span, form.text, Name((), "model"), "names.released-object", _CONFIDENCE))
            end = form.span.start
        elif found:
            break
    return found[::-1] if len(found) > 1 else []


def _looks_like_name(text: str) -> bool:
    return len(text) > 2 and (
        sum(char.isupper() for char in text) >= _CAPITALS or (text[0].isupper() and bool(re.search(r"[\d-]", text)))
    )


def _is_object(reading: Reading, span: Span, word: Span, language: Language) -> bool:
    """Return whether nothing but a particle, or weights of its own, stands between a name and the verb of its release."""
    text = reading.text
    if span.start >= word.end and language.rules["releases"]["object_follows_verb"]:
        return span.start - word.end <= _NEAR and not re.search(r"[,;:。]", text[word.end : span.start])
    gap = text[span.end : word.start] if span.end <= word.start else None
    if gap is None:
        return False
    is_beside = re.fullmatch(rf"\s?(?:{language.rules['releases']['object_joint']})?", gap) and len(gap) <= _NEAR
    weights = _weights_behind(reading, span, Span(span.end, word.start), language)
    if weights is None:
        return bool(is_beside)
    rest, particle = text[weights : word.start], language.rules["releases"]["object_particle"]
    return len(rest) <= _LONGEST_PLACE and not re.search(rf"[,;:。、]|{particle}.*{particle}", rest)


def _weights_behind(reading: Reading, span: Span, within: Span, language: Language) -> int | None:
    """Return where weights or checkpoints end that are named as a thing's own, which only models have: 甲のコードとモデルの重み.

    A model of its own proves it too where a link leads to a project of that name, which is no organization.
    """
    any_model = any(name.rule == LINKED and name.span == span for name in reading.names)
    sure = "|".join(
        re.escape(each)
        for each in language.words("releases", "weights")
        if any_model or each not in language.words("names", "introducers")
    )
    particle = language.rules["releases"]["object_particle"] or "(?!)"
    owned = rf"\s?{language.any_of('grammar', 'genitive')}\s?"
    listed = rf"(?:[^,;。、]{{0,{_NEAR_WEIGHTS}}}?{language.any_of('grammar', 'joints')})*"
    found = re.compile(rf"{owned}{listed}(?:(?!{particle})[^\W\d]){{0,{_NEAR_WEIGHTS}}}?(?:{sure})").match(
        reading.text, span.end, within.end
    )
    return found.end() if found else None


def _is_called_model(text: str, span: Span, sentence: Span, language: Language) -> bool:
    """Return whether a word for models stands right before a name, or ends the words behind it that say what it is."""
    kinds = language.any_of("names", "model_before")
    if re.search(rf"{kinds}[\s—–:「『“-]*$", text[sentence.start : span.start]):
        return True
    apposed = (
        rf"\s?[,(]\s?{language.any_of('releases', 'called')}[^,;。()]{{0,{_LONGEST_KIND}}}?{kinds}(?=[,;。()!\s]|$)"
    )
    return bool(language.words("releases", "called") and re.compile(apposed).match(text, span.end, sentence.end))


def _is_said_next(reading: Reading, sentence: Span, language: Language) -> bool:
    """Return whether the next sentence says that what this one released is a model: Xyzを公開しました。これは…のモデルです."""
    following = next((each for each in reading.statement.sentences if each.start >= sentence.end), None)
    said = re.compile(rf"\s*(?:{language.rules['releases']['said_next']})")
    return following is not None and bool(said.match(reading.text, following.start, following.end))
