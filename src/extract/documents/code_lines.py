"""Lines of code and of BibTeX that no fence sets off: in HTML within Markdown, and in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.documents.document import BlockKind, Page
from extract.text import Span

_ELEMENT = re.compile(r"<(?P<name>pre|script|style)\b[^<>]*>.*?</(?P=name)\s*>", re.IGNORECASE | re.DOTALL)
_ENTRY = re.compile(
    r"@(?:article|book|booklet|conference|dataset|inbook|incollection|inproceedings|manual|mastersthesis|misc|online|phdthesis"
    r"|proceedings|software|techreport|thesis|unpublished)\s*\{",
    re.IGNORECASE,
)
_LONGEST_ENTRY = 5000  # characters
_CODE = re.compile(
    r"""
      (?:>>>|&gt;&gt;&gt;|\$(?=\s+[a-z./]))\s+\S.*                # prompts of Python and of shells
    | (?:sudo\s+)?(?:pip3?|conda|apt(?:-get)?|npm|brew|uv)\s+(?:install|create|run|sync)\s.*
    | git\s+(?:clone|lfs|checkout|submodule)\s.* | (?:curl|wget)\s+(?:-|["']?https?:).* | cd\s+[\w./-]+
    | (?:[A-Z_]+=\S+\s+)*python3?\s+(?:-m\s+)?[\w./-]+(?:\s.*)?
    | (?:from\s+[\w.]+\s+)?import\s+[\w.*]+(?:\s*(?:,|\sas\s)\s*[\w.*]+)* | (?:def|class)\s+\w+.*:
    | for\s+\w+(?:,\s*\w+)*\s+in\s.*: | (?:if|while|with)\s[\w.(].*[\w)\]]: | (?:return|raise|yield)\s.* | (?:else|try):
    | [A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:,\s*[A-Za-z_]\w*)*\s*[+-]?=\s*(?:[\[{("']|[A-Za-z_][\w.]*[(\[]).*      # x = f(...)
    | (?:print|exit)\(.*\) | [A-Za-z_]\w*(?:\.\w+)+\(.*\) | [\])}]+[,;]? | [\[{(]+ | ["'][\w-]+["']\s*:\s*.*
    """,
    re.VERBOSE,
)
_INLINE = re.compile(r"`[^`]{20,}`")  # a whole paragraph of code; a shorter one is a name set off
_FEWEST = 2  # lines of code below each other; one alone may be a line of prose


def code_lines(page: Page) -> Iterator[tuple[tuple[int, int], BlockKind]]:
    """Yield the lines that are code, each as the numbers of its block and of itself within that; none of a printed page."""
    if page.char_boxes:
        return
    elements = [Span(*match.span()) for match in _ELEMENT.finditer(page.text)] if "</" in page.text else []
    elements += [_entry(page.text, match.start(), match.end()) for match in _ENTRY.finditer(page.text)]
    run: list[tuple[int, int]] = []
    for number, block in enumerate(page.blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            continue
        for at, line in enumerate(block.lines):
            inline = block.kind is BlockKind.PARAGRAPH and _INLINE.fullmatch(page.text, *line)
            if inline or any(element.start < line.end and line.start < element.end for element in elements):
                yield (number, at), BlockKind.CODE
                continue
            if _CODE.fullmatch(line.of(page.text).strip()):
                run.append((number, at))
                continue
            if len(run) >= _FEWEST:
                yield from ((place, BlockKind.CODE) for place in run)
            run = []
    if len(run) >= _FEWEST:
        yield from ((place, BlockKind.CODE) for place in run)


def _entry(text: str, start: int, end: int) -> Span:
    """Return the range of a BibTeX entry, up to the brace that closes it or else the next empty line."""
    depth = 1
    for at in range(end, min(len(text), start + _LONGEST_ENTRY)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return Span(start, at + 1)
    blank = text.find("\n\n", end)
    return Span(start, end if blank < 0 else blank)
