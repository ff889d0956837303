"""What a check finds, and how it is made: within five seconds, and whatever goes wrong is a finding too."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "look", "broken"]

PATIENCE = 5.0
"""Seconds that a check may take."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what to do where it is not well."""

    check: str
    state: State
    found: str
    todo: str = ""


def well(check: str, found: str) -> Finding:
    """As it should be."""
    return Finding(check, "ok", found)


def look(check: str, found: str, todo: str) -> Finding:
    """It works, or will; somebody should look at it."""
    return Finding(check, "look", found, todo)


def broken(check: str, found: str, todo: str) -> Finding:
    """It does not work."""
    return Finding(check, "broken", found, todo)


async def made(check: str, looking: Awaitable[Finding]) -> Finding:
    """The finding of a check, in time; only the kind of what was not foreseen is told, its words may quote secrets."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await looking
    except TimeoutError:
        return broken(check, f"no answer within {PATIENCE:.0f} seconds", "see whether it can be reached from here")
    except Exception as error:  # noqa: BLE001  no check may take the others with it
        return broken(check, f"it could not be looked at ({type(error).__name__})", "please report this")
