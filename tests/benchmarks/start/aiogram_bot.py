"""aiogram: a dispatcher with a handler for /start."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import Message


async def _start(message: Message) -> None:
    await message.answer("Hello.")


async def _poll() -> None:
    dispatcher = Dispatcher()
    dispatcher.message.register(_start, CommandStart())
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_BASE_URL"]))
    await dispatcher.start_polling(Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(_poll())
