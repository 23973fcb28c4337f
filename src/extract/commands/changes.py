"""``shutten changes``: what the last build would change in what is published."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.commands.project import add_project, policy_of, project_folder, verdicts_of, version_store
from extract.errors import ShuttenError

if TYPE_CHECKING:
    from extract.datasets.versions import Version, VersionStore
    from extract.review.change import Change

_EXIT_CODES = """exit codes:
  0  done; with --check: nothing is pending
  1  with --check: a change that the filters let through is pending
  2  the command was not understood
  3  stopped: there is no such version, or a file cannot be read or written
"""
_KINDS = ("added", "removed", "changed", "re-keyed")
_STATUSES = ("pending", "accepted", "rejected", "edited")


def add_command(commands: Any) -> None:
    """Add the command to the parser's."""
    changes = commands.add_parser(
        "changes",
        help="show what the last build would change in what is published",
        description="Show what differs between the published version and the last build, and what of it is decided. "
        "output/changes is written anew, unless other versions are named.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_project(changes)
    changes.add_argument(
        "--from", dest="before", metavar="VERSION", help="compare with this version (default: the published one)"
    )
    changes.add_argument("--to", dest="after", metavar="VERSION", help="compare this version (default: the last build)")
    changes.add_argument("--dataset", action="append", metavar="NAME", help="only of this dataset; may be repeated")
    changes.add_argument("--kind", action="append", choices=_KINDS, help="only of this kind; may be repeated")
    changes.add_argument(
        "--status", action="append", choices=_STATUSES, help="only what is so decided; may be repeated"
    )
    changes.add_argument(
        "--field", action="append", metavar="NAME", help="only of this column, or 'evidence'; may be repeated"
    )
    changes.add_argument(
        "--source", action="append", metavar="TEXT",
        help="only what rests on documents with this in their id, title or address; may be repeated",
    )  # fmt: skip
    changes.add_argument(
        "--format", choices=("text", "markdown", "csv", "parquet"), default="text", help="what to print (default: text)"
    )
    changes.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="write changes.parquet, changes.csv and changes.md there, and print the sum",
    )
    changes.add_argument("--check", action="store_true", help="end with 1 if a change is pending")
    changes.set_defaults(command=_changes)


def _changes(options: argparse.Namespace) -> int:
    _refuse_unknown_dataset(options.dataset or ())
    project = project_folder(options.project)
    store = version_store(project)
    before = store.version(options.before) if options.before else store.published()
    if before is None:
        raise ShuttenError(str(store.published_folder), "holds no version.", "Build one with 'shutten run'.")
    after = store.version(options.after) if options.after else (*store.builds()[-1:], before)[0]

    from extract.review.changes import find_changes

    are_named = options.before or options.after
    compared = find_changes(before.folder, after.folder) if are_named else _recorded(project, store)
    found = _filtered(compared, options, (before, after))
    if options.output:
        from extract.review.files import write_changes
        from extract.review.show import summary

        write_changes(found, before.version_id, after.version_id, options.output)
        print(f"{summary(found)}; written to {options.output}/")
    else:
        _print(found, before, after, options.format)
    return 1 if options.check and any(change.status == "pending" for change in found) else 0


def _recorded(project: Path, store: VersionStore) -> tuple[Change, ...]:
    """Return what waits and what is decided; ``output/changes`` is written anew, so that it tells what is shown here."""
    from extract.publish import decided_changes, record_changes

    found = decided_changes(store, verdicts_of(project), policy_of(project))
    record_changes(store, found)
    return found


def _refuse_unknown_dataset(names: Sequence[str]) -> None:
    from extract.review.identities import COMPARED

    if unknown := sorted(set(names) - set(COMPARED)):
        raise ShuttenError(", ".join(unknown), "is not compared.", f"Name one of {', '.join(COMPARED)}.")


def _filtered(
    found: Sequence[Change], options: argparse.Namespace, versions: tuple[Version, Version]
) -> tuple[Change, ...]:
    documents = _documents(options.source, versions) if options.source else frozenset()
    return tuple(
        change
        for change in found
        if (not options.dataset or change.dataset in options.dataset)
        and (not options.kind or change.kind in options.kind)
        and (not options.status or change.status in options.status)
        and (not options.field or change.field in options.field)
        and (not options.source or not documents.isdisjoint(change.documents))
    )


def _documents(texts: Sequence[str], versions: tuple[Version, Version]) -> frozenset[str]:
    """Return the documents of both versions that one of `texts` stands in."""
    import pyarrow.parquet

    parquet: Any = pyarrow.parquet  # it has no type stubs
    columns = ["document_id", "title", "url"]
    rows = [
        row
        for each in versions
        for row in parquet.read_table(each.folder / "documents.parquet", columns=columns).to_pylist()
    ]
    wanted = [text.casefold() for text in texts]
    found = frozenset(
        row["document_id"]
        for row in rows
        if any(text in (row[column] or "").casefold() for text in wanted for column in columns)
    )
    if not found:
        raise ShuttenError(
            ", ".join(texts), "stands in the id, title or address of no document.", "Look into documents.csv."
        )
    return found


def _print(found: Sequence[Change], before: Version, after: Version, form: str) -> None:
    from extract.review import files, show

    if form == "parquet":
        if sys.stdout.isatty():
            raise ShuttenError(
                "a terminal", "cannot show Parquet.", "Name a folder with '--output', or lead the output into a file."
            )
        sys.stdout.buffer.write(files.changes_parquet(found))
    elif form == "csv":
        text = files.changes_csv(found)
        sys.stdout.buffer.write((show.harmless(text) if sys.stdout.isatty() else text).encode())
    elif form == "markdown":
        sys.stdout.buffer.write(show.markdown(found, before.version_id, after.version_id).encode())
    else:
        print(f"from {before.version_id} to {after.version_id}\n")
        for line in show.text_lines(found, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")):
            print(line)
