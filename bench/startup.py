"""Time what a user waits for: ``--help``, and the first page of a document after ``shutten extract``.

    .venv/bin/python bench/startup.py [FILE ...]

Prints the slowest and the middle of five runs; the limits are 0.5 seconds for help and 2 seconds for a first page.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SHUTTEN = Path(sys.executable).with_name("shutten")
SAMPLES = [PROJECT / "sources" / "samples" / name for name in ("deck.ja.pdf", "spark.zh.html", "pangu-3.zh.txt")]


def seconds_to(sign: str, *arguments: str) -> float:
    """Return the seconds until the command prints `sign`."""
    begun = time.monotonic()
    with subprocess.Popen(
        [SHUTTEN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            if sign in line:
                seconds = time.monotonic() - begun
                process.kill()
                return seconds
    raise SystemExit(f"{' '.join(arguments)}: no '{sign}' was printed")


def main(files: list[str]) -> None:
    """Print a line for each thing timed."""
    with tempfile.TemporaryDirectory() as output:
        timed = [("--help", "exit codes", ["--help"])]
        timed += [(Path(file).name, "page 1", ["extract", file, "--output", output]) for file in files]
        for name, sign, arguments in timed:
            seconds = [seconds_to(sign, *arguments) for _ in range(5)]
            print(f"{name:<24} middle {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(path) for path in SAMPLES])
