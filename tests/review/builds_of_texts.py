"""Builds of a small project as a run makes them, without Prefect; run as a program, with the package that is on the path.

python builds_of_texts.py PROJECT
"""

from __future__ import annotations

import sys
from pathlib import Path

from extract.cache import cache_key, fingerprint, read_extracted, write_extracted
from extract.commands.project import version_store
from extract.datasets.versions import Version
from extract.pipeline import Extractor, keep_build
from extract.review.inputs import kept_inputs
from extract.sources.catalogue import inbox
from extract.sources.knowledge import read_knowledge
from extract.sources.verdicts import FILE_NAME, read_verdicts


def build(project: Path) -> Version:
    """Build what lies in the inbox of a project and keep it as a version."""
    fingerprint.cache_clear()  # a test changes the names under a process that lasts
    names = project / "sources" / "names"
    entries = tuple(inbox(project / "sources"))
    identities = read_verdicts(project / "sources" / FILE_NAME).identities
    extractor = Extractor(read_knowledge(names))
    cache = project / "output" / "cache" / "extracted"
    files = []
    for entry in entries:
        file = cache / f"{cache_key(entry, names)}.json"
        if not file.is_file():
            write_extracted(file, *extractor.read(entry))
        files.append(file)
    store = version_store(project)
    with kept_inputs(store.folder, entries, names, identities) as inputs:
        keep_build(
            files,
            read_extracted,
            extractor.knowledge,
            store,
            shards=cache.with_name("shards"),
            verdicts=identities,
            made_with={"fingerprint": fingerprint(names), **inputs},
        )
    return store.builds()[-1]


if __name__ == "__main__":
    print(build(Path(sys.argv[1])).version_id)
