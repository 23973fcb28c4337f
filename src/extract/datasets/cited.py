"""Which document a citation names: the one other document that bears the cited title."""

from __future__ import annotations

from typing import Any

from extract.datasets.columns import pa, pc
from extract.datasets.engine import Engine
from extract.datasets.news import News
from extract.datasets.shard import TITLE


def with_cited(news: News, engine: Engine) -> Any:
    """Return the citations of all documents; `cited_document_id` is filled where exactly one other bears the cited title."""
    citations = news.all("citations")
    found = cited(citations.select(["document_id", TITLE]), news.documents, engine)
    field = citations.schema.field("cited_document_id")
    return citations.set_column(citations.schema.names.index(field.name), field, found)


def cited(asked: Any, documents: Any, engine: Engine) -> Any:
    """Return the id of the document that is cited, for each row of `document_id` and `_title`; null if there is not just one.

    Args:
        asked: the citing documents and the titles that they give, folded.
        documents: all documents with their titles, folded too.
        engine: the database to work with.
    """
    found = engine.table(
        f"""SELECT number, CASE WHEN count(d.document_id) = 1 THEN min(d.document_id) END AS cited
        FROM asked LEFT JOIN titled d ON d.{TITLE} = asked.{TITLE} AND d.document_id <> asked.document_id
        GROUP BY number ORDER BY number""",
        asked=asked.append_column("number", pa.array(range(len(asked)), pa.int64())),
        titled=documents.filter(pc.is_valid(documents["title"])).select(["document_id", TITLE]),
    )
    return found["cited"].cast(pa.string())
