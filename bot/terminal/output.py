"""Where a terminal's words go."""

import sys
from contextlib import suppress
from io import TextIOWrapper

from rich.console import Console
from typing_extensions import override


class Output(Console):
    """Standard output in UTF-8, whatever the locale says; nothing of what people write is taken for markup."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        super().__init__(highlight=False, markup=False, emoji=False)

    @override
    def on_broken_pipe(self) -> None:
        """Where rich would exit: an error that our own tasks can be told of.

        Raises:
            BrokenPipeError: always; nobody reads any more, and what is left is dropped.
        """
        with suppress(SystemExit):
            super().on_broken_pipe()
        raise BrokenPipeError
