"""``shutten sources``: what is read and looked at, whether it answers, and a new entry for the catalogue."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.commands.project import add_project, project_folder
from extract.errors import Problem, ShuttenError, counted

if TYPE_CHECKING:
    from extract.sources.fetch import Fetcher
    from extract.sources.register import Catalogue
    from extract.sources.source import Source

_EXIT_CODES = (
    "exit codes: 0 done, 1 there are Problems, 2 the command was not understood, 3 nothing was done, and why is told"
)
_TITLES = 3


def add_commands(commands: Any) -> None:
    """Add the command to the parser's."""
    sources = commands.add_parser(
        "sources",
        help="list, check and add what is read and looked at",
        description="Look after sources/catalogue.yaml.",
    )
    tasks = sources.add_subparsers(title="tasks", required=True, metavar="TASK")

    listed = tasks.add_parser(
        "list", help="list all sources and when they were last looked at", epilog=_EXIT_CODES,
        description="List all sources: '+' marks those that are enabled. Nobody is asked.",
    )  # fmt: skip
    listed.add_argument("--enabled", action="store_true", help="only those that are enabled")
    listed.add_argument("--json", action="store_true", help="print them as JSON")
    add_project(listed)
    listed.set_defaults(command=_list)

    check = tasks.add_parser(
        "check", help="say what is wrong with sources", epilog=_EXIT_CODES,
        description="Check the catalogue and the files that it names; with --online also ask the web what each source names now. "
        "Nothing of it goes into the datasets.",
    )  # fmt: skip
    check.add_argument("id", nargs="*", metavar="ID", help="only these, enabled or not (default: all that are enabled)")
    check.add_argument("--online", action="store_true", help="ask the web")
    add_project(check)
    check.set_defaults(command=_check)

    add = tasks.add_parser(
        "add", help="add an address to the catalogue", epilog=_EXIT_CODES,
        description="Add an address to the end of sources/catalogue.yaml, enabled; comments stay. What it is, is guessed from its "
        "answer, if you let it be asked, or said with --type.",
    )  # fmt: skip
    add.add_argument("address", metavar="ADDRESS", help="of http or https")
    add.add_argument(
        "--type", choices=("page", "rss1", "rss2", "atom", "json_feed", "github_releases", "html_index"),
        help="what it is; then nobody is asked",
    )  # fmt: skip
    add.add_argument("--yes", action="store_true", help="ask the address what it is without asking you first")
    add.add_argument("--id", help="how messages name it (default: made of the address)")
    add.add_argument("--schedule", default="daily", metavar="GROUP", help="hourly, daily, weekly or a group of yours")
    add.add_argument("--language", choices=("ja", "zh", "en"), help="of its documents (default: each document's own)")
    add.add_argument("--links", metavar="CSS", help="of html_index: the selector of the links")
    add.add_argument("--disabled", action="store_true", help="write 'enabled: false'")
    add_project(add)
    add.set_defaults(command=_add)


def _list(options: argparse.Namespace) -> int:
    from extract.refresh.status import status_of_sources

    project = project_folder(options.project)
    found = [each for each in status_of_sources(project) if each["enabled"] or not options.enabled]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    columns = ("type", "schedule", "last_looked", "last_found", "documents")
    width = max((len(each["id"]) for each in found), default=2)
    print(f"  {'id':<{width}}  {'type':<15}  {'schedule':<8}  {'last looked':<20}  {'last found':<20}  documents")
    for each in found:
        kind, schedule, looked, last, documents = (each[name] for name in columns)
        told = looked.replace("+00:00", "Z") or _never(each)
        print(
            f"{'+' if each['enabled'] else ' '} {each['id']:<{width}}  {kind:<15}  {schedule:<8}  {told:<20}  "
            f"{last.replace('+00:00', 'Z'):<20}  {documents:>9,}"
        )
    return 0


def _never(status: dict[str, Any]) -> str:
    if status["local"]:
        return "no copy" if status["type"] == "work" and not status["documents"] else "read where it lies"
    return "could not look" if status["outcome"] else "never"


