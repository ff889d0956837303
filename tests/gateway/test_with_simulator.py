"""The gateway end to end: people in the simulator talk by polling and by webhook to a desk that counts taps."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.gateway.backoff import Backoff
from bot.gateway.connection import telegram_bot
from bot.gateway.desk import Outgoing
from bot.gateway.health import Health
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from bot.gateway.sending import Patience, Sender
from bot.gateway.update import RawUpdate
from bot.gateway.webhook import Webhook, register
from bot.simulator import Cut, Refuse, Simulator
from dialogs.plan import Plan
from dialogs.screen import Button, Picture, Screen
from tests.gateway.desks import ScriptedDesk

PLAN = Plan("en", "t", "IFA", "n", "s", "d", (), (), (), (), "c", "f", {})
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
QUICK = Patience(attempts=4, backoff=Backoff(first=0.01, most=0.02))
ROWS = ((Button("More", tap="more"), Button("Picture", tap="picture")),)


async def count(update: RawUpdate) -> Outgoing | None:
    """A counter on a screen that is written over at each tap; the count is in the message itself."""
    person = update.person_id
    query = update.parsed.callback_query
    if query is None:
        return None if update.kind != "message" else Outgoing(person, person, Screen("count", "0 taps", ROWS))
    assert query.message is not None
    shown = query.message.message_id
    if query.data == "picture":
        screen = Screen("picture", "drawn", ROWS, Picture(PLAN))
        return Outgoing(person, person, screen, shown, query.id, PIXEL, "picture.png")
    taps = int((getattr(query.message, "text", None) or "0").split()[0]) + 1
    return Outgoing(person, person, Screen("count", f"{taps} taps", ROWS, toast="Counted"), shown, query.id)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(conflict_pause=0.05, webhook_retry_base=0.02) as simulator:
        yield simulator


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with telegram_bot("1234:TEST", api_root=simulator.url) as bot:
        yield bot


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk(count)


async def health() -> bool:
    return True


@pytest.fixture(params=["polling", "webhook"])
async def served(bot: Bot, desk: ScriptedDesk, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    intake = Intake(desk, Sender(bot, desk, patience=QUICK))
    if request.param == "polling":
        polling = Polling(bot, intake, backoff=Backoff(first=0.01, most=0.05))
        task = asyncio.create_task(polling.run())
        yield
        await polling.stop(within=2)
        await task
        return
    hook = Webhook(intake, path="/telegram", secret="s", health=Health(health))  # noqa: S106  made up
    hook.start()
    async with TestServer(hook.app()) as server:
        await register(bot, url=str(server.make_url("/telegram")), secret="s")  # noqa: S106  made up
        yield
        await hook.stop(within=2)


@pytest.mark.usefixtures("served")
async def test_a_screen_is_sent_once_and_then_written_over(simulator: Simulator) -> None:
    ada = simulator.person(7)
    await ada.sends("/start")
    await ada.waits_for("0 taps")
    for n in (1, 2, 3):
        await ada.taps("More")
        await ada.waits_for(f"{n} taps")
    await ada.waits_for_toast("Counted")
    assert len([message for message in ada.messages if message.from_bot]) == 1


@pytest.mark.usefixtures("served")
async def test_a_text_screen_after_a_picture_is_a_new_message(simulator: Simulator) -> None:
    ada = simulator.person(7)
    await ada.sends("/start")
    await ada.waits_for("0 taps")
    await ada.taps("Picture")
    picture = await ada.waits_for("drawn")
    assert picture.file is not None
    await ada.taps("More", message=picture)
    await ada.waits_for("1 taps")
    assert ada.sees("drawn")


@pytest.mark.usefixtures("served")
async def test_many_people_at_once_each_get_their_own(simulator: Simulator, desk: ScriptedDesk) -> None:
    people = [simulator.person(100 + n) for n in range(40)]
    await asyncio.gather(*(person.sends("/start") for person in people))
    await asyncio.gather(*(person.waits_for("0 taps") for person in people))
    for person in people:
        await person.taps("More")
    await asyncio.gather(*(person.waits_for("1 taps") for person in people))
    assert len(desk.committed) == 80
    assert all(len([one for one in person.messages if one.from_bot]) == 1 for person in people)


@pytest.mark.usefixtures("served")
async def test_a_lost_answer_does_not_double_a_message(simulator: Simulator, desk: ScriptedDesk) -> None:
    ada = simulator.person(7)
    simulator.faults.order(Cut(acted=True), method="sendMessage")
    await ada.sends("/start")
    await desk.until(lambda: desk.shown == [("count", None, False)])
    assert len([message for message in ada.messages if message.from_bot]) == 1


@pytest.mark.usefixtures("served")
async def test_a_flood_limit_delays_one_person_only(simulator: Simulator) -> None:
    ada, ben = simulator.person(7), simulator.person(8)
    simulator.faults.order(Refuse(429, retry_after=1), method="sendMessage", chat_id=7)
    await ada.sends("/start")
    await ben.sends("/start")
    await ben.waits_for("0 taps", timeout=0.8)
    await ada.waits_for("0 taps")


@pytest.mark.usefixtures("served")
async def test_a_person_who_blocks_in_the_middle_is_reported(simulator: Simulator, desk: ScriptedDesk) -> None:
    ada = simulator.person(7)
    simulator.faults.order(Refuse(403, "Forbidden: bot was blocked by the user"), method="sendMessage")
    await ada.sends("/start")
    await desk.until(lambda: desk.lost == [(7, "bot was blocked by the user")])


async def test_two_pollers_do_not_lose_or_double_anything(simulator: Simulator, bot: Bot) -> None:
    desk = ScriptedDesk(count)
    pollers = [Polling(bot, Intake(desk, Sender(bot, desk)), backoff=Backoff(first=0.01, most=0.05)) for _ in range(2)]
    tasks = [asyncio.create_task(poller.run()) for poller in pollers]
    ada = simulator.person(7)
    await ada.sends("/start")
    await ada.waits_for("0 taps")
    for poller in pollers:
        await poller.stop(within=2)
    await asyncio.gather(*tasks)
    assert set(desk.committed) == {desk.committed[0]}
