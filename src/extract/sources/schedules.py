"""When the groups of sources are looked at; the part ``schedules`` of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

DEFAULT_CRONS = {"hourly": "15 * * * *", "daily": "30 6 * * *", "weekly": "0 7 * * 1"}


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("no time zone: write it like Asia/Tokyo") from error
    return text


class Schedules(BaseModel):
    """When the groups of sources are looked at.

    Attributes:
        timezone: in which the times are meant, as the tz database names it.
        crons: five fields of cron for a group: minute, hour, day of the month, month, day of the week. The groups hourly,
            daily and weekly have times of ours; a group without any is looked at only by hand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    timezone: Annotated[str, AfterValidator(_timezone)] = "Asia/Tokyo"
    crons: Mapping[
        Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], Annotated[str, Field(pattern=r"^\s*\S+(\s+\S+){4}\s*$")]
    ] = {}

    def cron_of(self, group: str) -> str:
        """Return when a group is looked at, empty if only by hand."""
        return self.crons.get(group, DEFAULT_CRONS.get(group, ""))
