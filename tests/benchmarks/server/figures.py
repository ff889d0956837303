"""What is counted, and how long things took."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECONDS = "d"


def _stamps() -> "array[float]":
    return array(_SECONDS)


@dataclass(slots=True)
class Figures:
    """Since `began`. `waits`: from handed out to replied, `whole`: from made to replied; `sends`: when messages came
    in that were sent (not edited)."""

    began: float
    last: float = 0.0
    made: int = 0
    taps: int = 0
    replies: int = 0
    extra: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    waits: "array[float]" = field(default_factory=_stamps)
    whole: "array[float]" = field(default_factory=_stamps)
    sends: "array[float]" = field(default_factory=_stamps)

    def told(self, now: float) -> Mapping[str, object]:
        """As JSON. `lasted`: until the last reply; percentiles are milliseconds; `extra` are messages that nobody
        waited for."""
        return {
            "seconds": now - self.began,
            "lasted": self.last - self.began,
            "made": self.made,
            "taps": self.taps,
            "replies": self.replies,
            "extra": self.extra,
            "calls": dict(self.calls),
            "wait_p50": percentile(self.waits, 50),
            "wait_p99": percentile(self.waits, 99),
            "whole_p50": percentile(self.whole, 50),
            "whole_p99": percentile(self.whole, 99),
            "sent": len(self.sends),
            "sending_lasted": self.sends[-1] - self.sends[0] if self.sends else 0.0,
            "most_in_a_second": most_in_a_second(self.sends),
        }


def percentile(seconds: Sequence[float], share: int) -> float | None:
    """Milliseconds that `share` of a hundred did not exceed."""
    if not seconds:
        return None
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000


def most_in_a_second(moments: Sequence[float]) -> int:
    """Of moments in order: how many at most lie in any window of one second, its end left out."""
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
