"""`python -m tests.metrics.cost`: microseconds of CPU that the numbers cost each update, shown and not shown."""

import asyncio
import timeit
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from time import process_time
from typing import cast

from typing_extensions import override

from bot.meter import Meter
from bot.metrics.instruments import Instruments
from bot.metrics.timed import Timed
from bot.storage import Storage, Transaction

_UPDATES = 20_000


class _Nothing(Storage):
    """Transactions that do nothing: what is left is the timing."""

    @override
    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        yield cast("Transaction", None)

    @override
    async def ping(self) -> None:
        """Nothing."""


def tell(meter: Meter) -> None:
    """What one tap tells: its end, two calls to Telegram, the reply."""
    meter.update_taken("callback_query", "committed")
    meter.called("answerCallbackQuery", "ok", 0.012)
    meter.called("editMessageText", "ok", 0.02)
    meter.reply("edited")
    meter.replied(0.013)


async def transact(storage: Storage) -> float:
    """Microseconds per transaction."""
    begun = process_time()
    for _ in range(_UPDATES):
        async with storage.transaction():
            pass
    return (process_time() - begun) / _UPDATES * 1e6


def main() -> None:
    """Print the best of five."""
    shown, bare = Instruments(), _Nothing()
    for name, meter, storage in (("shown", shown, Timed(bare, shown)), ("not shown", Meter(), bare)):
        told = min(timeit.repeat(partial(tell, meter), timer=process_time, number=_UPDATES, repeat=5)) / _UPDATES * 1e6
        timed = min(asyncio.run(transact(storage)) for _ in range(5)) - min(
            asyncio.run(transact(bare)) for _ in range(5)
        )
        print(f"{name}: {told:.1f} + {max(timed, 0):.1f} microseconds of CPU per update")  # noqa: T201  a script


if __name__ == "__main__":
    main()
