"""`endorse demo` as people start it: a process of its own."""

import signal
import socket
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.cli import main
from bot.demo.people import COORDINATOR
from tests.demo.running import address_of, started, stopped
from tests.demo.visitor import Visitor


async def test_it_prints_one_address_serves_a_person_and_a_coordinator_there_and_ends_quietly(
    browser: Browser, tmp_path: Path
) -> None:
    data = tmp_path / "demo.db"
    process = await started("--port", "0", "--data", str(data))
    address = await address_of(process)
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(address)
        await Visitor(page).starts()
        await page.get_by_role("button", name="Add a coordinator").click()
        coordinator = Visitor(page, COORDINATOR)
        await coordinator.chat.get_by_role("button", name="Open the office").click()
        await coordinator.reads("Office of INfancy Onward")
        ended = await stopped(process, signal.SIGTERM)
    assert address.startswith("http://127.0.0.1:")
    assert ended == (b"", b"", 0)
    assert data.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--port", "70000"), "argument --port: '70000' came; allowed is a whole number from 0 to 65535"),
        (("--host", "elsewhere"), "argument --host: 'elsewhere' came; allowed is localhost or an IPv4 address"),
    ],
)
def test_a_wrong_option_is_told_in_one_line(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", *arguments]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert (said.err.count("\n"), said.out) == (1, "")


async def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = await started("--port", str(port))
        _, complaints = await process.communicate()
    assert process.returncode == 2
    assert complaints.decode().startswith(f"endorse: --port: 127.0.0.1:{port} cannot be used")
    assert complaints.count(b"\n") == 1


def test_a_file_that_is_no_database_is_told_before_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "letter.txt"
    data.write_text("Dear all, this is a letter and no database.")
    assert main(["demo", "--port", "0", "--data", str(data)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"endorse: --data: {data} cannot be used")
    assert (said.err.count("\n"), said.out) == (1, "")
