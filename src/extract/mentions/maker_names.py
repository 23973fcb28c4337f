"""Whole names of those who made something, where a sentence frames them: 由甲大学乙与丙实验室开发, 甲大学乙チームが開発した.

What stands between 由 and the verb is nothing but names, so that a name there needs no proper noun before its ending to be
seen whole, and a team, which is no organization elsewhere, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.mentions.maker_shapes import (
    LONGEST,
    NO_NAME,
    SHORTEST,
    before_apposed,
    is_listed_name,
    is_new_name,
    is_plain,
    is_whole,
    proper_words,
    whole_endings,
)
from extract.mentions.mention import Mention
from extract.mentions.name_tokens import WordsOf, is_latin_name
from extract.mentions.organization_rules import OrganizationRules, organization
from extract.text import Span

FRAMED = "names.organization-framed"
"""The rule of a whole name in such a frame: longer than a known one within it, it is another organization."""
_FRAMED, _PLAIN = 0.8, 0.72
_QUOTES = ' “”「」《》"'
_BRACKET = re.compile(r"\s?\([\w .&・-]{2,28}\)$")
_INITIALS = re.compile(r"\s?\([A-Z][A-Za-z&-]{1,11}\)")
_BEGINS = re.compile(r"(?:^|[。,、!?;:])\s*$")
_BEGINS_PHRASE = frozenset({"function", "verb", "place", "unknown", "noun", "rare"})


def framed_makers(words: WordsOf, match: re.Match[str], rules: OrganizationRules) -> Iterator[Mention]:
    """Yield the names in a match of `rules.made` that an ending, or those listed beside them, prove to be whole.

    Args:
        words: of the line.
        match: in Chinese with a group ``list`` of what stands between the preposition and the verb.
        rules: of the line's language.
    """
    groups = match.groupdict()
    if groups.get("owns"):
        return
    if not groups.get("list"):
        yield from _before_verb(words, match.start(), rules)
        return
    parts = _parts(words, _without_tail(words, Span(*match.span("list")), rules), rules)
    sure = words.text.startswith(tuple(rules.sets["made_sure"]), match.end())
    whole = [is_whole(words, part, rules) for part in parts]
    for part, proven in zip(parts, whole, strict=True):
        if proven or (any(whole) and is_listed_name(words, part, rules)):
            yield organization(words.text, part, "framed", _FRAMED)
        elif sure and is_new_name(words, part, rules):
            yield organization(words.text, part, "framed", _PLAIN)


def opening_makers(words: WordsOf, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield the whole names that begin a clause and tell what they made: 甲大学乙团队发布了."""
    for match in rules.opening.finditer(words.text) if rules.opening else ():
        if not any(each in match["opening"] for each in whole_endings(rules)):
            continue  # before the line is cut into words
        for part in _parts(words, _without_tail(words, Span(*match.span("opening")), rules), rules):
            if part.of(words.text).endswith(whole_endings(rules)) and is_whole(words, part, rules):
                yield organization(words.text, part, "framed", _FRAMED)


