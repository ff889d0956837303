"""`endorse demo` in a process of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process


async def started(*arguments: str) -> Process:
    """The command as people give it; nothing else in their environment has a say."""
    environment = os.environ | {"PORT": "bad"}
    command = (sys.executable, "-m", "bot", "demo", *arguments)
    return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=environment)


async def address_of(process: Process) -> str:
    """The line it prints once it serves."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


async def stopped(process: Process, signal: int) -> tuple[bytes, bytes, int | None]:
    """What it still wrote to either stream after a signal, and its exit code; within a minute."""
    process.send_signal(signal)
    rest, complaints = await asyncio.wait_for(process.communicate(), 60)
    return rest, complaints, process.returncode
