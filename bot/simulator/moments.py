"""Where numbers and dates begin: the wall clock, and a start that no earlier simulator has used."""

from datetime import UTC, datetime

_RESERVED_PER_START = 100_000

_free_from = 0


def wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # stands for Telegram's clock, which is not the bot's


def fresh_start() -> int:
    """Milliseconds since 1970, later than every start given out before in this process."""
    global _free_from  # noqa: PLW0603  # two simulators within a millisecond must differ, whoever made them
    start = max(int(wall_clock().timestamp() * 1000), _free_from)
    _free_from = start + _RESERVED_PER_START
    return start


def first_message_id(start: int) -> int:
    """Tenths of a second, kept within the 31 bits of a real message id."""
    return start // 100 % 2**31 or 1
