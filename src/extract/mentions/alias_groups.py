"""Words that a text defines as several names at once (AB＝甲、乙): other names of none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.lang.language import Language, load_language
from extract.mentions.mention import Mention, Name
from extract.text import Span


@dataclass(frozen=True, slots=True)
class AliasGroup:
    """A word that stands for several names, where the text defines it."""

    span: Span
    text: str
    members: tuple[Mention, ...]


def find_groups(text: str, names: Sequence[Mention], language: Language) -> list[AliasGroup]:
    """Return the words that a text defines as several names of one type: ＡＢ＝甲、乙, AB(甲、乙), ABとは甲、乙の頭文字."""
    groups = []
    for match in _group(language.code).finditer(text):
        if match["bracket"]:
            end = text.find(")", match.end())
            inside = Span(match.end(), end if end >= 0 else len(text))
        else:
            closer = re.compile(rf"{language.any_of('aliases', 'group_closers')}|[。;]").search(text, match.end())
            inside = Span(match.end(), closer.start() if closer else len(text))
        members = [
            name
            for name in names
            if inside.covers(name.span)
            and isinstance(name.value, Name)
            and name.value.entity_type != "place"
            and not _in_brackets(text, inside, name)
        ]
        types = {name.value.entity_type for name in members if isinstance(name.value, Name)}
        word = Span(*match.span("word"))
        if (
            len({entity_key(name) for name in members}) < 2
            or len(types) != 1
            or any(n.span.overlaps(word) for n in names)
        ):
            continue
        between = [text[a.span.end : b.span.start] for a, b in pairwise(members)]
        if all(is_listed(gap, language) for gap in between) and len(text[inside.start : members[0].span.start]) < 30:
            groups.append(AliasGroup(word, word.of(text), tuple(members)))
    return groups


def entity_key(mention: Mention) -> tuple[object, ...]:
    """Return what two mentions of one entity have in common: the entity and version, or the text of an unknown name."""
    value = mention.value
    if isinstance(value, Name) and value.candidates:
        return value.candidates[0], value.version
    return (mention.text,)


def _in_brackets(text: str, inside: Span, name: Mention) -> bool:
    before = text[inside.start : name.span.start]
    return before.count("(") > before.count(")")


def is_listed(gap: str, language: Language) -> bool:
    """Return whether what stands between two names only lists them, other names of theirs in brackets aside."""
    joint = language.any_of("grammar", "joints")
    return bool(re.fullmatch(rf"[」』”》\s]*(?:\([^()]*\))?[」』”》\s]*(?:[、,/・·]|{joint})?[「『“《\s]*", gap))


@cache
def _group(code: str) -> re.Pattern[str]:
    language = load_language(code)
    joint = language.any_of("aliases", "group_joints")
    return re.compile(rf"(?<![A-Za-z0-9])「?(?P<word>[A-Z]{{2,8}})」?[*※†]?(?:{joint}、?|(?P<bracket>\((?:{joint})?))")
