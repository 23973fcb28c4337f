"""Names that a document gives by other names: its own short forms (以下「甲」), and words that point back (同社, 该模型)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.claims.reading import Reading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.aliases import LearnedAlias, find_aliases
from extract.mentions.anaphora import AnaphoraLine, points_back, resolve_anaphora
from extract.mentions.learned_names import find_learned, settled
from extract.mentions.mention import Mention, Name

_STANDS_ALONE = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE, BlockKind.SOURCE})


def aliases_of(readings: Iterable[Reading], language: Language) -> dict[str, LearnedAlias]:
    """Return the other names that a document gives in all of its lines, each for one thing only."""
    return settled(
        alias
        for reading in readings
        if reading.names or reading.titles
        for alias in find_aliases(reading.text, reading.names, reading.titles, language)
    )


def with_aliases(reading: Reading, aliases: dict[str, LearnedAlias]) -> Reading:
    """Return a line with the names that it gives by their aliases."""
    used = [alias for text, alias in aliases.items() if text in reading.text]
    if not used:
        return reading
    full = {alias.text: alias.name.text for alias in used}
    found = [
        _standing_for(each, full[each.text])
        for each in find_learned(reading.text, used, reading.names, reading.line.edges)
    ]
    return _with_names(reading, found)


def with_references(readings: Sequence[Reading], language: Language) -> list[Reading]:
    """Return the lines of a section with the words that point back at a name, where only one can be meant."""
    if not points_back((reading.text for reading in readings), language):
        return list(readings)
    lines = [
        AnaphoraLine(reading.text, reading.names, reading.titles, reading.statement.sentences, _paragraph(reading))
        for reading in readings
    ]
    found: dict[int, list[Mention]] = {}
    for anaphor in resolve_anaphora(lines, language):
        mention = anaphor.mention()
        if mention is not None and anaphor.antecedent is not None:
            value = anaphor.antecedent.value
            name = value.full if isinstance(value, Name) and value.full else anaphor.antecedent.text
            found.setdefault(anaphor.line, []).append(_standing_for(mention, name))
    return [_with_names(reading, found.get(number, [])) for number, reading in enumerate(readings)]


def _paragraph(reading: Reading) -> tuple[int, str, int] | None:
    statement = reading.statement
    return None if statement.kind in _STANDS_ALONE else (statement.page, str(statement.kind), statement.group)


def _standing_for(mention: Mention, name: str) -> Mention:
    assert isinstance(mention.value, Name)
    return replace(mention, value=replace(mention.value, full=name))


def _with_names(reading: Reading, more: Sequence[Mention]) -> Reading:
    kept = [each for each in more if not any(each.span.overlaps(name.span) for name in reading.names)]
    if not kept:
        return reading
    return replace(reading, names=tuple(sorted((*reading.names, *kept), key=lambda each: each.span)))
