"""python-telegram-bot with its AIORateLimiter and its own request (httpx); without a limit, at Telegram's paid one."""

import asyncio

from telegram.ext import AIORateLimiter, Application, ExtBot

from tests.benchmarks.announcement.work import Stopwatch, Work, told
from tests.benchmarks.server.launch import TOKEN, fake_telegram

_PAID = 1000.0
_SIDE_BY_SIDE = 4
"""At which it is fastest: at 50, httpx's pool takes half as much again."""


async def send(bot: ExtBot[int], work: Work) -> None:
    """To everybody: all at once into the limiter, or as many side by side as its request bears."""
    places = asyncio.Semaphore(_SIDE_BY_SIDE if work.rate is None else work.people)

    async def one(chat: int) -> None:
        async with places:
            await bot.send_message(chat, "Hello")

    await asyncio.gather(*(one(chat) for chat in range(1, work.people + 1)))


async def main() -> None:
    """Send, and print the figures."""
    work = told()
    limiter = AIORateLimiter(overall_max_rate=work.rate or _PAID, overall_time_period=1)
    with fake_telegram() as telegram:
        built = Application.builder().token(TOKEN).base_url(f"{telegram.url}/bot").rate_limiter(limiter).build()
        async with built.bot as bot:
            watch = Stopwatch.started(telegram, work)
            await send(bot, work)
            watch.tell()


if __name__ == "__main__":
    asyncio.run(main())
