"""What a refresh did, for people, for programs and for whoever is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.errors import Problem, ShuttenError, counted
from extract.journal import append_line
from extract.refresh.fetching import Outcome
from extract.refresh.rows import RowCounts
from extract.refresh.seen import Held
from extract.sources.raw_store import write_whole

LAST, HISTORY = "last.json", "history.jsonl"


@dataclass(frozen=True)
class Summary:
    """What a refresh did.

    Attributes:
        refresh: its number; one that was interrupted and goes on keeps its own.
        schedule: the group of sources that it looked at.
        offline: whether nobody was asked.
        started: when (ISO 8601, UTC).
        seconds: how long it took.
        sources: what came of each source, also of those that it was not to look at.
        news: by source how many of its addresses are new, and how many hold something else than before.
        documents: how many documents the datasets have.
        read: how many of them were read now; what was read before is not read again.
        fetched: the documents that are new or have changed.
        rows: by dataset, of this build against the one before.
        first: the version that was published, if none was before.
        published: how many changes were published.
        waiting: how many wait for a reviewer.
        accepted: how many were accepted and are not published.
        problems: of sources and documents.
        notices: what was mended on the way, and a webhook that could not be told.
    """

    refresh: int
    schedule: str
    offline: bool
    started: str
    seconds: float
    sources: tuple[Outcome, ...]
    news: Mapping[str, tuple[int, int]]
    documents: int
    read: int
    fetched: tuple[Held, ...]
    rows: Mapping[str, RowCounts]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()
    first: str = ""
    published: int = 0
    waiting: int = 0
    accepted: int = 0

    @property
    def complete(self) -> bool:
        """Whether every source could be looked at and every document read."""
        return not self.problems


def as_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as it is written to files and sent to a webhook."""
    return {
        "refresh": summary.refresh,
        "schedule": summary.schedule,
        "offline": summary.offline,
        "started": summary.started,
        "seconds": round(summary.seconds, 1),
        "complete": summary.complete,
        "documents": {
            "all": summary.documents,
            "read": summary.read,
            "new": sum(not each.replaces for each in summary.fetched),
            "changed": sum(each.replaces for each in summary.fetched),
        },
        "fetched": [
            {
                "title": each.known.title,
                "addresses": list(each.addresses),
                "what": "changed" if each.replaces else "new",
            }
            for each in summary.fetched
        ],
        "rows": {dataset: asdict(counts) for dataset, counts in summary.rows.items()},
        "conflicts": asdict(summary.rows["conflicts"]) if "conflicts" in summary.rows else None,
        "changes": {
            "first_version": summary.first or None,
            "published": summary.published,
            "waiting": summary.waiting,
            "accepted": summary.accepted,
        },
        "sources": [
            {
                "id": each.source,
                "outcome": each.outcome,
                "items": each.items,
                "new": summary.news.get(each.source, (0, 0))[0],
                "changed": summary.news.get(each.source, (0, 0))[1],
                "unread": each.unread,
                "problems": [asdict(problem) for problem in each.problems],
            }
            for each in summary.sources
        ],
        "problems": [asdict(problem) for problem in summary.problems],
        "notices": [asdict(notice) for notice in summary.notices],
    }


def source_table(summary: Summary) -> list[dict[str, Any]]:
    """Return a row for each source, as a table shows it."""
    return [
        {
            "source": each.source,
            "outcome": each.outcome,
            "items": each.items,
            "new": summary.news.get(each.source, (0, 0))[0],
            "changed": summary.news.get(each.source, (0, 0))[1],
            "unread": each.unread,
            "Problems": "; ".join(f"{problem.code}: {problem.message}" for problem in each.problems),
        }
        for each in summary.sources
    ]


def in_words(summary: Summary) -> list[str]:
    """Return a summary in lines, what is new first."""
    new = sum(not each.replaces for each in summary.fetched)
    lines = [
        f"Refresh {summary.refresh} of {summary.schedule or 'all groups'}{', offline' if summary.offline else ''}: "
        f"{counted(new, 'new document')}, {len(summary.fetched) - new} changed; {summary.read} read of {summary.documents:,}"
    ]
    for each in summary.sources:
        fresh, changed = summary.news.get(each.source, (0, 0))
        found = f"{counted(each.items, 'item')}, {fresh} new, {changed} changed" if each.items else ""
        lines.append(f"  {each.source:<28} {each.outcome.replace('_', ' ')}{': ' if found else ''}{found}")
    touched = {name: counts for name, counts in summary.rows.items() if counts.new or counts.changed or counts.vanished}
    lines += [
        f"  {name:<16}{counts.rows:>8,} rows: {counts.new:,} new, {counts.changed:,} changed, {counts.vanished:,} vanished"
        for name, counts in touched.items()
    ] or ["  no row has changed"]
    lines += [f"Published {summary.first}: a first version"] if summary.first else []
    lines += [
        f"  {counted(count, 'change')} {what}"
        for count, what in (
            (summary.published, "published"),
            (summary.waiting, "waiting for a reviewer: see 'shutten changes', decide with 'shutten review'"),
            (summary.accepted, "accepted and not published: 'shutten publish' does it"),
        )
        if count
    ]
    lines += [f"Notice: {notice}" for notice in summary.notices]
    lines += [f"Problem: {problem}" for problem in summary.problems]
    lines.append(f"{counted(len(summary.problems), 'Problem')}, {summary.seconds:.1f} seconds")
    return lines


def write_summary(summary: Summary, folder: Path) -> None:
    """Write a summary to ``last.json`` and add it to ``history.jsonl``; a refresh stands there once.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    content = as_json(summary)
    write_whole(folder / LAST, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    path = folder / HISTORY
    if summary.refresh in {entry.get("refresh") for entry in history(folder)[-1:]}:
        return
    try:
        append_line(path, json.dumps(content, ensure_ascii=False))
    except OSError as error:
        raise ShuttenError(str(path), f"cannot be written: {error}.", "Give a folder that you may write.") from error


def history(folder: Path) -> Sequence[dict[str, Any]]:
    """Return the summaries of all refreshes, oldest first; a line that a power cut spoiled is left out."""
    try:
        lines = (folder / HISTORY).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            read = json.loads(line)
        except ValueError:
            continue
        if isinstance(read, dict):
            found.append(read)
    return found


def tell(webhook: str, summary: Summary) -> Problem | None:
    """Send a summary to an address as JSON; return why it could not be told, None if it was.

    Args:
        webhook: of http or https, given by the user; no secret in it is repeated in the answer.
        summary: what to tell.
    """
    import httpx

    said = ""
    try:
        answer = httpx.post(webhook, json=as_json(summary), timeout=10, follow_redirects=False, trust_env=False)
        if answer.is_success:
            return None
        said = f"it answered with status {answer.status_code}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = f"it could not be reached ({type(error).__name__})"
    return Problem(
        "webhook",
        None,
        "webhook-failed",
        f"The webhook was not told: {said}.",
        "See its address; the summary is in last.json.",
    )
