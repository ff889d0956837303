"""`endorse broadcast`: announcements for scripts."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.storage import migrate, open_storage
from tests.cli.conftest import in_its_own_process
from tests.nudges.people import endorsed, endorsee, enter


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """Two who hold an Endorsement, and one who only said hello."""
    database = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(database)
    async with open_storage(database) as storage:
        one = endorsee(endorsed(date(2025, 5, 5)))
        await enter(storage, SystemClock().now(), {7: one, 8: one, 9: endorsee()})
    return database


def test_a_draft_is_kept_counted_confirmed_and_followed(url: str) -> None:
    new = in_its_own_process(
        *("broadcast", "new", "-", "--topic", "training", "--to", "endorsed=IFS"), stdin=b"Hello", DATABASE_URL=url
    )
    assert (new.code, new.out) == (0, "1\n")
    counted = in_its_own_process("broadcast", "send", "1", DATABASE_URL=url)
    assert counted.out == "2 people; left out: nobody; to send it: --yes 2\n"
    sent = in_its_own_process("broadcast", "send", "1", "--yes", "2", DATABASE_URL=url)
    assert sent.out.startswith("2 people, from ")
    paused = in_its_own_process("broadcast", "pause", "1", DATABASE_URL=url)
    assert paused.out == "announcement 1: paused\n"
    status = json.loads(in_its_own_process("broadcast", "status", "1", "--json", DATABASE_URL=url).out)
    assert (status["state"], status["copies"]) == ("paused", {"pending": 2})
    cancelled = in_its_own_process("broadcast", "cancel", "1", DATABASE_URL=url)
    assert cancelled.out == "announcement 1: cancelled\n"
    status = in_its_own_process("broadcast", "status", "1", DATABASE_URL=url)
    assert "skipped, cancelled: 2" in status.out
    assert "1  cancelled  training  Hello" in in_its_own_process("broadcast", "list", DATABASE_URL=url).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("send", "9", "--yes", "2"), "endorse: 9 came; there is no such announcement"),
        (("send", "1", "--yes", "9"), "endorse: --yes 9 came, and it would go to 3 people"),
        (("pause", "1"), "endorse: announcement 1: not now"),
        (("new", "/nowhere"), "endorse: FILE: '/nowhere' came; allowed is a file"),
        (("new", "-", "--to", "tall"), "endorse: argument --to: 'tall' came; allowed is KIND"),
        (("new", "-", "--hours", "0"), "endorse: argument --hours: '0' came; allowed is a whole number from 1"),
        (("send", "one"), "endorse: argument ID: 'one' came; allowed is a whole number"),
        (("new", "-"), "endorse: "),
    ],
)
def test_what_cannot_be_done_is_one_line(url: str, arguments: tuple[str, ...], said: str) -> None:
    in_its_own_process("broadcast", "new", "-", stdin=b"Hello", DATABASE_URL=url)
    ran = in_its_own_process("broadcast", *arguments, stdin=b"<b>Hello", DATABASE_URL=url)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


def test_where_two_have_to_look_a_script_cannot_send_alone(url: str) -> None:
    in_its_own_process("broadcast", "new", "-", stdin=b"Hello", DATABASE_URL=url)
    sent = in_its_own_process("broadcast", "send", "1", "--yes", "3", DATABASE_URL=url, ANNOUNCEMENT_APPROVAL="true")
    assert (sent.code, sent.out) == (2, "")
    assert sent.err.startswith("endorse: announcement 1: somebody else than the writer has to approve it")
