"""Makers: which organizations a clause names as those who made or released a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.topics import in_brackets, is_circumstance, is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.latin_names import is_no_name
from extract.mentions.mention import Mention
from extract.text import Span

_STATED = 0.75
_LONGEST_NAME = 20  # characters of an organization that no list has
_LONGEST = 60  # characters behind a label; more is a text
_LONGEST_ALONE = 40  # characters of a line under a heading that is a label
_PAIR = 2  # columns of a table of labels and what they say


def labelled_makers(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield who made the model that a section is about, where a label says it.

    Behind a colon (开发机构:甲大学, Developed by: 乙), under a heading that is nothing but a label, or in the cell beside one.
    """
    model = section.model or section.page_model.own()
    if model is None:
        return
    labels = _Labels(reader.language)
    for reading, span, sure in (*labels.lines(section), *labels.cells(section)):
        named = [(reading.ref(name), name.span.end) for name in reading.names_of("organization", within=span)]
        if len(named) > 1 and (whole := _of_parts(reading, span, reader.language)):
            named = [(EntityRef("organization", whole.of(reading.text), reading.evidence(whole)), whole.end)]
        for maker, until in named or list(_unknown(reading, span, reader, sure=sure)):
            yield RelationClaim(
                subject=model,
                predicate="developed_by",
                object=maker,
                evidence=(reading.evidence(Span(span.start, until)), model.evidence),
                rule="relations.maker-label",
                confidence=_STATED,
            )


class _Labels:
    """Finds what stands behind, under or beside the labels of makers.

    Args:
        language: whose labels.
    """

    def __init__(self, language: Language) -> None:
        label = language.any_of("relations", "maker_labels")
        self._sure = language.words("relations", "sure_maker_labels")
        self._before = re.compile(rf"(?P<label>{label})\s*:\s*", re.IGNORECASE)
        self._whole = re.compile(rf"\W*(?P<label>{label})\s*:?\W*", re.IGNORECASE)
        self._said = re.compile(language.rules["relations"]["maker_said"])

    def lines(self, section: SectionReading) -> Iterator[tuple[Reading, Span, bool]]:
        """Yield the lines that follow a label, the range behind it, and whether the label names nobody but the maker."""
        under = self._whole.fullmatch(section.heading[-1].text) if section.heading else None
        first = True
        for reading in section.readings:
            if reading.statement.kind in {BlockKind.TITLE, BlockKind.HEADING}:
                continue
            said = self._before.search(reading.text) if ":" in reading.text else None
            if said and not re.search(r"\w\s*$", reading.text[: said.start()]):
                end = _end_of_line(reading, reading.statement.sentence_of(Span(said.end(), said.end())))
                if end - said.end() <= _LONGEST:
                    yield reading, Span(said.end(), end), self._is_sure(said["label"])
            elif stated := self._said.match(reading.text):
                yield reading, Span(*stated.span("name")), True
            elif under and first and len(reading.text) <= _LONGEST_ALONE and not re.search("[。:]", reading.text[:-1]):
                yield reading, Span(0, len(reading.text)), False
            first = False

    def cells(self, section: SectionReading) -> Iterator[tuple[Reading, Span, bool]]:
        """Yield the lines of the cells beside labels in the first column of a table of two columns."""
        for table in section.tables:
            for row in range(table.rows) if table.columns == _PAIR else ():
                label, beside = table.at(row, 0), table.at(row, 1)
                said = self._whole.fullmatch(label.text) if label and beside else None
                if said and beside:
                    for reading in beside.readings[:1]:
                        yield reading, Span(0, len(reading.text)), self._is_sure(said["label"])

    def _is_sure(self, label: str) -> bool:
        return label.casefold() in {each.casefold() for each in self._sure}


