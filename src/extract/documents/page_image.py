"""A page of a PDF -> a picture, drawn by PDFium in a child process that a hostile file cannot leave."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

DPI = 110
"""Dots an inch: a slide of 13 inches is 1,430 pixels wide, and small print can be read."""
_LARGEST_SIDE = 3000  # pixels; a poster is drawn with fewer dots an inch
_SECONDS = 20
"""Of processor time for one page; twice as long on the clock. The slowest page of the corpus takes 2."""
_MEMORY = 1 << 30
_PNG = b"\x89PNG\r\n\x1a\n"


def page_image(path: Path, number: int) -> bytes | None:
    """Return a page as PNG; None if the file cannot be read, has no such page or needs too much time or memory.

    Args:
        path: the PDF.
        number: of the page, from 1.
    """
    try:
        with path.open("rb") as file:
            # -P: a file in the working directory that is named like a module must not be imported.
            child = subprocess.run(
                [sys.executable, "-P", "-m", __name__, str(number)],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=2 * _SECONDS,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return child.stdout if child.returncode == 0 and child.stdout.startswith(_PNG) else None


def _draw(data: bytes, number: int) -> bytes:
    """Draw a page; whatever a broken file makes of PDFium ends this process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    scale = min(DPI / 72, _LARGEST_SIDE / max(*page.get_size(), 1.0))
    file = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(file, "PNG")
    return file.getvalue()


def _main(number: int) -> None:
    from extract.documents.limits import limit_memory, limit_seconds

    limit_memory(_MEMORY)
    limit_seconds(_SECONDS)
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read(), number))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
