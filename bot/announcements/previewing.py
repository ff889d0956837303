"""The real message, sent to whoever writes it: to look at, or as a test with everything live."""

from collections.abc import Mapping
from dataclasses import replace

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.announcements.drafts import found
from bot.announcements.fields import fields_of, sample_fields
from bot.announcements.message import send_body, send_buttons
from bot.announcements.writing import LABELS, take
from bot.gateway.failure import reason_of
from bot.office.visit import Effect, Onward, Visit
from dialogs.announcements.checking import fault_of, told
from dialogs.announcements.letter import Letter, marked_letter, still_letter
from dialogs.announcements.merging import rendered
from dialogs.keyboard import flowing
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen

SAMPLE, MINE, TEST = "sample", "mine", "test"
"""As somebody who does not exist would get it, as the writer would, and a test."""


async def preview(visit: Visit, number: str, whose: str = SAMPLE) -> Onward:
    """Send it to the writer, to look at; its counted buttons do nothing yet."""
    if whose not in {SAMPLE, MINE}:
        raise Refused(whose)
    return await _sent(visit, number, whose)


async def send_test(visit: Visit, number: str) -> Onward:
    """Send it to the writer with live buttons and a mark below it."""
    return await _sent(visit, number, TEST)


async def show_previewed(visit: Visit, number: str, whose: str) -> Screen:
    """What stands above, and where to go from here."""
    draft, labels = await found(visit, number), visit.scene.words.labels(LABELS)
    buttons = [go(labels["draft"], "o_compose", number)]
    if whose != MINE:
        buttons.append(do(labels["preview_mine"], "o_preview", number, MINE))
    if draft.is_open:
        buttons += [do(labels["test"], "o_test", number)] if whose != TEST else []
        buttons += [go(labels["audience"], "o_audience", number), go(labels["when"], "o_when", number)]
        buttons.append(go(labels["check"], "o_check", number))
    return visit.scene.screen(
        "office/previewed", flowing(buttons), whose=whose, sample=_fields(visit, SAMPLE), is_open=draft.is_open
    )


async def write_previewed(visit: Visit, number: str, whose: str) -> Onward:
    """Whoever sees a slip sends the text again at once."""
    return await take(visit, number, await show_previewed(visit, number, whose))


async def still(visit: Visit) -> Onward:
    """A counted button, tapped in a preview."""
    return Onward(visit.session, visit.scene.words.page("office/still").text, silent=True)


async def _sent(visit: Visit, number: str, whose: str) -> Onward:
    draft, words = await found(visit, number), visit.scene.words
    made_out = rendered(draft.content, _fields(visit, whose))
    fault = fault_of(made_out)
    if fault is not None:
        raise Misunderstood(told(fault, words))
    letter = marked_letter(made_out, draft.row.id, words) if whose == TEST else still_letter(made_out, words)
    onward = visit.to("o_previewed", draft.row.id, whose)
    return replace(onward, effect=_sending(visit, letter, draft.row.id), below=True)


def _sending(visit: Visit, letter: Letter, number: int) -> Effect:
    """Sends it; where Telegram refuses, the screen that says so in one line."""
    chat_id, scene = visit.person.id, visit.scene
    back = ((go(scene.words.labels(LABELS)["draft"], "o_compose", str(number)),),)

    async def send(bot: Bot) -> Screen | None:
        try:
            await send_body(bot, chat_id, letter)
            if letter.below:
                await send_buttons(bot, chat_id, letter)
        except RetryAfter:
            return scene.screen("office/preview_later", back)
        except TelegramError as error:
            return scene.screen("office/preview_refused", back, reason=reason_of(error))
        return None

    return send


def _fields(visit: Visit, whose: str) -> Mapping[str, str]:
    scene = visit.scene
    if whose == SAMPLE:
        return sample_fields(scene.words, scene.on)
    return fields_of(visit.session, visit.person.first_name, scene.book, scene.on)
