"""How far an announcement is, for whoever confirmed it. Pure."""

import math
from dataclasses import dataclass

from dialogs.keyboard import Rows
from dialogs.scene import do, go
from dialogs.screen import Screen
from dialogs.words import Words

_BAR = 10
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of copies; `rate` is messages a second just now. `stopped_by` tells why it paused by itself."""

    number: int
    state: str
    pending: int
    sent: int
    skipped: int
    failed: int
    unknown: int
    rate: float = 0.0
    stopped_by: str | None = None

    @property
    def total(self) -> int:
        """Everybody on the list."""
        return self.done + self.pending

    @property
    def done(self) -> int:
        """Whoever nothing more is to be done about."""
        return self.sent + self.skipped + self.failed + self.unknown

    @property
    def bar(self) -> str:
        """Ten squares, filled as far as it is."""
        filled = _BAR if not self.total else self.done * _BAR // self.total
        return "▓" * filled + "░" * (_BAR - filled)

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes until the end at this rate; 0: less than one, None: nobody can tell."""
        if self.state != "sending" or not self.pending or self.rate <= 0:
            return None
        seconds = self.pending / self.rate
        return 0 if seconds < _MINUTE else math.ceil(seconds / _MINUTE)


def show_progress(words: Words, progress: Progress) -> Screen:
    """The one message about it, which is written over again and again."""
    return Screen(
        "office_progress", words.page("office/progress", told=progress).text, _rows(words, progress), stays=True
    )


def _rows(words: Words, progress: Progress) -> Rows:
    labels, number = words.labels("office_progress"), str(progress.number)
    cancel = do(labels["cancel"], "o_cancel", number)
    match progress.state:
        case "sending":
            return ((do(labels["pause"], "o_pause", number), cancel),)
        case "paused":
            return ((do(labels["resume"], "o_resume", number), cancel),)
    return ((go(labels["report"], "o_report", number),),)
