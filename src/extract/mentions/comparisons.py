"""Two amounts that bound one value from below and above: 20以上35未満, 大于10且小于20, 20和30之间."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from extract.mentions.mention import Bound, Quantity
from extract.mentions.patterns import Found, alternatives

_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})


class Comparisons:
    """Joins a quantity with the one behind it where the two are the ends of one range.

    Args:
        rules: the section ``quantities`` of a language's rules.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._joint = re.compile(f"[,、]? ?{alternatives(rules['bounds_joint'])}?,? ?")
        self._between = re.compile(alternatives(rules["between"]))
        self._close = re.compile(alternatives(rules["between_close"]))

    def join(self, text: str, first: Found, read: Callable[[str, int], Found | None]) -> Found | None:
        """Return the range that begins with `first`, or None if there is none.

        Args:
            text: the cleaned text.
            first: a quantity of it.
            read: reads the quantity that begins at an offset of the text.
        """
        one = first.value
        if not isinstance(one, Quantity) or one.value_max is not None or one.per:
            return None
        limited = one.bound in _LOWER or one.bound in _UPPER
        joint = (self._joint if limited else self._between).match(text, first.end)
        second = read(text, joint.end()) if joint else None
        two = second.value if second else None
        if not second or not isinstance(two, Quantity) or two.value_max is not None or not _alike(one, two):
            return None
        if limited:
            low, high = (one, two) if one.bound in _LOWER else (two, one)
            if low.bound not in _LOWER or high.bound not in _UPPER or low.value >= high.value:
                return None
            return _range(first, second, second.end, low, high)
        close = self._close.match(text, second.end)
        if not close or two.bound is not Bound.EXACT or one.value >= two.value:
            return None
        return _range(first, second, close.end(), one, two)


def _alike(one: Quantity, two: Quantity) -> bool:
    return (one.kind, one.unit) == (two.kind, two.unit) or one.kind == "number"


def _range(first: Found, second: Found, end: int, low: Quantity, high: Quantity) -> Found:
    unit = second.value if isinstance(second.value, Quantity) else high
    value = replace(unit, value=low.value, value_max=high.value, bound=Bound.EXACT)
    return Found(first.start, end, value, second.rule, min(first.confidence, second.confidence))
