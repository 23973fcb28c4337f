"""Parts of a page that tell nothing of what it is about: samples of a model, licences, adverts, credits, noise in sentences.

The text stays as it is. Samples and adverts become blocks that are not read, noise becomes markup, the rest gets a `Role`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.documents.adverts import Adverts
from extract.documents.code_lines import code_lines
from extract.documents.dialogues import Line, Speakers
from extract.documents.document import Aside, Block, BlockKind, Page, Role
from extract.documents.doubled_readings import doubled_readings
from extract.documents.noise import Noise
from extract.documents.scopes import Headings, Scope, Shows
from extract.text import Span

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.SOURCE})
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_TAG_ABOVE = re.compile(r"(?:^|\n)[ \t>*]*(<[A-Za-z][\w.+-]{0,28}>)[ \t*]*\n[\s>*]*\Z")
_SUMMARY = re.compile(r"(?:<details\b[^<>]*>\s*)?<summary\b", re.IGNORECASE)
_LONGEST_TAG = 60  # characters up to the line, line ends and marks of quotation counted
_Place = tuple[int, int]
"""A line: the number of its block and its own within it."""


class AsideReader:
    """Finds them by the words of a language.

    Args:
        rules: all rules of the language.
        reading: how a language with kana reads its words (`extract.lang.language.Language.reading`), else None.
    """

    def __init__(self, rules: Mapping[str, Any], reading: Callable[[str], str] | None) -> None:
        asides = rules["asides"]
        self._reading = reading
        self._headings = Headings(asides, tuple(map(str, rules["grammar"]["joints"])))
        self._speakers = Speakers(asides["dialogue"])
        self._adverts = Adverts(asides)
        self._noise = Noise(asides)

    def read(self, page: Page) -> Page:
        """Return the page with its asides known; its text and the order of its blocks are the same."""
        page = replace(page, blocks=tuple(_rebuilt(page.blocks, dict(code_lines(page)))))
        page, credits = self._adverts.read(page)
        asides: list[Aside] = []
        samples: set[_Place] = set()
        speaks = self._speakers.may_speak(page.text)
        if speaks:
            page = self._labels_as_text(page)
        named = "\n".join(each.span.of(page.text) for each in page.blocks if each.kind in _HEADINGS).casefold()
        for scope in self._headings.scopes(page):
            role = Role.DOUBTFUL if scope.role is None and scope.shows is Shows.SAMPLES else scope.role
            if role:
                asides.append(Aside(_span_of(page, scope), role))
            places = _places(page, scope, credits)
            if scope.folded:
                samples.update(places)
            elif speaks:
                samples.update(self._dialogues(page, scope, places, named))
            asides.extend(Aside(span, Role.SAMPLE) for span in self._sample_tables(page, scope))
        blocks = _rebuilt(page.blocks, dict.fromkeys(samples, BlockKind.SAMPLE))
        doubled = doubled_readings(page.text, self._reading) if self._reading else ()
        markup = _merged([*page.markup, *self._noise.spans(page.text), *doubled])
        asides.extend(Aside(span, Role.SAMPLE) for span in self._speakers.prompts(page.text))
        return replace(page, blocks=tuple(blocks), markup=markup, asides=(*asides, *credits))

    def _labels_as_text(self, page: Page) -> Page:
        """Return the page with the headings that only say who speaks as the text that they are."""
        headings = {
            n: block.span.of(page.text) for n, block in enumerate(page.blocks) if block.kind is BlockKind.HEADING
        }
        labels = self._speakers.labels(headings)
        if not labels:
            return page
        blocks = (
            replace(block, kind=BlockKind.PARAGRAPH, level=0) if number in labels else block
            for number, block in enumerate(page.blocks)
        )
        return replace(page, blocks=tuple(blocks))

    def _dialogues(self, page: Page, scope: Scope, places: Sequence[_Place], named: str) -> Iterator[_Place]:
        lines = [Line(_labelled(page.text, page.blocks[block].lines[number]), number == 0) for block, number in places]
        announced = (number for number, line in enumerate(lines) if self._headings.announces(line.text))
        told = 0 if scope.shows else next(announced, None)
        samples = self._speakers.samples(lines, named, told=told, to_end=scope.shows is Shows.SAMPLES)
        for span in samples:
            yield from places[span.start : span.end]
        for place, line in zip(places, lines, strict=True) if samples else ():
            if _SUMMARY.match(line.text):  # of the folded part: it names the sample
                yield place

    def _sample_tables(self, page: Page, scope: Scope) -> Iterator[Span]:
        for span in (page.blocks[each].span for each in scope.blocks if page.blocks[each].kind is BlockKind.TABLE):
            for table in page.tables:
                first = next((line for cell in table.cells for line in cell.lines), None)
                if first is None or not span.covers(first):
                    continue
                body = [cell for cell in table.cells if not cell.header]
                if scope.folded:
                    yield from (line for cell in body for line in cell.lines)
                elif columns := self._speakers.sample_columns(table, page.text, told=bool(scope.shows)):
                    yield from (line for cell in body if cell.column in columns for line in cell.lines)


def _labelled(text: str, line: Span) -> str:
    """Return a line with the label above it that has the form of a tag (``<Model>``) and so is no text of its own."""
    above = _TAG_ABOVE.search(text, max(0, line.start - _LONGEST_TAG), line.start)
    return (above[1] if above else "") + line.of(text)


def _span_of(page: Page, scope: Scope) -> Span:
    spans = [page.blocks[number].span for number in scope.blocks]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _places(page: Page, scope: Scope, credits: Sequence[Aside]) -> list[_Place]:
    """Return the lines of text of a scope up to its first credits, headings, tables, adverts and code aside."""
    own = {credit.span for credit in credits}
    found: list[_Place] = []
    for number in scope.blocks:
        block = page.blocks[number]
        if block.kind in _TEXT:
            if block.lines[0] in own:
                break
            found.extend((number, line) for line in range(len(block.lines)))
    return found


def _rebuilt(blocks: Sequence[Block], kinds: Mapping[_Place, BlockKind]) -> Iterator[Block]:
    """Yield the blocks, cut where some of their lines are of another kind."""
    changed = {number for number, _ in kinds}
    for number, block in enumerate(blocks):
        if number not in changed:
            yield block
            continue
        run: list[Span] = []
        kind = block.kind
        for at, line in enumerate(block.lines):
            own = kinds.get((number, at), block.kind)
            if run and own is not kind:
                yield replace(block, kind=kind, lines=tuple(run))
                run = []
            kind = own
            run.append(line)
        yield replace(block, kind=kind, lines=tuple(run))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