def _end_of_line(reading: Reading, sentence: Span) -> int:
    """Return where a sentence ends, or before it the line that another label follows: 開発者: 甲 / ライセンス: 乙."""
    statement = reading.statement
    raw = statement.raw(*sentence)
    for line in re.finditer(r"\n(?=\W*[^\W\d_]{1,12}\W*[:\uff1a])", statement.page_text[raw.start : raw.end]):
        until = raw.start + line.start()
        if until > raw.start:
            return statement.cleaned.clean_span(Span(raw.start, until)).end
    return sentence.end


def _of_parts(reading: Reading, behind: Span, language: Language) -> Span | None:
    """Return the range of a name of parts with spaces between them, each the unit of the one before: 甲大学 乙学部 丙研究室."""
    text = behind.of(reading.text).rstrip("。. ")
    parts = text.split(" ")
    endings = [language.words("names", "organizations", key) for key in ("strong", "legal", "units", "weak")]
    ends = tuple(word for words in endings for word in words)
    before = language.words("names", "organizations", "legal_before")
    is_name = all(re.fullmatch(r"\w{2,}", each) and (each.endswith(ends) or each.startswith(before)) for each in parts)
    return Span(behind.start, behind.start + len(text)) if is_name and len(parts) > 1 else None


def _unknown(reading: Reading, behind: Span, reader: Reader, *, sure: bool) -> Iterator[tuple[EntityRef, int]]:
    """Yield the organization that is all that stands behind a label, and where it ends: by its ending, or by its form alone.

    By its form where the label names nobody but makers: a word in Latin letters, or one of which the dictionary knows no person.
    """
    rules = reader.language.rules["names"]["organizations"]
    name = behind.of(reading.text).rstrip("。. ")
    ends = name.endswith((*rules["legal"], *rules["strong"])) or name.startswith(tuple(rules["legal_before"]))
    if len(name) > _LONGEST_NAME or not re.fullmatch(r"\w{3,}", name):
        return
    inside = Span(behind.start, behind.start + len(name))
    person = reading.names_of("person", within=inside) or not re.fullmatch(r"[A-Za-z0-9]+|[ァ-ヶー]+", name)
    if ends or (sure and not person and not is_no_name(name) and not name.islower()):
        yield EntityRef("organization", name, reading.evidence(inside)), inside.end


def makers_before(reading: Reading, within: Span, reader: Reader) -> list[EntityRef]:
    """Return the organizations that a range of text before a verb and its model names as their subject, in order.

    The sentence's topic if it has one, else the last organization named; with those that "and" ties to it. Where something
    was released (在 Hugging Face) is no maker.

    Args:
        reading: the statement.
        within: from the start of the sentence to the verb or the model, whichever comes first.
        reader: knows the language.
    """
    named = [
        each for each in reading.names_of("organization", within=within) if not in_brackets(reading.text, each.span)
    ]
    subjects = [name for name in named if not is_circumstance(reading, name, reader.language)]
    subjects = subjects or [name for name in named if _speaks(reading, name, reader)]
    if not subjects:
        return []
    topics = [name for name in subjects if is_topic(reading, name, reader.language)]
    chosen = (topics or subjects)[-1]
    first = last = named.index(chosen)
    while first > 0 and _tied(reading, named[first - 1], named[first], reader):
        first -= 1
    while last + 1 < len(named) and _tied(reading, named[last], named[last + 1], reader):
        last += 1
    return [reading.ref(name) for name in named[first : last + 1]]


def _speaks(reading: Reading, name: Mention, reader: Reader) -> bool:
    """Return whether a clause begins with those of whom it tells what they did, as if that were a place: 甲大学では、乙を公開."""
    before, behind = reading.text[: name.outer.start], reading.text[name.outer.end :]
    begins = re.search(r"(?:^|[。、,;:!?])\W*$", before)
    speaks = behind.startswith(tuple(reader.language.rules["names"]["topic"]["speaks"]))
    return bool(begins) and speaks and not reader.finder.sites.is_site(name.text)


def _tied(reading: Reading, left: Mention, right: Mention, reader: Reader) -> bool:
    """Return whether two names are listed together; a comma alone may also end a clause."""
    between = reading.text[left.outer.end : right.outer.start]
    return "," not in between and is_list_joint(between, reader.language)
