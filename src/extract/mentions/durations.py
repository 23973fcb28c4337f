"""Durations of several units as one: 8天20小时 is 212 hours, 1年6か月 is 18 months.

Only units of which one is a whole number of the other are joined: 2か月と3日 stays two durations, because a month has
no fixed number of days.
"""

from __future__ import annotations

from dataclasses import replace

from extract.mentions.mention import Bound, Quantity
from extract.mentions.patterns import Found

_SECONDS = {"weeks": 604800, "days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}
_MONTHS = {"years": 12, "months": 1}


def joined(first: Found, second: Found) -> Found | None:
    """Return two neighbouring durations as one in the smaller unit, or None if they are not one."""
    one, two = first.value, second.value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity):
        return None
    plain = one.bound is Bound.EXACT and one.value_max is None and not one.per and two.value_max is None
    for sizes in (_SECONDS, _MONTHS):
        if plain and one.unit in sizes and two.unit in sizes and sizes[one.unit] > sizes[two.unit]:
            value = one.value * sizes[one.unit] / sizes[two.unit] + two.value
            return second._replace(start=first.start, value=replace(two, value=value))
    return None
