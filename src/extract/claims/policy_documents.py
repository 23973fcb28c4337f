"""Plans, laws and measures that a statement names in quotation marks: who issued them, when, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, PolicyClaim
from extract.claims.jurisdictions import jurisdiction_of_issuer
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention, Name
from extract.text import Span

_SHORTEST_ISSUER = 3  # characters, but for words that are one by themselves
_UNISSUED = 0.45  # no fact: a plan that nobody is said to have issued, or that is yet to come
_PASSIVE_REACH = 40  # characters behind a title in which a passive verb and its date stand
_EDITION = re.compile(r"(?:\([^()]*\)|[\s\d.:-]+)+$")
"""A draft, a period or a year behind the name of a plan."""

_AUTHORITY = "authority"


def announced(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield each quoted plan or law that someone issues in the sentence around it, or whose issuer stands right before it."""
    if not reading.titles:
        return
    language = reader.language
    to_come = (*language.words("events", "plan_after"), *language.words("policies", "to_come"))
    for sentence in reading.statement.sentences:
        for title in reading.titles:
            bare = _EDITION.sub("", title.text)
            if not sentence.covers(title.outer) or not bare.endswith(language.words("policies", "documents")):
                continue
            if bare.endswith(language.words("policies", "no_documents")):
                continue
            issuer = issuer_before(reading, sentence, title.outer.start, reader)
            behind = reading.text[title.outer.end : min(sentence.end, title.outer.end + _PASSIVE_REACH)]
            passive = re.match(language.rules["policies"]["passive"], behind)
            done = re.match(language.rules["policies"]["done"], behind)
            said = bool(done) or any(word in sentence.of(reading.text) for word in language.words("policies", "issued"))
            beside = issuer is not None and _is_beside(reading, issuer, title, reader)
            if not (said or passive or beside) or _is_companys(reading, sentence, issuer, title, reader):
                continue
            issued = _issued(
                reading, sentence, title, max(each.end() for each in (passive, done) if each) if passive or done else 0
            )
            inside = [d for d in reading.dates if title.span.covers(d.span)]
            aim = None if inside else _aim(reading, sentence, title, language)
            start = min(
                issuer.start if issuer else title.outer.start,
                *(d.span.start for d in (issued,) if d),
                title.outer.start,
            )
            end = max(title.outer.end, issued.span.end if issued else 0)
            is_law = bare.endswith(language.words("policies", "laws"))
            is_planned = any(word in behind.partition("。")[0] for word in to_come)
            proven = bool(issuer) or (is_law and (said or bool(passive))) or bool(passive and issued)
            yield PolicyClaim(
                jurisdiction=jurisdiction_of_issuer(reading, issuer, section, reader) or _named_place(reading, title),
                title=reading.statement.written(*title.span),
                issuer=issuer.of(reading.text) if issuer else "",
                issued=_exact(issued) if issued else None,
                horizon=inside[0].date if inside else aim[0] if aim else None,
                target=reading.statement.written(*aim[1]) if aim else "",
                evidence=(reading.evidence(Span(start, end)), *((reading.evidence(aim[1]),) if aim else ())),
                rule="policies.announced",
                confidence=_UNISSUED if is_planned or not proven else 0.85 if issuer and issued else 0.65,
            )


def issuer_before(reading: Reading, sentence: Span, end: int, reader: Reader) -> Span | None:
    """Return who issues what begins at `end`: the first words before it that end like an authority's name.

    A particle or a verb stands behind them.
    """
    language = reader.language
    earlier = [each.outer.end for each in reading.titles if each.outer.end <= end]
    start = max([sentence.start, *(each for each in earlier if each >= sentence.start)])
    before = reading.text[start:end]
    breaks = "".join(language.words("policies", "issuer_breaks"))
    behind = language.any_of("policies", "behind_issuer")
    suffixes, alone = language.words("policies", "issuers"), language.words("policies", "issuers_alone")
    none = language.words("policies", "no_issuers")
    found = []
    for piece in re.finditer(rf"[^、。,:;「」\d{breaks}]+", before):
        text = re.sub(rf"{behind}+.*$", "", piece[0]).rstrip()
        bare = text.strip()
        is_name = len(bare) >= _SHORTEST_ISSUER and (bare.endswith(suffixes) or _is_authority(bare, reader))
        if bare in alone or (is_name and not bare.endswith(none) and not _is_no_place(bare, reader)):
            first = start + piece.start() + len(text) - len(text.lstrip())
            found.append(Span(first, first + len(bare)))
    return found[0] if found else None


