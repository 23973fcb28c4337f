"""A source -> what it names now; a look that failed is told apart from one that found nothing."""

from __future__ import annotations

from pathlib import Path

from extract.errors import Problem, counted
from extract.sources.answers import error_page
from extract.sources.feeds import Read, read_json_feed, read_xml_feed
from extract.sources.fetch import Fetcher
from extract.sources.fetched import Fetched
from extract.sources.files import files_of
from extract.sources.items import Item, Looked, once_each
from extract.sources.listings import read_index, read_listing
from extract.sources.source import (
    FeedSource,
    FileSource,
    FolderSource,
    IndexSource,
    JsonFeedSource,
    ListingSource,
    PageSource,
    ReleasesSource,
    Source,
    WebSource,
    WorkSource,
)

_NOTICES = frozenset({"feed-kind", "items-without-address", "entries-incomplete"})


def look(source: Source, fetcher: Fetcher, folder: Path) -> Looked:
    """Look at a source, whether it is enabled or not.

    Args:
        source: an entry of the catalogue.
        fetcher: asks the web, or the store alone.
        folder: that of the catalogue, from which files are counted.

    Raises:
        ShuttenError: if the store cannot be written.
    """
    if isinstance(source, FileSource | FolderSource | WorkSource):
        return _look_at_files(source, folder)
    fetched = fetcher.get(source.address, source=source.id, politeness=source.politeness)
    if isinstance(fetched, Problem):
        return Looked(source.id, looked=False, problems=(fetched,))
    items, found, whole = _read(source, fetched)
    items = list(once_each(items))
    problems = [each for each in found if each.code not in _NOTICES]
    if not items and not whole and fetched.media_type == "text/html":
        problems += [told] if (told := error_page(source.id, fetched.text)) else []
    if whole and len(items) < source.expect.items:
        problems.append(_fewer(source.id, len(items), source.expect.items))
    return Looked(
        source.id,
        looked=whole,
        items=tuple(items),
        problems=tuple(problems),
        notices=(*fetched.notices, *(each for each in found if each.code in _NOTICES)),
        sha256=fetched.sha256,
        not_modified=fetched.not_modified,
    )


def _read(source: WebSource, fetched: Fetched) -> Read:
    if isinstance(source, FeedSource):
        return read_xml_feed(source.id, fetched, source.language, source.type)
    if isinstance(source, ReleasesSource):
        return read_xml_feed(source.id, fetched, source.language, "atom")
    if isinstance(source, JsonFeedSource):
        return read_json_feed(source.id, fetched, source.language)
    if isinstance(source, ListingSource):
        return read_listing(source, fetched)
    is_page = fetched.media_type == "text/html"
    if is_page and (told := error_page(source.id, fetched.text)):
        return [], [told], False
    if isinstance(source, IndexSource):
        return read_index(source, fetched)
    assert isinstance(source, PageSource)
    item = Item(source.id, fetched.final_address, source.title, source.published, source.language, source.type)
    return [item], [], True


def _look_at_files(source: FileSource | FolderSource | WorkSource, folder: Path) -> Looked:
    files = files_of(source, folder)
    if isinstance(files, Problem):
        return Looked(source.id, looked=False, problems=(files,))
    items = [
        Item(
            source.id, path.as_posix(), getattr(source, "title", ""), getattr(source, "published", ""), source.language,
            source.type,
        )
        for path in files
    ]  # fmt: skip
    least = source.expect.items if isinstance(source, FolderSource) else 0
    problems = (_fewer(source.id, len(items), least),) if len(items) < least else ()
    return Looked(source.id, looked=True, items=tuple(items), problems=problems)


def _fewer(source: str, count: int, least: int) -> Problem:
    return Problem(
        source, None, "fewer-items", f"The look found {counted(count, 'item')}, at least {least} were expected.",
        "See whether the source has changed its form, or mend 'expect' in the catalogue.",
    )  # fmt: skip
