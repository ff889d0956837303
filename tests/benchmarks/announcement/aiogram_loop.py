"""aiogram, as its documentation sends to many: a loop that sleeps; without a limit, several side by side."""

import asyncio

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.benchmarks.announcement.work import Stopwatch, Work, told
from tests.benchmarks.server.launch import TOKEN, fake_telegram

_SIDE_BY_SIDE = 50


async def send(bot: Bot, work: Work) -> None:
    """To everybody."""
    if work.rate is not None:
        for chat in range(1, work.people + 1):
            await bot.send_message(chat, "Hello")
            await asyncio.sleep(1 / work.rate)
        return
    places = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def one(chat: int) -> None:
        async with places:
            await bot.send_message(chat, "Hello")

    await asyncio.gather(*(one(chat) for chat in range(1, work.people + 1)))


async def main() -> None:
    """Send, and print the figures."""
    work = told()
    with fake_telegram() as telegram:
        async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))) as bot:
            await bot.get_me()
            watch = Stopwatch.started(telegram, work)
            await send(bot, work)
            watch.tell()


if __name__ == "__main__":
    asyncio.run(main())
