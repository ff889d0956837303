"""Steps only add: a program of the version before goes on beside the new one while machines are restarted in turn."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.storage import migrations

STEPS = sorted(file.name[:4] for file in (migrations.FOLDER / "versions").glob("[0-9]*.py"))

LATE: frozenset[str] = frozenset()
"""Steps that take away what the release before them had stopped using, each with its reason in its docstring."""


class Column(NamedTuple):
    kind: str
    may_be_empty: bool
    default: str | None


class Table(NamedTuple):
    """What a table takes. `refusals`: checks, keys and references that a row has to pass."""

    columns: Mapping[str, Column]
    refusals: frozenset[str]


Schema = Mapping[str, Table]


@pytest.fixture
def connection(empty_url: str) -> Iterator[sa.Connection]:
    url = sa.make_url(empty_url)
    if url.drivername == "sqlite":
        Path(url.database or "").parent.mkdir()
    else:
        url = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def test_a_step_adds_and_old_programs_can_still_write(connection: sa.Connection) -> None:
    for before, after in pairwise(_schemas(connection)):
        assert _broken(*before, *after) == []


def test_what_would_break_an_old_program_is_seen() -> None:
    old = Table({"id": Column("INTEGER", may_be_empty=False, default=None)}, frozenset())
    wider = {**old.columns, "name": Column("TEXT", may_be_empty=True, default=None)}
    demanding = {**old.columns, "name": Column("TEXT", may_be_empty=False, default=None)}
    retyped = {"id": Column("TEXT", may_be_empty=False, default=None)}
    assert _broken("1", {"a": old}, "2", {"a": Table(wider, frozenset()), "b": old}) == []
    for worse in ({}, {"a": Table({}, frozenset())}, {"a": Table(demanding, frozenset())}):
        assert len(_broken("1", {"a": old}, "2", worse)) == 1
    assert len(_broken("1", {"a": old}, "2", {"a": Table(retyped, frozenset())})) == 1
    assert len(_broken("1", {"a": old}, "2", {"a": Table(old.columns, frozenset({"CHECK (id > 1)"}))})) == 1


def _broken(_before: str, old: Schema, step: str, new: Schema) -> list[str]:
    """What a program of the version before would stumble over, after a step."""
    if step in LATE:
        return []
    found = [f"{step}: {name} is gone" for name in old.keys() - new.keys()]
    for name in old.keys() & new.keys():
        was, now = old[name], new[name]
        found += [f"{step}: {name}.{one} is gone or another" for one in was.columns if _differs(was, now, one)]
        found += [
            f"{step}: {name}.{one} may not be empty and has no default"
            for one in now.columns.keys() - was.columns.keys()
            if not now.columns[one].may_be_empty and now.columns[one].default is None
        ]
        found += [f"{step}: {name} refuses more: {one}" for one in now.refusals - was.refusals]
    return found


def _differs(was: Table, now: Table, column: str) -> bool:
    return now.columns.get(column) != was.columns[column]


def _schemas(connection: sa.Connection) -> Iterator[tuple[str, Schema]]:
    """After each step."""
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    for step in STEPS:
        command.upgrade(config, step)
        yield step, _schema(connection)


def _schema(connection: sa.Connection) -> Schema:
    inspector = sa.inspect(connection)
    return {name: _table(inspector, name) for name in inspector.get_table_names()}


def _table(inspector: sa.Inspector, name: str) -> Table:
    columns = {
        one["name"]: Column(str(one["type"]), one["nullable"], one["default"] or str(one.get("identity") or "") or None)
        for one in inspector.get_columns(name)
    }
    refusals = [
        *(f"check {one['sqltext']}" for one in inspector.get_check_constraints(name)),
        *(f"unique {one['column_names']}" for one in inspector.get_unique_constraints(name)),
        *(f"unique {one['column_names']}" for one in inspector.get_indexes(name) if one["unique"]),
        *(f"reference {one['constrained_columns']}" for one in inspector.get_foreign_keys(name)),
    ]
    return Table(columns, frozenset(refusals))
