"""The pages that can be opened: the list, a change, a group before it is decided, suggestions of names, publishing, pictures."""

from __future__ import annotations

import heapq
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extract.datasets.schema import Row
from extract.review.app.details import details, identity_pair, preview
from extract.review.app.filters import Filter
from extract.review.app.history import history
from extract.review.app.links import with_places
from extract.review.app.pictures import Pictures
from extract.review.app.render import page
from extract.review.app.visit import Visit, Visits
from extract.review.app.workspace import Snapshot, Workspace
from extract.review.change import PENDING, Change
from extract.sources.verdicts import ChangeVerdict

ROWS = 50
SAMPLE = 5
PENDING_ONLY = "/changes?status=pending"


class Pages:
    """Answers requests that change nothing.

    Args:
        workspace: what is under review.
        visits: who asks.
        pictures: those of pages.
    """

    def __init__(self, workspace: Workspace, visits: Visits, pictures: Pictures) -> None:
        self._workspace = workspace
        self._visits = visits
        self._pictures = pictures

    def home(self, _: Request) -> Response:
        """Lead to what is pending."""
        return RedirectResponse(PENDING_ONLY, 302)

    def list_changes(self, request: Request) -> Response:
        """Show the changes that a filter lets through."""
        visit, snapshot = self._visits.visit(request), self._workspace.snapshot()
        found = snapshot.index.find(visit.filter)
        last = max(1, -(-found.total // ROWS))
        wanted = visit.filter.on_page(min(visit.filter.page, last))
        rows = snapshot.index.members(found.bits, (wanted.page - 1) * ROWS, ROWS)
        return page(
            self._visits,
            visit,
            snapshot,
            "list.html",
            found=found,
            rows=rows,
            wanted=wanted,
            last=last,
            title_of=lambda document: document_title(snapshot, document),
            first=(wanted.page - 1) * ROWS + 1,
        )

    def show_change(self, request: Request) -> Response:
        """Show one change with all that is known of it."""
        visit, snapshot = self._visits.visit(request), self._workspace.snapshot()
        change = change_of(snapshot, str(request.path_params["change"]))
        if change is None:
            return page(self._visits, visit, snapshot, "gone.html", 404)
        return self.change_page(visit, snapshot, change)

    def change_page(
        self, visit: Visit, snapshot: Snapshot, change: Change, status: int = 200, fault: str = "", **given: str
    ) -> Response:
        """Return the page of a change.

        Args:
            visit: the request.
            snapshot: the state; it holds the change.
            change: the change.
            status: of HTTP.
            fault: a key of the translations that says why a verdict was not written.
            given: what the reviewer had typed then.
        """
        index, sides = snapshot.index, snapshot.sides
        number = index.number(change.change_id)
        if sides is None or number is None:
            return page(self._visits, visit, snapshot, "gone.html", 404)
        bits = index.bits(visit.filter)
        return page(
            self._visits,
            visit,
            snapshot,
            "change.html",
            status,
            change=change,
            details=details(snapshot, sides, change),
            history=history(self._workspace.store, snapshot.verdicts, change),
            next=index.after(bits, number),
            previous=index.before(bits, number),
            position=index.position(bits, number) + 1,
            total=bits.bit_count(),
            state=state_of(snapshot, change),
            pair=identity_pair(change),
            own_verdict=own_verdict(self._workspace, snapshot, change),
            fault=fault,
            given=given,
            has_picture=self._pictures.has,
            title_of=lambda document: document_title(snapshot, document),
        )

    def show_group(self, request: Request) -> Response:
        """Show a sample of what a filter lets through, before all of it is decided."""
        visit, snapshot = self._visits.visit(request), self._workspace.snapshot()
        return self.group_page(visit, snapshot)

    def group_page(self, visit: Visit, snapshot: Snapshot, status: int = 200, fault: str = "") -> Response:
        """Return the page of a group; see `change_page`."""
        index, sides = snapshot.index, snapshot.sides
        if sides is None:
            return page(self._visits, visit, snapshot, "gone.html", 404)
        bits = group_bits(snapshot, visit.filter)
        members = index.members(bits)
        sample = [preview(snapshot, sides, change) for change in sampled(members)]
        return page(
            self._visits,
            visit,
            snapshot,
            "group.html",
            status,
            total=len(members),
            sample=sample,
            counts=index.counts(bits),
            state=group_state(snapshot, members),
            fault=fault,
            has_picture=self._pictures.has,
            title_of=lambda document: document_title(snapshot, document),
        )

    def list_links(self, request: Request) -> Response:
        """Show names that may be those of known things and on which nobody has decided."""
        visit, snapshot = self._visits.visit(request), self._workspace.snapshot()
        last = max(1, -(-len(snapshot.links) // ROWS))
        number = min(visit.filter.page, last)
        rows = snapshot.links[(number - 1) * ROWS : number * ROWS]
        return page(
            self._visits,
            visit,
            snapshot,
            "links.html",
            links=with_places(snapshot.sides, rows) if snapshot.sides else [],
            number=number,
            last=last,
            title_of=lambda document: document_title(snapshot, document),
        )

    def show_publish(self, request: Request) -> Response:
        """Show what would be published."""
        return page(
            self._visits, self._visits.visit(request), self._workspace.snapshot(), "publish.html", outcome="", fault=""
        )

    def show_help(self, request: Request) -> Response:
        """Show the keys."""
        return page(self._visits, self._visits.visit(request), self._workspace.snapshot(), "help.html")

    def picture(self, request: Request) -> Response:
        """Send the picture of a page; which file that is, our own record of documents says."""
        row = self._workspace.snapshot().documents.get(str(request.path_params["document"]))
        number = int(request.path_params["page"])
        content = self._pictures.picture(row, number) if row else None
        if content is None:
            return Response("There is no picture of this page.\n", 404, media_type="text/plain")
        return Response(content, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


def change_of(snapshot: Snapshot, change_id: str) -> Change | None:
    """Return a change by its key, None if it is not there."""
    number = snapshot.index.number(change_id)
    return None if number is None else snapshot.index.changes[number]


def own_verdict(workspace: Workspace, snapshot: Snapshot, change: Change) -> ChangeVerdict | None:
    """Return the verdict that was given on a change, None if none was or if it was taken back."""
    return workspace.rules.verdicts_on([change], snapshot.verdicts).get(change.change_id)


def document_title(snapshot: Snapshot, document: str) -> str:
    """Return what a document is called on a page."""
    row: Row = snapshot.documents.get(document, {})
    return str(row.get("title") or row.get("url") or document)


def state_of(snapshot: Snapshot, change: Change) -> str:
    """Return what a form says that it was made from: another state means that somebody has decided meanwhile."""
    return _digest(snapshot.state, change.change_id, change.status, change.reviewer, change.decided_at, change.note)


def group_bits(snapshot: Snapshot, wanted: Filter) -> int:
    """Return the pending changes that a filter lets through."""
    return snapshot.index.bits(wanted) & snapshot.index.bits(Filter({"status": (PENDING,)}))


def group_state(snapshot: Snapshot, members: tuple[Change, ...]) -> str:
    """Return the state of a group as of `state_of`."""
    return _digest(snapshot.state, "\n".join(f"{change.change_id} {change.note}" for change in members))


def sampled(members: tuple[Change, ...]) -> list[Change]:
    """Return some of the changes of a group: the same ones whenever it is looked at, and as good as drawn by lot."""
    return heapq.nsmallest(SAMPLE, members, key=lambda change: change.change_id[::-1])  # a key is a hash


def _digest(*parts: Any) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:24]
