"""The proof of what changes between two builds come from.

Between two builds lie six kinds of input: documents that came, changed or went, the rules, the names, and what reviewers decided
about names. If only one kind differs, the builds' manifests prove that it is the cause of all; so they do where nothing but
documents differs, and of those that a row rests on all came, all changed or all went. Otherwise the documents on which the changes
rest are built again with one kind put back at a time, and a change has every kind without which it is gone. If it stays whichever is
put back, the earlier build is changed by one kind at a time, and it has every kind that brings it about alone. Both ends are built
again as well: a change that does not come about then as it did is only given a cause if one kind alone differs in what it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.review import proof_text
from extract.review.change import Change
from extract.review.experiments import DECISION, KNOWLEDGE, RULES, Experiments, Outcome, PutBack
from extract.review.inputs import Inputs
from extract.review.states import Build, State
from extract.review.units import DOCUMENT_CAUSES, Unit, moved_documents

CAUSES = (*DOCUMENT_CAUSES, RULES, KNOWLEDGE, DECISION)
"""In the order in which several stand in a change, with `BOTH` between them."""

BOTH = "+"


@dataclass(frozen=True)
class Finding:
    """What a change comes from, None if it cannot be proved, and how that is known."""

    cause: str | None
    proof: str


class Proof:
    """The proof of the changes between two builds.

    Args:
        before: what the earlier build was made of.
        after: what the later one was made of.
        folders: of both builds.
        changes: what is asked for.

    Raises:
        ShuttenError: if a file of a build cannot be read.
    """

    def __init__(self, before: Inputs, after: Inputs, folders: tuple[Path, Path], changes: Sequence[Change]) -> None:
        self._before, self._after, self._changes = before, after, changes
        self._builds = before.version_id, after.version_id
        self._units = moved_documents(before.sources, after.sources)
        self._same = {
            new.document_id: old.document_id
            for unit in self._units
            for new, old in zip(unit.after, unit.before, strict=False)
        }
        sides = Build(folders[0], changes, self._same), Build(folders[1], changes, self._same)
        self._states = [tuple(side.state(each) for side in sides) for each in changes]
        self._rest_on = [sides[0].documents(each) | sides[1].documents(each) for each in changes]
        differing = {unit.cause for unit in self._units}
        differing |= {RULES} if before.rules != after.rules else set()
        differing |= {KNOWLEDGE} if before.names != after.names else set()
        differing |= {DECISION} if before.verdicts != after.verdicts else set()
        self._differing = tuple(each for each in CAUSES if each in differing)
        self._everywhere = [each for each in self._differing if each not in DOCUMENT_CAUSES]
        self._libraries = not differing & {RULES, KNOWLEDGE} and before.fingerprint != after.fingerprint
        self._units_of: defaultdict[str, set[int]] = defaultdict(set)  # by document
        for number, unit in enumerate(self._units):
            for document in unit.documents:
                self._units_of[document].add(number)
        self._documents = 0
        self.read_again = self.builds = 0

    def run(self, cache: Path) -> dict[str, Finding]:
        """Return what is proved of each change, by its key."""
        found: dict[int, Finding] = {}
        unclear: list[int] = []
        of_all = self._by_manifest()
        for number, (before, after) in enumerate(self._states):
            if before == after:
                found[number] = Finding(None, proof_text.CAME_BEFORE)
            elif finding := (None if self._everywhere else self._of_documents(number)) or of_all:
                found[number] = finding
            else:
                unclear.append(number)
        if unclear:
            documents = frozenset[str]().union(*(self._rest_on[number] for number in unclear))
            documents = documents.union(*(unit.documents for unit in self._units))
            self._documents = len(documents)
            with Experiments(self._before, self._after, self._units, documents, cache) as experiments:
                found |= self._by_experiment(unclear, experiments)
                self.read_again, self.builds = len(experiments.read), experiments.builds
        return {change.change_id: found[number] for number, change in enumerate(self._changes)}

    def _by_manifest(self) -> Finding | None:
        """Return the cause of all changes if only one kind of input differs between the builds."""
        if self._libraries:
            if self._differing:
                return None
            return Finding(RULES, proof_text.ONLY_LIBRARIES.format(*self._builds))
        if not self._differing:
            return Finding(None, proof_text.NOTHING_DIFFERS)
        if len(self._differing) > 1:
            return None
        cause = self._differing[0]
        return Finding(cause, proof_text.only_differing(cause, self._units, self._builds, of_row=False))

    def _of_documents(self, number: int) -> Finding | None:
        """Return the cause of a change if only one kind of input differs in the documents that it rests on."""
        touching = [self._units[each] for each in self._touching(number)]
        kinds = {*(unit.cause for unit in touching), *self._everywhere}
        if len(kinds) != 1 or not touching or self._libraries:
            return None
        cause = kinds.pop()
        return Finding(cause, proof_text.only_differing(cause, touching, self._builds, of_row=True))

    def _touching(self, number: int) -> list[int]:
        """Return the numbers of the sources that are not what they were, of those that a change rests on."""
        return sorted(set[int]().union(*(self._units_of.get(each, ()) for each in self._rest_on[number])))

    def _by_experiment(self, unclear: Sequence[int], experiments: Experiments) -> dict[int, Finding]:
        every = frozenset(self._differing)
        ends = (every, frozenset[str]())
        alone = {each: frozenset([each]) for each in self._differing}
        seen = self._observed(experiments.outcomes([*ends, *alone.values()]), unclear)
        found: dict[int, Finding] = {}
        stubborn: list[int] = []
        for number in unclear:
            before, after = self._states[number]
            if why := next((each.failure for each in seen.values() if each.failure), ""):
                found[number] = self._of_documents(number) or Finding(None, proof_text.failed(why))
            elif (seen[ends[0]].states[number], seen[ends[1]].states[number]) != (before, after):
                found[number] = self._of_documents(number) or Finding(None, proof_text.NOT_REPRODUCED)
            elif needed := [each for each, put_back in alone.items() if seen[put_back].states[number] != after]:
                as_before = all(seen[alone[each]].states[number] == before for each in needed)
                told = proof_text.needed(
                    needed, self._concerned(number), self._builds, self._documents, as_before=as_before
                )
                found[number] = Finding(BOTH.join(needed), told)
            else:
                stubborn.append(number)
        if stubborn:
            wanted = [every - put_back for put_back in alone.values()]
            seen = self._observed(experiments.outcomes(wanted), stubborn)
            found |= {number: self._sufficient(number, seen, every) for number in stubborn}
        return found

    def _sufficient(self, number: int, seen: Mapping[PutBack, _Observed], every: PutBack) -> Finding:
        """Return the causes of a change that stays whichever one is put back."""
        if why := next((each.failure for each in seen.values() if each.failure), ""):
            return Finding(None, proof_text.failed(why))
        after = self._states[number][1]
        enough = [each for each in self._differing if seen[every - {each}].states[number] == after]
        if not enough:
            return Finding(None, proof_text.NONE_DECIDES)
        told = proof_text.sufficient(enough, self._concerned(number), self._builds, self._documents)
        return Finding(BOTH.join(enough), told)

    def _concerned(self, number: int) -> list[Unit]:
        """Return the sources to name: those that a change rests on, of a kind of which it rests on none all."""
        touching = [self._units[each] for each in self._touching(number)]
        kinds = {unit.cause for unit in touching}
        return [*touching, *(unit for unit in self._units if unit.cause not in kinds)]

    def _observed(self, outcomes: Mapping[PutBack, Outcome], numbers: Collection[int]) -> dict[PutBack, _Observed]:
        seen = {}
        for put_back, outcome in outcomes.items():
            states: dict[int, State] = {}
            if not outcome.failure:
                build = Build(outcome.folder, self._changes, self._same)
                states = {number: build.state(self._changes[number]) for number in numbers}
            seen[put_back] = _Observed(states, outcome.failure)
        return seen


@dataclass(frozen=True)
class _Observed:
    """What stands in one build: states by number of the change, or why there is none."""

    states: Mapping[int, State]
    failure: str = ""
