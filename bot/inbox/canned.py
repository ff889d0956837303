"""Answers kept ready: listed, sent with a tap, written and thrown away."""

from bot.inbox.hand import number_in
from bot.office.visit import Onward, Visit
from bot.storage import CannedRow
from dialogs.event import Typed
from dialogs.keyboard import flowing, stacked
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen

_LONGEST_TITLE = 40
_LONGEST_TEXT = 3_000
_MOST = 60


async def show_canned(visit: Visit, number: str = "") -> Screen:
    """All of them: with the number of a question a tap sends one, without it a tap shows it."""
    answers = (await visit.transaction.canned())[:_MOST]
    labels = visit.scene.words.labels("office_inbox")
    ways = [go(labels["new"], "o_canned_new"), visit.scene.button("menu", "menu")]
    if number:
        ways = [go(labels["back"], "o_case", str(number_in(number)))]
    return visit.scene.screen(
        "office/inbox_canned", (*stacked(_buttons(answers, number)), *flowing(ways)), answers=answers
    )


async def show_new(visit: Visit) -> Screen:
    """Asks for a title and an answer."""
    labels = visit.scene.words.labels("office_inbox")
    return visit.scene.screen("office/inbox_canned_new", ((go(labels["back"], "o_canned"),),))


async def keep(visit: Visit) -> Onward:
    """Keep what was typed: the first line is the title."""
    title, _, text = visit.event.text.strip().partition("\n") if isinstance(visit.event, Typed) else ("", "", "")
    title, text = title.strip(), text.strip()
    if not (0 < len(title) <= _LONGEST_TITLE and 0 < len(text) <= _LONGEST_TEXT):
        raise Misunderstood(visit.scene.words.page("office/inbox_told", what="no_title").text)
    number = await visit.transaction.add_canned(title, text, visit.person.id)
    await visit.note("canned.kept", f"canned {number}")
    return visit.to("o_canned")


async def show_one(visit: Visit, canned: str) -> Screen:
    """One of them, whole."""
    found = await visit.transaction.canned_one(number_in(canned))
    if found is None:
        raise Refused(canned)
    labels = visit.scene.words.labels("office_inbox")
    buttons = [do(labels["delete"], "o_uncan", canned), go(labels["back"], "o_canned")]
    return visit.scene.screen("office/inbox_canned_one", flowing(buttons), one=found)


async def throw_away(visit: Visit, canned: str) -> Onward:
    """One less."""
    if await visit.transaction.delete_canned(number_in(canned)):
        await visit.note("canned.deleted", f"canned {canned}")
    return visit.to("o_canned")


def canned_buttons(answers: list[CannedRow], number: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each, which sends it to a question."""
    return stacked(_buttons(answers[:_MOST], number))


def _buttons(answers: list[CannedRow], number: str) -> list[Button]:
    if number:
        return [do(one.title, "o_say", number, str(one.id)) for one in answers]
    return [go(one.title, "o_canned_one", str(one.id)) for one in answers]
