"""The command line; whatever a command needs is imported when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import __version__
from extract.commands.changes import add_command as add_changes
from extract.commands.plot import add_command as add_plot
from extract.commands.project import add_project, project_folder
from extract.commands.publish import add_command as add_publish
from extract.commands.refresh import add_commands as add_refresh
from extract.commands.review import add_command as add_review
from extract.commands.sources import add_commands as add_sources
from extract.commands.versions import add_commands as add_versions
from extract.errors import counted

if TYPE_CHECKING:
    from extract.datasets.build import DocumentClaims
    from extract.errors import Problem
    from extract.pipeline import Report

COMPLETE, INCOMPLETE, USAGE, FAILED, STOPPED = 0, 1, 2, 3, 130
_EXIT_CODES = """exit codes:
  0  complete: everything was read and published
  1  not complete: Problems are listed; everything that could be read was published
  2  the command was not understood
  3  stopped: a file of the project is wrong, or the output cannot be written; what was published before is as it was
130  stopped with Ctrl-C; what was published before is as it was
"""


class _Parser(argparse.ArgumentParser):
    """A parser that tells a word too many with the usage of the command that it stands behind, not with that of all."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse the words of a command; one that is not known ends the program."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return options, unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: the words after the command's name; by default those of this process.
    """
    options = _parser().parse_args(arguments)
    from extract.errors import ShuttenError

    try:
        code = int(options.command(options))
        sys.stdout.flush()
        return code
    except ShuttenError as error:
        print(f"shutten: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # whoever reads what is printed has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("shutten: stopped; what was published before is as it was.", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="shutten",
        description="Read Japanese reports and Chinese articles into validated datasets in which every row names its source.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"shutten {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser(
        "run",
        help="the main job, as a Prefect flow: read the catalogue and the inbox, build all datasets",
        description="Read every document of sources/catalogue.yaml and sources/inbox/ and build all datasets. The first build is "
        "published in output/datasets/; of later ones what the catalogue lets through is, and the rest waits for a reviewer.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_project(run)
    run.add_argument(
        "--source", action="append", type=Path, metavar="FILE", help="read this file instead; may be repeated"
    )
    run.add_argument("--language", choices=("ja", "zh"), help="the language of the files named with --source")
    run.add_argument("--fresh", action="store_true", help="read every document again, changed or not")
    _add_folders(run, output_default="output/datasets of the project")
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
    _add_folders(extract, output_default=None)
    extract.set_defaults(command=_extract)

    add_refresh(commands, _EXIT_CODES)
    add_sources(commands)
    add_versions(commands)
    add_changes(commands)
    add_review(commands)
    add_publish(commands)
    add_plot(commands)

    names = commands.add_parser("names", help="look after the names files", description="Look after the names files.")
    tasks = names.add_subparsers(title="tasks", required=True, metavar="TASK")
    check = tasks.add_parser(
        "check",
        help="say what is wrong with the names files",
        description="Look for entries that do not fit the schema, ids that stand twice or do not exist, names that two "
        "entries bear, missing scripts, and forms that contradict each other.",
        epilog="exit codes: 0 nothing is wrong, 1 there are findings, 3 a file cannot be read",
    )
    _add_names(check)
    check.set_defaults(command=_check_names)
    return parser


def _add_folders(command: argparse.ArgumentParser, output_default: str | None) -> None:
    command.add_argument(
        "--output", type=Path, required=output_default is None, metavar="DIR",
        help="where the datasets go" + (f" (default: {output_default})" if output_default else ""),
    )  # fmt: skip
    _add_names(command)


def _add_names(command: argparse.ArgumentParser) -> None:
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
    project = project_folder(options.project)
    own_names = project / "sources" / "names"
    output = options.output or project / "output" / "datasets"
    flow: Any = next(iter(found)).load()
    report = flow(
        project=project,
        sources=options.source or (),
        language=options.language or "",
        output=output,
        names=_names(options.names or (own_names if own_names.is_dir() else None)),
        fresh=options.fresh,
    )
    return _print_report(report, output, time.monotonic() - started)


def _extract(options: argparse.Namespace) -> int:
    from extract.progress import Progress

    started = time.monotonic()
    paths = list(dict.fromkeys(options.files))
    with Progress(len(paths)) as progress:
        from extract.pipeline import Extractor, publish
        from extract.sources.catalogue import entry_of_file
        from extract.sources.knowledge import read_knowledge
        from extract.sources.verdicts import FILE_NAME, read_verdicts

        names = _names(options.names)
        knowledge, verdicts = read_knowledge(names), read_verdicts(names.parent / FILE_NAME).identities
        extractor = Extractor(knowledge)
        extracted: list[DocumentClaims] = []
        problems: list[Problem] = []
        for path in paths:
            entry = entry_of_file(path, options.language or "")
            progress.begin(entry.entry_id)
            read, found = extractor.read(entry, progress.page)
            problems.extend(found)
            if read:
                extracted.append(read)
            progress.end(read is not None)
    report = publish(extracted, problems, knowledge, options.output, verdicts=verdicts)
    return _print_report(report, options.output, time.monotonic() - started)


def _check_names(options: argparse.Namespace) -> int:
    from extract.sources.names_check import check_names

    folder = _names(options.names)
    findings = check_names(folder)
    for finding in findings:
        print(finding)
    print(f"{counted(len(findings), 'finding')} in {folder}/")
    return INCOMPLETE if findings else COMPLETE


def _names(given: Path | None) -> Path:
    from extract.errors import ShuttenError
    from extract.resources import names_folder

    if given is not None and not given.is_dir():
        raise ShuttenError(str(given), "is not a folder.", "Give a folder of names files; it may be empty.")
    return given or names_folder()


def _print_report(report: Report, output: Path, seconds: float) -> int:
    """Print what was done, counts first and the state last, and return the exit code."""
    unchanged = f", {report.reused} of them unchanged since the last run" if report.reused else ""
    print(f"{counted(report.documents, 'document')}{unchanged}, {counted(report.pages, 'page')}")
    for dataset, rows in report.rows.items():
        if dataset not in {"documents", "pages", "corrections", "quarantine"}:
            print(f"  {dataset:<14}{rows:>8,}")
    if report.rows:
        print(
            f"  {'quarantine':<14}{report.rows['quarantine']:>8,}  candidates that failed a check, each with its reason"
        )
    for problem in report.problems:
        print(f"Problem: {problem}")
    print(f"{counted(len(report.problems), 'Problem')}, {seconds:.1f} seconds")
    if not report.rows:
        print(f"NOT complete: no document could be read; nothing was written to {output}/")
        return INCOMPLETE
    if report.outcome:
        from extract.commands.publish import told

        print("\n".join(told(report.outcome)))
    print(f"{'Complete' if report.complete else 'NOT complete'}: the datasets are in {output}/")
    return COMPLETE if report.complete else INCOMPLETE


if __name__ == "__main__":
    sys.exit(main())
