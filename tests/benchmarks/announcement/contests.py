"""The contests of announcements: at Telegram's free limit, and as fast as a core goes."""

from collections.abc import Callable

from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result

_HERE = "tests.benchmarks.announcement"
_OURS_POSTGRESQL = f"{OURS}, ledger on PostgreSQL"


def _ours(*told: str) -> tuple[Contender, Contender]:
    command = ("-m", f"{_HERE}.ours", *told)
    return Contender(OURS, command), Contender(_OURS_POSTGRESQL, (*command, "--database", "postgresql"))


def _peers(*told: str) -> tuple[Contender, Contender]:
    return (
        Contender("python-telegram-bot, AIORateLimiter", ("-m", f"{_HERE}.telegram_limiter", *told), "telegram"),
        Contender("aiogram, a loop", ("-m", f"{_HERE}.aiogram_loop", *told), "aiogram"),
    )


def _both(measure: str, holds: Callable[[float], bool]) -> Callable[[Result], bool | None]:
    """Whether it holds in every round, with the ledger in a file and at a server."""

    def held(result: Result) -> bool | None:
        numbers = [number for name in (OURS, _OURS_POSTGRESQL) for number in result.all(name, measure)]
        return all(map(holds, numbers)) if numbers else None

    return held


def _server_keeps_up(result: Result) -> bool | None:
    server = result.median("the server alone", "a_second")
    fastest = [result.median(name, "a_second") or 0.0 for name in result.numbers if name != "the server alone"]
    return None if server is None else server >= 3 * max(fastest, default=0.0)


PACED = Contest(
    name="pace",
    title="An announcement at Telegram's free limit of 30 a second, answers after 50 ms, for a minute",
    contenders=(*_ours("--paced"), *_peers("--paced")),
    measures=(
        Measure("used", "% of the limit"),
        Measure("most", "in the worst second", "low"),
        Measure("cpu_ms", "ms of CPU each", "low"),
    ),
    bars=(
        Bar("at least 95 % of 30 a second", _both("used", lambda used: used >= 95)),
        Bar("never 31 in any window of one second", _both("most", lambda most: most <= 30)),
    ),
    note=(
        "As the server saw them come in. A minute of it: 20,000 people would take eleven. `SEND_RATE=30`; the default"
        " is 25. What is left of the limit is on purpose: a thirtieth of a second more or less on the way must not make"
        " a 31st. In quick runs 12 seconds, and one database."
    ),
    rounds=1,
)

UNLIMITED = Contest(
    name="announcement",
    title="An announcement to 20,000 people without a limit, on one core",
    contenders=(
        *_ours(),
        *_peers("--people", "5000"),
        Contender("the server alone", ("-m", f"{_HERE}.raw")),
    ),
    measures=(Measure("a_second", "messages a second"), Measure("cpu_ms", "ms of CPU each", "low")),
    bars=(
        Bar("at least 1,000 a second on one core with the ledger on", _both("a_second", lambda rate: rate >= 1000)),
        Bar("the server takes three times what the fastest sends", _server_keeps_up),
    ),
    note=(
        "Ours commits every message before and after it goes out, in groups, looks at each person's wishes, and adds a"
        " button; the peers send and forget, and are measured over 5,000 people. The limit is the processor: HTTP and"
        " the library's objects take most of it. A tenth of the people in quick runs."
    ),
)
