"""Questions, their messages and canned answers, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import RelayRow, Storage, Transaction

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA, OLU, GROUP = 7, 99, -1001


async def asked(transaction: Transaction) -> int:
    """An open question with one message on its way."""
    await transaction.lock_person(ANNA, NOW)
    number = await transaction.add_inquiry(ANNA, NOW, "the case", None, None)
    await transaction.add_relay(message(number))
    return number


def message(number: int, words: str = "hello") -> RelayRow:
    return RelayRow(number, "in", ANNA, 11, OLU, {"kind": "text", "html": words}, "pending", NOW)


async def test_a_message_is_noted_once_for_each_chat(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await asked(transaction)
        await transaction.add_relay(message(number, "once more"))
        await transaction.add_relay(replace(message(number), to_chat=GROUP))
        rows = await transaction.relays_of(number)
    assert [(row.to_chat, row.content["html"]) for row in rows] == [(OLU, "hello"), (GROUP, "hello")]


async def test_a_message_is_claimed_by_one_and_settled_only_while_it_is_claimed(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        [row] = await transaction.relays_of(await asked(transaction))
        assert await transaction.claim_relay(row.id, NOW) is not None
        assert await transaction.claim_relay(row.id, NOW) is None
        await transaction.settle_relay(row.id, NOW, "sent", None, 21)
        await transaction.settle_relay(row.id, NOW, "failed", "too late", None)
        there = await transaction.relay_arrived(OLU, 21)
        assert await transaction.send_relay_again(row.id, NOW) is None
    assert there is not None
    assert (there.state, there.reason) == ("sent", None)


async def test_only_what_is_on_its_way_for_too_long_is_in_doubt(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await asked(transaction)
        [row] = await transaction.relays_of(number)
        await transaction.claim_relay(row.id, NOW)
        assert await transaction.abandon_relays(NOW, "dead", NOW) == []
        [doubtful] = await transaction.abandon_relays(NOW + timedelta(seconds=1), "dead", NOW)
        assert (doubtful.state, doubtful.reason) == ("unknown", "dead")
        assert await transaction.send_relay_again(row.id, NOW) == number


async def test_a_change_waits_until_it_is_shown_and_a_later_one_goes_on_waiting(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await asked(transaction)
        [row] = await transaction.relays_of(number)
        await transaction.claim_relay(row.id, NOW)
        await transaction.settle_relay(row.id, NOW, "sent", None, 21)
        assert await transaction.revise_relays(ANNA, 11, {"kind": "text", "html": "hallo"}) == 1
        assert await transaction.revise_relays(ANNA, 11, {"kind": "text", "html": "hallo"}) == 0
        [first] = await transaction.relays_from(ANNA, 11)
        await transaction.revise_relays(ANNA, 11, {"kind": "text", "html": "hola"})
        await transaction.shown_relay(first)
        assert await transaction.waiting_inquiries(NOW + timedelta(seconds=1)) == [(number, ANNA)]
        [second] = await transaction.relays_from(ANNA, 11)
        await transaction.shown_relay(second)
        assert await transaction.waiting_inquiries(NOW + timedelta(seconds=1)) == []


async def test_a_topic_is_given_by_whoever_comes_first(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await asked(transaction)
        assert await transaction.move_inquiry(number, None, (GROUP, 5))
        assert not await transaction.move_inquiry(number, None, (GROUP, 6))
        found = await transaction.inquiry_in_topic(GROUP, 5)
    assert found is not None
    assert found.id == number


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
async def test_what_was_closed_long_ago_is_emptied(storage: Storage, days: int, left: int) -> None:
    async with storage.transaction() as transaction:
        inquiry = await transaction.lock_inquiry(await asked(transaction))
        assert inquiry is not None
        await transaction.save_inquiry(replace(inquiry, state="closed", closed_at=NOW))
        before = NOW + timedelta(days=days - 90)
        await transaction.purge_relays(before)
        await transaction.empty_inquiries(before)
        [kept] = await transaction.inquiries_of(ANNA)
        assert len(await transaction.relays_of(inquiry.id)) == left
    assert bool(kept.summary) is bool(left)


async def test_lists_show_the_open_the_held_and_the_closed(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        inquiry = await transaction.lock_inquiry(await asked(transaction))
        assert inquiry is not None
        assert [one.id for one in await transaction.open_inquiries(9)] == [inquiry.id]
        assert await transaction.held_inquiries(OLU, 9) == []
        await transaction.save_inquiry(replace(inquiry, holder=OLU))
        assert [one.id for one in await transaction.held_inquiries(OLU, 9)] == [inquiry.id]
        await transaction.save_inquiry(replace(inquiry, state="closed", closed_at=NOW))
        assert await transaction.open_inquiries(9) == []
        assert [one.id for one in await transaction.closed_inquiries(9)] == [inquiry.id]
        assert await transaction.open_inquiry_of(ANNA) is None


async def test_who_is_forgotten_takes_their_questions_along(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await asked(transaction)
        await transaction.forget_person(ANNA, NOW)
        assert await transaction.inquiry(number) is None
        assert await transaction.relays_of(number) == []


async def test_a_canned_answer_is_kept_until_it_is_thrown_away(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        number = await transaction.add_canned("Where", "In EASy", OLU)
        [kept] = await transaction.canned()
        assert (kept.title, kept.text) == ("Where", "In EASy")
        assert await transaction.delete_canned(number)
        assert not await transaction.delete_canned(number)
        assert await transaction.canned_one(number) is None
