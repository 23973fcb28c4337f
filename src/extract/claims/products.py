"""Products whose maker stands beside them: in their own name, or in the label that they are listed under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import Claim, EntityRef, RelationClaim, ReleaseClaim
from extract.claims.listing import items_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.mentions.mention import Mention, Name
from extract.text import Span

_BY_NAME, _BY_LABEL, _OPENED = 0.75, 0.75, 0.85
_LONGEST_NEW = 16  # characters of a new product's name that begins with its maker's
_LEAST_OF_MAKER = 2  # characters of the maker's name


def product_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the products of a section that bear their maker's name, and those under a label such as "products of X"."""
    for number, reading in enumerate(section.readings):
        if reading.statement.kind is BlockKind.SOURCE:
            continue
        products = reading.names_of("product")
        in_box = products and reading.statement.kind is BlockKind.PARAGRAPH
        items = items_of(reading, Span(0, len(reading.text)), reader.language) if in_box else ()
        listed = {item.span for item in items}
        for mention in products:
            yield from _by_name(reading, mention, section, reader, in_box=mention.span in listed)
        yield from _new_by_name(reading, reader)
        yield from _by_label(section, number, reader)


def opened_claims(claims: Iterator[Claim] | list[Claim]) -> Iterator[RelationClaim]:
    """Yield who opened a model, for each release that says so and by whom."""
    for claim in claims:
        if isinstance(claim, ReleaseClaim) and claim.event == "open_sourced" and claim.organization:
            yield RelationClaim(
                subject=claim.model,
                predicate="open_sourced_by",
                object=claim.organization,
                evidence=claim.evidence,
                rule="relations.opened",
                confidence=min(_OPENED, claim.confidence),
            )


def _by_name(
    reading: Reading, mention: Mention, section: SectionReading, reader: Reader, *, in_box: bool
) -> Iterator[RelationClaim]:
    """Yield the known maker of a known product if the name begins with a form of the maker's (百度地図).

    Only where the section is about the maker or the line is nothing but names: elsewhere the name is only mentioned.
    """
    if not isinstance(mention.value, Name) or len(mention.value.candidates) != 1:
        return
    about = set(section.subject.candidates) if section.subject else set()
    for maker in reader.finder.makers(mention.value.candidates[0]):
        if maker not in about and not in_box:
            continue
        for end in range(len(mention.text) - 1, _LEAST_OF_MAKER - 1, -1):
            if mention.text[end - 1].isalnum() and maker in reader.finder.candidates(mention.text[:end]):
                span = Span(mention.span.start, mention.span.start + end)
                organization = EntityRef("organization", mention.text[:end], reading.evidence(span), (maker,))
                yield _claim(reading.ref(mention), organization, "name", _BY_NAME)
                return


def _new_by_name(reading: Reading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield a new product of a list of products whose name is its maker's and the word for a kind of product."""
    endings = reader.language.words("relations", "product_ends")
    if not reading.names_of("organization") or not any(each in reading.text for each in endings):
        return
    items = items_of(reading, Span(0, len(reading.text)), reader.language)
    for item in items:
        named = [each for each in reading.names_of("organization") if each.span.start == item.span.start]
        new = not item.is_name and item.mention is None and len(item.text) <= _LONGEST_NEW
        if new and named and item.text.endswith(endings) and item.span.end > named[0].span.end:
            yield _claim(item.ref("product"), reading.ref(named[0]), "name", _BY_NAME)


def _by_label(section: SectionReading, number: int, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the products in the lines below a label that calls them the products of an organization."""
    label = section.readings[number]
    if not label.text.endswith(":"):
        return
    products = reader.language.any_of("relations", "labels", "product_of")
    for name in label.names_of("organization"):
        behind = label.text[name.span.end :]
        if not re.match(rf"(?:{reader.language.any_of('grammar', 'genitive')})?{products}", behind):
            continue
        for below in section.readings[number + 1 :]:
            if below.statement.kind is not BlockKind.LIST_ITEM:
                break
            for item in items_of(below, Span(0, len(below.text)), reader.language):
                if item.is_a("product", "model", "organization") or not item.is_name:
                    yield _claim(item.as_a("product"), label.ref(name), "label", _BY_LABEL)


def _claim(product: EntityRef, maker: EntityRef, rule: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=product,
        predicate="developed_by" if product.entity_type == "model" else "product_of",
        object=maker,
        evidence=(product.evidence, maker.evidence),
        rule=f"relations.product-{rule}",
        confidence=confidence,
    )
