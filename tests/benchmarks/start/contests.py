"""The start, for the table."""

from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result

_STARTING = ("-m", "tests.benchmarks.start.starting")
_SECONDS = 1.2
_MEGABYTES = 120


def _is_soon(result: Result) -> bool | None:
    found = result.median(OURS, "start")
    return None if found is None else found < _SECONDS


def _is_small(result: Result) -> bool | None:
    found = result.median(OURS, "engine")
    return None if found is None else found < _MEGABYTES


CONTEST = Contest(
    name="start",
    title="From the start of the process to the first reply, and memory at rest",
    contenders=(
        Contender(OURS, (*_STARTING, "ours")),
        Contender("python-telegram-bot, /start only", (*_STARTING, "telegram")),
        Contender("aiogram, /start only", (*_STARTING, "aiogram"), "aiogram"),
    ),
    measures=(
        Measure("start", "s", "low"),
        Measure("cpu", "s of it at work", "low"),
        Measure("anew", "s with an empty folder", "low"),
        Measure("idle", "MB (PSS)", "low"),
        Measure("engine", "MB once the engine has work", "low"),
    ),
    note=(
        "Peers are a handler for /start and nothing else. Three quarters of our start are imports (our own modules,"
        " aiohttp, python-telegram-bot, pydantic); in an empty folder Alembic runs the migrations as well. The engine"
        " is launched when the first reminder or announcement is due."
    ),
    bars=(
        Bar(f"under {_SECONDS} s", _is_soon),
        Bar(f"under {_MEGABYTES} MB with the engine at work", _is_small),
    ),
)
