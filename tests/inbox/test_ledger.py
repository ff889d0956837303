"""What a crash leaves, what nobody knows of, what is too old: the sweep."""

import asyncio
from datetime import timedelta

import pytest

from bot.inbox.courier import Courier
from bot.simulator import Cut, Group, Person, Refuse, Simulator
from bot.storage import RelayRow
from tests.end_to_end.waiting import until, until_idle
from tests.inbox.office import Office, asked


@pytest.fixture
def dead_courier(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The process dies after each commit, before anything is sent; undone, it is alive again."""

    async def dies(_courier: Courier, _number: int) -> None:
        raise RuntimeError("the process is dead")

    monkeypatch.setattr(Courier, "carry", dies)
    return monkeypatch


async def states(office: Office, person: Person, direction: str) -> list[str]:
    return [row.state for row in await office.relays(person) if row.direction == direction]


async def test_what_a_crash_left_between_commit_and_send_is_sent_by_the_sweep_once(
    private: Office, anna: Person, owner: Person, dead_courier: pytest.MonkeyPatch
) -> None:
    await asked(anna, "First")
    assert await states(private, anna, "in") == ["pending"]
    assert not owner.sees("First")
    dead_courier.undo()
    await private.sweeps()
    assert not owner.sees("First")  # whoever wrote it down may still be at it
    private.clock.advance(timedelta(minutes=1))
    await private.sweeps()
    await private.sweeps()
    await owner.waits_for("Annabel · 1: First", ever=True)
    assert sum("First" in message.text for message in owner.messages) == 1


async def test_what_died_on_its_way_is_unknown_and_told_and_only_a_person_sends_it_again(
    private: Office, anna: Person, owner: Person, telegram: Simulator
) -> None:
    await asked(anna, "First")
    question = await owner.waits_for("First", ever=True)
    telegram.faults.order(Cut(acted=False), method="sendMessage", chat_id=anna.id)
    await owner.sends("Are you there?", reply_to=question)
    told = await owner.waits_for("Nobody knows whether this arrived")
    assert "Are you there?" in told.text
    assert await states(private, anna, "out") == ["unknown"]
    private.clock.advance(timedelta(hours=1))
    await private.sweeps()
    await until_idle(anna)
    assert not anna.sees("Are you there?")
    await owner.forges("go.o_case.1")
    await owner.waits_for("Nobody knows whether this arrived")
    await owner.taps("Send again", message=owner.last)
    await anna.waits_for("Are you there?")
    assert await states(private, anna, "out") == ["sent"]


async def test_a_row_that_is_sending_for_too_long_becomes_unknown(
    private: Office, anna: Person, owner: Person, dead_courier: pytest.MonkeyPatch
) -> None:
    await asked(anna, "First")
    dead_courier.undo()
    rows = await private.relays(anna)
    for row in rows:
        await private.claims(row)
    private.clock.advance(timedelta(minutes=4))
    await private.sweeps()
    assert {row.state for row in await private.relays(anna)} == {"sending"}
    private.clock.advance(timedelta(minutes=2))
    await private.sweeps()
    assert {row.state for row in await private.relays(anna)} == {"unknown"}
    await owner.waits_for("Nobody knows whether something from Annabel · 1 arrived here", ever=True)
    assert not any("First" in message.text and "·" in message.text[:12] for message in owner.messages)


@pytest.mark.usefixtures("private")
async def test_what_telegram_puts_off_waits_and_keeps_its_order(
    anna: Person, owner: Person, telegram: Simulator
) -> None:
    await asked(anna, "First")
    await owner.waits_for("First", ever=True)
    telegram.faults.order(Refuse(429, retry_after=1), method="sendMessage", chat_id=owner.id)
    await anna.sends("Second")
    await anna.sends("Third")
    await owner.waits_for("Third", ever=True)
    seen = [message.text for message in owner.messages]
    assert seen.index("Annabel · 1: Second") < seen.index("Annabel · 1: Third")


async def test_an_edit_that_could_not_be_shown_is_shown_by_the_sweep(
    private: Office, anna: Person, owner: Person, telegram: Simulator
) -> None:
    await asked(anna, "First")
    await anna.sends("20 hours")
    mine = anna.messages[-1]
    await owner.waits_for("20 hours", ever=True)
    telegram.faults.order(Refuse(502), method="editMessageText", chat_id=owner.id)
    await anna.edits(mine, "30 hours")
    await until_idle(anna)
    assert not owner.sees("30 hours")
    private.clock.advance(timedelta(minutes=1))
    await private.sweeps()
    assert owner.sees("30 hours")


async def test_two_couriers_send_each_message_once(
    forum: Office, anna: Person, group: Group, dead_courier: pytest.MonkeyPatch
) -> None:
    await asked(anna, "First")
    dead_courier.undo()
    forum.clock.advance(timedelta(minutes=1))
    await asyncio.gather(*(forum.sweeps() for _ in range(3)))
    await group.waits_for("First")
    assert sum("First" in message.text for message in group.messages) == 1
    assert len(group.chat.topics) == 1


async def test_old_questions_lose_their_messages_and_their_summary(
    private: Office, anna: Person, owner: Person
) -> None:
    await asked(anna, "First")
    await owner.waits_for("First", ever=True)
    await owner.forges("do.o_close.1")
    await owner.waits_for("Closed.")
    await until_idle(anna)
    private.clock.advance(timedelta(days=89))
    await private.sweeps()
    assert await private.relays(anna)
    private.clock.advance(timedelta(days=2))
    await private.sweeps()
    assert await private.relays(anna) == []
    assert (await private.inquiry(anna)).summary == ""
    await anna.sends("/privacy")
    assert "90 days" in (await anna.waits_for("Your data is yours")).text


async def test_what_is_open_is_kept_however_old(private: Office, anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.waits_for("First", ever=True)
    private.clock.advance(timedelta(days=400))
    await private.sweeps()

    async def still_there() -> bool:
        rows: list[RelayRow] = await private.relays(anna)
        return len(rows) == 2

    await until(still_there)
