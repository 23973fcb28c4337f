"""Citations: the works that a page names as its sources, in the line that begins with 出所, 出典, 来源 or the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.claims.claim import CitationClaim
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.documents.marks import SOURCE
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention
from extract.mentions.titles import marks_of
from extract.text import Span

_STRONG_MARKS = frozenset({"『』", "《》", "<>", "〈〉"})
_WORK = re.compile(r"[^『《<「]{1,40}\((?:19|20)\d{2}\)\s*[『《<「“]")
_YEAR = re.compile(r"\s*\(\s*((?:19|20)\d{2})[^()]*\)\s*$")
_YEAR_AFTER = re.compile(r"\s*[、,]?\s*\(?((?:19|20)\d{2})\)?(?:年)?(?!\d)")
_SEPARATORS = " \u3000、,;。.\n"
_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_PUBLISHER = 30


@dataclass(frozen=True)
class _Work:
    """A quoted title and the ranges of text before and after it that may belong to it."""

    title: Mention
    before: Span
    after: Span


def citation_claims(section: SectionReading, language: Language) -> Iterator[CitationClaim]:
    """Yield the works cited in the source lines and notes of a section."""
    after_source = False
    for reading in section.readings:
        # A source line may go on after a gap: what has the form "author (year) 『title』" right behind it is a work too.
        goes_on = after_source and bool(_WORK.match(reading.text))
        after_source = reading.statement.kind is BlockKind.SOURCE or goes_on
        if after_source:
            yield from _from_source_line(reading, language)
        elif reading.statement.kind is BlockKind.NOTE:
            yield from _from_note(reading, language)
        elif reading.statement.kind is not BlockKind.HEADING:
            yield from _from_prose(reading, language)


def _from_source_line(reading: Reading, language: Language) -> Iterator[CitationClaim]:
    text = reading.text
    prefix = SOURCE.match(text)
    start = prefix.end() if prefix else 0
    end = _made_by(text, start, language)
    works = list(_works(reading, Span(start, end)))
    for number, work in enumerate(works):
        following = works[number + 1] if number + 1 < len(works) else None
        yield _claim(reading, work, following, language)
    if not works:
        yield from _untitled(reading, Span(start, end), language)
    else:
        yield from _untitled(reading, _leading(text, works[0].before), language)


def _made_by(text: str, start: int, language: Language) -> int:
    """Return where the words about who drew the page begin (``よりNRI作成``), or the end of the text."""
    ends = [
        match.start()
        for pattern in language.rules["citations"]["made_by"]
        for match in re.compile(pattern).finditer(text, start)
    ]
    return min(ends, default=len(text))


def _works(reading: Reading, within: Span) -> Iterator[_Work]:
    titles = [title for title in reading.titles if within.covers(title.outer)]
    position = within.start
    # A quotation with nothing before it but a space is the place where the one before it appeared.
    kept: list[Mention] = []
    for title in titles:
        if kept and not reading.text[kept[-1].outer.end : title.outer.start].strip(" \u3000"):
            continue
        kept.append(title)
    for number, title in enumerate(kept):
        until = kept[number + 1].outer.start if number + 1 < len(kept) else within.end
        yield _Work(title, Span(position, title.outer.start), Span(title.outer.end, until))
        position = title.outer.end


def _claim(reading: Reading, work: _Work, following: _Work | None, language: Language) -> CitationClaim:
    text = reading.text
    own = _own_before(text, work.before)
    before = text[own.start : own.end]
    year_match = _YEAR.search(before)
    author_text = before[: year_match.start()] if year_match else before
    after = text[work.after.start : work.after.end]
    if following:
        after = after[: _own_before(text, following.before).start - following.before.start]
    year = year_match[1] if year_match else ""
    if not year and (match := _YEAR_AFTER.match(after)):
        year, after = match[1], after[match.end() :]
    publisher = _publisher(after)
    authors = _authors(author_text, language)
    end = work.title.outer.end + (text[work.title.outer.end :].find(publisher) + len(publisher) if publisher else 0)
    start = own.start + len(before) - len(before.lstrip(_SEPARATORS))
    return CitationClaim(
        authors=authors,
        year=year,
        title=reading.statement.written(*work.title.span),
        publisher=publisher,
        language=title_language(work.title.text),
        evidence=(reading.evidence(Span(start, end)),),
        rule="citations.source-line",
        confidence=0.95 if authors and year else 0.8,
    )


def _own_before(text: str, before: Span) -> Span:
    """Return the part before a title that names its own author and year, after what belongs to the work before it."""
    piece = text[before.start : before.end]
    cuts = [match.end() for match in re.finditer(r"[、,;。]\s*", piece.rstrip(_SEPARATORS))]
    year = _YEAR.search(piece)
    if year:
        # Authors are joined by the same commas as works: what follows the last publisher-like part is taken.
        cuts = [cut for cut in cuts if cut < year.start()]
    return Span(before.start + (cuts[-1] if cuts else 0), before.end)


def _leading(text: str, before: Span) -> Span:
    """Return what stands before the first work's own author: sources without a title."""
    return Span(before.start, _own_before(text, before).start)


