"""Lines from standard input, read beside the event loop."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from io import FileIO
from threading import Thread


async def lines(prompt: str = "") -> AsyncIterator[str]:
    """Each line as UTF-8, with `prompt` before it; bytes that are not UTF-8 are replaced."""
    given: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def give(line: bytes) -> None:
        loop.call_soon_threadsafe(given.put_nowait, line)

    # A daemon: one that is waited for would keep Ctrl-C from ending the program until somebody presses Enter.
    Thread(target=_read, args=(give,), daemon=True).start()
    while True:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = await given.get()
        if not line:
            return
        yield line.decode("utf-8", "replace")


def _read(give: Callable[[bytes], None]) -> None:
    """Until the end, which is an empty line without a line break; so is an input that cannot be read."""
    with suppress(RuntimeError):  # the loop has ended meanwhile, and nobody listens
        with suppress(OSError):
            # Not sys.stdin: the lock of its buffer, held in here, would abort the interpreter on its way out.
            for line in FileIO(0, closefd=False) if sys.stdin is not None else ():
                give(line)
        give(b"")
