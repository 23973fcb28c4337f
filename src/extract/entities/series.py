"""Which family a new model's name begins with: ``GLM-4.5-Air-FP8`` is of GLM-4.5-Air, ``Qwen-7B-Chat`` of Qwen-7B."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.mentions.latin_names import stem_of

# Where a name may be cut: at what joins its parts, before a version (`InternLM|2.5`, `DeepSeek|V3`, `文心大模型|5.0`)
# and where Latin letters follow Japanese or Chinese ones (`星火|Lite`).
_SEPARATORS = r"\s_+\-‐-―－"
_CUT = re.compile(
    rf"[{_SEPARATORS}]+|(?<=[^\W\d_])(?=[vV]?\d)|(?<=[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff])(?=[A-Za-z])"
)
_BETWEEN = re.compile(rf"[{_SEPARATORS}]+")
_POINT = re.compile(r"(?<=\d)_(?=\d)")  # `2_5` is 2.5 in the name of a file
_ANY_NAME = "Xyz"


class Series(NamedTuple):
    """The known family of a new model.

    Attributes:
        family: id of the nearest known model or family.
        written: how the name writes it.
        is_variant: whether nothing stands behind it but versions, sizes and ways of tuning; then it has the same maker.
    """

    family: str
    written: str
    is_variant: bool


def beginnings(name: str) -> Iterator[tuple[str, str]]:
    """Yield what may be the family of a model in its name, and what is left behind it, the longest first."""
    name = _POINT.sub(".", name)
    for cut in reversed(list(_CUT.finditer(name))):
        begin, rest = name[: cut.start()].rstrip(), name[cut.end() :]
        if begin and rest:
            yield begin, rest


def is_variant(rest: str) -> bool:
    """Return whether `rest` has nothing but versions, sizes and ways of tuning (`2.5-7B-Chat`)."""
    return all(_is_variant_part(part) for part in _BETWEEN.split(rest) if part)


@cache
def _is_variant_part(part: str) -> bool:
    return any(stem_of(f"{_ANY_NAME}-{form}") == _ANY_NAME for form in (part, part.casefold(), part.upper()))