def _before_verb(words: WordsOf, end: int, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield who stands before the particle of a verb: 甲大学乙チーム|が開発, 甲|の乙チームが開発, 甲大学|と乙研究所が開発."""
    part = _run_before(words, before_bracket(words.text, end), rules)
    if is_whole(words, part, rules) or _is_abbreviated(words, part, rules):
        yield organization(words.text, part, "framed", _FRAMED)
    elif is_plain(words, part, rules):
        yield organization(words.text, part, "framed", _PLAIN)
    elif short := before_apposed(words, part, rules):
        yield organization(words.text, short, "framed", _PLAIN)
    elif not part.of(words.text).endswith(whole_endings(rules)) or (
        part.of(words.text).endswith(tuple(rules.sets["team"])) and proper_words(words, part)
    ):
        return
    joint = words.words[words.before(part.start)] if words.before(part.start) >= 0 else None
    if joint and joint.end == part.start and joint.text in rules.sets["genitive"] | rules.sets["joints"]:
        before = _run_before(words, before_bracket(words.text, joint.start), rules)
        if is_whole(words, before, rules) or _is_abbreviated(words, before, rules):
            yield organization(words.text, before, "framed", _FRAMED)
        elif joint.text in rules.sets["joints"] and (is_plain(words, before, rules) or _is_latin(words, before)):
            yield organization(words.text, before, "framed", _PLAIN)


def opening_releasers(words: WordsOf, end: int, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield whole and plain names that begin a clause as the subject of a release, one or two: 青葉研究所|は."""
    part = _run_before(words, before_bracket(words.text, end), rules)
    found = []
    if _is_name(words, part, rules):
        found.append(part)
    joint = words.words[words.before(part.start)] if words.before(part.start) >= 0 else None
    if (
        joint
        and joint.end == part.start
        and joint.text in rules.sets["joints"]
        and part.of(words.text).endswith(whole_endings(rules))
    ):
        before = _run_before(words, before_bracket(words.text, joint.start), rules)
        if _is_name(words, before, rules):
            found.append(before)
            part = before
    if _BEGINS.search(words.text, 0, part.start):
        for each in found:
            yield organization(words.text, each, "framed", _PLAIN)


def _is_name(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    return is_whole(words, part, rules) or _is_abbreviated(words, part, rules) or is_plain(words, part, rules)


def before_bracket(text: str, end: int) -> int:
    """Return where the bracket with another name begins that ends at `end`, `end` itself if there is none: 甲研究所(ABC)|が."""
    bracket = _BRACKET.search(text, max(0, end - LONGEST), end)
    return bracket.start() if bracket else end


def _is_abbreviated(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether a part has the ending of a name and its initials in brackets behind it, so is one: 先端産業研究院(APRI)."""
    text = part.of(words.text)
    ending = next((each for each, kind in rules.kinds.items() if kind == "strong" and text.endswith(each)), "")
    head = text.removesuffix(ending)
    return (
        bool(ending) and len(head) >= SHORTEST and len(text) <= LONGEST and bool(_INITIALS.match(words.text, part.end))
    )


def _is_latin(words: WordsOf, part: Span) -> bool:
    """Return whether a part is a word in Latin letters that may be a name, which another name beside it proves: Abcと甲大学が開発."""
    inside = words.within(part)
    return (
        bool(inside)
        and all(word.is_latin and is_latin_name(word.text) for word in inside)
        and not words.is_model_at(part.start)
    )


def _without_tail(words: WordsOf, span: Span, rules: OrganizationRules) -> Span:
    """Return a list of makers without what is said of them before the verb: how, how many, on what basis."""
    text = words.text
    for word in words.within(span):
        if word.start > span.start and word.text in rules.sets["made_then"] and word.tag in _BEGINS_PHRASE:
            span = Span(span.start, word.start)
            break
    how = tuple(rules.sets["made_how"])
    while True:
        listed = span.of(text).rstrip()
        bare = next((listed.removesuffix(each) for each in how if listed.endswith(each)), listed)
        if rules.made_tail:
            bare = rules.made_tail.sub("", bare)
        if bare == span.of(text):
            return span
        span = Span(span.start, span.start + len(bare))


@cache
def _joint(joints: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(joints, key=lambda word: (-len(word), word))
    return re.compile(rf"\s*\([^()]*\)\s*|\s*(?:{'|'.join(map(re.escape, longest_first))})\s*")


def _parts(words: WordsOf, span: Span, rules: OrganizationRules) -> list[Span]:
    """Return the items of a list; one without a proper noun goes on from the one before it: 数据智能与社会计算实验室."""
    text = words.text
    bounds = [span.start]
    for joint in _joint(rules.sets["joints"]).finditer(text, span.start, span.end):
        bounds += [joint.start(), joint.end()]
    bounds.append(span.end)
    parts: list[Span] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        bare = text[start:end].strip(_QUOTES)
        begin = text.index(bare, start)
        part = _of_whom(words, Span(begin, begin + len(bare)), rules)
        goes_on = part.of(text).endswith(whole_endings(rules)) and not proper_words(words, part)
        if parts and goes_on and parts[-1].end < part.start and "(" not in text[parts[-1].end : part.start]:
            parts[-1] = Span(parts[-1].start, part.end)
        else:
            parts.append(part)
    return [Span(each.start, each.start + len(each.of(text).rstrip())) for each in parts if each.of(text).strip()]


def _of_whom(words: WordsOf, part: Span, rules: OrganizationRules) -> Span:
    """Return a part up to the genitive behind the name of an organization: 甲大学乙学院 of 甲大学乙学院的丙团队."""
    for word in words.within(part):
        if word.text in rules.sets["genitive"] and words.text[part.start : word.start].endswith(whole_endings(rules)):
            return Span(part.start, word.start)
    return part


def _run_before(words: WordsOf, end: int, rules: OrganizationRules) -> Span:
    """Return the range of the words that stand together before `end`, up to a particle, a mark or a word of no name."""
    index, start = words.before(end), end
    while index >= 0 and (words.words[index].end == start or _goes_on(words, Span(start, end), rules)):
        word = words.words[index]
        if word.tag in NO_NAME or word.text in rules.sets["stops"]:
            break
        start, index = word.start, index - 1
    for form in rules.sets["legal_before"]:  # 国立研究開発法人甲: a stop within the form ends no name
        at = words.text.rfind(form, 0, end)
        if 0 <= at < start < at + len(form):
            start = at
    return Span(start, end)


def _goes_on(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether a name goes on before the space before its last part, the unit of a larger one: 甲大学 乙学部 丙研究室."""
    text = words.text
    before = text[max(0, part.start - LONGEST) : part.start - 1]
    ends = (*whole_endings(rules), *rules.sets["units"])
    if text[part.start - 1 : part.start] != " " or not part.of(text).endswith(ends):
        return False
    last = re.split(r"[\s、。,:;()「」]", before)[-1]
    return last.endswith(ends) or last.startswith(tuple(rules.sets["legal_before"]))
