"""Everybody is counted, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.figures.counting import counted
from bot.storage import RecipientRow, Storage
from dialogs.figures.figures import Line, Topic
from dialogs.figures.group import Stage
from dialogs.figures.shown import How, Shown
from dialogs.session import Session
from tests.announcements.audiences import BOOK, NOW, Listener, drafted, put, store
from tests.dialogs.endorsed import held
from tests.dialogs.test_outcome import HOME_VISITOR

AT_SCOPE = Session(answers={"age_band": "infant"})
SPECIALIST = Session(answers=HOME_VISITOR)
ENDORSED = Session(endorsements=(held(),))


def exactly(number: int) -> Shown:
    return Shown(How.EXACTLY, number)


async def settled(
    storage: Storage, moment: datetime, people: range, state: str = "sent", *, begun: bool = True
) -> None:
    """An announcement, what became of its copies, and when."""
    draft = await drafted(storage)
    async with storage.transaction() as tx:
        rows = [RecipientRow(draft.id, one, state, moment, settled_at=moment) for one in people]  # type: ignore[arg-type]  # one of its states
        await tx.add_recipients(rows)
        if begun:
            await tx.save_announcement(replace(draft, state="finished"))


async def test_everybody_is_counted_over_all_pages(storage: Storage) -> None:
    await store(storage, [Listener(one) for one in (*[Session()] * 210, *[AT_SCOPE] * 6, *[SPECIALIST] * 9)])
    async with storage.transaction() as tx:
        for number in range(300, 303):
            await put(tx, number, Listener(ENDORSED))
    figures = await counted(storage, BOOK, NOW)
    assert figures.tables[Topic.PEOPLE] == (
        Line(Stage.AROUND, exactly(210)),
        Line(Stage.OPEN, exactly(6)),
        Line(Stage.RESULT, exactly(9)),
        Line(Stage.ENDORSED, Shown(How.UNDER)),
    )
    assert figures.tables[Topic.INTERVIEWS] == (Line("apply.scope", exactly(6)),)
    assert Line("IFS", exactly(9)) in figures.tables[Topic.CATEGORIES]
    assert figures.whole(Topic.PEOPLE) == Shown(How.AT_LEAST, 226)


async def test_one_who_cannot_be_worked_out_does_not_hide_the_others(storage: Storage) -> None:
    await store(storage, [Listener()] * 6)
    async with storage.transaction() as tx:
        row = await tx.lock_person(1, NOW)
        await tx.save_person(replace(row, session='{"place": 3}'))
    assert (await counted(storage, BOOK, NOW)).whole(Topic.PEOPLE) == exactly(5)


async def test_announcements_are_counted_by_the_months_of_the_association(storage: Storage) -> None:
    await store(storage, [Listener()] * 12)
    # The first is still October in Indiana, and the second is not any more.
    await settled(storage, datetime(2026, 11, 1, 3, 59, tzinfo=UTC), range(1, 13))
    await settled(storage, datetime(2026, 11, 1, 4, 0, tzinfo=UTC), range(1, 8))
    await settled(storage, datetime(2026, 11, 9, tzinfo=UTC), range(1, 10), "skipped")
    await settled(storage, datetime(2026, 11, 9, tzinfo=UTC), range(1, 4), "failed")
    await settled(storage, datetime(2026, 11, 9, tzinfo=UTC), range(1, 13), "skipped", begun=False)
    await settled(storage, datetime(2025, 11, 9, tzinfo=UTC), range(1, 13))
    october, november = (await counted(storage, BOOK, NOW)).months
    assert (october.first, november.first) == (date(2026, 10, 1), date(2026, 11, 1))
    assert october.lines[0] == Line("sent", exactly(12))
    assert november.lines == (
        Line("sent", exactly(7)),
        Line("skipped", exactly(9)),
        Line("failed", Shown(How.UNDER)),
        Line("unknown", exactly(0)),
    )


async def test_many_announcements_to_few_people_are_hidden(storage: Storage) -> None:
    await store(storage, [Listener()] * 4)
    for _ in range(3):
        await settled(storage, datetime(2026, 11, 9, tzinfo=UTC), range(1, 5))
    [november] = (await counted(storage, BOOK, NOW)).months
    assert november.lines[0] == Line("sent", Shown(How.UNDER))


async def test_who_asked_to_be_forgotten_is_counted_with_nobody(storage: Storage) -> None:
    await store(storage, [Listener()] * 6)
    await settled(storage, datetime(2026, 11, 9, tzinfo=UTC), range(1, 7))
    async with storage.transaction() as tx:
        await tx.forget_person(1, NOW)
        await tx.forget_person(2, NOW)
    figures = await counted(storage, BOOK, NOW)
    assert figures.whole(Topic.PEOPLE) == Shown(How.UNDER)
    assert figures.months[0].lines[0] == Line("sent", Shown(How.UNDER))


async def test_nothing_is_written_by_counting(storage: Storage) -> None:
    await store(storage, [Listener(AT_SCOPE)] * 3)
    async with storage.transaction() as tx:
        before = await tx.roll()
    await counted(storage, BOOK, NOW)
    async with storage.transaction() as tx:
        assert await tx.roll() == before
        assert await tx.audit_log(10) == []
