"""Pages of a deck as the layout gives them: boxes with their labels, made by hand."""

from __future__ import annotations

from extract.claims.claim import RelationClaim
from extract.claims.find import find_claims
from extract.documents.document import Block, BlockKind, Document, Frame, Page
from extract.lang.language import load_language
from extract.mentions.names import NameFinder
from extract.text import Span


def slide(title: str, boxes: list[tuple[str, str]], *loose: str) -> Page:
    """Return a page with a title, boxes as (label of the box's row, text) and lines that stand in no box."""
    text, spans = "", {}
    labels = dict.fromkeys(label for label, _ in boxes if label)
    for line in (title, *labels, *(content for _, content in boxes), *loose):
        spans[line] = Span(len(text), len(text) + len(line))
        text += line + "\n"
    blocks = [Block(BlockKind.TITLE, (spans[title],), box=(0, 0, 100, 10))]
    frames = []
    for number, (label, content) in enumerate([*(("", each) for each in labels), *boxes]):
        top = 20.0 + 10 * number
        frames.append(Frame((0, top, 100, top + 8), None, (spans[label],) if label else ()))
        block = (spans[content],)
        blocks.append(Block(BlockKind.PARAGRAPH, block, box=frames[-1].box, group=number + 1, frame=number))
    for number, line in enumerate(loose):
        top = 300.0 + 10 * number
        blocks.append(Block(BlockKind.PARAGRAPH, (spans[line],), box=(0, top, 100, top + 8), group=100 + number))
    return Page(1, text, tuple(blocks), char_boxes=tuple([(0.0, 0.0, 1.0, 1.0)] * len(text)), frames=tuple(frames))


def relations(page: Page, finder: NameFinder, language: str) -> set[tuple[str, str, str, str]]:
    """Return the published relations of a page: subject, predicate, object and qualifier."""
    document = Document("doc-1", "a", "0", "application/pdf", language, "report", (page,))
    claims, _ = find_claims(document, finder, load_language(language))
    return {
        (each.subject.name, each.predicate, each.object.name, each.qualifier)
        for each in claims
        if isinstance(each, RelationClaim) and each.confidence >= 0.5
    }
