"""From Kleene truths to verdicts."""

from collections.abc import Iterable

from rules.codes import Verdict

_OF = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}


def verdict_of(truth: bool | None) -> Verdict:
    """The verdict that a truth stands for."""
    return _OF[truth]


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One not met settles it, else one unknown leaves it open."""
    seen = set(verdicts)
    return Verdict.NOT_MET if Verdict.NOT_MET in seen else Verdict.UNKNOWN if Verdict.UNKNOWN in seen else Verdict.MET
