"""How fast announcements go out: `python -m tests.announcements.rate --rate 25 --seconds 60`.

A server in a process of its own answers every message after `--answer` seconds and notes when each came in; the sender
is the real one, on a SQLite file.
"""

import argparse
import asyncio
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

from bot.clock import SystemClock
from bot.gateway.connection import telegram_bot
from bot.storage import Storage, migrate, open_storage
from dialogs.announcements.content import Content
from dialogs.session import Session
from tests.announcements.senders import announce, engine, until_state
from tests.nudges.people import enter

_TOKEN = "1234:TEST"  # noqa: S105  of nobody


@dataclass(frozen=True, slots=True)
class Figures:
    """Messages a second, as they came in. `used`: of the limit, between the first and the last; `cpu` is seconds of the
    sender's own work a second."""

    sent: int
    most_in_a_second: int
    used: float
    cpu: float


def figures(arrivals: Sequence[float], rate: float, cpu: float = 0.0) -> Figures:
    """From the moments, in seconds and in order, at which messages came in."""
    most, first = 0, 0
    for last, moment in enumerate(arrivals):
        while arrivals[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    lasted = arrivals[-1] - arrivals[0]
    return Figures(len(arrivals), most, round((len(arrivals) - 1) / lasted / rate, 4), round(cpu / lasted, 3))


async def measure(rate: float, seconds: float, answer: float) -> Figures:
    """Send for so long."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, answer), daemon=True)
    server.start()
    port = await asyncio.to_thread(here.recv)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'endorse.db'}"
        await migrate(url)
        cpu = 0.0
        async with (
            open_storage(url) as storage,
            telegram_bot(_TOKEN, api_root=f"http://127.0.0.1:{port}", connections=1000) as bot,
        ):
            number = await _enter(storage, round(rate * seconds))
            began = _cpu()
            async with engine(storage, url, bot, SystemClock(), rate):
                await until_state(storage, number, "finished", within=seconds * 4 + 30)
            cpu = _cpu() - began
    here.send("done")
    arrivals: list[float] = await asyncio.to_thread(here.recv)
    server.join()
    return figures(arrivals, rate, cpu)


async def _enter(storage: Storage, people: int) -> int:
    now = SystemClock().now()
    await enter(storage, now, dict.fromkeys(range(1, people + 1), Session()))
    return await announce(storage, now, range(1, people + 1), Content(text="Hello"))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _serve(there: Connection, answer: float) -> None:
    asyncio.run(_served(there, answer))


async def _served(there: Connection, answer: float) -> None:
    arrivals: list[float] = []
    body = json.dumps(
        {"ok": True, "result": {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Hello"}}
    )
    who = json.dumps(
        {"ok": True, "result": {"id": 1234, "is_bot": True, "first_name": "Endorse", "username": "endorse_bot"}}
    )

    async def taken(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return web.Response(text=who, content_type="application/json")
        arrivals.append(time.monotonic())
        await asyncio.sleep(answer)
        return web.Response(text=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", taken)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    there.send(runner.addresses[0][1])
    await asyncio.to_thread(there.recv)
    there.send(arrivals)
    await runner.cleanup()


def main() -> None:
    """Send, and tell the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.announcements.rate", description=__doc__)
    parser.add_argument("--rate", type=float, default=25)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--answer", type=float, default=0.05)
    arguments = parser.parse_args()
    print(asyncio.run(measure(arguments.rate, arguments.seconds, arguments.answer)))  # noqa: T201


if __name__ == "__main__":
    main()
