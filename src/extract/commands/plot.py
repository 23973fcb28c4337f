"""``shutten plot``: pictures of what is published."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.commands.project import add_project, project_folder
from extract.errors import ShuttenError

_CHARTS = ("timeline", "figures", "coverage")
_FORMATS = ("svg", "png", "html")


def add_command(commands: Any) -> None:
    """Add the command to the parser's."""
    plot = commands.add_parser(
        "plot",
        help="draw the published datasets: releases by maker, figures by metric, rows by document",
        description="Draw the published datasets as SVG, PNG and interactive HTML that works offline. It needs the extra "
        "'plot' (pip install 'shutten[plot]').",
        epilog="exit codes: 0 drawn, 2 the command was not understood, 3 there is nothing to draw, or a file cannot be written",
    )
    plot.add_argument("chart", nargs="*", metavar="CHART", help=f"any of {', '.join(_CHARTS)} (default: all)")
    add_project(plot)
    plot.add_argument(
        "--datasets", type=Path, metavar="DIR", help="draw these (default: output/datasets of the project)"
    )
    plot.add_argument(
        "--output", type=Path, metavar="DIR", help="where pictures go (default: output/plots of the project)"
    )
    plot.add_argument("--format", action="append", choices=_FORMATS, help="only this; may be repeated (default: all)")
    plot.add_argument("--metric", default="", metavar="NAME", help="of the figures only this metric")
    plot.set_defaults(command=_plot)


def _plot(options: argparse.Namespace) -> int:
    if unknown := sorted(set(options.chart) - set(_CHARTS)):
        raise ShuttenError(unknown[0], "is no chart.", f"Name one of {', '.join(_CHARTS)}.")
    if missing := [name for name in ("altair", "vl_convert", "pylopdf_fonts_jp") if find_spec(name) is None]:
        raise ShuttenError(
            f"the package {missing[0]}", "is not installed; drawing needs it.", "Run: pip install 'shutten[plot]'."
        )
    from extract.plots import charts, tables
    from extract.plots.save import save_chart

    project = Path() if options.datasets and options.output else project_folder(options.project)
    datasets = options.datasets or project / "output" / "datasets"
    folder = options.output or project / "output" / "plots"
    draw: dict[str, tuple[Callable[[Path], Any], Callable[[Any], Any]]] = {
        "timeline": (tables.releases, charts.timeline),
        "figures": (tables.figures, lambda frame: charts.metrics(frame, options.metric)),
        "coverage": (tables.coverage, charts.coverage),
    }
    for name in options.chart or _CHARTS:
        read, chart = draw[name]
        frame = read(datasets)
        if name == "figures" and options.metric and options.metric not in set(frame["metric"]):
            there = ", ".join(sorted(set(frame["metric"]))) or "none"
            raise ShuttenError(f"metric '{options.metric}'", "has no figures.", f"There are: {there}.")
        if frame.empty:
            print(f"{name}: nothing to draw, no such row is published")
            continue
        for path in save_chart(chart(frame), name, folder, tuple(options.format or _FORMATS)):
            print(path)
    return 0
