"""Serve until stdin is closed; the first line on stdout is the port."""

import asyncio
import sys

from tests.benchmarks.server.api import Api
from tests.benchmarks.server.http import Connection


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    api = Api(loop)
    server = await loop.create_server(lambda: Connection(api.answer), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  to whoever started us
    await asyncio.to_thread(sys.stdin.read)
    # Not `async with server`: it would wait for clients that are kept alive.
    server.close()


asyncio.run(_serve())
