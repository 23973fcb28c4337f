"""Whole names of those who made something, where a sentence frames them: 由甲大学乙与丙实验室开发, 甲大学乙チームが開発した.

What stands between 由 and the verb is nothing but names, so that a name there needs no proper noun before its ending to be
seen whole, and a team, which is no organization elsewhere, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.mentions.mention import Mention
from extract.mentions.name_tokens import Word, WordsOf, is_latin_name
from extract.mentions.organization_rules import OrganizationRules, organization
from extract.text import Span

FRAMED = "names.organization-framed"
"""The rule of a whole name in such a frame: longer than a known one within it, it is another organization."""
_FRAMED = 0.8
_SHORTEST, _LONGEST = 2, 30  # characters before the ending; of the whole
_WITHIN_NAMES = frozenset({"·", "-"})  # between the parts of a name: 甲集团·乙团队, X-D Lab
_NO_NAME = frozenset({"function", "mark", "number", "time", "adjective"})


def framed_makers(words: WordsOf, match: re.Match[str], rules: OrganizationRules) -> Iterator[Mention]:
    """Yield the names in a match of `rules.made` that an ending proves to be whole.

    Args:
        words: of the line.
        match: in Chinese with a group ``list`` of what stands between the preposition and the verb.
        rules: of the line's language.
    """
    groups = match.groupdict()
    if groups.get("owns"):
        return
    listed = Span(*match.span("list")) if groups.get("list") else None
    for part in _parts(words, listed, rules) if listed else [_run_before(words, match.start(), rules)]:
        if _is_whole(words, part, rules):
            yield organization(words.text, part, "framed", _FRAMED)


@cache
def _joint(joints: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(joints, key=lambda word: (-len(word), word))
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, longest_first))})\s*")


def _parts(words: WordsOf, span: Span, rules: OrganizationRules) -> list[Span]:
    """Return the items of a list; one without a proper noun goes on from the one before it: 数据智能与社会计算实验室."""
    text = words.text
    bounds = [span.start]
    for joint in _joint(rules.sets["joints"]).finditer(text, span.start, span.end):
        bounds += [joint.start(), joint.end()]
    bounds.append(span.end)
    parts: list[Span] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        part = Span(start, max(start, end))
        if parts and part.of(text).endswith(_endings(rules)) and not _proper(words, part) and parts[-1].of(text):
            parts[-1] = Span(parts[-1].start, part.end)
        else:
            parts.append(part)
    return [Span(each.start, each.start + len(each.of(text).rstrip())) for each in parts]


def _run_before(words: WordsOf, end: int, rules: OrganizationRules) -> Span:
    """Return the range of the words that stand together before `end`, up to a particle, a mark or a word of no name."""
    index, start = words.before(end), end
    while index >= 0 and words.words[index].end == start:
        word = words.words[index]
        if word.tag in _NO_NAME or word.text in rules.sets["stops"]:
            break
        start, index = word.start, index - 1
    return Span(start, end)


def _endings(rules: OrganizationRules) -> tuple[str, ...]:
    whole = (ending for ending, kind in rules.kinds.items() if kind in {"legal", "strong"})
    return (*whole, *sorted(rules.sets["team"]))


def _proper(words: WordsOf, part: Span) -> list[Word]:
    """Return the words of a part that can be a name's own; one that the segmenter began before it is one: 由青禾."""
    crossing = [
        word for word in words.words if word.start < part.start < word.end <= part.end and word.tag == "unknown"
    ]
    return crossing + [word for word in words.within(part) if word.is_proper]


def _is_whole(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    text = part.of(words.text)
    ending = max((each for each in _endings(rules) if text.endswith(each)), key=len, default="")
    head = text.removesuffix(ending).strip()
    if not ending or len(head) < _SHORTEST or len(text) > _LONGEST or text in rules.sets["none"]:
        return False
    inside = words.within(part)
    if rules.kinds.get(ending) == "legal":
        return not any(word.text in rules.sets["stops"] for word in inside)
    inner = [word for word in inside if word.text not in rules.sets["joints"] | rules.sets["team"] | _WITHIN_NAMES]
    if any(word.text in rules.sets["stops"] or word.tag in _NO_NAME for word in inner):
        return False
    own = [word for word in _proper(words, part) if word.text not in rules.sets["places"] | rules.sets["team"]]
    return any(not word.is_latin or is_latin_name(word.text) for word in own)
