"""The server and the bot that every test here talks through."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.gateway.connection import telegram_bot
from tests.gateway.api import TOKEN, Api


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    server = TestServer(api.app())
    # No access log: it shows the path, and so the token, and some tests look for the token in the log.
    await server.start_server(access_log=None)
    api.root = str(server.make_url("")).rstrip("/")
    yield api
    await server.close()


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[Bot]:
    async with telegram_bot(TOKEN, api_root=api.root) as bot:
        yield bot