def _check(options: argparse.Namespace) -> int:
    from extract.sources.fetch import Fetcher
    from extract.sources.register import read_sources

    project = project_folder(options.project)
    catalogue = read_sources(project / "sources")
    chosen = _chosen(catalogue, options.id)
    problems = 0
    with Fetcher(project / "output" / "fetched", catalogue.fetching, offline=not options.online) as fetcher:
        for source in chosen:
            problems += _check_one(source, fetcher, catalogue, online=options.online)
    print(f"{counted(len(chosen), 'source')} checked, {counted(problems, 'Problem')}")
    return 1 if problems else 0


def _chosen(catalogue: Catalogue, ids: list[str]) -> list[Source]:
    known = {source.id: source for source in catalogue.sources}
    if unknown := [each for each in ids if each not in known]:
        raise ShuttenError(unknown[0], "is no id of the catalogue.", "'shutten sources list' has them.")
    return [known[each] for each in dict.fromkeys(ids)] if ids else [each for each in known.values() if each.enabled]


def _check_one(source: Source, fetcher: Fetcher, catalogue: Catalogue, *, online: bool) -> int:
    from extract.refresh.fetching import is_local
    from extract.sources.look import look

    if not online and not is_local(source):
        print(f"{source.id}: {source.type}, well written; not asked (--online asks)")
        return 0
    found = look(source, fetcher, catalogue.folder)
    state = "" if found.looked else ", not read to its end"
    is_known_only = source.type == "work" and not found.items and not found.problems
    told = "no copy, known by its title alone" if is_known_only else counted(len(found.items), "item")
    print(f"{source.id}: {source.type}, {told}{state}")
    for item in found.items[:_TITLES]:
        print(f"    {item.published:<10}  {item.title or item.address}")
    for notice in found.notices:
        print(f"  Notice: {notice}")
    for problem in found.problems:
        print(f"  Problem: {problem}")
    return len(found.problems)


def _add(options: argparse.Namespace) -> int:
    from extract.sources.adding import add_entry, free_id, type_of_address
    from extract.sources.register import read_sources

    project = project_folder(options.project)
    folder = project / "sources"
    catalogue = read_sources(folder)
    if options.type == "html_index" and not options.links:
        raise ShuttenError(
            options.address,
            "is an index of links, and it is not said which.",
            "Give their CSS selector: --links 'ul.news a'.",
        )
    place = type_of_address(options.address) if options.type in (None, "github_releases") else {}
    if options.type == "github_releases" and not place:
        raise ShuttenError(
            options.address, "is no repository of GitHub.", "Write it like https://github.com/owner/name."
        )
    if not place:
        kind = options.type or _guessed(options.address, project, catalogue, asked=options.yes)
        place = {"type": kind, "address": options.address}
    entry: dict[str, Any] = {"id": options.id or free_id(options.address, [each.id for each in catalogue.sources])}
    if options.disabled:
        entry["enabled"] = False
    entry |= {**place, "schedule": options.schedule}
    entry |= {name: value for name in ("language", "links") if (value := getattr(options, name))}
    add_entry(folder, entry)
    print(f"Added {entry['id']} ({entry['type']}) to {folder / 'catalogue.yaml'}")
    return 0


def _guessed(address: str, project: Path, catalogue: Catalogue, *, asked: bool) -> str:
    from extract.sources.adding import feeds_named, type_of_answer
    from extract.sources.fetch import Fetcher

    if not asked and not (
        sys.stdin.isatty() and input(f"Ask {address} what it is? [y/N] ").strip().lower() in {"y", "yes"}
    ):
        raise ShuttenError(
            address, "was not asked what it is.", "Say it with '--type', or let it be asked with '--yes'."
        )
    with Fetcher(project / "output" / "fetched", catalogue.fetching) as fetcher:
        fetched = fetcher.get(address)
    kind = fetched if isinstance(fetched, Problem) else type_of_answer(fetched)
    if isinstance(kind, Problem):
        raise ShuttenError(address, f"{kind.message} [{kind.code}]", kind.remedy)
    if kind == "page" and not isinstance(fetched, Problem):
        for feed in feeds_named(fetched):
            print(f"The page names a feed: {feed}", file=sys.stderr)
        if fetched.media_type == "text/html":
            print("It will be read as one document; a list of links is added with --type html_index.", file=sys.stderr)
    return kind
