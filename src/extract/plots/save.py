"""Charts as files: SVG and PNG drawn without a browser, and HTML that holds all it needs, so that it works offline."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from extract.errors import ShuttenError
from extract.plots.charts import JAPANESE_FONT

FORMATS = ("svg", "png", "html")

_FONTS = (("pylopdf_fonts_jp", "NotoSansJP-Regular.otf"), ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"))
_EMBED = "window.vegaEmbed = vegaEmbed;"
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>shutten</title></head>
<body>
<div id="chart"></div>
<script>{script}</script>
<script>
vegaEmbed("#chart", {specification}, {{
  renderer: "svg", actions: {{export: true, source: false, compiled: false, editor: false}}
}})
</script>
</body>
</html>
"""

_SCALE = 2.0
"""Pixels of a PNG for each of the chart, for sharp screens."""


def save_chart(chart: Any, name: str, folder: Path, formats: tuple[str, ...] = FORMATS) -> tuple[Path, ...]:
    """Write a chart, each file whole or not at all; the same chart has the same bytes.

    Args:
        chart: of Altair.
        name: of the files, without an ending.
        folder: made if it is not there.
        formats: of `FORMATS`.

    Returns:
        The files.

    Raises:
        ShuttenError: if a file cannot be written.
    """
    _register_fonts()
    chart = chart.configure(font=JAPANESE_FONT, background="white").configure_view(strokeOpacity=0)
    # The specification names every table after its content, so it says nothing of when it was drawn.
    specification = chart.to_json(indent=None)
    made = []
    for ending in formats:
        path = folder / f"{name}.{ending}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.part")
            partial.write_bytes(_drawn(specification, ending))
            partial.replace(path)
        except OSError as error:
            raise ShuttenError(
                str(path), f"cannot be written: {error}.", "Give a folder that you may write."
            ) from error
        made.append(path)
    return tuple(made)


def _drawn(specification: str, ending: str) -> bytes:
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    if ending == "svg":
        return vl_convert.vegalite_to_svg(specification, vl_version=version).encode()
    if ending == "png":
        return bytes(vl_convert.vegalite_to_png(specification, vl_version=version, scale=_SCALE))
    script = vl_convert.javascript_bundle(_EMBED, vl_version=version)
    # A quote may hold "</script>"; no text of the page can end the element when no "<" is left in it.
    return _PAGE.format(script=script, specification=specification.replace("<", "\\u003c")).encode()


@cache
def _register_fonts() -> None:
    """Make the fonts known; the packages hold serifs too, and a character that one font lacks is taken from any other."""
    folder = Path(tempfile.mkdtemp(prefix="shutten-fonts-"))
    try:
        for package, file in _FONTS:
            found = importlib.import_module(package).__file__
            if found:
                (folder / file).symlink_to(Path(found).with_name(file))
        vl_convert.register_font_directory(str(folder))
        vl_convert.svg_to_png(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><text>字</text></svg>"
        )  # loads them
    finally:
        shutil.rmtree(folder)
