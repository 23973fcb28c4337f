"""The stack of a company: chips, frameworks, data sets, models, fields and products that its slide or section shows by layer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.listing import Item, items_of, names_in
from extract.claims.masks import joints
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.slides import Labelled, Slide, about, frame_labels, labelled
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.text import Span

LAYERS = ("uses_chip", "uses_framework", "uses_dataset", "model", "application", "product_of")
"""Kinds of labels, the lists of ``relations.labels``."""

CATEGORIES = {"uses_chip": "chip", "uses_framework": "framework", "uses_dataset": "dataset"}
"""What kind of product a predicate speaks of."""

_IN_PLACE, _BELOW, _UNLABELLED, _QUOTED, _CANDIDATE = 0.85, 0.75, 0.65, 0.6, 0.45
_SIBLINGS = 2  # known products in a list that make the others of it products too
_LONGEST_FIELD = 10  # characters of a field within a sentence; more is a clause
_LAYERS_OF_A_STACK = 2  # kinds of labels that make a slide one of a company's layers
_LONGEST_BOX = 30  # characters of a box that holds a label or names


def stack_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what a slide, or a section of another document, shows of its company's technology."""
    words = {key: reader.language.words("relations", "labels", key) for key in LAYERS}
    for section in slide.sections:
        subject = about(section, reader.language) or slide.subject
        if subject is None:
            continue
        stack = _Stack(subject, reader)
        parts = list(labelled(section, words, reader.language))
        for part in parts:
            yield from stack.of_label(part)
        for reading in section.readings:
            yield from stack.of_label_behind(reading)
        if is_stack(section, reader.language):
            told = {id(part.reading) for part in parts if part.key in {"model", "product_of"}}
            for reading in section.readings:
                if id(reading) not in told:
                    yield from stack.of_box(reading, section)
                    yield from stack.of_fields(reading)


def is_stack(section: SectionReading, language: Language) -> bool:
    """Return whether a section shows layers of technology: labels of two or more kinds, alone or with a name beside them."""
    starts = {reading.text.split(":", 1)[0].rstrip() for reading in section.readings}
    labels = [label for label in starts if len(label) <= _LONGEST_BOX]
    found = 0
    for key in LAYERS:
        words = language.words("relations", "labels", key)
        found += key != "uses_dataset" and any(label.endswith(words) for label in labels)
    return found >= _LAYERS_OF_A_STACK


