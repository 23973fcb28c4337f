"""An item of a web source -> a file that the documents' readers understand, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.sources.answers import error_page
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.fetch import Fetcher
from extract.sources.fetched import Fetched
from extract.sources.items import Item
from extract.sources.raw_store import write_whole
from extract.sources.source import PageSource, Politeness, Source

_ENDINGS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}


@dataclass(frozen=True, slots=True)
class Download:
    """What fetching an item gave.

    Attributes:
        entry: the document, to be read like any file; None if there is none.
        problems: why there is none.
        notices: faults that were mended on the way.
        sha256: of the bytes as they were fetched; under it the raw store has them.
        not_modified: whether the server confirmed what we had.
    """

    entry: SourceEntry | None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    sha256: str = ""
    not_modified: bool = False


def download(item: Item, source: Source, fetcher: Fetcher, folder: Path) -> Download:
    """Fetch the document that an item names.

    A text that is not in UTF-8 is written anew in UTF-8, whatever its labels say; the bytes as they came are in the raw store.

    Args:
        item: what a look found.
        source: where it was found.
        fetcher: asks the web, or the store alone.
        folder: where documents are written, each under its content's hash.

    Raises:
        ShuttenError: if the folder or the store cannot be written.
    """
    politeness = getattr(source, "politeness", None) or Politeness()
    fetched = fetcher.get(item.address, source=item.source, politeness=politeness)
    if isinstance(fetched, Problem):
        return Download(None, (fetched,))
    ending = _ending(fetched)
    fault = error_page(item.source, fetched.text) if fetched.media_type == "text/html" else None
    if not ending:
        fault = Problem(
            item.source, None, "format-unknown", f"{fetched.final_address} is '{fetched.media_type}', which is not read.",
            "HTML, PDF, Markdown and text are read.",
        )  # fmt: skip
    if fault:
        return Download(None, (fault,), fetched.notices, fetched.sha256, fetched.not_modified)
    body = fetched.body
    if fetched.charset and fetched.charset.name != "utf-8":
        body = fetched.text.encode("utf-8", errors="replace")
    path = folder / f"{sha256_bytes(body)}{ending}"
    write_whole(path, body)
    known = Metadata(
        language=item.language if item.language in {"ja", "zh"} else "",
        kind=str(getattr(source, "kind", "")),
        title=item.title,
        authors=source.authors if isinstance(source, PageSource) else (),
        publisher=source.publisher if isinstance(source, PageSource) else "",
        published=item.published,
        url=item.address,
    )
    return Download(
        SourceEntry(item.address, path, known), (), fetched.notices, fetched.sha256, fetched.not_modified
    )  # fmt: skip


def _ending(fetched: Fetched) -> str:
    """Return the ending by which a file says what it is, empty if it is nothing that is read."""
    named = PurePosixPath(urlsplit(fetched.final_address).path).suffix.lower()
    by_type = _ENDINGS.get(fetched.media_type, "")
    if by_type == ".txt" and named in {".md", ".markdown"}:
        return ".md"  # servers call Markdown plain text
    if by_type or fetched.charset is None:
        return by_type
    return named if named in {".md", ".markdown", ".txt"} else ""
