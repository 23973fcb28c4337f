"""What shapes prove that the text in a maker's frame is a whole name: its ending, its words, what is listed beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.mentions.name_tokens import Word, WordsOf, is_han, is_katakana, is_latin_name
from extract.mentions.organization_endings import by_ending
from extract.mentions.organization_rules import OrganizationRules
from extract.text import Span

SHORTEST, LONGEST = 2, 30  # characters before the ending; of the whole
"""Characters before the ending of a name; of the whole."""
_WITHIN_NAMES = frozenset({"·", "-"})  # between the parts of a name: 甲集团·乙团队, X-D Lab
_LATIN_ENDINGS = ("Lab", "Labs", "Group", "Team", "Research", "Institute")
_SHORTEST_KATAKANA = 3
_LONGEST_NEW = 8  # characters of a name that only its frame proves
_LONGEST_LISTED = 10  # characters of an item that only its neighbours prove
_MOST_HEADS = 4  # common nouns before the ending of a place of research
NO_NAME = frozenset({"function", "mark", "number", "time", "adjective"})
"""Tags of words that are part of no name."""


@cache
def whole_endings(rules: OrganizationRules) -> tuple[str, ...]:
    """Return the endings that prove a name in its frame, the teams' too."""
    whole = (ending for ending, kind in rules.kinds.items() if kind in {"legal", "strong"})
    return (*whole, *sorted(rules.sets["team"]), *_LATIN_ENDINGS)


def proper_words(words: WordsOf, part: Span) -> list[Word]:
    """Return the words of a part that can be a name's own; one that the segmenter began before it is one: 由青禾."""
    crossing = [
        word for word in words.words if word.start < part.start < word.end <= part.end and word.tag == "unknown"
    ]
    return crossing + [word for word in words.within(part) if word.is_proper]


def is_whole(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether a part has an ending and words before it that make it a whole name."""
    text = part.of(words.text)
    ending = max((each for each in whole_endings(rules) if text.endswith(each)), key=len, default="")
    weak = max((each for each in rules.sets["weak"] if text.endswith(each)), key=len, default="")
    head = text.removesuffix(ending or weak).strip()
    if not (ending or weak) or len(head) < SHORTEST or len(text) > LONGEST or text in rules.sets["none"]:
        return False
    inside = words.within(part)
    if rules.kinds.get(ending) == "legal":
        return not any(word.text in rules.sets["stops"] for word in inside)
    inner = [word for word in inside if word.text not in rules.sets["joints"] | rules.sets["team"] | _WITHIN_NAMES]
    if any(word.text in rules.sets["stops"] or _is_no_part(word, part) for word in inner):
        return False
    if not ending:  # only a proper name right before a weak ending makes it one
        at = part.start + len(head)
        before = words.within(Span(part.start, at))
        if any(word.start < at < word.end and word.tag == "unknown" for word in words.words):
            return True  # the dictionary has neither the name nor a word that ends with it: 青|枫科|技
        return bool(before) and all(word.is_proper and word.text not in rules.sets["places"] for word in before)
    own = [word for word in proper_words(words, part) if word.text not in rules.sets["places"] | rules.sets["team"]]
    if any(not word.is_latin or is_latin_name(word.text) for word in own) or _begins_rare(inside, ending, rules):
        return True
    return _holds_one(words, part, rules)


def _begins_rare(inside: Sequence[Word], ending: str, rules: OrganizationRules) -> bool:
    """Return whether a part with a strong ending begins with a noun that few texts have: 红叶人工智能研究院."""
    known = rules.sets["fields"] | rules.sets["openers"] | rules.sets["stops"] | rules.sets["places"]
    return (
        rules.kinds.get(ending) == "strong"
        and len(inside) > 1
        and inside[0].tag == "rare"
        and len(inside[0].text) > 1
        and inside[0].text not in known
    )


def _is_no_part(word: Word, part: Span) -> bool:
    if word.tag == "number":  # 昆仑|万维: Han characters that only look like a number
        return word.start == part.start or word.text[0].isascii()
    return word.tag in NO_NAME


def _holds_one(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether a part begins with an organization named after its place: 四川天府银行AI团队, 中国南岭大学团队."""
    ends = [each for each in rules.endings.finditer(words.text, part.start, part.end) if each.end() < part.end]
    return any(each.span.start == part.start for each in by_ending(words, ends, rules))


def is_plain(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether a part is common nouns and an ending, which right before its verb is a name: 青葉研究所が開発.

    Before the ending of a place of research there may be several: 人間言語研究所が開発.
    """
    inside = words.within(part)
    ending = next(
        (each for each, kind in rules.kinds.items() if kind == "strong" and part.of(words.text).endswith(each)), ""
    )
    heads = inside[:-1]
    if not heads or not ending or inside[-1].text != ending or any(each.tag not in {"noun", "rare"} for each in heads):
        return False
    known = rules.sets["fields"] | rules.sets["openers"] | rules.sets["stops"] | rules.sets["places"]
    if len(heads) > 1 and (ending not in rules.sets["plain"] or len(heads) > _MOST_HEADS):
        return False
    is_own = any(len(each.text) > 1 and each.text not in known for each in heads)
    return (
        is_own
        and not rules.sets["stops"] & {each.text for each in heads}
        and part.of(words.text) not in rules.sets["none"]
    )


def is_new_name(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether Han characters right before a verb of making can only be a name: a word of its own and common nouns."""
    inside = words.within(part)
    none = rules.sets["stops"] | rules.sets["made_none"] | rules.sets["team"]
    begun = [
        word for word in proper_words(words, part) if word.start < part.start
    ]  # 由青禾: the segmenter's, not the text's
    own = begun + [
        word for word in inside if word.is_proper and len(word.text) > 1 and word.text not in rules.sets["places"]
    ]
    return (
        is_han(part.of(words.text))
        and SHORTEST <= part.end - part.start <= _LONGEST_NEW
        and sum(word.end - max(word.start, part.start) for word in (*begun, *inside)) == part.end - part.start
        and bool(own)
        and bool(inside)  # 由李白: what the segmenter glued together may be a person
        and not (inside[0].start == part.start and inside[0].text in rules.sets["places"])
        and not all(word.tag == "person" for word in inside)
        and not any(word.text in none or word.tag in NO_NAME | {"verb"} for word in inside)
    )


def is_listed_name(words: WordsOf, part: Span, rules: OrganizationRules) -> bool:
    """Return whether an item without an ending, between organizations, is a name: 甲大学、浪潮云、乙大学."""
    inside = words.within(part)
    return (
        SHORTEST <= part.end - part.start <= _LONGEST_LISTED
        and not re.search(r"\d", part.of(words.text))
        and not any(word.text in rules.sets["stops"] or word.tag in NO_NAME | {"verb"} for word in inside)
        and any(word.is_proper for word in inside)
        and not all(word.text in rules.sets["places"] for word in inside)
    )


def before_apposed(words: WordsOf, part: Span, rules: OrganizationRules) -> Span | None:
    """Return what stands before a word that only says what it is, if that is katakana or letters: アオバ of アオバ社."""
    inside = words.within(part)
    if len(inside) < 2 or inside[-1].text not in rules.sets["apposed"]:
        return None
    is_one_word = not re.search(r"[A-Za-z0-9.] ?$", words.text[: inside[-2].start])
    if not (is_katakana(inside[-2].text) or (inside[-2].is_latin and is_one_word)):
        return None
    name = inside[-2]
    return name.span if len(name.text) >= _SHORTEST_KATAKANA and name.text not in rules.sets["called"] else None
