"""Whether the letters of a page run backwards, as in tables that a file sets mirrored: ``eht fo noitinifed``."""

from __future__ import annotations

import re

_FORWARD = ("the", "for", "with", "from", "that", "this", "which", "have", "been", "between")
"""Words of any English text that are no word backwards; Latin text of Japanese and Chinese documents is English."""
_BACKWARD = frozenset(word[::-1] for word in _FORWARD)
_FEWEST = 3  # fewer may be names or codes
_WORD = re.compile(r"[A-Za-z]+")


def runs_backwards(text: str) -> bool:
    """Return whether more of the most usual words of a page stand in it backwards than forwards, three at least."""
    words = [word.casefold() for word in _WORD.findall(text)]
    backward = sum(word in _BACKWARD for word in words)
    return backward >= _FEWEST and backward > sum(word in _FORWARD for word in words)
