"""All claims of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.claims.citations import citation_claims
from extract.claims.claim import Claim
from extract.claims.figures import figure_claims
from extract.claims.naming import name_claims
from extract.claims.policies import policy_claims
from extract.claims.rankings import ranking_claims
from extract.claims.reader import Reader
from extract.claims.relations import relation_claims
from extract.claims.release_tables import table_claims
from extract.claims.releases import release_claims
from extract.claims.roles import role_claims
from extract.claims.tables import cell_claims
from extract.claims.timelines import timeline_claims
from extract.documents.document import Document
from extract.errors import Problem
from extract.lang.language import Language
from extract.mentions.names import NameFinder


def find_claims(
    document: Document, finder: NameFinder, language: Language
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Return what a document says, in the order of its sections, and the values in it that could not be read.

    Args:
        document: the document.
        finder: finds the known names.
        language: the document's language.
    """
    reader = Reader(finder, language)
    claims: list[Claim] = []
    tables = 1
    for section in reader.read(document):
        for table in section.tables:
            claims.extend(table_claims(table, reader))
        claims.extend(release_claims(section, reader))
        claims.extend(role_claims(section, language))
        claims.extend(timeline_claims(section, reader))
        claims.extend(figure_claims(section, reader))
        claims.extend(relation_claims(section, reader))
        claims.extend(policy_claims(section, reader))
        claims.extend(citation_claims(section, language))
        claims.extend(ranking_claims(section, reader))
        claims.extend(cell_claims(section, tables))
        claims.extend(name_claims(section))
        tables += len(section.tables)
    return tuple(_once(claims)), tuple(dict.fromkeys(reader.problems))


def _once(claims: list[Claim]) -> Iterator[Claim]:
    """Yield each claim with no place of evidence twice."""
    for claim in claims:
        yield replace(claim, evidence=tuple(dict.fromkeys(claim.evidence)))
