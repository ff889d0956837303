"""When an announcement stops by itself: nobody would get it, or many do not."""

from dataclasses import dataclass

from bot.engine.outcome import Outcome

REFUSED = "refused"
"""Telegram refused it several times in a row: it would refuse it to everybody."""

FAILING = "failing"
"""Too many of the first ones failed."""

_IN_A_ROW = 3
_FIRST = 50
_FIFTH = 5


@dataclass(slots=True)
class Fuse:
    """What became of the copies of one announcement, as far as it was sent here."""

    tried: int = 0
    failed: int = 0
    refused_in_a_row: int = 0
    failing_is_known: bool = False
    """Whoever had it go on in spite of that is not asked again."""

    def after(self, outcome: Outcome) -> str | None:
        """Why it is to stop now; None: it goes on."""
        if outcome.state == "pending":
            return None
        self.tried += 1
        self.failed += outcome.state == "failed"
        self.refused_in_a_row = self.refused_in_a_row + 1 if outcome.refused else 0
        if self.refused_in_a_row == _IN_A_ROW:
            self.refused_in_a_row = 0
            return REFUSED
        if not self.failing_is_known and self.tried <= _FIRST and self.failed * _FIFTH > _FIRST:
            self.failing_is_known = True
            return FAILING
        return None