def _is_authority(name: str, reader: Reader) -> bool:
    return any(reader.finder.category(each) == _AUTHORITY for each in reader.finder.candidates(name)[:1])


def with_scope(claims: list[PolicyClaim], section: SectionReading, language: Language) -> Iterator[PolicyClaim]:
    """Yield the policies of a section, the one law among them with the statements that say whom it applies to.

    Where a section has two, nothing says which of them is meant.
    """
    if not claims:
        return
    titles = {claim.title for claim in claims if claim.title}
    words = language.any_of("policies", "scope")
    said = [
        reading
        for reading in section.readings
        if re.search(words, reading.text) and not any(title in reading.text for title in titles)
    ]
    for claim in claims:
        if len(titles) == 1 and said and claim.title and claim.title.endswith(language.words("policies", "documents")):
            yield PolicyClaim(
                jurisdiction=claim.jurisdiction,
                title=claim.title,
                issuer=claim.issuer,
                issued=claim.issued,
                horizon=claim.horizon,
                target=claim.target,
                scope=" ".join(each.statement.written(0, len(each.text)) for each in said),
                evidence=(*claim.evidence, *(each.whole() for each in said)),
                rule=claim.rule,
                confidence=claim.confidence,
            )
        else:
            yield claim


def _is_no_place(name: str, reader: Reader) -> bool:
    """Return whether a name that ends like a place (大都市) is none that is known."""
    ending = next((each for each in reader.language.words("policies", "place_endings") if name.endswith(each)), None)
    return ending is not None and not any(
        reader.finder.entity_type(each) == "place"
        for form in (name, name.removesuffix(ending))
        for each in reader.finder.candidates(form)
    )


def _is_beside(reading: Reading, issuer: Span, title: Mention, reader: Reader) -> bool:
    """Return whether an authority with a name that is proven stands right before a title: 財務省「…計画」."""
    gap = reading.text[issuer.end : title.outer.start].strip()
    named = any(
        issuer.overlaps(each.span) and each.span.end == issuer.end for each in reading.names_of("organization", "place")
    )
    return named and gap in {"", *reader.language.words("grammar", "genitive")}


def _is_companys(reading: Reading, sentence: Span, issuer: Span | None, title: Mention, reader: Reader) -> bool:
    """Return whether a known organization that is no authority is all that could have issued it."""
    if issuer:
        return False
    named = reading.names_of("organization", within=Span(sentence.start, title.outer.start))
    return any(
        isinstance(each.value, Name)
        and each.value.candidates
        and reader.finder.category(each.value.candidates[0]) != _AUTHORITY
        for each in named
    )


def _issued(reading: Reading, sentence: Span, title: Mention, passive: int) -> Mention | None:
    """Return the day of issue: the last date before the title, else one of its passive verb or in brackets behind it."""
    points = [d for d in reading.dates if sentence.covers(d.span) and d.date.is_point]
    before = [d for d in points if d.span.end <= title.outer.start]
    if before:
        return before[-1]
    bracket = re.match(r"\s*\([^()]*\)", reading.text[title.outer.end :])
    reach = title.outer.end + max(passive, bracket.end() if bracket else 0)
    behind = [d for d in points if title.outer.end <= d.span.start and d.span.end <= reach]
    return behind[0] if behind else None


def _named_place(reading: Reading, title: Mention) -> EntityRef | None:
    """Return the place that a title begins with: whose plan 「北京市…計画」 is."""
    at_start = [each for each in reading.names_of("place", within=title.span) if each.span.start == title.span.start]
    return reading.ref(at_start[0]) if at_start else None


def _aim(reading: Reading, sentence: Span, title: Mention, language: Language) -> tuple[DateValue, Span] | None:
    """Return the deadline that the rest of the sentence states and the words from it on: ...を公表し、2030年までに...を目指す."""
    rest = sentence.of(reading.text).rstrip("。 ")
    deadlines = [
        d
        for d in reading.dates
        if title.outer.end <= d.span.start < sentence.end and d.date.bound in {Bound.AT_MOST, Bound.LESS_THAN}
    ]
    words = (*language.words("policies", "aims"), *language.words("policies", "goals"))
    if not deadlines or not any(word in reading.text[title.outer.end : sentence.end] for word in words):
        return None
    if any(each.outer.start > title.outer.end and sentence.covers(each.outer) for each in reading.titles):
        return None
    return deadlines[0].date, Span(deadlines[0].span.start, sentence.start + len(rest))


def _exact(mention: Mention) -> DateValue | None:
    return mention.date if mention.date.bound is Bound.EXACT else None
