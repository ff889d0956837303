import asyncio
import sys

import aiohttp
import pytest
from aiohttp import web

from bot.simulator import Simulator


async def test_it_can_be_mounted_beside_other_pages() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="a page")

    simulator = Simulator(token="1:T")  # noqa: S106  # opens nothing
    application = simulator.application()
    application.router.add_get("/", page)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession() as session:
            async with session.get(root) as answer:
                assert await answer.text() == "a page"
            async with session.get(f"{root}/bot1:T/getMe") as answer:
                assert (await answer.json())["ok"]
    finally:
        await runner.cleanup()


async def test_its_address_is_known_only_once_it_runs() -> None:
    simulator = Simulator()
    with pytest.raises(RuntimeError, match="not started"):
        _ = simulator.url


async def test_it_runs_alone_as_a_module() -> None:
    command = (sys.executable, "-m", "bot.simulator", "--port", "0", "--token", "1:T")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        root = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        async with aiohttp.ClientSession() as session, session.get(f"{root}/bot1:T/getMe") as answer:
            assert (await answer.json())["result"]["id"] == 1
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--token", "nonsense"), "'nonsense' is not digits, a colon and a word, as in 1234:TEST"),
        (("--port", "99999"), "'99999' is not a port, 0 to 65535"),
        (("--host", "nowhere.invalid"), "cannot listen on nowhere.invalid, port 8081"),
    ],
)
async def test_bad_usage_is_told_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    command = (sys.executable, "-m", "bot.simulator", *arguments)
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    _, errors = await process.communicate()
    assert process.returncode == 2
    assert told in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_a_port_in_use_is_an_error() -> None:
    async with Simulator() as simulator:
        port = int(simulator.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            await Simulator(port=port).__aenter__()
