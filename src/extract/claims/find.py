"""All claims of a document."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from extract.claims.asides import without_asides
from extract.claims.citations import citation_claims
from extract.claims.claim import Claim
from extract.claims.dated_titles import title_claims
from extract.claims.definitions import definition_claims
from extract.claims.figures import figure_claims
from extract.claims.histories import history_claims
from extract.claims.licence_names import LicenceNames
from extract.claims.licences import badge_claims, licence_claims
from extract.claims.made_lists import made_list_claims
from extract.claims.modalities import modality_claims, tagged_claims
from extract.claims.model_cards import front_claims
from extract.claims.naming import name_claims
from extract.claims.policies import policy_claims
from extract.claims.prices import price_claims
from extract.claims.products import opened_claims
from extract.claims.rankings import ranking_claims
from extract.claims.reader import Reader
from extract.claims.relations import relation_claims, slide_claims
from extract.claims.release_labels import labelled_releases
from extract.claims.release_tables import table_claims
from extract.claims.releases import release_claims
from extract.claims.result_lines import result_lines
from extract.claims.results import result_claims
from extract.claims.roles import role_claims
from extract.claims.shape_lists import shape_claims
from extract.claims.slides import slides_of
from extract.claims.tables import cell_claims
from extract.claims.timelines import timeline_claims
from extract.documents.document import OCR, Document
from extract.errors import Problem
from extract.lang.language import Language
from extract.mentions.names import NameFinder

# On pictures of the sample deck two characters of a hundred are wrong, so a name or number of five is right nine times of ten.
_READ_BY_OCR = 0.9


def find_claims(
    document: Document, finder: NameFinder, language: Language
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Return what a document says, in the order of its sections, and the values in it that could not be read.

    Args:
        document: the document.
        finder: finds the known names.
        language: the document's language.
    """
    with _without_collection():
        return _found(document, finder, language)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Leave cyclic garbage for later: claims hold no cycles, and looking for some among them takes up to a twelfth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _found(document: Document, finder: NameFinder, language: Language) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    reader = Reader(finder, language)
    licences = LicenceNames(finder)
    claims: list[Claim] = []
    tables = 1
    sections = tuple(reader.read(document))
    for section in sections:
        for table in section.tables:
            claims.extend(table_claims(table, reader))
        claims.extend(release_claims(section, reader))
        claims.extend(labelled_releases(section, reader))
        claims.extend(made_list_claims(section, reader))
        claims.extend(title_claims(section, reader))
        claims.extend(role_claims(section, reader))
        claims.extend(timeline_claims(section, reader))
        claims.extend(figure_claims(section, reader))
        claims.extend(shape_claims(section, reader.language))
        claims.extend(price_claims(section, reader))
        claims.extend(result_lines(section, reader))
        claims.extend(relation_claims(section, reader))
        claims.extend(modality_claims(section, reader))
        claims.extend(licence_claims(section, reader, licences))
        claims.extend(policy_claims(section, reader))
        claims.extend(history_claims(section, reader))
        claims.extend(definition_claims(section, language))
        claims.extend(citation_claims(section, language))
        claims.extend(ranking_claims(section, reader))
        claims.extend(cell_claims(section, tables))
        claims.extend(name_claims(section))
        tables += len(section.tables)
    for slide in slides_of(sections):
        claims.extend(slide_claims(slide, reader))
    claims.extend(badge_claims(sections, licences))
    claims.extend(tagged_claims(sections))
    claims.extend(front_claims(sections, reader))
    claims.extend(result_claims(sections, reader))
    claims.extend(list(opened_claims(claims)))
    claims = list(without_asides(claims, {each.section.page.number: each.section.page for each in sections}))
    return tuple(_once(claims, document)), tuple(dict.fromkeys(reader.problems))


def _once(claims: list[Claim], document: Document) -> Iterator[Claim]:
    """Yield each claim with no place of evidence twice, and less sure if it stands in a picture."""
    drawn = {page.number for page in document.pages if page.way == OCR}
    for claim in claims:
        evidence = tuple(dict.fromkeys(claim.evidence))
        if drawn and any(each.page in drawn for each in evidence):
            yield replace(claim, evidence=evidence, confidence=claim.confidence * _READ_BY_OCR)
        else:
            yield claim if len(evidence) == len(claim.evidence) else replace(claim, evidence=evidence)
