"""python-telegram-bot with its AIORateLimiter and its own request (httpx); without a limit, at Telegram's paid one."""

import asyncio

from telegram.ext import AIORateLimiter, Application, ExtBot

from tests.benchmarks.announcement.receiver import TOKEN, receiver
from tests.benchmarks.announcement.work import SIDE_BY_SIDE, Stopwatch, Work, told

_PAID = 1000.0


async def send(bot: ExtBot[None], work: Work) -> None:
    """To everybody: all at once into the limiter, or as many side by side as its request bears."""
    places = asyncio.Semaphore(SIDE_BY_SIDE if work.rate is None else work.people)

    async def one(chat: int) -> None:
        async with places:
            await bot.send_message(chat, "Hello")

    await asyncio.gather(*(one(chat) for chat in range(1, work.people + 1)))


async def main() -> None:
    """Send, and print the figures."""
    work = told()
    limiter = AIORateLimiter(overall_max_rate=work.rate or _PAID, overall_time_period=1)
    with receiver(work.answer) as server:
        built = Application.builder().token(TOKEN).base_url(f"{server.url}/bot").rate_limiter(limiter).build()
        async with built.bot as bot:
            watch = Stopwatch.started(server)
            await send(bot, work)
            watch.tell(work)


if __name__ == "__main__":
    asyncio.run(main())
