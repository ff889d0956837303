"""Messages on a terminal: text, numbered buttons, and files kept on disk."""

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.simulator import Button, Message, StoredFile
from bot.terminal.styled import styled

_WIDTH = 78


class Display:
    """Prints what the bot says. On anything but a terminal there is no colour, and nothing is wrapped."""

    def __init__(self, console: Console, folder: Path) -> None:
        self._console = console
        self._folder = folder

    def show(self, message: Message) -> None:
        """A message of the bot, with its buttons and where its file was put."""
        self._console.print()
        self._print(styled(message))
        if message.file is not None:
            self._print(Text(f"[file] {self._kept(message.file, message.id)}", style="cyan"))
        for row in numbered(message):
            self._print(Text("  ".join(_label(number, button) for number, button in row), style="bold cyan"))

    def said(self, line: str) -> None:
        """What the person typed, where the terminal does not show it itself."""
        self._print(Text(f"> {line}", style="dim"))

    def tell(self, line: str) -> None:
        """A word of the terminal's own."""
        self._print(Text(line, style="yellow"))

    def _print(self, text: Text) -> None:
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 0, 0, 1)), width=min(self._console.width, _WIDTH))
        else:
            self._console.print(text, soft_wrap=True)

    def _kept(self, file: StoredFile, message_id: int) -> str:
        """Where the file was put, or why it was not."""
        path = self._folder / f"{message_id}-{Path(file.name).name}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        except OSError as error:
            return f"{path} cannot be written ({error.strerror}); --files names another folder"
        return str(path)


def numbered(message: Message) -> tuple[tuple[tuple[int, Button], ...], ...]:
    """The buttons of a message, row by row, with the numbers they are tapped by."""
    number = 0
    rows = []
    for row in message.keyboard.rows:
        rows.append(tuple((number + place, button) for place, button in enumerate(row, start=1)))
        number += len(row)
    return tuple(rows)


def _label(number: int, button: Button) -> str:
    link = f" ({button.url})" if button.url else ""
    return f"[{number}] {button.label}{link}"
