"""The rules, for the table."""

from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result

_ZEN = "GoRules zen-engine"
_IFS = "plain Python ifs"
_SPEED = Measure("assessments", "assessments/s on one core")
_FACTOR = 10


def _is_ahead(result: Result) -> bool | None:
    times = result.ratio(_ZEN, _SPEED)
    return None if times is None else times > 1


def _is_near(result: Result) -> bool | None:
    times = result.ratio(_IFS, _SPEED)
    return None if times is None else times >= 1 / _FACTOR


CONTEST = Contest(
    name="rules",
    title="A profile held against the rules of seven categories, 63 requirements",
    contenders=(
        Contender(OURS, ("-m", "tests.benchmarks.rules.ours")),
        Contender(_ZEN, ("-m", "tests.benchmarks.rules.zen_engine"), "zen"),
        Contender(_IFS, ("-m", "tests.benchmarks.rules.ifs")),
    ),
    measures=(_SPEED,),
    note=(
        "All agree on the verdicts and on what is missing for 3,000 people drawn at random, else there is no figure."
        " Ours is the whole assessment: also what somebody has and needs and where each rule stands, what to recommend,"
        " fees, open points and notes. The engine and the ifs give verdicts and gaps only. What limits ours is making"
        " those results in Python; each rule by itself is a look-up of what it said to the same amount before."
    ),
    bars=(
        Bar("ahead of zen-engine", _is_ahead),
        Bar(f"within {_FACTOR} times plain ifs", _is_near),
    ),
)
