"""`endorse why` and `endorse worker`: what the operator is told, and what they cannot ask for."""

from datetime import date
from pathlib import Path

import pytest

from bot.nudges.why import why
from bot.simulator import Simulator
from bot.storage import Storage
from dialogs.endorsement import Credit
from rules.tally import CreditKind
from tests.cli.conftest import in_its_own_process
from tests.end_to_end.process import environment, process
from tests.nudges.conftest import NOON
from tests.nudges.people import PACK, endorsed, endorsee, enter
from tests.nudges.working import Worker

HOLDS = endorsed(date(2025, 5, 5), handled=date(2027, 7, 1))


async def test_why_tells_every_reminder_and_the_next_one(storage: Storage, worker: Worker) -> None:
    muted = endorsed(date(2025, 5, 5), 2, handled=date(2027, 7, 1), muted=True)
    await enter(storage, NOON, {7: endorsee(HOLDS, muted)})
    await worker.works()
    told = await why(storage, PACK, 7, NOON)
    noon = "2027-10-01 12:00"
    assert told is not None
    assert told.splitlines() == [
        "person 7, it is 2027-10-01 12:00 there (America/Indiana/Indianapolis)",
        "  quiet from 20:00 to 8:00, and all of Sunday: awake now",
        "  last reminded on 2027-10-01; a week lies between two, a day near the deadline",
        "",
        "Reminders so far",
        f"  2027-10-01 Endorsement 1 until 2027-12-31: failed (Chat not found); decided {noon}, failed {noon}",
        f"  2027-10-01 Endorsement 2 until 2027-12-31: skipped (muted); decided {noon}, skipped {noon}",
        "",
        "Next",
        "  Endorsement 1 until 2027-12-31: the reminder of 2027-11-01",
        "  Endorsement 2 until 2027-12-31: the reminder of 2027-11-01 (muted)",
        "  next look: 2027-11-01 08:00",
    ]


async def test_why_tells_no_answer_and_no_hours(storage: Storage) -> None:
    credit = Credit(id=1, kind=CreditKind.TRAINING_RECEIVED, hours=13.25, on=date(2027, 9, 1), title="Quillfeather")
    await enter(storage, NOON, {7: endorsee(HOLDS, stopped=True).model_copy(update={"credits": (credit,)})})
    told = await why(storage, PACK, 7, NOON)
    assert told is not None
    assert "stopped all reminders" in told
    assert not {"13.25", "Quillfeather", "IFS"} & set(told.replace(",", " ").split())


async def test_why_says_so_where_there_is_nothing_to_tell(storage: Storage) -> None:
    await enter(storage, NOON, {7: endorsee()})
    told = await why(storage, PACK, 7, NOON)
    assert told is not None
    assert told.endswith("Next\n  nothing: no Endorsement and no membership date was told")


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("7", "endorse: PERSON: 7 came; nobody of that id is stored\n"),
        ("anna", "endorse: argument PERSON: 'anna' came; allowed is a Telegram id, such as 1234567"),
        ("0", "endorse: argument PERSON: '0' came; allowed is a Telegram id, such as 1234567"),
    ],
)
def test_why_about_nobody_is_one_line(tmp_path: Path, person: str, told: str) -> None:
    ran = in_its_own_process("why", person, DATABASE_URL=f"sqlite:///{tmp_path}/endorse.db")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(told)
    assert ran.err.count("\n") == 1


async def test_a_worker_without_a_server_says_what_it_needs(telegram: Simulator, file_url: str) -> None:
    async with process(environment(telegram, file_url), "worker") as worker:
        code, said = await worker.ends(within=60)
    assert code == 2
    assert said.startswith(f"endorse: DATABASE_URL: {file_url!r} came; a worker needs postgresql://")
    assert said.count("\n") == 1
