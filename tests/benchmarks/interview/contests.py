"""The interview, for the table: how fast and how quick, and in how much memory."""

from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result

_MATCH = ("-m", "tests.benchmarks.interview.match")
_PICKLE = "python-telegram-bot, ConversationHandler, pickle"
_SQLITE = "python-telegram-bot, ConversationHandler, SQLite"
_FSM = "aiogram FSM, SQLite"
_DIALOG = "aiogram-dialog, SQLite"
_RAW = "(no bot: what the server can do)"

_BOTS = ((OURS, "endorse", None), (_PICKLE, "pickle", "telegram"), (_SQLITE, "sqlite", "telegram"))
_AIOGRAM = ((_FSM, "fsm", "aiogram"), (_DIALOG, "dialog", "aiogram"))

_SPEED = Measure("updates a second", "on one core")
_LATENCY = 50
_FACTOR = 4
_SERVER_FACTOR = 3


def _times(result: Result, peer: str) -> float | None:
    return result.ratio(peer, _SPEED)


def _faster_than(peer: str) -> Bar:
    def holds(result: Result) -> bool | None:
        times = _times(result, peer)
        return None if times is None else times >= _FACTOR

    return Bar(f"at least {_FACTOR} times {peer}", holds)


def _quick(result: Result) -> bool | None:
    found = result.median(OURS, "p99 at half that speed")
    return None if found is None else found < _LATENCY


def _server_is_no_limit(result: Result) -> bool | None:
    server = result.median(_RAW, _SPEED.name)
    fastest = max((result.median(name, _SPEED.name) or 0 for name, *_ in (*_BOTS, *_AIOGRAM)), default=0)
    return None if server is None else server >= _SERVER_FACTOR * fastest


def _does_not_grow(result: Result) -> bool | None:
    none, most = result.median(OURS, "nobody"), result.median(OURS, "most")
    return None if none is None or most is None else most < none * 1.1


SPEED = Contest(
    name="interview",
    title="Ten questions of an interview, answered by buttons and numbers, by long polling",
    contenders=(
        *(Contender(name, (*_MATCH, bot), peers) for name, bot, peers in (*_BOTS, *_AIOGRAM)),
        Contender(_RAW, (*_MATCH, "raw"), competes=False),
    ),
    measures=(
        _SPEED,
        Measure("CPU", "ms an update", "low"),
        Measure("p50", "ms", "low"),
        Measure("p99", "ms", "low"),
        Measure("p99 at half that speed", "ms", "low"),
    ),
    note=(
        "p50 and p99 are from an update handed out to its reply, while 50 people wait at a time; at half that speed"
        " people come at random moments, and it is from the moment at which an update was made. Ours commits every"
        " answer before it is acknowledged and before the reply, asks the rules after each which question still"
        " matters, and renders its screens; peers put question after question and keep the answers. People type years"
        " and hours of their own, so that hardly a result is there already from somebody else. What limits ours: a"
        " third of its time is the dialog and the rules, a fifth HTTP, a sixth SQLite, the rest the event loop and the"
        " parts between. Another event loop (uvloop) gains two in a hundred, and is left out."
    ),
    bars=(
        _faster_than(_PICKLE),
        _faster_than(_DIALOG),
        Bar(f"p99 below {_LATENCY} ms at half the maximum", _quick),
        Bar(f"the server can do {_SERVER_FACTOR} times what the fastest bot does", _server_is_no_limit),
    ),
)

MEMORY = Contest(
    name="memory",
    title="Resident memory while interviews are open",
    contenders=tuple(Contender(name, (*_MATCH, bot, "--memory"), peers) for name, bot, peers in (*_BOTS, *_AIOGRAM)),
    measures=(
        Measure("nobody", "MB", "low"),
        Measure("some", "MB; 10,000 people", "low"),
        Measure("most", "MB; 100,000 people, in a quick run 5,000", "low"),
    ),
    note=(
        "So many people are amid an interview when the bot is started; up to 5,000 of them then answer one question."
        " Where nobody is, some hundreds play whole interviews, so that there is as much work; of ours these fill the"
        " memory that is kept for results, which has a bound."
    ),
    bars=(Bar("ours does not grow by a tenth with open interviews", _does_not_grow),),
    rounds=1,
)

CONTESTS = (SPEED, MEMORY)
