"""Who of the roster may be late, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.roster.lateness import lateness
from bot.storage import EntryRow, Storage, open_storage
from dialogs.endorsement import Credit, Endorsement
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.pack import RulePack
from rules.tally import CreditKind
from tests.storage.conftest import url

__all__ = ["url"]

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
EARNED = date(2025, 1, 1)


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


def holding(hours: float, earned: date = EARNED) -> str:
    held = Endorsement(id=1, category=Category.IFA, age_band=AgeBand.INFANT, earned_on=earned)
    credit = Credit(id=2, kind=CreditKind.TRAINING_RECEIVED, hours=hours, on=earned)
    return Session(endorsements=(held,), credits=(credit,)).model_dump_json()


async def known(storage: Storage, number: int, session: str) -> None:
    """Somebody on the roster who said who they are."""
    email = f"p{number}@example.org"
    async with storage.transaction() as tx:
        await tx.save_person(replace(await tx.lock_person(number, NOW), session=session))
        await tx.save_entries([EntryRow(email, f"P{number}", sought=email)], NOW)
        [entry] = await tx.entries_like(email)
        await tx.save_link(entry.id, email, datetime(2030, 1, 1, tzinfo=UTC))
        assert await tx.use_link(email, number, NOW)


async def test_the_most_pressing_come_first_and_whoever_is_in_time_does_not(storage: Storage, pack: RulePack) -> None:
    for number, hours in ((1, 4), (2, 1), (3, 100)):
        await known(storage, number, holding(hours))
    found = await lateness(storage, pack, NOW)
    assert [(one.person_id, one.entry.first_name) for one in found.late] == [(2, "P2"), (1, "P1")]
    assert (found.looked_at, found.lapsed) == (3, 0)
    assert found.late[0].risk.short - found.late[1].risk.short == 3


async def test_one_who_cannot_be_worked_out_does_not_hide_the_others(storage: Storage, pack: RulePack) -> None:
    await known(storage, 1, '{"endorsements": 7}')
    await known(storage, 2, holding(1))
    found = await lateness(storage, pack, NOW)
    assert [one.person_id for one in found.late] == [2]


async def test_who_is_not_known_in_telegram_is_not_looked_at(storage: Storage, pack: RulePack) -> None:
    async with storage.transaction() as tx:
        await tx.save_entries([EntryRow("a@example.org")], NOW)
    assert (await lateness(storage, pack, NOW)).looked_at == 0


async def test_every_page_is_looked_at(storage: Storage, pack: RulePack) -> None:
    for number in range(1, 206):
        await known(storage, number, holding(number / 1000))
    found = await lateness(storage, pack, NOW)
    assert len(found.late) == found.looked_at == 205
    assert found.late[0].person_id == 1
