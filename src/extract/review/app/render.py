"""Templates -> pages; everything that is filled in is escaped."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from extract.review.app.details import safe_link, short_lines
from extract.review.app.filters import FACETS
from extract.review.app.translations import LANGUAGES, words
from extract.review.app.visit import SESSION, Visit, Visits
from extract.review.app.workspace import Snapshot


def moment(time: str | None) -> str:
    """Return a time of ISO 8601 as a person reads it; what is none stays as it is."""
    try:
        found = dt.datetime.fromisoformat(time or "")
    except ValueError:
        return time or "–"
    return f"{found.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


_environment = Environment(
    loader=PackageLoader("extract.review.app"),
    autoescape=True,  # of every template, whatever its name
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(
    facets=FACETS,
    languages={language: words(language)("language_name") for language in LANGUAGES},
    safe_link=safe_link,
    short_lines=short_lines,
    moment=moment,
)


def page(visits: Visits, visit: Visit, snapshot: Snapshot, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page.

    Args:
        visits: makes tokens and cookies.
        visit: the request.
        snapshot: the state that the page shows.
        template: the name of its file.
        status: of HTTP.
        values: what the template asks for beside what every page has.
    """
    text = _environment.get_template(template).render(
        t=visit.words,
        visit=visit,
        snapshot=snapshot,
        token=visits.tokens.form_token(visit.session_name),
        notice=visit.session.take_notice(),
        last_step=visit.session.steps[-1] if visit.session.steps else None,
        waiting=dict(snapshot.index.statuses()),
        **values,
    )
    response = HTMLResponse(text, status, headers={"cache-control": "no-store"})
    if visit.cookie:
        visits.keep(response, {SESSION: visit.cookie})
    return response
