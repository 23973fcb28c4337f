"""Prices: of a million tokens in and out, of a picture or a call, of a month of use, and by how much a price was cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.events import is_moment
from extract.claims.figure_phrases import is_basis
from extract.claims.price_tables import PRICED, price_tables
from extract.claims.price_words import Each, price_words
from extract.claims.quantity_claims import quantity_claim
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Quantity
from extract.text import Span

_STATED, _CARRIED, _SECTION = 0.8, 0.65, 0.6
_REACH = 12  # characters between a price and what it is the price of so many of
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING})


def price_claims(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the prices and price cuts that the sentences and tables of a section state of a model or product."""
    for reading in section.readings:
        if reading.statement.kind not in _SKIPPED:
            yield from _Prices(reading, section, reader.language).claims()
    for table in section.tables:
        yield from price_tables(table, reader.language)


class _Prices:
    """Reads the prices of one statement."""

    def __init__(self, reading: Reading, section: SectionReading, language: Language) -> None:
        self._reading = reading
        self._section = section
        self._language = language
        self._words = price_words(language.code)

    def claims(self) -> Iterator[FigureClaim]:
        """Yield what the statement says."""
        found = [(each, each.value) for each in self._reading.quantities if isinstance(each.value, Quantity)]
        amounts = [(mention, value) for mention, value in found if value.kind == "money"]
        last: Each | None = None
        for place, (mention, value) in enumerate(amounts):
            sentence = self._reading.statement.sentence_of(mention.span)
            start = max([sentence.start, *(each.span.end for each, _ in amounts[:place])])
            start = start if start <= mention.span.start else sentence.start
            end = min(
                [sentence.end, *(each.span.start for each, _ in amounts[place + 1 :] if sentence.covers(each.span))]
            )
            each = self._each(mention.span, Span(start, mention.span.start), Span(mention.span.end, end), last)
            last = each
            if each and not self._is_former(mention.span, Span(mention.span.end, end)):
                yield from self._priced(mention, value, each, sentence)
        for mention, value in found:
            if value.kind == "percent" and (word := self._cut(mention.span)):
                yield from self._cut_of(mention, value, word)

    def _each(self, amount: Span, before: Span, behind: Span, last: Each | None) -> Each | None:
        """Return what an amount is the price of: by the words right behind or before it, else as the one that it is joined to."""
        text = self._reading.text
        side = self._words.side_of(text, before, behind)
        match = self._words.behind.match(text, behind.start, behind.end)
        if match is None:
            several = list(self._words.before.finditer(text, before.start, before.end))
            match = several[-1] if several and len(text[several[-1].end() : before.end]) <= _REACH else None
        if match:
            unit = self._words.behind.match(text, before.start, before.end)
            since = text[unit.end() if unit else before.start : before.end].lstrip()
            changed = since.startswith(tuple(self._language.rules["figures"]["from_behind"]))
            return self._words.read(match, last.metric if last and changed and not side else side)
        if last and re.fullmatch(r"\s*(?:\([^()]*\))?\s*[/、]\s*", before.of(text)):
            return Each(side or last.metric, last.per, last.span)
        word = re.search(rf"{self._language.any_of('prices', 'price')}[^,;。()]{{0,{_REACH}}}$", before.of(text))
        return Each("price", Decimal(1), Span(before.start + word.start(), amount.start)) if word else None

    def _priced(self, mention: Mention, value: Quantity, each: Each, sentence: Span) -> Iterator[FigureClaim]:
        metric = each.figure
        subject, confidence = self._subject(mention.span, sentence, stated=metric == "price")
        if subject is None:
            return
        quote = Span(min(each.span.start, mention.span.start), max(each.span.end, mention.span.end))
        yield quantity_claim(
            subject, metric, quote.of(self._reading.text), each.scaled(value),
            (self._reading.evidence(quote), subject.evidence), "figures.price-sentence", confidence, self._as_of(sentence),
        )  # fmt: skip

    def _subject(self, number: Span, sentence: Span, *, stated: bool) -> tuple[EntityRef | None, float]:
        """Return whose price it is: the model or product named last before it in its sentence.

        If it need not be `stated` there, the one named last in the sentences before, else what the section is about.
        """
        reading = self._reading
        named = [each for each in reading.names_of(*PRICED) if each.span.end <= number.start]
        named = [each for each in named if not is_basis(reading, each, self._language)]
        own = [each for each in named if each.span.start >= sentence.start]
        if own and re.match(r" ?[A-Z][a-z]+", reading.text[own[-1].span.end :]):
            return None, 0  # the name goes on: a plan or service that is named after it
        if own:
            return reading.ref(own[-1]), _STATED
        if stated:
            return None, 0
        if named:
            return reading.ref(named[-1]), _CARRIED
        above = self._section.subject
        subject = above if above and above.entity_type in PRICED else self._section.model
        behind = any(each.span.start >= number.end for each in reading.names_of(*PRICED, within=sentence))
        return (None if behind else subject), _SECTION

    def _as_of(self, sentence: Span) -> DateValue | None:
        """Return the day that a sentence tells its prices as of, if it names but one."""
        reading = self._reading
        dates = [d for d in reading.dates if sentence.covers(d.span) and is_moment(reading.text, d, self._language)]
        return dates[0].date if len(dates) == 1 else None

    def _is_former(self, amount: Span, behind: Span) -> bool:
        """Return whether an amount is what a later one took the place of."""
        text, rules = self._reading.text, self._language.rules["figures"]
        rest = behind.of(text)
        unit = self._words.behind.match(text, behind.start)
        rest = text[unit.end() : behind.end] if unit else rest
        before = re.split(r"(?<!\d),|[;。]", text[: amount.start])[-1]
        later = behind.end < self._reading.statement.sentence_of(amount).end
        return (
            (later and rest.lstrip().startswith(tuple(rules["from_behind"])))
            or bool(re.search(rf"{self._language.any_of('prices', 'former')}[^;。]{{0,{2 * _REACH}}}$", before))
            or (before.endswith(tuple(rules["from_before"])) and bool(rest.strip()))
        )

    def _cut(self, number: Span) -> Span | None:
        """Return the words beside a percentage that say that a price fell by so much."""
        text = self._reading.text
        before = re.compile(self._language.rules["prices"]["cut_before"] + r"$").search(text, 0, number.start)
        if before:
            return Span(*before.span())
        behind = re.compile(self._language.rules["prices"]["cut_behind"]).match(text, number.end)
        clause = re.split(r"[,;。]", text[: number.start])[-1]
        if behind and re.search(self._language.any_of("prices", "price"), clause + behind[0]):
            return Span(*behind.span())
        return None

    def _cut_of(self, mention: Mention, value: Quantity, word: Span) -> Iterator[FigureClaim]:
        sentence = self._reading.statement.sentence_of(mention.span)
        if re.search(self._language.any_of("prices", "foreseen"), sentence.of(self._reading.text)):
            return
        subject, confidence = self._subject(mention.span, sentence, stated=True)
        if subject:
            quote = Span(min(word.start, mention.span.start), max(word.end, mention.span.end))
            yield quantity_claim(
                subject, "price_cut", word.of(self._reading.text), value,
                (self._reading.evidence(quote), subject.evidence), "figures.price-cut", confidence, self._as_of(sentence),
            )  # fmt: skip
