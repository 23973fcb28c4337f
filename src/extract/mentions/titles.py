"""Text between quotation marks and title brackets: names of models, works and plans stand in them."""

from __future__ import annotations

import re

from extract.mentions.mention import Mention, Title
from extract.text import Span

PAIRS = {"「": "」", "『": "』", "《": "》", "“": "”", "〈": "〉", "【": "】", "＜": "＞", "<": ">", "‘": "’"}
_OPENING = re.compile(f"[{''.join(PAIRS)}]")
_LONGEST = 120


def find_titles(text: str) -> list[Mention]:
    """Return the quoted texts of `text`, outermost ones only, in order; a mark that is never closed is no quotation.

    The mention's span is the inside without white space; its value has the marks and the span with them. ``<`` counts
    only where ``>`` closes it and what is inside holds no digit comparison (``3000<n``) or tag.
    """
    mentions: list[Mention] = []
    position = 0
    while opening := _OPENING.search(text, position):
        position = opening.start()
        end = _closing(text, position, PAIRS[opening.group()])
        if end < 0:
            position += 1
            continue
        inside = text[position + 1 : end]
        stripped = inside.strip()
        if stripped and not (text[position] == "<" and not _looks_like_title(inside)):
            start = position + 1 + len(inside) - len(inside.lstrip())
            span = Span(start, start + len(stripped))
            marks = text[position] + text[end]
            mentions.append(Mention(span, stripped, Title(Span(position, end + 1), marks), "titles.quoted"))
            position = end + 1
        else:
            position += 1
    return mentions


def marks_of(title: Mention) -> str:
    """Return the pair of marks that a quotation stands in, empty for other mentions."""
    return title.value.marks if isinstance(title.value, Title) else ""


def _closing(text: str, start: int, closing: str) -> int:
    """Return where the mark at `start` is closed, the same marks within it counted; -1 if it is not."""
    depth = 0
    for position in range(start, min(len(text), start + _LONGEST)):
        if text[position] == text[start] and text[start] != closing:
            depth += 1
        elif text[position] == closing and position > start:
            depth -= 1
            if depth == 0:
                return position
    return -1


def _looks_like_title(inside: str) -> bool:
    is_tag = inside.startswith(("/", "!")) or "=" in inside
    is_comparison = inside.strip()[:1].isdigit() or "<" in inside
    return len(inside) > 3 and not is_tag and not is_comparison and " " in inside.strip()
