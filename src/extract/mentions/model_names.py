"""Model names that no list has, known by their form: letters with a size or a variant after a hyphen (``Xyz-7B-Chat``)."""

from __future__ import annotations

import re

from extract.mentions.mention import Mention, Name
from extract.text import Span

_PART = r"[A-Za-z0-9][A-Za-z0-9.]*"
_FORM = re.compile(rf"(?<![A-Za-z0-9/._@-])[A-Za-z][A-Za-z0-9.]*(?:[-‑]{_PART})+(?![A-Za-z0-9/@]|-\w)")
_SIZE = re.compile(r"[-‑]\d+(?:\.\d+)?(?:[xX]\d+(?:\.\d+)?)?[BbMm](?![A-Za-z])")
_FILE = re.compile(r"\.(?:py|sh|md|json|txt|yaml|yml|cpp|bin|gguf|html|pdf|com|org|cn|io|git)\b|https?|www")


def find_model_names(text: str) -> list[Mention]:
    """Return the Latin model names of `text` that state a size, such as ``ELYZA-japanese-Llama-2-7b``.

    The value has no candidates of the knowledge; it is a name by its form alone. File names and addresses are not names.
    """
    mentions = []
    for match in _FORM.finditer(text):
        name = match[0].rstrip(".")
        if _SIZE.search(name) and not _FILE.search(name):
            span = Span(match.start(), match.start() + len(name))
            mentions.append(Mention(span, name, Name((), "model"), "names.model-with-size", 0.8))
    return mentions
