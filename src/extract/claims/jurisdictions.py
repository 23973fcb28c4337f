"""Whose policy something is: the place that a label names, that an authority's name begins with or that it is an office of."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.claims.claim import EntityRef
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.lang.language import Language
from extract.text import Span

_LABEL = re.compile(r"([^\s:、。\d「」()]{2,8})[:]?$")
_INLINE_LABEL = re.compile(r"([^\s:、。\d「」()]{2,8}):(?=.{8,})")
_LONGEST_PLACE = 12  # characters
_COUNTRY = "country"


def jurisdiction_of(reading: Reading, language: Language) -> EntityRef | None:
    """Return the place that a label names (``天津:``), whose government the statement is about, or that it names in full."""
    if not reading.names_of("place"):
        return None
    if labelled := labelled_place(reading, language):
        return labelled
    divisions = language.any_of("policies", "divisions")
    governments = (*language.words("policies", "divisions"), *language.words("policies", "government"))
    for mention in reading.names_of("place"):
        # 京都 and 成都 end like a division and are whole names.
        if reading.text.startswith(governments, mention.span.end) or re.fullmatch(rf".{{2,}}{divisions}", mention.text):
            return reading.ref(mention)
    return None


def labelled_place(reading: Reading, language: Language) -> EntityRef | None:
    """Return the known place that a label is, alone or before a text: ``天津:``, ``広東省:2025年までに...``."""
    places = reading.names_of("place")
    match = _LABEL.fullmatch(reading.text) or _INLINE_LABEL.match(reading.text) if places else None
    if not match:
        return None
    label = Span(*match.span(1))
    for mention in reading.names_of("place", within=label):
        rest = reading.text[mention.span.end : label.end]
        if mention.span.start == label.start and re.fullmatch(rf"{language.any_of('policies', 'divisions')}?", rest):
            return replace(reading.ref(mention), name=match[1], evidence=reading.evidence(label))
    return None


def jurisdiction_of_issuer(
    reading: Reading, issuer: Span | None, section: SectionReading, reader: Reader
) -> EntityRef | None:
    """Return the place whose authority an issuer is.

    The one that its name begins with, the one that another name of the known authority begins with or ends on, or the only
    country in the titles above it, if the name says that it is national.
    """
    if issuer is None:
        return None
    name = issuer.of(reading.text)
    if found := _place_in(name, reading, issuer, reader):
        return found
    for entity_id in reader.finder.candidates(name)[:1]:
        if home := reader.finder.home(entity_id):
            return EntityRef("place", name, reading.evidence(issuer), (home,))
    if name.startswith(reader.language.words("policies", "national")):
        return country_of(section, reader)
    return None


def _place_in(name: str, reading: Reading, issuer: Span, reader: Reader) -> EntityRef | None:
    """Return the place that an issuer's name begins with."""
    divisions, government = (reader.language.any_of("policies", each) for each in ("divisions", "government"))
    for length in range(min(len(name), _LONGEST_PLACE), 1, -1):
        # No mention is asked for: an authority's name that a list has (中国人民銀行) hides the place in it.
        found = tuple(
            each for each in reader.finder.candidates(name[:length]) if reader.finder.entity_type(each) == "place"
        )
        if found:
            bare = re.sub(rf"{divisions}$", "", name[:length])
            place = bare if found[0] in reader.finder.candidates(bare) else name[:length]
            return EntityRef("place", place, reading.evidence(Span(issuer.start, issuer.start + len(place))), found)
    # A name that ends like a division need not be a place: 経済産業省 is a ministry. With its government it is one.
    match = re.fullmatch(rf"(.{{2,5}}?){divisions}?{government}", name)
    if not match:
        return None
    return EntityRef("place", match[1], reading.evidence(Span(issuer.start, issuer.start + len(match[1]))))


def country_of(section: SectionReading, reader: Reader) -> EntityRef | None:
    """Return the one country that the titles and headings of a section name, else the one whose government it speaks of."""
    governments = reader.language.words("policies", "government")
    named = [(reading, mention) for reading in section.heading for mention in reading.names_of("place")]
    governing = [
        (reading, mention)
        for reading in section.readings
        for mention in reading.names_of("place")
        if reading.text.startswith(governments, mention.span.end)
    ]
    for found in (named, governing):
        countries = {
            ref.candidates[0]: ref
            for reading, mention in found
            if (ref := reading.ref(mention)).candidates and reader.finder.category(ref.candidates[0]) == _COUNTRY
        }
        if len(countries) == 1:
            return next(iter(countries.values()))
    return None
