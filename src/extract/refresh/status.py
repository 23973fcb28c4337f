"""What is known of each source: whether it is read, when it was looked at, what it has given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extract.refresh.entries import STORE
from extract.refresh.fetching import is_local
from extract.refresh.seen import FILE_NAME, Seen
from extract.sources.register import entries_of, read_sources


def status_of_sources(project: Path) -> list[dict[str, Any]]:
    """Return for each source of the catalogue what is known of it, by the names of its columns; nobody is asked.

    Raises:
        ShuttenError: if the catalogue is wrong or the record of what was fetched cannot be used.
    """
    catalogue = read_sources(project / "sources")
    seen = Seen(project / STORE) if (project / STORE / FILE_NAME).is_file() else None
    try:
        counts = seen.counts() if seen else {}
        looks = {source.id: seen.last_look(source.id) if seen else None for source in catalogue.sources}
    finally:
        if seen:
            seen.close()
    return [
        {
            "id": source.id,
            "enabled": source.enabled,
            "type": source.type,
            "schedule": source.schedule,
            "local": is_local(source),
            "address": getattr(source, "address", ""),
            "outcome": last.outcome if (last := looks[source.id]) else "",
            "last_looked": last.last_looked if last else "",
            "last_found": last.last_found if last else "",
            "documents": len(entries_of(source, catalogue.folder)) if is_local(source) else counts.get(source.id, 0),
        }
        for source in catalogue.sources
    ]