def _publisher(after: str) -> str:
    """Return the name of the place of publication right after a title, without its quotation marks."""
    part = re.split(r"[、,;。]", after.strip(), maxsplit=1)[0].strip(" \u3000.)")
    part = re.sub(r"^[『《「〈<(]|[』》」〉>)]$", "", part).strip()
    return part if len(part) <= _LONGEST_PUBLISHER and re.search(r"[^\W\d_]", part) else ""


def _authors(author_text: str, language: Language) -> tuple[str, ...]:
    names = [
        name.strip(_SEPARATORS + "『」「』") for name in re.split(r"[、,;]|(?<=\w)・(?=\w{2,4}$)| and |&", author_text)
    ]
    honorifics = language.words("names", "person_honorifics")
    shortened = [
        next(
            (name[: -len(each)] for each in honorifics if name.endswith(each) and len(name) > len(each) + 1),
            name,
        )
        for name in names
    ]
    return tuple(
        name for name in shortened if name and name not in language.words("names", "organizations", "countries")
    )


def title_language(title: str) -> str:
    """Return the BCP 47 language of a title by its script: kana is Japanese, Han without kana Chinese, else English."""
    if _KANA.search(title):
        return "ja"
    return "zh" if _HAN.search(title) else "en"


def _untitled(reading: Reading, within: Span, language: Language) -> Iterator[CitationClaim]:
    """Yield the web sites that a source line names without a title; public information as such is no work."""
    no_work, sites = language.words("citations", "no_work"), language.words("citations", "site")
    for match in re.finditer(r"[^、,;。]+", reading.text[within.start : within.end]):
        item = match[0].strip()
        if not item or any(word in item for word in no_work):
            continue
        site = next((word for word in sites if item.endswith(word)), None)
        start = within.start + match.start() + len(match[0]) - len(match[0].lstrip())
        yield CitationClaim(
            authors=(),
            year="",
            title=item,
            publisher=item[: -len(site)].strip() if site else "",
            language=title_language(item),
            evidence=(reading.evidence(Span(start, start + len(item))),),
            rule="citations.site" if site else "citations.untitled",
            confidence=0.7 if site else 0.3,
        )


def _from_prose(reading: Reading, language: Language) -> Iterator[CitationClaim]:
    """Yield a work that a sentence names as saying what follows: "the report 《X》 that Y published on ... shows"."""
    for title in reading.titles:
        if marks_of(title) not in _STRONG_MARKS or not reading.text[title.outer.end :].startswith(
            language.words("citations", "says")
        ):
            continue
        sentence = reading.statement.sentence_of(title.span)
        before = Span(sentence.start, title.outer.start)
        authors = reading.names_of("organization", "person", within=before)
        years = [d.value.edtf[:4] for d in reading.dates if before.covers(d.span) and isinstance(d.value, DateValue)]
        author = _issuer(reading.text, before, language) or (authors[-1].text if authors else "")
        yield CitationClaim(
            authors=(author,) if author else (),
            year=years[-1] if years and years[-1].isdigit() else "",
            title=reading.statement.written(*title.span),
            publisher="",
            language=title_language(title.text),
            evidence=(reading.evidence(Span(sentence.start, title.outer.end)),),
            rule="citations.prose",
            confidence=0.75,
        )


def _issuer(text: str, before: Span, language: Language) -> str:
    """Return who stands at the start of a sentence before 于 or が, if it is short."""
    tie = language.any_of("citations", "issuer_ties")
    match = re.match(
        rf"([^,、。;:\d]{{2,30}}?){tie}(?=\d|{language.any_of('policies', 'issued')})", text[before.start : before.end]
    )
    return match[1] if match else ""


def _from_note(reading: Reading, language: Language) -> Iterator[CitationClaim]:
    """Yield a work that a footnote gives as author, title and year."""
    for title in reading.titles:
        after = _YEAR_AFTER.match(reading.text, title.outer.end)
        before = re.search(r"([^。、:;*]{2,30})[、,:]\s*$", reading.text[: title.outer.start])
        if after and before and marks_of(title) in {"『』", "《》"}:
            author = re.sub(rf"{language.any_of('names', 'person_honorifics')}$", "", before[1].strip())
            yield CitationClaim(
                authors=(author,),
                year=after[1],
                title=reading.statement.written(*title.span),
                publisher="",
                language=title_language(title.text),
                evidence=(reading.evidence(Span(before.start(1), after.end())),),
                rule="citations.note",
                confidence=0.8,
            )
