"""Links that ran out, and who had which announcement: gone when nobody can need them; when the job looks at all."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.storage import EntryRow, InviteRow, RecipientRow
from tests.announcements.senders import announce
from tests.nudges.conftest import NOON
from tests.nudges.people import endorsee, enter
from tests.retention.keeping import KEPT, Keeper

DAY = timedelta(days=1)


async def test_links_and_invitations_go_a_month_after_they_ran_out_or_were_used(
    keeper: Keeper, clock: MovableClock
) -> None:
    async with keeper.storage.transaction() as transaction:
        for name, ends in (("old", NOON + DAY), ("open", NOON + 90 * DAY), ("used", NOON + 90 * DAY)):
            await transaction.add_invite(InviteRow(name, "drafter", 1, NOON, ends))
        await transaction.use_invite("used", NOON)
        await transaction.save_entries([EntryRow("a@example.org"), EntryRow("b@example.org")], NOON)
        first, second = await transaction.entries()
        await transaction.save_link(first.id, "short", NOON + DAY)
        await transaction.save_link(second.id, "long", NOON + 90 * DAY)
    clock.move_to(NOON + 30 * DAY)
    await keeper.runs()
    async with keeper.storage.transaction() as transaction:
        assert (await transaction.entries())[0].link_expires_at is not None
    clock.move_to(NOON + 32 * DAY)
    await keeper.runs()
    async with keeper.storage.transaction() as transaction:
        assert [one.link_expires_at for one in await transaction.entries()] == [None, NOON + 90 * DAY]
        assert await transaction.open_invites(clock.now()) == 1
        assert await transaction.drop_invites(NOON + 1000 * DAY) == 1


async def test_who_had_an_announcement_is_forgotten_after_three_years_and_the_sums_stay(
    keeper: Keeper, clock: MovableClock
) -> None:
    await enter(keeper.storage, NOON, {one: endorsee() for one in range(1, 6)})
    number = await announce(keeper.storage, NOON, ())
    async with keeper.storage.transaction() as transaction:
        await transaction.add_recipients(
            [
                RecipientRow(number, 1, "sent", NOON, settled_at=NOON, message_ids=(11, 12)),
                RecipientRow(number, 2, "skipped", NOON, "blocked", settled_at=NOON),
                RecipientRow(number, 3, "sent", NOON, settled_at=NOON + 10 * DAY),
                RecipientRow(number, 5, "pending", NOON),
            ]
        )
    clock.move_to(NOON + KEPT + DAY)
    await enter(keeper.storage, clock.now(), {one: endorsee() for one in range(1, 6)})
    await keeper.runs()
    async with keeper.storage.transaction() as transaction:
        rows = await transaction.recipients(number)
        assert [(row.person_id, row.state, row.message_ids) for row in rows] == [
            (None, "sent", ()),
            (None, "skipped", ()),
            (3, "sent", ()),
            (5, "pending", ()),
        ]
        assert await transaction.recipient_counts(number) == {
            ("pending", ""): 1,
            ("sent", ""): 2,
            ("skipped", "blocked"): 1,
        }


@pytest.mark.parametrize(("hour", "looks"), [(6, False), (7, True), (8, False), (19, False)])
async def test_it_works_in_the_small_hours_of_the_association_and_only_if_something_is_old(
    keeper: Keeper, hour: int, looks: bool
) -> None:
    then = datetime(2030, 10, 1, hour, 30, tzinfo=UTC)  # four hours before UTC, in summer
    assert not await keeper.job.waiting(then)
    await enter(keeper.storage, NOON, {7: endorsee()})
    assert await keeper.job.waiting(then) is looks
