"""What came cannot be taken here."""


class Misunderstood(Exception):
    """What came cannot be an answer here; `notice` tells what is expected."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice
