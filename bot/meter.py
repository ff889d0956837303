"""What the parts tell of their work, in numbers: kinds, outcomes and seconds, never who or what it was about."""


class Meter:
    """Listens to nothing; `bot.metrics` has one that does. Each call takes a few microseconds at most."""

    def update_taken(self, kind: str, outcome: str) -> None:
        """An update came to its end: `committed`, `not_committed`, `failed` or `unreadable`."""

    def replied(self, seconds: float) -> None:
        """An update was replied to, or an attempt was made, so long after it came in."""

    def reply(self, outcome: str) -> None:
        """What became of a screen: `sent`, `edited`, `perhaps`, `later`, `superseded`, `unreachable` or `refused`."""

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """A call to Telegram: `ok`, `refused`, `flooded`, `not_sent`, `perhaps_sent` or `cut_short`."""

    def nudged(self, state: str, nudges: int = 1) -> None:
        """What the ledger says of nudges from now on."""

    def copied(self, state: str, copies: int = 1) -> None:
        """What the ledger says of copies of an announcement from now on."""

    def transacted(self, outcome: str, seconds: float) -> None:
        """A transaction ended: `committed` or `rolled_back`; waiting for its turn is counted in."""
