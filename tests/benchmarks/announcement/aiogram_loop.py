"""aiogram, as its documentation sends to many: a loop that sleeps; without a limit, several side by side."""

import asyncio

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.benchmarks.announcement.receiver import TOKEN, receiver
from tests.benchmarks.announcement.work import SIDE_BY_SIDE, Stopwatch, Work, told


async def send(bot: Bot, work: Work) -> None:
    """To everybody."""
    if work.rate is not None:
        for chat in range(1, work.people + 1):
            await bot.send_message(chat, "Hello")
            await asyncio.sleep(1 / work.rate)
        return
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(chat: int) -> None:
        async with places:
            await bot.send_message(chat, "Hello")

    await asyncio.gather(*(one(chat) for chat in range(1, work.people + 1)))


async def main() -> None:
    """Send, and print the figures."""
    work = told()
    with receiver(work.answer) as server:
        async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url))) as bot:
            await bot.get_me()
            watch = Stopwatch.started(server)
            await send(bot, work)
            watch.tell(work)


if __name__ == "__main__":
    asyncio.run(main())
