"""Names by the aliases that their document gives: an alias holds within its document and for one thing only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from extract.mentions.alias_forms import is_latin
from extract.mentions.alias_groups import entity_key
from extract.mentions.aliases import LearnedAlias
from extract.mentions.mention import Mention, Name
from extract.text import Span

_SURE_LENGTH = 3  # characters of a Han name that is hardly part of another word by chance


def settled(learned: Iterable[LearnedAlias]) -> dict[str, LearnedAlias]:
    """Return the other names of a document that stand for one thing only, by their text.

    An alias that two places give for different names is in doubt and left out; of several places the first counts.
    """
    by_text: dict[str, list[LearnedAlias]] = {}
    for each in learned:
        by_text.setdefault(each.text, []).append(each)
    return {text: places[0] for text, places in by_text.items() if len({entity_key(each.name) for each in places}) == 1}


def find_learned(
    text: str, aliases: Iterable[LearnedAlias], names: Sequence[Mention], edges: Set[int]
) -> list[Mention]:
    """Return the places of a text that name something by an alias of its document, in order.

    A mention has the entity, type and version of the full name and so links to it; for a full name that no list has,
    give the alias in `EntityRef.aliases`. Names that are known already stay as they are.

    Args:
        text: cleaned text of one statement or cell.
        aliases: the document's, from `settled`; one whose name is a quotation of an unknown kind names nothing here.
        names: the names that were found in the text.
        edges: offsets at which its tokens begin and end, for the boundaries of short names.
    """
    found: list[Mention] = []
    for alias in sorted(aliases, key=lambda each: (-len(each.text), each.text)):
        value = alias.name.value
        if not isinstance(value, Name):
            continue
        for match in re.finditer(re.escape(alias.text), text):
            span = Span(*match.span())
            taken = any(span.overlaps(each.span) for each in (*names, *found))
            if not taken and _stands_alone(text, span, edges):
                found.append(Mention(span, alias.text, value, "aliases.learned", min(0.8, alias.confidence)))
    return sorted(found, key=lambda each: each.span)


def _stands_alone(text: str, span: Span, edges: Set[int]) -> bool:
    before, after = text[: span.start][-1:], text[span.end :][:1]
    if is_latin(span.of(text)[:1]) and before.isascii() and before.isalnum():
        return False
    if is_latin(span.of(text)[-1:]):
        return not (after.isascii() and (after.isalnum() or after in "-_"))
    return len(span.of(text)) > _SURE_LENGTH or {span.start, span.end} <= edges
