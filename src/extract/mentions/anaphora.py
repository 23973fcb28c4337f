"""Words that point back at a name (同社, 该公司, 同モデル, 这一模型) and the name that each stands for, if only one can be meant."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.lang.language import Language, load_language
from extract.mentions.alias_groups import entity_key, is_listed
from extract.mentions.mention import Mention, Name, Title
from extract.text import Span

_TYPES = {
    "company": "organization",
    "university": "organization",
    "institute": "organization",
    "organization": "organization",
    "model": "model",
    "person": "person",
}
_QUOTES = "」』”》)\"’' "
_CONFIDENCE = 0.7
_WORKS = "《》"


@dataclass(frozen=True, slots=True)
class AnaphoraLine:
    """One statement, as the resolver sees it.

    Attributes:
        text: its cleaned text.
        names: the names in it; values are `Name`.
        titles: the quotations in it: one that no name covers may be another model, and leaves a pointing word in doubt.
        sentences: the ranges of its sentences, in order.
        paragraph: lines that follow each other with the same key read on; None for a heading or cell, which stands alone.
    """

    text: str
    names: Sequence[Mention]
    titles: Sequence[Mention]
    sentences: Sequence[Span]
    paragraph: Hashable | None


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that points back at a name.

    Attributes:
        line: the place of its line among those given.
        span: where it stands in the line's text.
        text: exactly ``text[span.start:span.end]``.
        kind: ``company``, ``university``, ``institute``, ``organization``, ``model`` or ``person``.
        entity_type: the type of what it stands for.
        antecedent: the name that it stands for; None in doubt.
        antecedent_line: the line of that name; -1 for none.
    """

    line: int
    span: Span
    text: str
    kind: str
    entity_type: str
    antecedent: Mention | None = None
    antecedent_line: int = -1

    def mention(self) -> Mention | None:
        """Return the word as a mention of what it stands for, None in doubt.

        Its text is the pointing word; a name that no list has is linked by the antecedent's text.
        """
        if self.antecedent is None:
            return None
        return Mention(self.span, self.text, self.antecedent.value, f"anaphora.{self.kind}", _CONFIDENCE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in a sentence, a word that was resolved to one of `line`, or what hides a name: then its mention is None."""

    line: int
    span: Span
    mention: Mention | None
    kind: str = ""


def points_back(texts: Iterable[str], language: Language) -> bool:
    """Return whether any of the texts may have a word that points back; those of most sections have none."""
    _, pointing = _pattern(language.code)
    whole = "\n".join(texts)
    return any(word in whole for word in pointing)


def resolve_anaphora(lines: Sequence[AnaphoraLine], language: Language) -> list[Anaphor]:
    """Return the pointing words of a section in order, each with the name that it stands for.

    That is the only name of its kind before it in its sentence, else the only one in the sentence before, or there the one
    that the sentence is about; a sentence before is one of the same line or of the line before it in the same paragraph. A
    word that was resolved counts as the name it stands for. Two names that may be meant, or an unknown one, leave it open.

    Args:
        lines: statements in reading order.
        language: gives the words.
    """
    found: list[Anaphor] = []
    before: list[_Place] = []
    last: tuple[int, Span] | None = None
    for number, line in enumerate(lines):
        if number and (line.paragraph is None or line.paragraph != lines[number - 1].paragraph):
            before, last = [], None
        for sentence in line.sentences:
            places = _places(number, line, sentence)
            for word in _words(number, line, sentence, language):
                here = [each for each in places if each.span.end <= word.span.start]
                antecedent = _antecedent(word, here, before, lines, last, (number, sentence), language)
                if antecedent is not None and antecedent.mention is not None:
                    found.append(replace(word, antecedent=antecedent.mention, antecedent_line=antecedent.line))
                else:
                    found.append(word)
                origin = found[-1].antecedent_line if antecedent else number
                places.append(_Place(origin, word.span, found[-1].antecedent, word.kind))
                places.sort(key=lambda each: each.span)
            if sentence.of(line.text).strip():
                before, last = places, (number, sentence)
    return found


def _antecedent(
    word: Anaphor,
    here: list[_Place],
    before: list[_Place],
    lines: Sequence[AnaphoraLine],
    last: tuple[int, Span] | None,
    now: tuple[int, Span],
    language: Language,
) -> _Place | None:
    """Return the place of the name that a pointing word stands for."""
    same = [each for each in here if _may_mean(each, word, language)]
    if same:
        return _only(same) if not _hidden(lines[now[0]], Span(now[1].start, word.span.start), word, language) else None
    if last is None:
        return None
    line, sentence = lines[last[0]], last[1]
    candidates = [each for each in before if _may_mean(each, word, language)]
    if not candidates or _hidden(line, sentence, word, language):
        return None
    topics = [each for each in candidates if _is_topic(line, sentence, each, language)]
    if only := _only(candidates):
        return only if topics or not _is_beside(line, sentence, candidates[-1], language) else None
    return _only(topics)


def _may_mean(place: _Place, word: Anaphor, language: Language) -> bool:
    """Return whether a word can stand for the name at a place by its type and its end."""
    if place.mention is None:  # what may be a name of this type or an unresolved word of it
        return _TYPES.get(place.kind, place.kind) == word.entity_type
    value = place.mention.value
    if not isinstance(value, Name) or value.entity_type != word.entity_type:
        return False
    if word.entity_type != "organization" or word.kind == "organization":
        return True
    text = place.mention.text
    if word.kind == "company":
        return not any(
            text.endswith(language.words("anaphora", "endings", end)) for end in language.rules["anaphora"]["endings"]
        )
    return text.endswith(language.words("anaphora", "endings", word.kind))


def _only(places: Sequence[_Place]) -> _Place | None:
    """Return the last of several places of one entity; None if there are two entities, none or a hidden one."""
    keys = {entity_key(each.mention) if each.mention else None for each in places}
    return places[-1] if len(keys) == 1 and None not in keys else None


def _places(number: int, line: AnaphoraLine, sentence: Span) -> list[_Place]:
    """Return the names of a sentence and the quotations that may hide a model's name; not what stands in brackets."""
    named = [
        _Place(number, name.span, name)
        for name in line.names
        if sentence.covers(name.span) and not _in_brackets(line.text, sentence, name.span)
    ]
    quoted = [
        _Place(number, title.span, None, "model")
        for title in line.titles
        if sentence.covers(title.span)
        and not _in_brackets(line.text, sentence, title.span)
        and isinstance(title.value, Title)
        and title.value.marks != _WORKS
        and len(title.text) <= 20
        and not any(name.span.overlaps(title.span) for name in line.names)
    ]
    return sorted([*named, *quoted], key=lambda each: each.span)


def _words(number: int, line: AnaphoraLine, sentence: Span, language: Language) -> Iterator[Anaphor]:
    pattern, kinds = _pattern(language.code)
    for match in pattern.finditer(line.text, *sentence):
        span = Span(*match.span())
        if not any(name.span.overlaps(span) for name in line.names):
            kind = kinds[match[0]]
            yield Anaphor(number, span, match[0], kind, _TYPES[kind])


def _is_topic(line: AnaphoraLine, sentence: Span, place: _Place, language: Language) -> bool:
    """Return whether a sentence is about the name: by the particle behind it or, as the language has it, its first place."""
    behind = _behind(line, sentence, place)
    before = line.text[sentence.start : place.span.start].strip("「『“《\"‘' ")
    rules = language.rules["names"]["topic"]
    if not behind.startswith(language.words("anaphora", "topic_behind")):
        return False
    listed = any(
        name.value.entity_type == place.mention.value.entity_type
        and is_listed(line.text[min(name.span.end, place.span.end) : max(name.span.start, place.span.start)], language)
        for name in line.names
        if isinstance(name.value, Name)
        and place.mention
        and isinstance(place.mention.value, Name)
        and entity_key(name) != entity_key(place.mention)
    )
    if listed or _is_beside(line, sentence, place, language):
        return False
    return not rules["at_start"] or not re.split(r"[,、]", before)[-1].strip("「『“《\"‘' ")


def _is_beside(line: AnaphoraLine, sentence: Span, place: _Place, language: Language) -> bool:
    """Return whether a name only says with what, where or beyond what."""
    behind = _behind(line, sentence, place)
    before = line.text[sentence.start : place.span.start].rstrip("「『“《\"‘' ")
    return behind.startswith(language.words("anaphora", "beside_behind")) or before.endswith(
        language.words("anaphora", "beside_before")
    )


def _behind(line: AnaphoraLine, sentence: Span, place: _Place) -> str:
    """Return what follows a name in its sentence, behind quotation marks and brackets."""
    rest = line.text[place.span.end : sentence.end].lstrip(_QUOTES)
    return re.sub(r"^\([^()]*\)[」』”》\s]*", "", rest)


def _in_brackets(text: str, sentence: Span, span: Span) -> bool:
    before = text[sentence.start : span.start]
    return before.count("(") > before.count(")")


def _hidden(line: AnaphoraLine, within: Span, word: Anaphor, language: Language) -> bool:
    """Return whether a range names an organization by its form alone that is no known name: it may be the one meant."""
    if word.entity_type != "organization":
        return False
    pattern = re.compile(
        rf"[\u3400-\u9fffァ-ヺーA-Za-z]{language.any_of('names', 'organization_suffixes')}(?![\u3400-\u9fff])"
    )
    return any(
        not any(name.span.overlaps(Span(*match.span())) for name in line.names)
        for match in pattern.finditer(line.text, *within)
    )


@cache
def _pattern(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    language = load_language(code)
    kinds = {word: kind for kind in _TYPES for word in language.words("anaphora", kind)}
    words = "|".join(re.escape(word) for word in sorted(kinds, key=lambda word: (-len(word), word)))
    before = "".join(f"(?<!{re.escape(word)})" for word in language.words("anaphora", "not_behind"))
    return re.compile(rf"{before}(?:{words})(?!{language.any_of('anaphora', 'not_before')})"), kinds
