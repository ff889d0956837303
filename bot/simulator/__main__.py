"""Runs the simulator alone: `python -m bot.simulator --port 8081 --token 1234:TEST`."""

import argparse
import asyncio
import re

from bot.simulator.server import Simulator

_LAST_PORT = 65_535


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description="A Bot API server for tests.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8081, help="0 takes any free one (default: %(default)s)")
    parser.add_argument("--token", type=_token, default="1234:TEST", help="the bot's (default: %(default)s)")
    arguments = parser.parse_args()
    try:
        asyncio.run(_serve(arguments.host, arguments.port, arguments.token))
    except KeyboardInterrupt:
        return
    except OSError as error:
        parser.error(f"cannot listen on {arguments.host}, port {arguments.port}: {error.strerror}")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, 0 to {_LAST_PORT}")
    return int(text)


def _token(text: str) -> str:
    if not re.fullmatch(r"\d+:[^/\s]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not digits, a colon and a word, as in 1234:TEST")
    return text


async def _serve(host: str, port: int, token: str) -> None:
    async with Simulator(token=token, host=host, port=port) as simulator:
        print(simulator.url, flush=True)  # noqa: T201  # the one line that callers wait for
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
