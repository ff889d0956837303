"""The contests of announcements: at Telegram's free limit, and as fast as a core goes."""

from collections.abc import Callable

from tests.benchmarks.announcement.work import MESSAGES, PROCESSOR, SHARE, WORST
from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result

_SERVER = "the server alone"
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
    server = result.median(_SERVER, MESSAGES)
    fastest = [result.median(name, MESSAGES) or 0.0 for name in result.numbers if name != _SERVER]
    return None if server is None else server >= 3 * max(fastest, default=0.0)


PACED = Contest(
    name="pace",
    title="An announcement at Telegram's free limit of 30 a second, answers after 50 ms",
    contenders=(*_ours("--paced", "60"), *_peers("--paced", "30")),
    measures=(
        Measure(SHARE, "%", None),
        Measure(WORST, "", None),
        Measure(PROCESSOR, "ms", "low"),
    ),
    bars=(
        Bar("at least 95 % of 30 a second", _both(SHARE, lambda share: share >= 95)),
        Bar("never 31 in any window of one second", _both(WORST, lambda most: most <= 30)),
    ),
    note=(
        "As the server saw them come in, for a minute (peers half of one): 20,000 people would take eleven."
        " `SEND_RATE=30`; the default is 25. What is left of the limit is on purpose: some hundredths of a second more"
        " or less on the way must not make a 31st. In quick runs an eighth of the time, and one database."
    ),
    rounds=1,
)

UNLIMITED = Contest(
    name="announcement",
    title="An announcement to 20,000 people without a limit, on one core",
    contenders=(
        *_ours(),
        *_peers("--people", "5000"),
        Contender(_SERVER, ("-m", f"{_HERE}.raw"), competes=False),
    ),
    measures=(Measure(MESSAGES, ""), Measure(PROCESSOR, "ms", "low")),
    bars=(
        Bar("at least 1,000 a second on one core with the ledger on", _both(MESSAGES, lambda rate: rate >= 1000)),
        Bar("the server takes three times what the fastest sends", _server_keeps_up),
    ),
    note=(
        "Ours commits every message before and after it goes out, in groups, looks at each person's wishes, and adds a"
        " button; the peers send and forget, and are measured over 5,000 people. `SEND_RATE` ends at 1,000, Telegram's"
        " paid limit; here it is 5,000, so that the processor is the limit: most of it goes into HTTP. A tenth of the"
        " people in quick runs."
    ),
)
