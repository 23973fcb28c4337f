"""Other names that a text gives for what it names: 「甲乙丙」(Jiayi), 甲乙研究院(以下「甲乙」), 简称, 又称, and words for groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lang.language import Language, load_language
from extract.mentions.alias_forms import is_abbreviation, is_latin, is_wide, may_be_name, other_form
from extract.mentions.alias_groups import find_groups
from extract.mentions.mention import Mention, Name, Title
from extract.text import Span

_BRACKET = re.compile(r"\(([^()]{1,60})\)")
_CLOSING = re.compile(r"[」』”》’>\"]?\s*")
_QUOTED = r"[「『“《\"‘']([^「」『』“”《》\"‘’']{1,30})[」』”》\"’']"
_PLAIN = (
    r"([^「」『』“”《》\"‘’'()、,;:。\s](?:[^「」『』“”《》\"‘’'()、,;:。]{0,29}[^「」『』“”《》\"‘’'()、,;:。\s])?)"
)
_BARE, _STATED = 0.8, 0.9  # confidence of a form that only stands in brackets, and of one that a word introduces
_LONGEST_PLAIN = 12  # characters of an introduced name that is neither Latin, quoted nor an abbreviation
_WORK = "《》"
_TICKER = re.compile(
    r"[A-Za-z.]{2,10}\s?:\s?[A-Za-z0-9.]{1,8}|\d{4,6}(?:\.[A-Z]{1,2})?"
)  # of a share, with its exchange


@dataclass(frozen=True, slots=True)
class LearnedAlias:
    """Another name of something named, as one place of a document gives it.

    Attributes:
        name: the full name: a known or unknown name, or a quotation of which nothing says what it names.
        span: where the other name stands, in the same text.
        text: exactly ``text[span.start:span.end]``.
        rule: what found it.
        confidence: 0 to 1.
    """

    name: Mention
    span: Span
    text: str
    rule: str
    confidence: float


def find_aliases(
    text: str, names: Sequence[Mention], titles: Sequence[Mention], language: Language
) -> list[LearnedAlias]:
    """Return the other names that a text gives, in order; what is not sure is left out.

    Args:
        text: cleaned text of one statement or cell.
        names: the names in it; values are `Name`.
        titles: the quotations in it; values are `Title`.
        language: gives the words of the rules.
    """
    if not _opener(language.code).search(text):
        return []
    heads = _heads(text, names, titles, language)
    found: list[LearnedAlias] = []
    in_doubt = _has_other_names_in_brackets(text, heads, names, language)
    for head in heads:
        if (bracket := _bracket_behind(text, head, language)) is not None:
            stated = list(_stated_in(text, head, bracket, language))
            rest = Span(bracket.start, min((whole.start for _, _, whole in stated), default=bracket.end))
            found.extend(LearnedAlias(head, *_with_text(span, text), rule, _STATED) for rule, span, _ in stated)
            if not in_doubt:
                found.extend(_bare_in(text, head, rest, names, language))
        else:
            found.extend(_stated_behind(text, head, language))
    found.extend(_of_unnamed(text, heads, names, language))
    groups = [group.span for group in find_groups(text, names, language)]
    sure = {
        each.span: each
        for each in found
        if not _names_another(each, names) and not any(span.overlaps(each.span) for span in groups)
    }
    return sorted(sure.values(), key=lambda each: each.span)


def _heads(text: str, names: Sequence[Mention], titles: Sequence[Mention], language: Language) -> list[Mention]:
    """Return what may have another name: the names and quotations, none within another or behind a hyphen."""
    quoted = [
        _as_model(text, title, language)
        for title in titles
        if isinstance(title.value, Title)
        and title.value.marks != _WORK
        and len(title.text) <= 30
        and "(" not in title.text
        and not any(name.span.covers(title.span) for name in names)
    ]
    outside = [
        name
        for name in names
        if not any(title.span.covers(name.span) and title.span != name.span for title in quoted)
        and text[: name.span.start][-1:] != "-"
    ]
    return sorted([*quoted, *outside], key=lambda mention: mention.span)


def _as_model(text: str, title: Mention, language: Language) -> Mention:
    """Return a quotation beside a word for models as the name of a model, else as it is."""
    is_model = text.startswith(language.words("names", "introducers"), title.outer.end) or text[
        : title.outer.start
    ].endswith(language.words("names", "model_before"))
    return Mention(title.span, title.text, Name((), "model"), title.rule, 0.8) if is_model else title


def _bracket_behind(text: str, head: Mention, language: Language) -> Span | None:
    """Return the inside of the round brackets right behind a name, a word for models between them or not."""
    end = _behind(text, head, language)
    match = _BRACKET.match(text, end)
    return Span(*match.span(1)) if match else None


def _behind(text: str, head: Mention, language: Language) -> int:
    match = re.compile(rf"{_CLOSING.pattern}(?:{language.any_of('names', 'introducers')})?\s*").match(
        text, head.span.end
    )
    return match.end() if match else head.span.end


def _stated_in(text: str, head: Mention, bracket: Span, language: Language) -> Iterator[tuple[str, Span, Span]]:
    """Yield rule, alias and whole of what a word in brackets introduces."""
    pattern = _stated(language.code, "brackets")
    for match in pattern.finditer(text, bracket.start, bracket.end):
        group = "quoted" if match["quoted"] else "plain"
        span = Span(*match.span(group))
        if _is_alias(head, span.of(text), bool(match["closed"] or match["joint"]), language, quoted=group == "quoted"):
            yield "aliases.stated", span, Span(*match.span())
    long_form = re.compile(rf"(?:{_QUOTED}|{_PLAIN}){language.any_of('aliases', 'short_for')}$")
    if whole := long_form.match(text[: bracket.end], bracket.start):
        span = Span(*whole.span(1 if whole[1] else 2))
        if may_be_name(span.of(text), language):
            yield "aliases.short-for", span, Span(*whole.span())


def _stated_behind(text: str, head: Mention, language: Language) -> Iterator[LearnedAlias]:
    """Yield what a word behind a name and a comma introduces: 甲乙大学,简称“甲大”."""
    closing = _CLOSING.match(text, head.span.end)
    match = _stated(language.code, "behind").match(text, closing.end() if closing else head.span.end)
    if not match:
        return
    group = "quoted" if match["quoted"] else "plain"
    span = Span(*match.span(group))
    alias = span.of(text)
    short = is_latin(alias) or is_abbreviation(alias, head.text, language)
    if (group == "quoted" or short) and _is_alias(head, alias, False, language, quoted=group == "quoted"):
        yield LearnedAlias(head, span, alias, "aliases.stated", _STATED)


def _is_alias(head: Mention, alias: str, sure: bool, language: Language, *, quoted: bool) -> bool:
    """Return whether an introduced text is another name: quoted, Latin or short for the name, else a bare name that is sure."""
    if alias == head.text or not may_be_name(alias, language):
        return False
    if quoted or is_latin(alias) or is_abbreviation(alias, head.text, language):
        return True
    particles = re.search(rf"[ぁ-ん]|{language.any_of('grammar', 'particles')}", alias)
    return sure and not particles and 2 <= len(alias) <= _LONGEST_PLAIN


def _bare_in(text: str, head: Mention, rest: Span, names: Sequence[Mention], language: Language) -> list[LearnedAlias]:
    """Return the other forms of a name that stand in brackets behind it with nothing else but tickers and known names of it.

    Several forms are each of another kind (letters and katakana): two of one kind are a list of other things.
    """
    found: list[LearnedAlias] = []
    for part in re.finditer(r"[^、,;]+", rest.of(text)):
        inner = re.sub(rf"^{language.any_of('aliases', 'that_is')}[:]?\s*", "", part[0].strip())
        inner = inner.strip("「」『』“”\"‘’'").strip()
        if not inner or _TICKER.fullmatch(inner):
            continue
        start = rest.start + part.start() + part[0].index(inner)
        span = Span(start, start + len(inner))
        learned = _form(text, head, span, language)
        if learned is not None:
            found.append(learned)
        elif not any(name.span == span and not _differ(head, name) for name in names):
            return []
    kinds = [each.rule for each in found]
    return found if len(kinds) == len(set(kinds)) else []


def _form(text: str, head: Mention, span: Span, language: Language) -> LearnedAlias | None:
    """Return a text in brackets as another form of a name, or None if it is not one for sure."""
    inner = span.of(text)
    if re.search(r"[:/]", inner) or inner.endswith("・"):
        return None
    entity_type = head.value.entity_type if isinstance(head.value, Name) else ""
    quoted = isinstance(head.value, Title) or text[max(0, head.span.start - 1) : head.span.start] in tuple("「『“")
    if form := other_form(head.text, inner, entity_type, language, quoted=quoted):
        return LearnedAlias(head, span, inner, f"aliases.{form}", _BARE)
    former = language.words("aliases", "former")
    if inner.startswith(former) and is_latin(inner[1:]) and may_be_name(inner[1:], language):
        return LearnedAlias(head, Span(span.start + 1, span.end), inner[1:], "aliases.former", _BARE)
    return None


def _of_unnamed(
    text: str, heads: Sequence[Mention], names: Sequence[Mention], language: Language
) -> Iterator[LearnedAlias]:
    """Yield the short forms of organizations that no list has: a name that ends like one, and an abbreviation of it."""
    suffixes = language.any_of("names", "organization_suffixes")
    for match in re.finditer(rf"([\u3400-\u9fffァ-ヺーA-Za-z]{{2,30}}{suffixes})\s*\(", text):
        closing = _BRACKET.match(text, match.end() - 1)
        if any(head.span.end == match.end(1) for head in heads) or not closing:
            continue
        for found in _stated(language.code, "brackets").finditer(text, closing.start(1), closing.end(1)):
            span = Span(*found.span("quoted" if found["quoted"] else "plain"))
            alias = span.of(text)
            name = _unnamed(text, Span(*match.span(1)), alias, names)
            if (
                name
                and may_be_name(alias, language)
                and is_wide(alias)
                and is_abbreviation(alias, name.of(text), language)
                and not re.search(language.any_of("grammar", "particles"), name.of(text))
            ):
                mention = Mention(name, name.of(text), Name((), "organization"), "aliases.unnamed", 0.7)
                yield LearnedAlias(mention, span, alias, "aliases.stated", _BARE)


def _unnamed(text: str, run: Span, alias: str, names: Sequence[Mention]) -> Span | None:
    """Return where a name begins in the run of characters that it ends: at what its short form begins with or the place before."""
    first = text.find(alias[0], run.start, run.end)
    if first < 0:
        return None
    place = next(
        (
            each.span
            for each in names
            if isinstance(each.value, Name) and each.span.end == first and each.span.start >= run.start
        ),
        None,
    )
    return Span(place.start if place else first, run.end)


def _has_other_names_in_brackets(
    text: str, heads: Sequence[Mention], names: Sequence[Mention], language: Language
) -> bool:
    """Return whether a bracket behind a name holds another entity: the brackets of such a list say who made what."""
    for head in heads:
        bracket = _bracket_behind(text, head, language)
        inside = [name for name in names if bracket and bracket.covers(name.span)]
        if any(_differ(head, name) for name in inside):
            return True
    return False


def _names_another(alias: LearnedAlias, names: Sequence[Mention]) -> bool:
    return any(name.span.covers(alias.span) and _differ(alias.name, name) for name in names)


def _differ(one: Mention, other: Mention) -> bool:
    """Return whether two mentions name different entities for sure: of other types, or known ones with none in common."""
    if not isinstance(one.value, Name) or not isinstance(other.value, Name):
        return isinstance(other.value, Name) and bool(other.value.candidates)
    a, b = one.value, other.value
    known = bool(a.candidates and b.candidates)
    return (a.entity_type != b.entity_type and bool(b.candidates)) or (known and not {*a.candidates} & {*b.candidates})


def _with_text(span: Span, text: str) -> tuple[Span, str]:
    return span, span.of(text)


@cache
def _stated(code: str, where: str) -> re.Pattern[str]:
    """Return the pattern of a word that introduces another name, the name and what closes it."""
    language = load_language(code)
    in_brackets = where == "brackets"
    word = language.any_of("aliases", "introducers")
    if in_brackets:
        word = rf"(?:{language.any_of('aliases', 'in_brackets')}{word}?|{word})"
    before = r"(?:(?<=\()|(?<=[、,;。]))\s*" if in_brackets else r"[、,]\s*"
    joint, closer = language.any_of("aliases", "joints"), language.any_of("aliases", "closers")
    quoted, plain = _QUOTED.replace("(", "(?P<quoted>", 1), _PLAIN.replace("(", "(?P<plain>", 1).replace("29}", "29}?")
    end = r"\s*(?=$|[、,;。)])"
    return re.compile(
        rf"{before}{word}\s*(?P<joint>{joint})?\s*(?:{quoted}(?=(?P<closer>{closer})?{end if in_brackets else ''})"
        rf"|{plain}(?P<closed>{closer})?{end})"
    )


@cache
def _opener(code: str) -> re.Pattern[str]:
    language = load_language(code)
    return re.compile(
        rf"\(|=|{language.any_of('aliases', 'introducers')}|{language.any_of('aliases', 'group_closers')}"
    )
