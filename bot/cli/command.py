"""What a command is: a name, a line about it, and a module of that name that is imported only when it is used."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from bot.garbage import put_off

DONE = 0
REFUSED = 2


class CommandModule(Protocol):
    """What `bot/cli/<name>.py` offers. `run` gives the exit code; BadInput becomes one line and a 2."""

    EXAMPLES: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...
    def run(self, options: Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `endorse`."""

    name: str
    summary: str
    serves: bool = False
    """Whether it goes on until it is stopped, and has to be let finish when it is."""

    def load(self) -> CommandModule:
        """Its module. Not imported before, so that `endorse assess` starts without Telegram and a web server."""
        # What is imported stays: looking through it for garbage, again and again, takes a fifth of the time.
        with put_off():
            return cast("CommandModule", import_module(f"bot.cli.{self.name}"))
