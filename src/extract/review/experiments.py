"""Reading documents again with some inputs of a build put back: what would the later build be if they had stayed as they were?

Each such build is made of the documents that matter to the changes in question, in an interpreter of its own, with the very
package that the build of that side was made with; nothing is fetched. What was read before under the same bytes, names and code
is taken from the project's cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.datasets.scratch import scratch_folder
from extract.review.inputs import Inputs, KeptSource
from extract.review.kept import installed_rules, unwritable
from extract.review.units import Unit

RULES, KNOWLEDGE, DECISION = "rules_changed", "knowledge_changed", "decision"

PutBack = frozenset[str]
"""The kinds of input, named as causes are, that are as they were in the earlier build."""

_PROGRAM = "extract.commands.rebuild"
_INSTALLED = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of one build: its folder, None if no document could be read; or why it could not be made."""

    folder: Path | None = None
    failure: str = ""


@dataclass(frozen=True)
class _Told:
    """What the program tells; see `extract.commands.rebuild.rebuild`."""

    read: Sequence[str]
    failed: Mapping[str, str]


class Experiments:
    """Builds between two builds, until the block ends.

    Args:
        before: what the earlier build was made of.
        after: what the later one was made of.
        units: the documents that came, went or changed.
        documents: the documents to build; all others are left out.
        cache: where the project keeps what was read (`extracted`) and what is made of it (`shards`).

    Attributes:
        builds: how many were made.
        read: the documents that had to be read for them, by digest.
    """

    def __init__(
        self, before: Inputs, after: Inputs, units: Sequence[Unit], documents: Collection[str], cache: Path
    ) -> None:
        self._before, self._after = before, after
        self._units, self._documents, self._cache = units, frozenset(documents), cache
        self._done: dict[PutBack, Outcome] = {}
        self.builds = 0
        self.read: set[str] = set()

    def __enter__(self) -> Experiments:
        with ExitStack() as stack:
            try:
                self._cache.mkdir(parents=True, exist_ok=True)
                self._scratch = stack.enter_context(scratch_folder(self._cache)).resolve()
            except OSError as error:
                raise unwritable(self._cache, error) from error
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def outcomes(self, wanted: Collection[PutBack]) -> Mapping[PutBack, Outcome]:
        """Return what comes of builds; each is made once, and those with other rules at the same time.

        Raises:
            ShuttenError: if the cache cannot be written.
        """
        new = [each for each in dict.fromkeys(wanted) if each not in self._done]
        sides = [(self._after, [each for each in new if RULES not in each])]
        sides.append((self._before, [each for each in new if RULES in each]))
        try:
            with ThreadPoolExecutor(len(sides)) as threads:
                for done, read in threads.map(lambda side: self._run(*side), sides):
                    self._done |= done
                    self.read |= read
                    self.builds += sum(not each.failure for each in done.values())
        except OSError as error:
            raise unwritable(self._cache, error) from error
        return {each: self._done[each] for each in wanted}

    def _run(self, rules: Inputs, wanted: Sequence[PutBack]) -> tuple[dict[PutBack, Outcome], set[str]]:
        """Make builds with one package; return what comes of them and the documents that had to be read."""
        folder = self._scratch / rules.version_id
        described = {each: self._described(each, folder / f"build-{'-'.join(sorted(each))}") for each in wanted}
        done = {each: Outcome(failure=build) for each, build in described.items() if isinstance(build, str)}
        builds = {each: build for each, build in described.items() if not isinstance(build, str)}
        if not builds:
            return done, set()
        package = self._package(rules)
        if not package:
            return dict.fromkeys(wanted, Outcome(failure=f"the rules of {rules.version_id} were pruned")), set()
        if not (shards := folder / "shards").is_dir():
            _link_files(self._cache / "shards", shards)
        told = self._told(package, folder, {"shards": str(shards), "builds": list(builds.values())})
        if isinstance(told, str):
            why = f"the rules of {rules.version_id} did not run: {told}"
            return done | dict.fromkeys(builds, Outcome(failure=why)), set()
        for number, (each, build) in enumerate(builds.items()):
            output = Path(build["output"])  # not there if none of the documents could be read
            failure = told.failed.get(str(number), "").replace(f"{self._cache.resolve().parent}/", "")
            done[each] = Outcome(output if output.is_dir() else None, failure)
        return done, {Path(each).stem for each in told.read}

    def _told(self, package: Path, folder: Path, task: dict[str, Any]) -> _Told | str:
        """Run the program of a package; return what it tells, or why it tells nothing."""
        task |= {
            "cache": str((self._cache / "extracted").resolve()),
            "ends": [self._before.fingerprint, self._after.fingerprint],
        }
        asked, told = folder / "asked.json", folder / "told.json"
        asked.write_text(json.dumps(task), encoding="utf-8")
        ran = subprocess.run(
            [sys.executable, "-P", "-m", _PROGRAM, str(asked), str(told)],
            cwd=folder,
            env=_environment(package),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if ran.returncode:
            return (ran.stderr.strip().splitlines() or ["it said nothing"])[-1][:200]
        try:
            return _Told(**json.loads(told.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return "what it told cannot be read"

    def _described(self, put_back: PutBack, output: Path) -> dict[str, Any] | str:
        """Return a build as the program takes it, or why it cannot be made."""
        of_names = self._before if KNOWLEDGE in put_back else self._after
        of_verdicts = self._before if DECISION in put_back else self._after
        names, verdicts = of_names.names_folder(), of_verdicts.verdicts_file()
        if not names:
            return f"the names of {of_names.version_id} were pruned"
        if not verdicts:
            return f"the verdicts of {of_verdicts.version_id} were pruned"
        sources = []
        for source in self._sources(put_back):
            path = self._document(source, output.with_name("documents"))
            if not path:
                return f"the bytes of {source.entry_id} as they were read for a build were pruned"
            sources.append({**asdict(source), "path": str(path)})
        return {
            "sources": sources,
            "names": str(names.resolve()),
            "verdicts": str(verdicts.resolve()),
            "output": str(output),
        }

    def _sources(self, put_back: PutBack) -> list[KeptSource]:
        moved = {source for unit in self._units for source in unit.after}
        sources = [source for source in self._after.sources if source not in moved]
        for unit in self._units:
            sources += unit.before if unit.cause in put_back else unit.after
        chosen = [source for source in sources if source.document_id in self._documents]
        return sorted(chosen, key=lambda each: (each.entry_id, each.sha256))

    def _document(self, source: KeptSource, folder: Path) -> Path | None:
        """Return a document's bytes under a name with the ending by which its format is told."""
        path = folder / f"{source.sha256}{source.suffix}"
        if not path.is_symlink():
            kept = self._after.document(source.sha256)
            if not kept:
                return None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(kept.resolve())
        return path

    def _package(self, inputs: Inputs) -> Path | None:
        """Return the folder from which the package of a build can be imported; the installed one need not be unpacked."""
        if inputs.rules == installed_rules():
            return _INSTALLED
        folder = self._scratch / f"rules-{inputs.rules[:16]}"
        return folder if folder.is_dir() or inputs.unpack_rules(folder) else None


def _environment(package: Path) -> dict[str, str]:
    """Return our environment with a package before all others; the one that runs is found as it is."""
    if package == _INSTALLED:
        return dict(os.environ)
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(package), *([before] if before else [])])}


def _link_files(folder: Path, target: Path) -> None:
    """Give a folder the files of another; nobody changes a file of shards, they are only made and removed."""
    try:
        shutil.copytree(folder, target, copy_function=_link)
    except (OSError, shutil.Error):  # another run removes some meanwhile: it only costs time
        target.mkdir(exist_ok=True)


def _link(file: str, target: str) -> None:
    try:
        os.link(file, target)
    except OSError:  # another disk
        shutil.copyfile(file, target)
