"""What is said about rows and files, for the chat and for the command line."""

from collections.abc import Iterable

from bot.roster.rows import Fault
from bot.roster.table import BadFile, Said
from dialogs.words import Words, plain

LABELS = "office_roster"

_MOST_NAMES = 8


class RosterWords:
    """One language's words about a file."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.labels = words.labels(LABELS)

    @property
    def outcome_head(self) -> tuple[str, ...]:
        """The columns of a dry run."""
        return tuple(self.labels[f"head_{name}"] for name in ("row", "email", "becomes", "detail"))

    def fault(self, fault: Fault) -> str:
        """One line: where, what came, what is allowed."""
        pattern = self.labels["fault" if fault.came else "fault_blank"]
        allowed = self.labels[f"allowed_{fault.allowed}"].format(also=fault.also)
        return pattern.format(row=fault.row, column=fault.column, came=fault.came, allowed=allowed)

    def fields(self, names: Iterable[str]) -> str:
        """What changes in an entry."""
        return ", ".join(self.labels[f"field_{name}"] for name in names)

    def becomes(self, outcome: str) -> str:
        """What becomes of a row."""
        return self.labels[f"becomes_{outcome}"]

    def said(self, said: Said) -> str:
        """One line about a file, as plain text."""
        given = {key: _listed(value) if isinstance(value, tuple) else value for key, value in said.given.items()}
        page = self.words.page("office/roster_file", code=said.code, **{**_NOTHING, **given})
        return " ".join(plain(page.text).split())

    def refusal(self, bad: BadFile) -> str:
        """Why nothing of a file can be taken."""
        return self.said(bad.said)


def _listed(names: tuple[object, ...]) -> str:
    shown = [str(name) for name in names if name][:_MOST_NAMES]
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMES else shown)


_NOTHING = dict.fromkeys(("names", "count", "example", "row", "came", "reason", "one", "other", "most"), "")
