"""Content hashes, stable ids made from what a source says, and the fingerprint of the code and its rules."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

_ID_DIGITS = 16  # 64 bits: a collision among a million rows has a chance of 1 in 37 million


def sha256_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def stable_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hexadecimal digits that depend on `parts` alone.

    Args:
        prefix: the kind of thing, such as ``release``.
        parts: what the source states; None, str, int, Decimal (by its text) and tuples of these.
    """
    encoded = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"))
    return f"{prefix}-{sha256_bytes(encoded.encode())[:_ID_DIGITS]}"


def name_key(name: str) -> str:
    """Return the form under which two spellings of a name in one script count as the same.

    NFKC, no case, no white space, and hyphens, dashes and middle dots left out: `悟道 3.0`, `悟道·3.0` and
    `悟道３.０` share one key. A dot between digits stays, because it tells versions apart.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        char
        for char in folded
        if not char.isspace() and unicodedata.category(char) not in {"Pd", "Cf"} and char not in "·・•‧∙_"
    )


def plain_number(number: Decimal) -> str:
    """Return the one way to write `number` in ids and files: no exponent, trailing zeros or negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fingerprint_of(files: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and bytes of `files`, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda each: each.as_posix().rsplit("/", 2)[-2:]):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def code_fingerprint() -> str:
    """Return the fingerprint of this package: every module, every rules file and the table of cities.

    A cached result is valid only for the fingerprint that it was made with; a workflow engine cannot see
    that a function which its task calls has changed.
    """
    package = Path(__file__).parent
    return fingerprint_of(path for pattern in ("*.py", "*.yaml", "*.tsv") for path in package.rglob(pattern))
