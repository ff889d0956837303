"""When an announcement goes out."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from rules.values import Frozen

HOURS_VALID = (6, 24, 72, 168)
"""After how many hours what is left is not sent any more, to choose from."""


class Timing(Frozen):
    """`now`: as soon as it is confirmed; `at`: at the moment `at` in the association's time zone, which it carries not;
    `morning`: to each at the end of their own quiet hours. `valid_hours` after its start it is not sent any more.
    """

    kind: Literal["now", "at", "morning"] = "now"
    at: datetime | None = None
    valid_hours: Annotated[int, Field(ge=1, le=24 * 31)] | None = None
