"""A text -> its claims, through the real parts of the pipeline: `say` for plain text, `say(..., markdown=True)` for Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from extract.claims.claim import (
    CellClaim,
    CitationClaim,
    Claim,
    EntityRef,
    FigureClaim,
    PolicyClaim,
    RankingClaim,
    RelationClaim,
    ReleaseClaim,
)
from extract.claims.find import find_claims
from extract.datasets.build import PUBLISH_FROM
from extract.documents.document import Document
from extract.documents.html import read_html
from extract.documents.markdown import read_markdown_page
from extract.documents.plain import read_plain_pages
from extract.errors import Problem
from extract.lang.language import load_language
from extract.mentions.names import NameFinder


@dataclass(frozen=True)
class Said:
    """What a text says: its claims in short, those that are sure enough to be published first of all."""

    document: Document
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]

    def of(self, kind: type[Claim], *, sure: bool = True) -> list[Claim]:
        """Return the claims of a kind; without the candidates for a reviewer if `sure`."""
        return [each for each in self.claims if isinstance(each, kind) and (each.confidence >= PUBLISH_FROM) == sure]

    @property
    def releases(self) -> set[tuple[str, str, str]]:
        """Model (with its version, if the name does not end with it), event and date."""
        return {(model_name(each.model), each.event, each.date.edtf) for each in self.of(ReleaseClaim)}

    @property
    def candidates(self) -> set[tuple[str, str, str]]:
        """The releases that are for a reviewer."""
        return {(model_name(each.model), each.event, each.date.edtf) for each in self.of(ReleaseClaim, sure=False)}

    @property
    def makers(self) -> dict[str, str]:
        """The organization of each release that has one."""
        return {model_name(each.model): each.organization.name for each in self.of(ReleaseClaim) if each.organization}

    @property
    def relations(self) -> set[tuple[str, str, str, str]]:
        """Subject, predicate, object and qualifier."""
        return {
            (each.subject.name, each.predicate, each.object.name, each.qualifier) for each in self.of(RelationClaim)
        }

    def related(self, *predicates: str) -> set[tuple[str, str, str]]:
        """Subject, predicate and object of the relations with one of `predicates`."""
        return {each[:3] for each in self.relations if each[1] in predicates}

    @property
    def figures(self) -> set[tuple[str, str, str, str]]:
        """Subject, metric, value with unit, bound."""
        return {
            (each.subject.name, each.metric, f"{each.value:f} {each.unit}".strip(), each.bound.value)
            for each in self.of(FigureClaim)
        }

    @property
    def citations(self) -> set[tuple[tuple[str, ...], str, str, str]]:
        """Authors, year, title and publisher."""
        return {(each.authors, each.year, each.title, each.publisher) for each in self.of(CitationClaim)}

    @property
    def policies(self) -> set[tuple[str, str, str, str, str]]:
        """Jurisdiction, title, issuer, day of issue and horizon."""
        return {
            (
                each.jurisdiction.name if each.jurisdiction else "",
                each.title,
                each.issuer,
                each.issued.edtf if each.issued else "",
                each.horizon.edtf if each.horizon else "",
            )
            for each in self.of(PolicyClaim)
        }

    @property
    def ranking(self) -> list[tuple[int, str, str, str]]:
        """Rank, item, score and tier, in order."""
        return sorted(
            (each.rank, each.item.name, "" if each.score is None else f"{each.score:f}", each.tier)
            for each in self.of(RankingClaim)
        )

    @property
    def cells(self) -> list[CellClaim]:
        """The cells of tables."""
        return [each for each in self.claims if isinstance(each, CellClaim)]

    def quotes(self, claim: Claim) -> list[str]:
        """Return what the page says at each place of evidence of a claim."""
        return [each.span.of(self.document.page(each.page).text) for each in claim.evidence]


def model_name(ref: EntityRef) -> str:
    """Return a model's name with its version, if the name does not hold it."""
    return ref.name if ref.version in ref.name else f"{ref.name} {ref.version}"


@pytest.fixture(scope="session")
def say(finder: NameFinder) -> Callable[..., Said]:
    """Return the function that reads a text; every claim's quotes are checked on the way.

    `html` takes the text for the body of an article in HTML.
    """

    def read(
        text: str,
        language: str = "ja",
        *,
        markdown: bool = False,
        html: bool = False,
        names: NameFinder | None = None,
        published: str = "",
    ) -> Said:
        pages = (read_markdown_page(text),) if markdown else tuple(read_plain_pages(text))
        if html:
            article = f"<title>a</title><body><main><article>{text}</article></main></body>"
            read_page = read_html(f'<!DOCTYPE html><html lang="{language}">{article}</html>'.encode())
            assert read_page is not None
            pages = (read_page.page,)
        media_type = "text/markdown" if markdown else "text/plain"
        document = Document("doc-1", "a", "0", media_type, language, "report", pages, published=published)
        claims, problems = find_claims(document, names or finder, load_language(language))
        said = Said(document, claims, problems)
        for claim in claims:
            for place in claim.evidence:
                assert 0 <= place.span.start < place.span.end <= len(document.page(place.page).text), claim
            assert all(quote.strip() for quote in said.quotes(claim)), claim
        return said

    return read
