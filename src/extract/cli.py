"""The command line; whatever a command needs is imported when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import __version__

if TYPE_CHECKING:
    from extract.pipeline import Report

COMPLETE, INCOMPLETE, USAGE, FAILED = 0, 1, 2, 3
_EXIT_CODES = """exit codes:
  0  complete: everything was read and published
  1  not complete: Problems are listed; everything else was published
  2  the command was not understood
  3  nothing was published: the project's own files are wrong, or the output cannot be written
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: the words after the command's name; by default those of this process.
    """
    options = _parser().parse_args(arguments)
    from extract.errors import ShuttenError

    try:
        return int(options.command(options))
    except ShuttenError as error:
        print(f"shutten: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("shutten: stopped; what was published before is as it was.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shutten",
        description="Read Japanese reports and Chinese articles into validated datasets in which every row names its source.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"shutten {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser(
        "run",
        help="the main job, as a Prefect flow: read the catalogue and the inbox, publish all datasets",
        description="Read every document of sources/catalogue.yaml and sources/inbox/ and publish all datasets.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run.add_argument(
        "--source", action="append", type=Path, metavar="FILE", help="read this file instead; may be repeated"
    )
    run.add_argument("--language", choices=("ja", "zh"), help="the language of the files named with --source")
    run.add_argument("--fresh", action="store_true", help="read every document again, changed or not")
    _add_folders(run, output=Path("output/datasets"))
    run.set_defaults(command=_run)

    extract = commands.add_parser(
        "extract",
        help="read named files as plain Python, without Prefect",
        description="Read files and write all datasets with datapackage.json into a folder.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF, HTML, Markdown or plain text")
    extract.add_argument(
        "--language", choices=("ja", "zh"), help="the language of the files; by default each file's own"
    )
    _add_folders(extract, output=None)
    extract.set_defaults(command=_extract)
    return parser


def _add_folders(command: argparse.ArgumentParser, output: Path | None) -> None:
    command.add_argument(
        "--output", type=Path, default=output, required=output is None, metavar="DIR",
        help="where the datasets go" + (f" (default: {output})" if output else ""),
    )  # fmt: skip
    command.add_argument(
        "--names", type=Path, metavar="DIR", help="the folder of names files (default: the project's own)"
    )


def _run(options: argparse.Namespace) -> int:
    from importlib.metadata import entry_points

    found = entry_points(group="shutten.flows", name="run")
    if not found:
        from extract.errors import ShuttenError

        raise ShuttenError("shutten run", "the flows are not installed.", "Install the project with 'make install'.")
    started = time.monotonic()
    flow: Any = next(iter(found)).load()
    report = flow(
        sources=options.source, language=options.language or "", output=options.output, names=_names(options),
        fresh=options.fresh,
    )  # fmt: skip
    return _print_report(report, options.output, time.monotonic() - started)


def _extract(options: argparse.Namespace) -> int:
    from extract.progress import Progress

    started = time.monotonic()
    with Progress(len(options.files)) as progress:
        from extract.pipeline import Extractor, publish
        from extract.sources.catalogue import entry_of_file
        from extract.sources.knowledge import read_knowledge

        knowledge = read_knowledge(_names(options))
        extractor = Extractor(knowledge)
        extracted, problems = [], []
        for path in dict.fromkeys(options.files):
            entry = entry_of_file(path, options.language or "")
            progress.begin(entry.entry_id)
            read, found = extractor.read(entry, progress.page)
            problems.extend(found)
            if read:
                extracted.append(read)
            progress.end(read is not None)
    report = publish(extracted, problems, knowledge, options.output)
    return _print_report(report, options.output, time.monotonic() - started)


def _names(options: argparse.Namespace) -> Path:
    from extract.errors import ShuttenError
    from extract.resources import names_folder

    if options.names is not None and not options.names.is_dir():
        raise ShuttenError(str(options.names), "is not a folder.", "Give a folder of names files; it may be empty.")
    return options.names or names_folder()


def _print_report(report: Report, output: Path, seconds: float) -> int:
    print(
        f"\n{report.documents} documents, {report.pages} pages"
        + (f", {report.reused} of them unchanged" if report.reused else "")
    )
    for dataset, rows in report.rows.items():
        if dataset not in {"documents", "pages", "quarantine"}:
            print(f"  {dataset:<14}{rows:>8,}")
    print(f"  {'quarantine':<14}{report.rows['quarantine']:>8,}  candidates that did not pass, each with its reason")
    for problem in report.problems:
        print(f"Problem: {problem}")
    state = "complete" if report.complete else f"NOT complete: {len(report.problems)} Problem(s)"
    print(f"{state}; {seconds:.1f} seconds; written to {output}/")
    return COMPLETE if report.complete else INCOMPLETE


if __name__ == "__main__":
    sys.exit(main())
