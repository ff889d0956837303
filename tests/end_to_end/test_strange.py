"""Whatever comes in: never a crash, and a polite screen wherever one is due."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.simulator import NotSeen, Person, Simulator
from tests.end_to_end.interview import begun
from tests.end_to_end.refusals import refused
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until_called, until_idle
from tests.end_to_end.weird import Door, message

FORGED = (
    "",
    ".",
    "go",
    "go.",
    "go.nowhere",
    "go.menu.a.b.c",
    "go.question.apply.rsc_hours.more",
    "go.question.nothing",
    "go.result.costs",
    "go.result.apply",
    "go.picture.apply.pink",
    "go.category.../../etc/passwd",
    "go.term.\x00",
    "go.menu.\x00",
    "go.menu.<b>",
    "do",
    "do.forget.7",
    "do.forget.everybody.now",
    "do.restart",
    "do.restart.nothing",
    "do.tick.nothing",
    "do.rater.IFS.-1",
    "do.rater.IFS.99999",
    "do.language.xx",
    "do.zone.Mars/Olympus",
    "do.suppose.apply.rsc_hours+99999",
    "do.__init__",
    "n.apply.age_band.1.infant",
    "n.apply.rsc_hours.1.-5",
    "n.apply.rsc_hours.1.99999999",
    "n.apply.rsc_hours.1.²",
    "n.apply.rsc_hours.2.24",
    "a.apply.age_band.1.adult",
    "a.apply.age_band.999.infant",
    "a.ers.age_band.1.infant",
    "a.costs.membership_kind.1.gold",
    "a.nothing.age_band.1.infant",
    "💥" * 16,
    "مرحبا",
    "x" * 64,
    "." * 64,
)

TEXTS = (
    "x" * 4096,
    "💥" * 2048,
    "مرحبا بالعالم",
    "\u202egnihtemos\u202c",
    "null\x00byte",
    "<b>&amp;</i>",
    "{{ 7 * 7 }}",
    "%s %(name)s",
    "1e309",
    "-5",
    "NaN",
    "9" * 400,
    "/",
    "//start",
    "/start@endorse_bot",
    "/nothing",
    "/START",
    "/help@endorse_bot please",
    "/привет",
)

STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "width": 1,
    "height": 1,
    "type": "regular",
    "is_animated": False,
    "is_video": False,
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)

STARTS = ("nonsense", "../../etc/passwd", "IFS'--", "x" * 64, "result", "delete", "do.forget", "ers.1", "-", "__")


async def test_a_forged_button_is_answered_and_leads_nowhere(
    telegram: Simulator, any_bot: RunningBot, anna: Person
) -> None:
    asked = await begun(anna, answered=2)
    for answered, data in enumerate(FORGED, start=len(telegram.calls.of("answerCallbackQuery")) + 1):
        await anna.forges(data, message=asked)
        await until_called(telegram, "answerCallbackQuery", answered)
    await until_idle(anna)
    session = await any_bot.conversation(anna)
    assert session.answers == {"age_band": "infant", "scope": "prevention"}


async def test_any_text_gets_an_answer_in_the_middle_of_an_interview(any_bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=2)
    for text in TEXTS:
        await anna.sends(text)
        await anna.waits_for("")
    session = await any_bot.conversation(anna)
    assert session.answers == {"age_band": "infant", "scope": "prevention"}


async def test_a_link_that_leads_nowhere_is_a_plain_start(bot: RunningBot, anna: Person) -> None:
    for argument in STARTS:
        await anna.sends(f"/start {argument}")
        await anna.waits_for("Hello")
    assert (await bot.session(anna)).get("answers") is None


async def test_a_file_instead_of_an_answer_is_answered_in_words(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=2)
    await anna.sends_document(b"%PDF-1.4 my transcript", caption="24 hours")
    await anna.waits_for("I can only read text")
    await anna.sends_photo(PIXEL, caption="/start")
    await anna.waits_for("I can only read text")
    assert len((await bot.session(anna))["answers"]) == 2


@pytest.fixture
async def door(telegram: Simulator, hooked: RunningBot) -> AsyncIterator[Door]:
    await until_called(telegram, "setWebhook", 1)
    async with aiohttp.ClientSession() as http:
        yield Door(hooked, http)


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": STICKER},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 39.77, "longitude": -86.16}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {},
        {"something_of_next_year": {"deep": [1, 2]}},
    ],
    ids=["sticker", "voice", "location", "contact", "dice", "nothing", "unknown"],
)  # fmt: skip
async def test_what_is_not_text_is_answered_in_words(door: Door, anna: Person, content: dict[str, object]) -> None:
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")
    assert await door.takes(message=message(anna, **content)) == 200
    await anna.waits_for("I can only read text")


async def test_half_a_surrogate_pair_in_a_text_or_a_button_is_no_reason_to_fall_silent(
    door: Door, hooked: RunningBot, anna: Person
) -> None:
    await begun(anna, answered=2)
    body = b'{"update_id": 8000000001, "message": {"message_id": 1999999999, "date": 0, "text": "\\ud83d 5 years",'
    who = b'"from": {"id": 7, "is_bot": false, "first_name": "\\udcff"}, "chat": {"id": 7, "type": "private"}}}'
    await anna.sends("/help")
    await anna.waits_for("/cancel")
    assert await door.takes_raw(body + who) == 200
    await anna.waits_for("I did not")
    assert len((await hooked.session(anna))["answers"]) == 2


@pytest.mark.parametrize("data", ["go.menu.\\u0000", "go.menu.\\ud83d"], ids=["null", "surrogate"])
async def test_a_button_with_what_cannot_be_stored_still_shows_a_screen(
    telegram: Simulator, door: Door, anna: Person, data: str
) -> None:
    asked = await begun(anna)
    who = '"from": {"id": 7, "is_bot": false, "first_name": "A"}'
    where = f'"message": {{"message_id": {asked.id}, "date": 0, "chat": {{"id": 7, "type": "private"}}}}'
    tap = f'{{"id": "1", "chat_instance": "1", "data": "{data}", {who}, {where}}}'
    body = f'{{"update_id": 8000000001, "callback_query": {tap}}}'
    await anna.sends("/help")
    await anna.waits_for("/cancel")
    assert await door.takes_raw(body.encode()) == 200
    await anna.waits_for("Hello" if "d83d" in data else "What would you like to do?")
    assert refused(telegram) == []


async def test_groups_channels_and_edits_are_left_alone(door: Door, hooked: RunningBot, anna: Person) -> None:
    await begun(anna, answered=2)
    before, shown = await hooked.row(anna), len(anna.messages)
    assert before is not None
    group = {"id": -5, "type": "supergroup", "title": "Team"}
    channel = {"id": -6, "type": "channel", "title": "News"}
    nobody = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "x"}
    assert await door.takes(message={**message(anna, text="/start"), "chat": group}) == 200
    assert await door.takes(edited_message=message(anna, text="3", edit_date=1)) == 200
    assert await door.takes(channel_post={"message_id": 1, "date": 0, "chat": channel, "text": "x"}) == 200
    assert await door.takes(poll_answer={"poll_id": "1", "option_ids": [0]}) == 200
    assert await door.takes(message=nobody) == 200
    assert await door.takes() == 200
    after = await hooked.row(anna)
    assert after is not None
    # An edit is looked up, under the person's lock: it may be one of a question to the coordinator.
    assert (replace(after, updated_at=before.updated_at), len(anna.messages)) == (before, shown)


async def test_what_no_telegram_would_send_does_not_stop_the_bot(door: Door, anna: Person) -> None:
    assert await door.takes(message=7) == 200
    assert await door.takes(message={"text": "x"}) == 200
    assert await door.takes(callback_query={"id": "1"}) == 200
    assert await door.takes_raw(b"{") == 400
    assert await door.takes_raw(b"[]") == 400
    assert await door.takes_raw(b"{}", secret="guessed") == 403  # noqa: S106  opens nothing
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")


async def test_in_a_group_the_bot_says_nothing_and_keeps_nothing(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    group = telegram.group(-9)
    await anna.sends("/start", group=group)
    await anna.sends("23.5", group=group)
    with pytest.raises(NotSeen):
        await anna.waits_for("", timeout=0.2)
    assert not any(one.from_bot for one in group.messages)
    assert await bot.row(anna) is None


async def test_a_tap_in_a_group_stops_spinning_and_does_nothing(
    telegram: Simulator, door: Door, hooked: RunningBot, anna: Person
) -> None:
    group = {"id": -5, "type": "supergroup", "title": "Team"}
    tap = {"id": "1", "from": anna.account.as_json(), "chat_instance": "1", "data": "go.menu"}
    shown = {"message_id": 5, "date": 0, "chat": group}
    assert await door.takes(callback_query={**tap, "message": shown}) == 200
    assert await door.takes(callback_query={**tap, "inline_message_id": "x"}) == 200
    await until_called(telegram, "answerCallbackQuery", 2)
    assert await hooked.row(anna) is None


async def test_being_thrown_out_of_a_group_does_not_mark_who_did_it(
    door: Door, hooked: RunningBot, anna: Person
) -> None:
    await begun(anna, answered=1)
    bot = {"id": 1234, "is_bot": True, "first_name": "Endorse"}
    change = {
        "chat": {"id": -5, "type": "supergroup", "title": "Team"},
        "from": anna.account.as_json(),
        "date": 0,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "left"},
    }
    assert await door.takes(my_chat_member=change) == 200
    row = await hooked.row(anna)
    assert row is not None
    assert row.reachable == "yes"


async def test_somebody_elses_button_is_answered_with_ones_own_case(bot: RunningBot, anna: Person, ben: Person) -> None:
    """Callback data says nothing about who it was made for: it acts on the one who taps."""
    await begun(anna, answered=3)
    await begun(ben, answered=1)
    await ben.forges("go.review.apply")
    review = await ben.waits_for("Pregnancy")
    assert "2.5" not in review.text
    assert (await bot.session(ben))["answers"] == {"age_band": "infant"}
