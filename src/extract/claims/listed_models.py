"""Models by the lists that they head: under "Supported models", 1. **Abcv4**: …, 2. **Abc-NAS**: … name a model each.

Nothing else need call them so. A list has two such items at least; an item is headed by a word in Latin letters with the look of
a name, brackets and links behind it, and a colon, a stroke or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.claims.reading import Reading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.introduced_names import LINKED
from extract.mentions.latin_names import is_no_name, latin_forms
from extract.mentions.mention import Mention, Name
from extract.segments import Statement
from extract.text import Span

_CONFIDENCE = 0.75
_LEAST = 2
_LONG = re.compile(r"\W*(?:[A-Z][\w-]* ){1,6}\((?P<name>[A-Za-z][\w.-]*)\)")  # Abc Def Ghi (ADG)
_BEHIND = re.compile(r"[*_`]*(?:\s?\([^()]*\)|\s?\[[^\[\]]*\])*[*_`]*\s?(?::|[-–—|]\s|$)")


def with_listed_models(
    readings: Sequence[Reading], heading: Sequence[Statement], language: Language
) -> Sequence[Reading]:
    """Return the lines of a section with the models that head the items of its list, if its heading says that it lists models.

    Args:
        readings: the lines.
        heading: the titles above them, the innermost last.
        language: their language.
    """
    if not heading or not re.search(language.rules["names"]["model_lists"], heading[-1].text.rstrip(" :")):
        return readings
    heads = {number: head for number, each in enumerate(readings) if (head := _head(each))}
    if len(heads) < _LEAST:
        return readings
    return [
        replace(each, names=_with(each, heads[number])) if number in heads else each
        for number, each in enumerate(readings)
    ]


def _head(reading: Reading) -> Span | None:
    """Return the word that heads an item, if it looks like a name and nothing else says what it names."""
    if reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    long = _LONG.match(reading.text)
    start = long.start("name") if long else 0
    form = next((each for each in latin_forms(reading.text) if each.span.start >= start), None)
    if form is None or form.entity_type or (not long and re.search(r"\w", reading.text[: form.span.start])):
        return None
    named = any(name.span.overlaps(form.span) for name in reading.names if name.rule != LINKED)
    looks = sum(char.isupper() for char in form.text) > 1 or re.search(r"[A-Z].*\d", form.text)
    if named or not looks or is_no_name(form.text):
        return None
    return form.span if _BEHIND.match(reading.text, form.span.end + bool(long)) else None


def _with(reading: Reading, head: Span) -> tuple[Mention, ...]:
    model = Mention(head, head.of(reading.text), Name((), "model"), "names.listed", _CONFIDENCE)
    others = (each for each in reading.names if not each.span.overlaps(head))
    return tuple(sorted((model, *others), key=lambda each: each.span))
