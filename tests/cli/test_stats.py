"""`endorse stats`: the numbers for scripts, with as much hidden as in the bot."""

from pathlib import Path

import pytest

from bot.storage import migrate, open_storage
from dialogs.session import Session
from tests.announcements.audiences import Listener, put
from tests.cli.conftest import Endorse, in_its_own_process
from tests.cli.test_refusals import check_refused
from tests.dialogs.endorsed import held
from tests.dialogs.test_outcome import HOME_VISITOR


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'endorse.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


async def populated(database: str) -> None:
    """Eight with a result, three endorsees."""
    await migrate(database)
    async with open_storage(database) as storage, storage.transaction() as tx:
        for number in range(8):
            await put(tx, number + 1, Listener(Session(answers=HOME_VISITOR)))
        for number in range(3):
            await put(tx, number + 101, Listener(Session(endorsements=(held(),))))


async def test_the_numbers_are_told_a_line_each(database: str) -> None:
    await populated(database)
    ran = in_its_own_process("stats", DATABASE_URL=database)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Everybody here: All together: at least 9"
    assert "Categories that fit: IFS · Infant Family Specialist: 8" in lines
    assert "Renewals: All together: under 5" in lines
    assert not [line for line in lines if line.endswith((": 1", ": 2", ": 3", ": 4"))]


async def test_the_same_as_json(database: str) -> None:
    await populated(database)
    told = in_its_own_process("stats", "--json", DATABASE_URL=database).json
    assert list(told) == ["as_of", "people", "categories", "interviews", "renewals", "announcements"]
    assert told["people"]["all"] == {"how": "at_least", "number": 9}
    assert told["people"]["groups"]["endorsed"] == {"how": "under", "number": None}
    assert told["categories"]["groups"]["IFS"] == {"how": "exactly", "number": 8}
    assert told["announcements"] == {}


def test_nobody_is_told_as_nobody(endorse: Endorse) -> None:
    ran = endorse("stats")
    assert (ran.code, ran.err) == (0, "")
    assert {line.rpartition(": ")[2] for line in ran.out.splitlines()} == {"0"}


def test_a_database_that_is_none_is_one_line(endorse: Endorse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "no.db"
    file.write_bytes(b"not a database" * 100)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    check_refused(endorse("stats"), "no.db")
