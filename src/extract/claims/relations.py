"""Relations: who developed what, who holds or held which role, who founded what, which chip and framework a maker uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.grammar import has_particles
from extract.claims.makers import makers_before
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.topics import in_brackets
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Name
from extract.text import Span

_LABEL = re.compile(r"(?P<label>[^:;。、]{2,30})\s*[:;]\s*(?P<text>\S.*)")
_LONGEST_ITEM = 20


def relation_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the relations of a section's sentences, labels and tables (a model's maker by its row is with the releases)."""
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        yield from _developed(reading, reader)
        yield from _used(reading, section, reader)
    yield from _labelled(section, reader.language)


def _developed(reading: Reading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield maker and model of a clause such as "X が開発した Y" or "X 研发的 Y"."""
    for word in reader.language.words("releases", "developed"):
        for match in re.finditer(re.escape(word), reading.text):
            near = [m for m in reading.names_of("organization") if m.span.end <= match.start() <= m.span.end + 12]
            makers = makers_before(reading, Span(0, match.start()), reader) if near else []
            made = [m for m in reading.names_of("model", "product") if match.end() <= m.span.start <= match.end() + 24]
            for maker in makers if made else ():
                yield RelationClaim(
                    subject=reading.ref(made[0]),
                    predicate="developed_by",
                    object=maker,
                    date=_date_before(reading, near[-1]),
                    evidence=(reading.evidence(Span(near[-1].span.start, made[0].span.end)), maker.evidence),
                    rule="relations.developed",
                    confidence=0.85,
                )


def _used(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the chip or framework that a sentence says is used: 芯片为昇腾, 训练使用飞桨框架, MindSporeを採用.

    The user is the model or organization named last before it, other than the product's own name, else what the section is about.
    """
    language = reader.language
    verbs = language.any_of("relations", "uses")
    for product in reading.names_of("product"):
        predicate = _PREDICATES.get(_category(product, reader))
        if predicate is None:
            continue
        labels = language.any_of("relations", "labels", predicate)
        before, behind = reading.text[: product.span.start], reading.text[product.outer.end :]
        said = (
            re.search(rf"{labels}{language.any_of('relations', 'label_joints')}$", before)
            or re.search(rf"{verbs}(?:了|{labels})?$", before)
            or re.match(rf"{labels}?{language.any_of('grammar', 'particles')}?{verbs}", behind)
        )
        if not said:
            continue
        sentence = reading.statement.sentence_of(product.span)
        users = [
            each
            for each in reading.names_of("model", "organization", within=Span(sentence.start, product.span.start))
            if not in_brackets(reading.text, each.span)
        ]
        refs = [reading.ref(each) for each in users]
        models = [ref for ref in refs if ref.entity_type == "model"]
        subject = next(iter((*models[-1:], *filter(None, [section.model]), *refs[-1:])), section.subject)
        if subject:
            yield _use(subject, predicate, reading.ref(product), "relations.used", 0.7)


_PREDICATES = {"chip": "uses_chip", "framework": "uses_framework"}


def _category(mention: Mention, reader: Reader) -> str:
    value = mention.value
    return reader.finder.category(value.candidates[0]) if isinstance(value, Name) and value.candidates else ""


def _date_before(reading: Reading, mention: Mention) -> DateValue | None:
    values = [
        d.value for d in reading.dates if d.span.end <= mention.span.start and d.span.end > mention.span.start - 15
    ]
    return values[-1] if values and isinstance(values[-1], DateValue) else None


def _labelled(section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the chips and frameworks of the section's subject: named behind a label, before it, or on its row of a diagram."""
    subject = section.subject
    if subject is None or subject.entity_type not in {"organization", "model"}:
        return
    for predicate in ("uses_chip", "uses_framework"):
        words = language.words("relations", "labels", predicate)
        for reading in section.readings:
            match = _LABEL.match(reading.text)
            if match and match["label"].strip().endswith(words):
                for item in _items(reading, Span(*match.span("text")), language):
                    yield _use(subject, predicate, item, "relations.label", 0.85)
            elif reading.text in words:
                for beside in _on_row(section, reading):
                    for item in _items(beside, Span(0, len(beside.text)), language):
                        yield _use(subject, predicate, item, "relations.diagram-row", 0.85)
            elif reading.text.endswith(words) and len(reading.text) <= _LONGEST_ITEM:
                for name in reading.names_of("product"):
                    if name.span.start == 0:
                        yield _use(subject, predicate, reading.ref(name), "relations.label-behind", 0.75)


def _on_row(section: SectionReading, label: Reading) -> Iterator[Reading]:
    """Yield the readings whose box stands on the row of a label's box, to the right of it."""
    box = label.statement.box
    for reading in section.readings:
        other = reading.statement.box
        if box and other and reading is not label and other[0] >= box[2]:
            overlap = min(box[3], other[3]) - max(box[1], other[1])
            if overlap > 0.5 * min(box[3] - box[1], other[3] - other[1]):
                yield reading


def _items(reading: Reading, within: Span, language: Language) -> Iterator[EntityRef]:
    """Yield what a label lists: quoted names, known products, or the words between commas if there are few."""
    quoted = [title for title in reading.titles if within.covers(title.span)]
    known = list(reading.names_of("product", within=within))
    for mention in quoted:
        inside = [name for name in known if mention.span.covers(name.span)]
        yield reading.ref(inside[0]) if inside else reading.ref(mention, "product")
    loose = [name for name in known if not any(title.outer.covers(name.span) for title in quoted)]
    for name in loose:
        yield reading.ref(name)
    if not quoted and not loose:
        text = within.of(reading.text)
        bare = re.sub(rf"\s*\([^()]*\)\s*$|{language.any_of('grammar', 'and_so_on')}$", "", text).strip()
        if 1 < len(bare) <= _LONGEST_ITEM and "。" not in bare and not has_particles(bare, language):
            start = reading.text.index(bare, within.start)
            alias = re.search(r"\(([^()]{2,30})\)\s*$", text)
            yield EntityRef(
                "product",
                bare,
                reading.evidence(Span(start, start + len(bare))),
                aliases=(alias[1].strip(),) if alias else (),
            )


def _use(subject: EntityRef, predicate: str, item: EntityRef, rule: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate=predicate,
        object=item,
        evidence=(item.evidence,),
        rule=rule,
        confidence=confidence,
    )
