"""While an announcement goes out: how far it is, and pause, resume, cancel."""

from dataclasses import replace

from telegram import Bot

from bot.announcements.drafts import found, numbered
from bot.announcements.moves import move
from bot.announcements.progress import show_end
from bot.announcements.scheduling import LABELS
from bot.announcements.tally import progress_of
from bot.office.visit import Onward, Visit
from dialogs.announcements.lifecycle import NotNow, Step, possible
from dialogs.announcements.progress import show_progress
from dialogs.keyboard import flowing
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen

_ON_THE_WAY = frozenset({"scheduled", "sending", "paused"})


async def show_run(visit: Visit, number: str) -> Screen:
    """How far it is just now, with everything that can be done about it."""
    row = (await found(visit, number)).row
    if row.state not in {*_ON_THE_WAY, "finished", "cancelled"}:
        raise Refused(number)
    counts = await visit.transaction.recipient_counts(row.id)
    told = progress_of(row, counts, visit.room.settings.send_rate)
    screen = show_progress(visit.scene.words, told)
    labels = visit.scene.words.labels(LABELS)
    again = [go(labels["refresh"], "o_run", number)] if row.state in _ON_THE_WAY else []
    rows = (*screen.rows, *flowing([*again, go(labels["all"], "o_announcements")]))
    return replace(screen, name="o_run", rows=rows, stays=False)


async def pause(visit: Visit, number: str) -> Onward:
    """From the next copy on nothing goes out."""
    return await _moved(visit, number, Step.PAUSE)


async def resume(visit: Visit, number: str) -> Onward:
    """Go on where it was."""
    return await _moved(visit, number, Step.RESUME)


async def show_cancel(visit: Visit, number: str) -> Screen:
    """Asks before the rest is given up."""
    row = (await found(visit, number)).row
    if Step.CANCEL not in possible(row.state):
        raise Refused(number)
    labels = visit.scene.words.labels(LABELS)
    back = do(labels["cancel_no"], "o_check", number)
    return visit.scene.screen("office/cancel", ((do(labels["cancel_yes"], "o_cancel_yes", number),), (back,)))


async def cancel(visit: Visit, number: str) -> Onward:
    """Nobody who is still waiting gets it."""

    async def ended(bot: Bot) -> None:
        await show_end(visit.room.storage, bot, numbered(number))

    return replace(await _moved(visit, number, Step.CANCEL), effect=ended)


async def _moved(visit: Visit, number: str, step: Step) -> Onward:
    notice = ""
    try:
        await move(visit.transaction, numbered(number), step, visit.now, who=visit.person.id)
    except NotNow:
        await found(visit, number)  # else it is none of ours
        notice = visit.scene.words.page("office/not_now").text
    return replace(visit.to("o_run", numbered(number), notice=notice), wakes=True)
