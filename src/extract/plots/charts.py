"""The charts: a timeline of releases by maker, figures by metric, and what each document gave.

What comes from a document is shown as text and never as markup: Vega-Lite draws text marks, and tooltips are escaped by Vega.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

import altair as alt
import pandas as pd

from extract.plots.tables import NOT_STATED

JAPANESE_FONT, CHINESE_FONT = "Noto Sans JP, Noto Sans CJK JP, sans-serif", "Noto Sans SC, Noto Sans CJK SC, sans-serif"
"""The first of each comes with the extra ``plot``; a browser that has it not takes what it has."""

MAKERS, METRICS, SUBJECTS, DOCUMENTS = 24, 6, 12, 60
"""At most so many are drawn, those with the most rows; the chart's subtitle says how many there are."""

_LABEL = 28
"""Characters of a label; Chinese and Japanese names fill it twice as wide as Latin ones."""

# The palette of Okabe and Ito (2008), which people who see few colours can tell apart.
_EVENTS = {
    "announced": "#0072B2", "released": "#009E73", "upgraded": "#E69F00", "open_sourced": "#CC79A7", "planned": "#999999",
}  # fmt: skip


def timeline(releases: pd.DataFrame) -> Any:
    """Return the releases by maker: a point for a day, a bar for a month or year that is all a source states.

    Args:
        releases: as `tables.releases` gives them; not empty.
    """
    frame = releases.assign(
        middle=releases["earliest"] + (releases["latest"] - releases["earliest"]) / 2,
        maker=releases["maker"].map(_short),
    )
    makers = _most(frame["maker"], MAKERS, last=NOT_STATED)
    shown = frame[frame["maker"].isin(makers)]
    order = [*shown.groupby("maker")["earliest"].min().sort_values(kind="stable").index]
    order = [*(maker for maker in order if maker != NOT_STATED), *(maker for maker in order if maker == NOT_STATED)]
    base = alt.Chart(shown).encode(
        y=alt.Y("maker:N", sort=order, title=None, axis=alt.Axis(grid=True, labelFont=_fonts(order))),
        color=alt.Color(
            "event:N",
            scale=alt.Scale(domain=[*_EVENTS], range=[*_EVENTS.values()]),
            title=None,
            legend=alt.Legend(symbolOpacity=1),
        ),
        tooltip=["maker", "model", "event", "date", "quote", "document"],
    )
    spans = base.mark_bar(opacity=0.35, height=6).encode(
        x=alt.X("earliest:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap="greedy", grid=False)),
        x2="latest:T",
    )
    points = base.mark_point(filled=True, size=70, opacity=0.9).encode(x="middle:T")
    return (spans + points).properties(
        width=760,
        height=alt.Step(24),
        title=_title("Releases by maker", len(makers), frame["maker"].nunique(), "makers"),
    )


def metrics(figures: pd.DataFrame, metric: str = "") -> Any:
    """Return the figures of the metrics that have most of them, or of one, the greatest values first.

    Args:
        figures: as `tables.figures` gives them; not empty.
        metric: only this one.
    """
    frame = figures[figures["metric"] == metric] if metric else figures
    chosen = _most(frame["metric"], METRICS)
    rows = [_metric(frame[frame["metric"] == each], 40 if metric else SUBJECTS) for each in chosen]
    titled = alt.vconcat(*rows).properties(
        title=_title("Figures by metric", len(chosen), figures["metric"].nunique(), "metrics")
    )
    return titled.resolve_scale(x="independent", y="independent", color="independent")


def coverage(rows: pd.DataFrame) -> Any:
    """Return how many rows each document gave, by dataset.

    Args:
        rows: as `tables.coverage` gives them; not empty.
    """
    frame = rows.assign(document=_labels(rows))
    totals = frame.groupby("document")["rows"].sum().sort_values(ascending=False, kind="stable")
    order = [*totals.index[:DOCUMENTS]]
    shown = frame[frame["document"].isin(order)]
    base = alt.Chart(shown).encode(
        x=alt.X("dataset:N", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("document:N", scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labelFont=_fonts(order))),
        tooltip=["document", "dataset", "rows"],
    )
    base = base.transform_filter(alt.datum.rows > 0)
    boxes = base.mark_rect().encode(
        color=alt.Color("rows:Q", scale=alt.Scale(type="symlog", scheme="blues"), legend=None)
    )
    dark = shown["rows"].max() / 4
    numbers = base.mark_text(fontSize=11).encode(
        text="rows:Q",
        color=alt.condition(alt.datum.rows > dark, alt.value("white"), alt.value("#333333")),
    )
    return (boxes + numbers).properties(
        width=alt.Step(92), height=alt.Step(22), title=_title("Rows by document", len(order), len(totals), "documents")
    )


def _metric(frame: pd.DataFrame, at_most: int) -> Any:
    """Return one metric's values; a logarithmic axis where they span more than two powers of ten."""
    frame = frame.assign(subject=frame["subject"].map(_short))
    order = [*frame.groupby("subject")["value"].max().sort_values(ascending=False, kind="stable").index][:at_most]
    shown = frame[frame["subject"].isin(order)]
    low, high = shown["value"].min(), shown["value"].max()
    kind: Literal["log", "linear"] = "log" if low > 0 and high / low > 100 else "linear"
    name, unit = shown["metric"].iloc[0].replace("_", " "), shown["unit"].iloc[0]
    axis = alt.Axis(format="~s", labelOverlap="greedy", grid=False)
    return (
        alt.Chart(shown)
        .mark_point(filled=True, size=70, opacity=0.85, color="#0072B2")
        .encode(
            x=alt.X("value:Q", scale=alt.Scale(type=kind, zero=kind == "linear"), title=unit or None, axis=axis),
            y=alt.Y("subject:N", sort=order, title=None, axis=alt.Axis(grid=True, labelFont=_fonts(order))),
            tooltip=["subject", "value", "unit", "bound", "as_of", "quote"],
        )
        .properties(
            width=640, height=alt.Step(20), title=alt.TitleParams(name, anchor="start", frame="group", fontSize=13)
        )
    )


def _most(column: pd.Series[Any], number: int, last: str = "") -> list[str]:
    """Return the values that stand most often, of those that stand as often the first; `last` only if there is room."""
    counts = column.value_counts(sort=False)
    ordered = sorted(counts.items(), key=lambda each: (str(each[0]) == last, -int(each[1]), str(each[0])))
    return [str(name) for name, _ in ordered[:number]]


def _short(text: str) -> str:
    """Return a label of one line."""
    line = " ".join(str(text).split())
    return line if len(line) <= _LABEL else line[: _LABEL - 1] + "…"


def _fonts(labels: Iterable[str]) -> Any:
    """Return the font of each label: a character that the Japanese one lacks would be drawn in any font that has it."""
    chinese = [label for label in labels if not _is_japanese(label)]
    return {
        "condition": {
            "test": f"indexof({json.dumps(chinese, ensure_ascii=False)}, datum.value) >= 0",
            "value": CHINESE_FONT,
        },
        "value": JAPANESE_FONT,
    }


def _is_japanese(text: str) -> bool:
    """Return whether a Japanese font has all characters: those of JIS X 0213."""
    try:
        text.replace("…", "").encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def _labels(rows: pd.DataFrame) -> pd.Series[str]:
    """Return a label for each document; the end of the id tells those apart that would have the same."""
    short = rows["document"].map(_short)
    shared = rows.groupby(short)["document_id"].transform("nunique") > 1
    return short.where(~shared, short + " " + rows["document_id"].str[-4:])


def _title(text: str, shown: int, there: int, what: str) -> Any:
    subtitle = f"{shown} of {there} {what}" if shown < there else f"{there} {what}"
    return alt.TitleParams(text, subtitle=subtitle, anchor="start", fontSize=16)
