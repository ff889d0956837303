"""Ours: what `endorse run` runs, in one process with the engine, on a SQLite file.

Every answer is committed before its update is acknowledged and before the reply. The rules are asked after each answer
which question can still change the outcome; the last reply is the assessment. A tap is one call of answerCallbackQuery
and one of editMessageText, a message is one of sendMessage.
"""

import cProfile
import os
import sqlite3
import sys
from pathlib import Path

from bot.cli.serving import until_stopped
from bot.service import poll
from bot.settings import Settings, settings
from tests.benchmarks.interview.contender import Place, run_as

_FILE = "endorse.db"


def _run(place: Place) -> None:
    os.environ.update(
        TELEGRAM_BOT_TOKEN=place.token,
        TELEGRAM_API_BASE_URL=place.url,
        DATABASE_URL=f"sqlite:///{place.folder / _FILE}",
    )
    until_stopped(poll, settings(Settings), "run")


def serve(place: Place) -> None:
    """Until SIGTERM; with BENCH_PROFILE set, what took how long is kept in the file of that name."""
    profile = os.environ.get("BENCH_PROFILE")
    if profile is None:
        _run(place)
        return
    with cProfile.Profile() as profiler:
        _run(place)
    profiler.dump_stats(profile)


def clone(folder: Path, like: int, first: int, people: int) -> None:
    """Put as many people into the file who stand where `like` stands."""
    with sqlite3.connect(folder / _FILE) as connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(person)") if name != "id"]
        connection.execute(
            f"INSERT INTO person (id, {', '.join(columns)})"  # noqa: S608  the table's own columns
            " WITH RECURSIVE number(id) AS (SELECT ? UNION ALL SELECT id + 1 FROM number WHERE id < ?)"
            f" SELECT number.id, {', '.join(f'person.{name}' for name in columns)} FROM number, person"
            " WHERE person.id = ?",
            (first, first + people - 1, like),
        )


if __name__ == "__main__":
    sys.exit(run_as(serve, clone))
