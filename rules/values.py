"""Small pieces every model of this package is built from."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import override

Number = int | float
Value = str | bool | int | float | frozenset[str]
"""What a fact can be; a set holds codes (the Endorsements a person holds). None beside it means unknown."""

Years = Annotated[float, Field(ge=0, le=80, allow_inf_nan=False, description="a number of years from 0 to 80")]
Hours = Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False, description="a number of hours from 0 to 20,000")]
Count = Annotated[int, Field(ge=0, le=100_000, description="a whole number from 0 to 100,000")]
Day = Annotated[
    date,
    Field(
        ge=date(1990, 1, 1), le=date(2199, 12, 31), description="a date from 1990-01-01 to 2199-12-31, as YYYY-MM-DD"
    ),
]
Flag = Annotated[bool, Field(description="true or false")]


class Frozen(BaseModel):
    """Immutable, strict (no coercion from one type to another) and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    @override
    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, without what the original has worked out of its own values and keeps."""
        copy = super().model_copy(update=update, deep=deep)
        own = type(self).__pydantic_fields__
        if len(copy.__dict__) > len(own):
            for kept in copy.__dict__.keys() - own.keys():
                del copy.__dict__[kept]
        return copy


# The same few amounts come again and again, and rounding is slow.
@lru_cache(4096)
def tidy(amount: float) -> Number:
    """The amount without the dust of binary fractions, and as an int where it is whole."""
    rounded = round(amount, 6)
    return int(rounded) if rounded == int(rounded) else rounded
