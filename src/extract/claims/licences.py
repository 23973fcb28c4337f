"""Licences: under which terms a model, its code, its weights or its data may be used, as sentences, tables and badges say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from extract.claims.claim import EntityRef, Evidence, RelationClaim
from extract.claims.figure_phrases import is_basis
from extract.claims.figure_tables import FigureTable
from extract.claims.grammar import is_list_joint
from extract.claims.licence_names import Licence, LicenceNames
from extract.claims.modalities import FRONT
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.topics import is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

PARTS = ("code", "weights", "data", "commercial_use")
"""What of its subject a licence may be for: the qualifiers of ``licensed_under``."""

_NAMED, _SECTION, _BADGE, _IN_TABLE = 0.85, 0.7, 0.75, 0.8
_MOST_BESIDE = 6  # characters between a subject and a licence that no rule knows
_REACH = 3  # characters between a licence and the word that says that it is one
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CODE})
# A class of what any of these begins with comes first: it is what most characters are not.
_ABOUT = re.compile(r"(?=[lambgco])(?:licen[sc]e|apache|\bmit\b|\bbsd\b|gpl|\bcc[- ]by|openrail)", re.IGNORECASE)
_BADGE_ADDRESS = re.compile(
    r"https?://img\.shields\.io/badge/(?P<label>[^\s/)\"'?-]*)-(?P<value>[^\s/)\"'?]+)-[^\s/)\"'?-]+"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIELD = re.compile(r"^license: *[\"']?(?P<value>[A-Za-z0-9.+-]+)[\"']? *$", re.MULTILINE)


def licence_claims(section: SectionReading, reader: Reader, names: LicenceNames) -> Iterator[RelationClaim]:
    """Yield the licences that the sentences and tables of a section state, each for the part that it is said to be for."""
    for reading in section.readings:
        if reading.statement.kind not in _SKIPPED and _speaks_of_licences(reading, reader.language):
            yield from _Statement(reading, section, reader.language, names).claims()
    for table in section.tables:
        yield from _of_column(table, reader.language, names)


def badge_claims(sections: Sequence[SectionReading], names: LicenceNames) -> Iterator[RelationClaim]:
    """Yield the licences of badges and of the fields above a model page, for what the page or section is about."""
    for page in {id(each.section.page): each.section.page for each in sections}.values():
        hidden = [Span(*match.span()) for match in _COMMENT.finditer(page.text)]
        for match in _BADGE_ADDRESS.finditer(page.text):
            label = unquote(match["label"]).replace("_", " ").casefold()
            if not re.search(r"licen[sc]e", label) or any(each.covers(Span(*match.span())) for each in hidden):
                continue
            part = next((part for part, word in _BADGES.items() if word in label), "")
            written = unquote(match["value"].replace("--", "-")).replace("_", " ")
            yield from _shown(written, Span(*match.span("value")), part, page.number, sections, names)
        front = FRONT.match(page.text)
        field = _FIELD.search(page.text, 0, front.end()) if front else None
        if field:
            yield from _shown(field["value"], Span(*field.span("value")), "", page.number, sections, names)


_BADGES = {"code": "code", "weights": "model", "data": "data"}


def _shown(
    written: str, span: Span, part: str, page: int, sections: Sequence[SectionReading], names: LicenceNames
) -> Iterator[RelationClaim]:
    known = names.named(written)
    above = [each for each in sections if each.section.page.number == page]
    started = [
        each for each in above if any(each_.statement.raw(0, 1).start <= span.start for each_ in each.readings[:1])
    ]
    subject = _about((started or above)[-1] if started else above[0]) if above else None
    if known and subject:
        place = Evidence(page, span)
        yield _claim(subject, EntityRef("product", written, place, known), part, (place,), "badge", _BADGE)


def _speaks_of_licences(reading: Reading, language: Language) -> bool:
    return bool(_ABOUT.search(reading.text)) or any(word in reading.text for word in language.words("licences", "ends"))


def _about(section: SectionReading) -> EntityRef | None:
    """Return the model or product that the headings over a section name."""
    subject = section.subject
    return subject if subject and subject.entity_type in {"model", "product"} else section.model


class _Statement:
    """Reads the licences of one statement, clause by clause."""

    def __init__(self, reading: Reading, section: SectionReading, language: Language, names: LicenceNames) -> None:
        self._reading = reading
        self._section = section
        self._language = language
        self._found = names.find(reading.text, language)
        self._subjects: list[EntityRef] = []
        self._under_heading = any(
            re.search(language.any_of("licences", "ends"), each.text) for each in section.heading[-1:]
        )

    def claims(self) -> Iterator[RelationClaim]:
        """Yield what the statement says."""
        if not self._found:
            return
        for clause in self._clauses():
            text = clause.of(self._reading.text)
            named = self._named(clause, clause.end)
            licences = [each for each in self._found if clause.covers(each.span)]
            if not licences or re.search(self._words("others"), text) or self._is_denied(text):
                self._subjects = named or self._subjects
                continue
            for licence in licences:
                yield from self._licensed(licence, clause)
            self._subjects = named or self._subjects

    def _licensed(self, licence: Licence, clause: Span) -> Iterator[RelationClaim]:
        text = self._reading.text
        if not self._is_said(licence, clause):
            return
        subjects, confidence = self._subjects_of(licence, clause)
        before = self._without_names(Span(clause.start, licence.span.start))
        own = [part for part in PARTS if re.search(self._words(part), before)]
        if (
            "commercial_use" in own
        ):  # that of the weights, unless the weights come later: ready for business - weights and code
            last = max(own, key=lambda part: max(each.end() for each in re.finditer(self._words(part), before)))
            own = [last] if last == "commercial_use" else [part for part in own if part != "commercial_use"]
        label = re.match(rf"[\s・*]*{self._words('model_label')}", before)
        if not own and label and not self._named(clause, licence.span.start):
            own = ["weights"]
        place = self._reading.evidence(Span(clause.start, max(licence.span.end, clause.start + 1)))
        name = EntityRef("product", licence.span.of(text), self._reading.evidence(licence.span), licence.candidates)
        for subject in subjects:
            for part in own or [""]:
                yield _claim(subject, name, part, (place, name.evidence, subject.evidence), "sentence", confidence)

    def _subjects_of(self, licence: Licence, clause: Span) -> tuple[list[EntityRef], float]:
        text, language = self._reading.text, self._language
        behind = re.compile(
            rf"[\]\s)』」”》]*(?:{self._words('ends')}|\s)*{self._words('done')}?{language.any_of('grammar', 'genitive')}"
            rf"(?!{self._words('under')})"
        ).match(text, licence.span.end)
        if behind:
            names = self._names(Span(behind.end(), clause.end))
            first = [self._reading.ref(each) for each in names[:1] if each.outer.start - behind.end() <= _MOST_BESIDE]
            return first, _NAMED
        own = self._named(clause, licence.span.start)
        last = max(
            (each.outer.end for each in self._names(Span(clause.start, licence.span.start))), default=clause.start
        )
        if len(self._rest(Span(last, licence.span.start))) > _MOST_BESIDE:
            return [], 0
        if own:
            return own, _NAMED
        between = text[clause.start : licence.span.start]
        if self._subjects and not re.search(self._words("own"), between):
            return self._subjects, _SECTION
        about = _about(self._section)
        is_own = (
            self._under_heading
            or re.fullmatch(rf"\W*{self._words('ends')}\s*:\W*", between)
            or re.search("|".join(self._words(key) for key in ("own", "code", "weights", "model_label")), between)
        )
        if about and is_own:
            return [about], _SECTION
        return self._subjects, _SECTION

    def _is_said(self, licence: Licence, clause: Span) -> bool:
        """Return whether words beside a name say that it is a licence under which something is."""
        text = self._reading.text
        before, behind = text[clause.start : licence.span.start], text[licence.span.end : clause.end]
        noun, verb = self._words("ends"), self._words("verbs")
        return bool(
            re.match(rf"[\]\s)』」”》]*{noun}", behind)
            or re.search(rf"{noun}[^,。;]{{0,{_REACH}}}$", before)
            or (re.search(rf"{verb}[^,。;]{{0,{_REACH}}}$", before) and not licence.span.of(text).isalpha())
            or licence.says_so
            or not re.search(r"\w", before + behind)
            or self._under_heading
        )

    def _is_denied(self, clause: str) -> bool:
        return bool(re.search(self._language.any_of("relations", "negations"), clause))

    def _clauses(self) -> Iterator[Span]:
        """Yield the parts of the sentences between commas and semicolons that stand in no licence and no brackets."""
        text = self._reading.text
        for sentence in self._reading.statement.sentences:
            start = sentence.start
            for match in re.finditer(r"[,;]", sentence.of(text)):
                at = sentence.start + match.start()
                depth = text.count("(", start, at) - text.count(")", start, at)
                if depth <= 0 and not any(each.span.start < at < each.span.end for each in self._found):
                    yield Span(start, at + 1)
                    start = at + 1
            if start < sentence.end:
                yield Span(start, sentence.end)

    def _names(self, within: Span) -> list[Mention]:
        return [
            name
            for name in self._reading.names_of("model", "product", within=within)
            if not any(each.span.overlaps(name.span) for each in self._found)
        ]

    def _named(self, clause: Span, until: int) -> list[EntityRef]:
        """Return the last names before a place in a clause, as far as they are one list."""
        names = [
            each for each in self._names(Span(clause.start, until)) if not is_basis(self._reading, each, self._language)
        ]
        topics = [place for place, each in enumerate(names) if is_topic(self._reading, each, self._language)]
        names = names[: topics[-1] + 1] if topics else names
        first = len(names) - 1
        while first > 0 and is_list_joint(
            self._reading.text[names[first - 1].outer.end : names[first].outer.start], self._language
        ):
            first -= 1
        return [self._reading.ref(each) for each in names[max(first, 0) :]]

    def _without_names(self, within: Span) -> str:
        text = within.of(self._reading.text)
        for name in self._names(within):
            start = name.span.start - within.start
            text = text[:start] + " " * len(name.text) + text[start + len(name.text) :]
        return text

    def _rest(self, within: Span) -> str:
        """Return the characters of a range that are neither a name, a licence, a mark nor a word that licences stand with."""
        text = self._without_names(within)
        for each in self._found:
            if within.covers(each.span):
                start = each.span.start - within.start
                text = (
                    text[:start]
                    + " " * len(each.span.of(self._reading.text))
                    + text[start + each.span.end - each.span.start :]
                )
        keys = ("ends", "verbs", *PARTS, "model_label", "own", "fillers", "done")
        for word in sorted(
            {word for key in keys for word in self._language.words("licences", key)}, key=len, reverse=True
        ):
            text = text.replace(word, " ")
        return re.sub(r"[\W_\u3041-\u309f]", "", text)

    def _words(self, key: str) -> str:
        return self._language.any_of("licences", key)


def _of_column(table: TableReading, language: Language, names: LicenceNames) -> Iterator[RelationClaim]:
    """Yield the licences in a column that is headed so, each for the model or product of its row."""
    noun = language.any_of("licences", "ends")
    headers = ((column, table.header(column)) for column in range(1, table.columns))
    headed = [each for each in headers if len(each[1]) <= 2 * _MOST_BESIDE and re.search(noun, each[1])]
    if not headed:
        return
    subjects = FigureTable(table, language)
    for column, header in headed:
        part = next((part for part in PARTS if re.search(language.any_of("licences", part), header)), "")
        for row in table.body_rows:
            cell = table.at(row, column)
            subject = subjects.subject_of(row)
            if not cell or len(cell.readings) != 1 or not subject or subject.entity_type not in {"model", "product"}:
                continue
            reading = cell.readings[0]
            if known := names.named(reading.text) or names.named(re.sub(rf"\s?{noun}$", "", reading.text)):
                place = reading.whole()
                yield _claim(
                    subject,
                    EntityRef("product", reading.text, place, known),
                    part,
                    (place, subject.evidence),
                    "table",
                    _IN_TABLE,
                )


def _claim(
    subject: EntityRef, licence: EntityRef, part: str, evidence: tuple[Evidence, ...], rule: str, confidence: float
) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate="licensed_under",
        object=licence,
        qualifier=part,
        evidence=evidence,
        rule=f"relations.licence-{rule}",
        confidence=confidence,
    )