@dataclass(frozen=True)
class _Stack:
    """The claims about one subject."""

    subject: EntityRef
    reader: Reader

    @property
    def language(self) -> Language:
        return self.reader.language

    def of_label(self, part: Labelled) -> Iterator[RelationClaim]:
        """Yield what a label says of what it names."""
        confidence = _IN_PLACE if part.close else _BELOW
        within = self._without_end(part) if part.key == "application" else part.span
        items = items_of(part.reading, within, self.language)
        if part.key == "application":
            for item in items or self._fields_of(part.reading, part.span):
                if not item.is_a("organization", "person") and not self._is_label(item.text):
                    yield self._claim("application", self.subject, item.ref("other"), confidence)
        elif part.key == "product_of":
            yield from self._products(part, items, confidence)
        elif part.key == "model":
            for item in items:
                yield from self._made(item, part.reading, part.section, confidence)
        else:
            yield from self._used(part, items, confidence)

    def _without_end(self, part: Labelled) -> Span:
        """Return the place of a list of fields without the words that close it: 金融、物流等行业."""
        ends = self.language.any_of("relations", "field_ends")
        more = self.language.any_of("grammar", "and_so_on")
        genitive = self.language.any_of("grammar", "genitive")
        close = re.search(rf"{more}{genitive}?{ends}[。.]?$", part.span.of(part.reading.text))
        return Span(part.span.start, part.span.start + close.start()) if close else part.span

    def _used(self, part: Labelled, items: tuple[Item, ...], confidence: float) -> Iterator[RelationClaim]:
        """Yield the chips, frameworks or data sets of a layer; of a sentence only the names that are of the right kind."""
        wanted = CATEGORIES[part.key]
        listed = items or tuple(names_in(part.reading, part.span, "product"))
        own = any(word in part.label for word in self.language.words("relations", "own"))
        found = [item for item in listed if self._fits(item, wanted, in_list=bool(items) and part.close)]
        if wanted == "dataset":
            found += self._datasets(part) if not found and "。" not in part.span.of(part.reading.text) else []
        for item in found:
            target = item.ref("product")
            yield self._claim(part.key, self.subject, target, confidence)
            if own and self.subject.entity_type == "organization":
                yield self._claim("product_of", target, self.subject, confidence)

    def _fits(self, item: Item, wanted: str, *, in_list: bool) -> bool:
        """Return whether an item may be a chip (framework, data set): known as one, or new and listed under the label."""
        if item.is_name:
            category = category_of(item, self.reader)
            return item.is_a("product") and (category == wanted or not category)
        if item.mention is not None:
            return wanted != "dataset" or item.text.endswith(self.language.words("relations", "dataset_nouns"))
        return in_list and wanted != "dataset" and bool(re.search(r"[A-Za-z0-9]", item.text))

    def _datasets(self, part: Labelled) -> list[Item]:
        """Return the phrases that name data sets: what stands before the noun, from the last word of grammar on."""
        nouns = self.language.any_of("relations", "dataset_nouns")
        before = rf"(?:(?!{self.language.any_of('grammar', 'particles')})[^\s、,。:;()]){{2,16}}"
        found = []
        for match in re.finditer(rf"(?P<name>{before}{nouns})\s*(?:\(|、|,|$)", part.span.of(part.reading.text)):
            span = Span(*match.span("name")).shifted(part.span.start)
            found.append(Item(part.reading, span))
        return found

    def _products(self, part: Labelled, items: tuple[Item, ...], confidence: float) -> Iterator[RelationClaim]:
        """Yield the company's products: listed under the label, or named there and its own by name, word or knowledge."""
        if self.subject.entity_type != "organization":
            return
        own_words = any(word in part.span.of(part.reading.text) for word in self.language.words("relations", "own"))
        found = items or tuple(names_in(part.reading, part.span, "product"))
        known = sum(item.is_a("product", "model") for item in items)
        for item in found:
            if item.is_name and not item.is_a("product", "model"):
                continue
            new = not item.is_name
            quoted = new and item.mention is not None
            listed = part.close and (item.text.startswith(self._forms()) or (known >= _SIBLINGS and new))
            if new and not quoted and not listed:
                if own_words:
                    yield self._claim("product_of", item.ref("product"), self.subject, _CANDIDATE)
                continue
            sure = bool(items) or own_words or item.text.startswith(self._forms()) or self._is_made_by_subject(item)
            if sure and not self._is_made_by_another(item):
                predicate = "developed_by" if item.is_a("model") else "product_of"
                yield self._claim(predicate, item.ref("product"), self.subject, _UNLABELLED if listed else confidence)

    def of_label_behind(self, reading: Reading) -> Iterator[RelationClaim]:
        """Yield the chip or framework of a line that is its name and the word for it (崑崙芯チップ)."""
        for predicate in ("uses_chip", "uses_framework"):
            words = self.language.words("relations", "labels", predicate)
            if len(reading.text) > _LONGEST_BOX or not reading.text.endswith(words) or reading.text in words:
                continue
            for item in names_in(reading, Span(0, len(reading.text)), "product"):
                if item.span.start == 0 and category_of(item, self.reader) in {CATEGORIES[predicate], ""}:
                    yield self._claim(predicate, self.subject, item.ref("product"), _BELOW)

    def of_box(self, reading: Reading, section: SectionReading) -> Iterator[RelationClaim]:
        """Yield the maker of a model or product that a box or line of the slide is nothing but the name of."""
        if reading.statement.kind is not BlockKind.PARAGRAPH or len(reading.text) > 2 * _LONGEST_BOX:
            return
        for item in self._boxed(reading):
            yield from self._made(item, reading, section, _UNLABELLED)

    def _boxed(self, reading: Reading) -> Iterator[Item]:
        """Yield the items of a line that holds nothing but names, and quoted names with words that only say what they are."""
        items = items_of(reading, Span(0, len(reading.text)), self.language)
        if items and all(item.is_a("model", "product") or self._is_quoted(item) for item in items):
            yield from items
            return
        for title in reading.titles:
            named = [name for name in reading.names_of("model", "product") if name.span == title.span]
            beside = reading.text[: title.outer.start] + reading.text[title.outer.end :]
            if named and not re.search(r"[。]", beside) and len(beside) <= _LONGEST_BOX:
                yield Item(reading, title.span, named[0])

    @staticmethod
    def _is_quoted(item: Item) -> bool:
        return item.mention is not None and not item.is_name

    def _made(
        self, item: Item, reading: Reading, section: SectionReading, confidence: float
    ) -> Iterator[RelationClaim]:
        if self.subject.entity_type != "organization" or self._is_made_by_another(item):
            return
        if item.is_a("model"):
            model = item.ref("model")
            yield self._claim("developed_by", model, self.subject, confidence)
        elif item.is_a("product") and (self._is_made_by_subject(item) or self._is_offered(item)):
            yield self._claim("product_of", item.ref("product"), self.subject, confidence)
        elif self._is_quoted(item):
            yield self._claim("product_of", item.ref("product"), self.subject, _QUOTED)
        if item.is_a("model", "product") or self._is_quoted(item):
            yield from self._based(item, reading, section)

    def _based(self, item: Item, reading: Reading, section: SectionReading) -> Iterator[RelationClaim]:
        """Yield the model whose name heads the frame that a name stands in."""
        nearest = frame_labels(reading, section)[:1]
        for other in section.readings:
            models = other.names_of("model")
            if nearest and models and other.text.replace(" ", "") == nearest[0] and other is not reading:
                base = other.ref(models[0])
                if base.name != item.text and base.candidates[:1] != item.ref("product").candidates[:1]:
                    yield self._claim("based_on", item.ref("product"), base, _BELOW)

    def of_fields(self, reading: Reading) -> Iterator[RelationClaim]:
        """Yield the fields that an unlabelled row of boxes shows: fields of the economy, most of them known as such."""
        if reading.statement.kind is not BlockKind.PARAGRAPH or reading.statement.box:
            return
        items = items_of(reading, Span(0, len(reading.text)), self.language)
        fields = [item for item in items if is_field(item.text, self.language)]
        if len(items) >= 2 and len(fields) >= 2 and 2 * len(fields) >= len(items):
            for item in items:
                if not item.is_name:
                    yield self._claim("application", self.subject, item.ref("other"), _UNLABELLED)

    def _fields_of(self, reading: Reading, within: Span) -> Iterator[Item]:
        """Yield the fields that a sentence lists before a word such as 業界 or 行业."""
        text = within.of(reading.text)
        ends = self.language.any_of("relations", "field_ends")
        more = self.language.any_of("grammar", "and_so_on")
        joint = joints(self.language)
        word = rf"(?:(?!{more}|{joint})[A-Za-z0-9\u30a0-\u30ff\u3400-\u9fff])+"
        for match in re.finditer(rf"(?P<list>{word}(?:{joint}{word})+)(?:{more})?[^、。,]{{0,6}}?{ends}", text):
            position = match.start("list")
            for part in re.split(f"({joint})", match["list"]):
                if part and not re.fullmatch(joint, part) and part not in self.language.words("relations", "no_item"):
                    span = Span(position, position + len(part)).shifted(within.start)
                    if len(part) <= _LONGEST_FIELD and not any(name.span.overlaps(span) for name in reading.names):
                        yield Item(reading, span)
                position += len(part)

    def _forms(self) -> tuple[str, ...]:
        return (self.subject.name, *self.subject.aliases)

    def _is_label(self, text: str) -> bool:
        return any(text in self.language.words("relations", "labels", key) for key in LAYERS)

    def _makers(self, item: Item) -> set[str]:
        candidates = item.ref("product").candidates[:1] if item.is_name else ()
        return {maker for each in candidates for maker in self.reader.finder.makers(each)}

    def _is_offered(self, item: Item) -> bool:
        """Return whether a product is one that companies offer, not a part that they may have from others."""
        return category_of(item, self.reader) not in {"chip", "framework", "benchmark", "dataset"}

    def _is_made_by_subject(self, item: Item) -> bool:
        return bool(self._makers(item) & set(self.subject.candidates))

    def _is_made_by_another(self, item: Item) -> bool:
        """Return whether the names files know makers of a name, and the subject is none of them."""
        makers = self._makers(item)
        return bool(makers and self.subject.candidates) and not makers & set(self.subject.candidates)

    def _claim(self, predicate: str, subject: EntityRef, target: EntityRef, confidence: float) -> RelationClaim:
        other = target if subject is self.subject else subject
        return RelationClaim(
            subject=subject,
            predicate=predicate,
            object=target,
            evidence=(other.evidence, self.subject.evidence),
            rule=f"relations.stack-{predicate.replace('_', '-')}",
            confidence=confidence,
        )


def is_field(text: str, language: Language) -> bool:
    """Return whether words name a field of the economy: 金融, スマート物流, 智慧交通."""
    sectors = language.words("relations", "sectors")
    smart = language.words("relations", "smart")
    return text in sectors or any(text.startswith(prefix) and len(text) > len(prefix) + 1 for prefix in smart)


def category_of(item: Item, reader: Reader) -> str:
    """Return what kind of product a known name is (``chip``), empty if that is not known."""
    known = item.ref("product").candidates[:1] if item.is_name else ()
    return reader.finder.category(known[0]) if known else ""
