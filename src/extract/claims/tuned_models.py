"""What a page says of a known model's tuned version when it means its own: 发布llama3中文微调模型 on the page of 甲-llama3-Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.claims.reading import POINTS, Reading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.latin_names import stem_of
from extract.mentions.mention import Mention, Name

_SHORTEST = 3  # letters of a family's name that another name holds
_CONFIDENCE = 0.7
_TITLES = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def own_name(readings: Iterable[Reading]) -> str:
    """Return the name of the only new model that the first heading of a document names; empty if it names none or more."""
    first = next((each for each in readings if each.statement.kind in _TITLES), None)
    names = {mention.text for mention in first.names_of("model")} if first and first.statement.level <= 1 else set()
    name = names.pop() if len(names) == 1 else ""
    is_known = first is not None and any(_is_known(mention) for mention in first.names_of("model"))
    return "" if is_known or not name.isascii() else name


def with_own_model(reading: Reading, own: str, language: Language) -> Reading:
    """Return a line in which a known model whose tuned version it speaks of stands for the page's own model.

    Args:
        reading: the line.
        own: the name of the page's model, empty if none is known; it counts where it holds the name of the known one's family.
        language: its language.
    """
    if not own:
        return reading
    tuned = re.compile(language.rules["names"]["tuned_version"])
    names = []
    for mention in reading.names:
        if _is_within(mention, own) and tuned.match(reading.text, mention.span.end):
            value = Name((), "model", full=own)
            names.append(replace(mention, value=value, rule=f"{POINTS}tuned", confidence=_CONFIDENCE))
        else:
            names.append(mention)
    return reading if names == list(reading.names) else replace(reading, names=tuple(names))


def _is_known(mention: Mention) -> bool:
    return isinstance(mention.value, Name) and bool(mention.value.candidates)


def _is_within(mention: Mention, own: str) -> bool:
    """Return whether a known model's family is named within the page's own name, which is a longer one."""
    if not (isinstance(mention.value, Name) and mention.value.entity_type == "model" and _is_known(mention)):
        return False
    family = re.sub(r"[\d.\s-]+$", "", stem_of(mention.text.split(" ")[0]) or mention.text).casefold()
    return len(family) >= _SHORTEST and family in own.casefold() and mention.text.casefold() != own.casefold()
