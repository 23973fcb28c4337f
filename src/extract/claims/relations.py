"""Relations: who developed what, who holds or held which role, who founded what, which chip and framework a maker uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.categories import category_claims
from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.investors import investor_claims
from extract.claims.members import member_claims
from extract.claims.model_cards import card_claims
from extract.claims.partners import partner_claims
from extract.claims.products import product_claims
from extract.claims.prose import prose_claims
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.sites import site_claims
from extract.claims.slides import Slide
from extract.claims.stack import stack_claims
from extract.claims.topics import in_brackets, is_topic
from extract.claims.training import training_claims
from extract.documents.document import BlockKind
from extract.mentions.mention import Mention, Name
from extract.text import Span

_LABEL = re.compile(r"(?P<label>[^:;。、]{2,30})\s*[:;]\s*(?P<text>\S.*)")
_STATED, _CANDIDATE = 0.7, 0.45


def relation_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the relations of a section's sentences, labels and tables (a model's maker by its row is with the releases)."""
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        yield from _used(reading, section, reader)
    yield from prose_claims(section, reader)
    yield from training_claims(section, reader)
    yield from card_claims(section, reader)
    yield from product_claims(section, reader)


def slide_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the relations that the labels, lists and boxes of a slide (or of a section of an article) show."""
    yield from stack_claims(slide, reader)
    yield from partner_claims(slide, reader)
    yield from member_claims(slide, reader)
    yield from category_claims(slide, reader)
    yield from investor_claims(slide, reader)
    yield from site_claims(slide, reader)


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
        labelled = re.search(rf"{labels}{language.any_of('relations', 'label_joints')}$", before)
        said = re.search(rf"{verbs}(?:{labels})?$", before) or re.match(
            rf"{labels}?{language.any_of('grammar', 'particles')}?{verbs}", behind
        )
        if predicate == "uses_chip" and not said:
            said = re.match(rf"[^,、。;]{{0,14}}?{language.any_of('relations', 'trained_on')}", behind)
        if re.match(rf"\s?{language.any_of('relations', 'made_with')}", behind):
            said = None
        sentence = reading.statement.sentence_of(product.span)
        advised = re.search(language.any_of("relations", "advises"), sentence.of(reading.text))
        if not labelled and (not said or advised):
            continue
        users = [
            each
            for each in reading.names_of("model", "organization", within=Span(sentence.start, product.span.start))
            if not in_brackets(reading.text, each.span)
        ]
        topics = [each for each in users if is_topic(reading, each, language)]
        refs = [reading.ref(each) for each in topics or users]
        models = [ref for ref in refs if ref.entity_type == "model"]
        subject = next(iter((*models[-1:], *filter(None, [section.model]), *refs[-1:])), section.subject)
        if subject:
            sure = labelled or users or (section.subject and section.subject.entity_type == "organization")
            yield _use(subject, predicate, reading.ref(product), "relations.used", _STATED if sure else _CANDIDATE)


_PREDICATES = {"chip": "uses_chip", "framework": "uses_framework"}


def _category(mention: Mention, reader: Reader) -> str:
    value = mention.value
    return reader.finder.category(value.candidates[0]) if isinstance(value, Name) and value.candidates else ""


def _use(subject: EntityRef, predicate: str, item: EntityRef, rule: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate=predicate,
        object=item,
        evidence=(item.evidence,),
        rule=rule,
        confidence=confidence,
    )
