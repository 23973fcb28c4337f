"""What reviewers say, written into the file of verdicts; and publishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extract.errors import ShuttenError
from extract.review.app.details import correctable, identity_pair
from extract.review.app.pages import (
    PENDING_ONLY,
    Pages,
    change_of,
    group_bits,
    group_state,
    own_verdict,
    sampled,
    state_of,
)
from extract.review.app.render import page
from extract.review.app.sessions import Step
from extract.review.app.translations import LANGUAGES
from extract.review.app.visit import LANGUAGE, REVIEWER, Visit, Visits, own_address, reviewer_name
from extract.review.app.wording import Correction, change_line, group_lines, identity_line, now, undo_line
from extract.review.app.workspace import Snapshot, Workspace
from extract.review.change import REMOVED, Change
from extract.review.corrections import corrected
from extract.sources.verdict_lines import ACCEPT, CORRECT, DIFFERENT, REJECT, SAME, UNDO
from extract.sources.verdicts import ChangeVerdict, append_verdicts

SKIP = "skip"
_LONGEST_NOTE = 2000
_LONGEST_VALUE = 20_000
"""Characters; no value of the datasets is as long."""


class Posts:
    """Answers requests that write; each comes from a form of ours, which `Guard` and the form's token have made sure.

    Args:
        workspace: what is under review.
        visits: who asks.
        pages: what is shown when a form cannot be taken.
    """

    def __init__(self, workspace: Workspace, visits: Visits, pages: Pages) -> None:
        self._workspace = workspace
        self._visits = visits
        self._pages = pages

    def decide(self, request: Request, form: FormData) -> Response:
        """Write a verdict on one change, and go on to the next."""
        visit = self._visits.visit(request)
        said, reviewer, note = _text(form, "verdict"), reviewer_name(_text(form, "reviewer")), _note(form)
        with self._workspace.deciding() as snapshot:
            change = change_of(snapshot, str(request.path_params["change"]))
            if change is None or snapshot.sides is None:
                return page(self._visits, visit, snapshot, "gone.html", 404)
            if said == SKIP:
                visit.session.put_off.add(change.change_id)
                return self._go_on(visit, snapshot, change)
            given = {name: _text(form, name) for name in ("field", "value", "note")} | {"empty": _text(form, "empty")}
            if _text(form, "state") != state_of(snapshot, change):
                return self._pages.change_page(visit, snapshot, change, 409, "fault.meanwhile", **given)
            if not reviewer:
                return self._pages.change_page(visit, snapshot, change, 422, "fault.reviewer", **given)
            try:
                lines = self._lines(snapshot, change, said, form, reviewer, note)
            except _Refused as refused:
                return self._pages.change_page(visit, snapshot, change, 422, refused.key, **given)
            written = append_verdicts(self._workspace.verdicts_path, lines)
            visit.session.put_off.discard(change.change_id)
            if said != UNDO:
                visit.session.did(Step(said, change.label, tuple(written), visit.back))
            visit.session.notice = (f"notice.{said}", {"what": change.label})
            after = self._workspace.snapshot()
        return self._remembering(visit, reviewer, self._go_on(visit, after, change, stay=said == UNDO))

    def decide_group(self, request: Request, form: FormData) -> Response:
        """Write a verdict on each pending change that a filter lets through."""
        visit = self._visits.visit(request)
        said, reviewer, note = _text(form, "verdict"), reviewer_name(_text(form, "reviewer")), _note(form)
        with self._workspace.deciding() as snapshot:
            if snapshot.sides is None:
                return page(self._visits, visit, snapshot, "gone.html", 404)
            members = snapshot.index.members(group_bits(snapshot, visit.filter))
            if _text(form, "state") != group_state(snapshot, members):
                return self._pages.group_page(visit, snapshot, 409, "fault.group_meanwhile")
            if said not in (ACCEPT, REJECT) or not members:
                return self._pages.group_page(visit, snapshot, 422, "fault.verdict")
            if not reviewer:
                return self._pages.group_page(visit, snapshot, 422, "fault.reviewer")
            told = f"one of a group of {len(members)}, of which {len(sampled(members))} were looked at"
            note = f"{note} ({told})" if note else told
            lines = group_lines(snapshot.sides, members, said, reviewer, note, now())
            written = append_verdicts(self._workspace.verdicts_path, lines)
            label = visit.words("group.label", count=len(members))
            visit.session.did(Step(said, label, tuple(written), f"/changes?{visit.filter.query()}"))
            visit.session.notice = (f"notice.{said}", {"what": label})
        return self._remembering(visit, reviewer, _to(f"/changes?{visit.filter.query()}"))

    def decide_link(self, request: Request, form: FormData) -> Response:
        """Write that a new name and a known thing are one, or two."""
        visit = self._visits.visit(request)
        said, reviewer = _text(form, "verdict"), reviewer_name(_text(form, "reviewer"))
        back = f"/links?{visit.filter.query()}"
        with self._workspace.deciding() as snapshot:
            row = next((row for row in snapshot.links if row["link_id"] == request.path_params["link"]), None)
            if row is None:
                visit.session.notice = ("fault.link_decided", {})
            elif said not in (SAME, DIFFERENT) or not reviewer:
                visit.session.notice = ("fault.reviewer" if not reviewer else "fault.verdict", {})
            else:
                line = identity_line(said, row["entity_id"], row["candidate_id"], reviewer, _note(form), now())
                written = append_verdicts(self._workspace.verdicts_path, [line])
                label = f"{row['name']} · {row['candidate']}"
                visit.session.did(Step(said, label, tuple(written), back))
                visit.session.notice = (f"notice.{said}", {"what": label})
        return self._remembering(visit, reviewer, _to(back))

    def undo_last(self, request: Request, form: FormData) -> Response:
        """Take back what this browser said last, and show it again."""
        visit = self._visits.visit(request)
        reviewer = reviewer_name(_text(form, "reviewer")) or visit.reviewer
        with self._workspace.deciding() as snapshot:
            if not visit.session.steps or not reviewer:
                return _to(own_address(_text(form, "back")))
            step = visit.session.steps.pop()
            standing = {line.verdict_id for line in snapshot.verdicts.changes}
            standing |= {line.verdict_id for line in snapshot.verdicts.identities}
            lines = [undo_line(each, reviewer, "", now()) for each in step.lines if each in standing]
            append_verdicts(self._workspace.verdicts_path, lines)
        visit.session.notice = ("notice.undo", {"what": step.label})
        return _to(own_address(step.address))

    def publish(self, request: Request, form: FormData) -> Response:
        """Publish what is accepted."""
        visit = self._visits.visit(request)
        reviewer = reviewer_name(_text(form, "reviewer"))
        outcome, fault = "", "" if reviewer else visit.words("fault.reviewer")
        seen = self._workspace.snapshot()
        if _text(form, "state") != seen.state:
            fault = visit.words("fault.publish_meanwhile")
        if not fault:
            try:
                done = self._workspace.rules.publish(seen, reviewer)
                key = "publish.done" if done.version else "publish.not_moved"
                outcome = visit.words(key, version=done.version, through=done.through, waiting=done.waiting)
            except ShuttenError as error:
                fault = str(error)
        snapshot = self._workspace.snapshot()
        response = page(
            self._visits, visit, snapshot, "publish.html", 409 if fault else 200, outcome=outcome, fault=fault
        )
        return self._remembering(visit, reviewer, response)

    def settings(self, request: Request, form: FormData) -> Response:
        """Remember the language."""
        visit = self._visits.visit(request)
        response = _to(own_address(_text(form, "back")))
        if (language := _text(form, "language")) in LANGUAGES:
            self._visits.keep(response, {LANGUAGE: language})
        return self._remembering(visit, reviewer_name(_text(form, "reviewer")), response)

    def guarded(self, post: Callable[[Request, FormData], Response]) -> Callable[[Request, FormData], Response]:
        """Return a post that is answered only if its form carries the token of its session."""

        def answer(request: Request, form: FormData) -> Response:
            visit = self._visits.visit(request)
            if not self._visits.tokens.is_ours(visit.session_name, _text(form, "token")):
                return page(self._visits, visit, self._workspace.snapshot(), "expired.html", 403)
            return post(request, form)

        return answer

    def _lines(
        self, snapshot: Snapshot, change: Change, said: str, form: FormData, reviewer: str, note: str
    ) -> Sequence[dict[str, Any]]:
        """Return the lines to write.

        Raises:
            _Refused: if the form does not hold what its verdict needs.
        """
        if snapshot.sides is None:
            raise _Refused("fault.verdict")
        time = now()
        if said in (ACCEPT, REJECT):
            return [change_line(snapshot.sides, change, said, reviewer, note, time)]
        if said == UNDO:
            verdict = own_verdict(self._workspace, snapshot, change)
            if verdict is None:
                raise _Refused("fault.nothing_to_undo")
            return [undo_line(verdict.verdict_id, reviewer, note, time)]
        if said in (SAME, DIFFERENT) and (pair := identity_pair(change)):
            return [identity_line(said, *pair, reviewer, note, time)]
        if said == CORRECT:
            correction = _correction(snapshot, change, form)
            line = change_line(snapshot.sides, change, said, reviewer, note, time, correction)
            return [line]
        raise _Refused("fault.verdict")

    def _go_on(self, visit: Visit, snapshot: Snapshot, change: Change, *, stay: bool = False) -> Response:
        """Lead to the next change that the filter lets through and that was not put off; at the end to the first of them."""
        index, query = snapshot.index, visit.filter.query()
        if stay:
            return _to(f"/changes/{change.change_id}?{query}")
        bits, number = index.bits(visit.filter), index.number(change.change_id)
        for put_off in visit.session.put_off:
            if (at := index.number(put_off)) is not None:
                bits &= ~(1 << at)
        following = index.after(bits, number if number is not None else -1) or index.after(bits, -1)
        if following is None or following.change_id == change.change_id:
            return _to(f"/changes?{query}" if query else PENDING_ONLY)
        return _to(f"/changes/{following.change_id}?{query}")

    def _remembering(self, visit: Visit, reviewer: str, response: Response) -> Response:
        if reviewer and reviewer != visit.reviewer:
            self._visits.keep(response, {REVIEWER: reviewer})
        return response


class _Refused(Exception):
    """A form that cannot be taken; `key` is that of the translations which says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _correction(snapshot: Snapshot, change: Change, form: FormData) -> Correction:
    """Return the column, what the candidate has there and what is right, checked as publishing will check it."""
    if change.kind == REMOVED or snapshot.sides is None:
        raise _Refused("fault.verdict")
    row = snapshot.sides.row("after", change.dataset, change.row_id)
    columns = correctable(change, row)
    column = _text(form, "field")
    if row is None or column not in columns:
        raise _Refused("fault.field")
    value = None if _text(form, "empty") else _text(form, "value").strip()[:_LONGEST_VALUE] or None
    stated = columns[column]
    if value == stated:
        raise _Refused("fault.same_value")
    tried = ChangeVerdict(
        CORRECT,
        change.dataset,
        change.row_id,
        change.row_id_before,
        change.kind,
        column,
        change.before,
        stated,
        value,
        (),
        reviewer="",
        time="",
        place=column,
    )
    try:
        corrected(change.dataset, row, column, tried, value)
    except ShuttenError:
        raise _Refused("fault.value") from None
    return Correction(column, stated, value)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""  # a file is no text


def _note(form: FormData) -> str:
    return _text(form, "note").replace("\r\n", "\n").strip()[:_LONGEST_NOTE]


def _to(address: str) -> Response:
    return RedirectResponse(address, 303)
