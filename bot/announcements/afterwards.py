"""What can be done once an announcement is out: send again, to more people, correct it, delete it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Bot

from bot.announcements.confirming import may_still
from bot.announcements.drafts import Draft, found, numbered, subject_of
from bot.announcements.fields import sample_fields
from bot.announcements.freeze import counted_for, freeze
from bot.announcements.moves import move
from bot.announcements.repairs import begin_correction, begin_deletion, resend_unknown, retry_failed
from bot.announcements.scheduling import LABELS
from bot.announcements.taking import NotTaken, taken
from bot.announcements.tally import by_state
from bot.announcements.writing import complained
from bot.office.visit import Onward, Visit
from bot.storage import Transaction
from dialogs.announcements.checking import complaints, told
from dialogs.announcements.content import Content
from dialogs.announcements.lifecycle import NotNow, Step, possible
from dialogs.announcements.shown import shown_text
from dialogs.keyboard import stacked
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen

_OVER = frozenset({"finished", "cancelled"})
_MOST_DIGITS = 7

Again = Callable[[Transaction, int], Awaitable[int]]


async def retry(visit: Visit, number: str) -> Onward:
    """Send once more what surely did not arrive."""
    return await _again(visit, number, retry_failed)


async def show_doubtful(visit: Visit, number: str) -> Screen:
    """Asks before anybody may get it twice."""
    draft = await _over(visit, number)
    counts = await visit.transaction.recipient_counts(draft.row.id)
    count = by_state(counts)["unknown"]
    if not count:
        raise Refused(number)
    return _asked(visit, number, "doubtful", count=count)


async def resend(visit: Visit, number: str) -> Onward:
    """Send once more what is in doubt, as a person has decided."""
    return await _again(visit, number, resend_unknown)


async def show_correct(visit: Visit, number: str) -> Screen:
    """Asks for the corrected text; once it is there, whether it is the right one."""
    draft = await _over(visit, number)
    labels = visit.scene.words.labels(LABELS)
    back = go(labels["no"], "o_report", number)
    if not draft.content.correction:
        return visit.scene.screen("office/correct", ((back,),))
    shown = shown_text(draft.content.saying(draft.content.correction))
    rows = stacked([do(labels["correct_yes"], "o_correct_yes", number), do(labels["no"], "o_correct_no", number)])
    return Screen("o_correct", f"{visit.scene.words.page('office/corrected').text}\n\n{shown}", rows)


async def write_correct(visit: Visit, number: str) -> Onward:
    """The corrected text, with its formatting; kept until it is confirmed or dropped."""
    draft = await _over(visit, number)
    if visit.message is None:
        raise complained(visit, "kind")
    try:
        new = taken(visit.message)
    except NotTaken as error:
        raise complained(visit, error.fault) from None
    if new.piece or not new.text:
        raise complained(visit, "kind")
    words = visit.scene.words
    wrong = complaints(draft.content.saying(new.text), sample_fields(words, visit.scene.on))
    if wrong:
        raise Misunderstood(told(wrong[0], words))
    await _keep(visit, draft, draft.content.model_copy(update={"correction": new.text}))
    return visit.to("o_correct", number)


async def drop_correction(visit: Visit, number: str) -> Onward:
    """It stays as it is."""
    draft = await _over(visit, number)
    await _keep(visit, draft, draft.content.model_copy(update={"correction": ""}))
    return visit.to("o_report", number)


async def correct(visit: Visit, number: str) -> Onward:
    """Have every copy say the corrected text."""
    draft = await _over(visit, number)
    if not draft.content.correction:
        raise Refused(number)
    content = draft.content.saying(draft.content.correction).model_copy(update={"correction": ""})
    await _keep(visit, draft, content)
    count = await begin_correction(visit.transaction, draft.row.id)
    await visit.note("announcement.correct", subject_of(draft.row.id), f"{count} copies")
    return _repairing(visit, number, count)


async def show_recall(visit: Visit, number: str) -> Screen:
    """Asks before it is deleted for everybody."""
    draft = await _over(visit, number)
    counts = await visit.transaction.recipient_counts(draft.row.id)
    return _asked(visit, number, "recall", count=by_state(counts)["sent"])


async def recall(visit: Visit, number: str) -> Onward:
    """Delete it at everybody who got it, as far as Telegram lets the bot."""
    draft = await _over(visit, number)
    count = await begin_deletion(visit.transaction, draft.row.id)
    await visit.note("announcement.delete", subject_of(draft.row.id), f"{count} copies")
    return _repairing(visit, number, count)


async def late(visit: Visit, number: str) -> Onward:
    """How many belong to its audience by now and are not on its list."""
    draft = await _over(visit, number)

    async def counted(_bot: Bot) -> Screen:
        total = (await counted_for(visit.room, draft.row, visit.now)).total
        page = visit.scene.words.page("office/late", total=total)
        send = [do(page.labels["send"], "o_late_yes", number, str(total))] if total else []
        rows = stacked([*send, go(visit.scene.words.labels(LABELS)["report"], "o_report", number)])
        return Screen("o_late", page.text, rows)

    return replace(visit.to("o_report", numbered(number)), effect=counted)


async def late_yes(visit: Visit, number: str, count: str) -> Onward:
    """Send it to them, if they are as many as was said."""
    draft = await _over(visit, number)
    if draft.row.state != "finished" or not count.isdecimal() or len(count) > _MOST_DIGITS:
        raise Refused(number, count)

    async def sent(bot: Bot) -> Screen | None:
        if (await counted_for(visit.room, draft.row, visit.now)).total != int(count):
            shown = (await late(visit, number)).effect
            return await shown(bot) if shown is not None else None
        try:
            added = await _joined(visit, draft)
        except NotNow:
            return _outcome(visit, number, visit.scene.words.page("office/not_now").text)
        visit.room.wake()
        return _outcome(visit, number, visit.scene.words.page("office/retried", count=added).text)

    return replace(visit.to("o_report", numbered(number)), effect=sent)


async def _joined(visit: Visit, draft: Draft) -> int:
    """Have those on the list who are not there yet, and send to them; how many they are.

    Raises:
        NotNow: if somebody was faster, or whoever asks for it may not do so any more.
    """
    added = await freeze(visit.room, draft.row, visit.now)
    async with visit.room.storage.transaction() as transaction:
        if not await may_still(visit.room, transaction, visit.person.id):
            raise NotNow(f"announcement {draft.row.id} is not theirs to send")
        await _reopened(visit, transaction, draft.row.id, f"{added.total} people more")
    return added.total


def _outcome(visit: Visit, number: str, text: str) -> Screen:
    return Screen("o_late", text, ((go(visit.scene.words.labels(LABELS)["refresh"], "o_run", number),),))


async def _again(visit: Visit, number: str, again: Again) -> Onward:
    draft = await _over(visit, number)
    if Step.REOPEN not in possible(draft.row.state):  # before anything is written: what is refused is not undone
        raise Refused(number)
    count = await again(visit.transaction, draft.row.id)
    if count:
        await _reopened(visit, visit.transaction, draft.row.id, f"{count} once more")
    notice = visit.scene.words.page("office/retried", count=count).text
    return replace(visit.to("o_run" if count else "o_report", number, notice=notice), wakes=True)


async def _reopened(visit: Visit, transaction: Transaction, number: int, detail: str) -> None:
    """It goes out again, without an end: whoever asks for it now wants it now."""
    who = visit.person.id
    await move(
        transaction,
        number,
        Step.REOPEN,
        visit.now,
        who=who,
        detail=detail,
        expires_at=None,
        progress_chat=who,
        progress_message=None,
    )


async def _over(visit: Visit, number: str) -> Draft:
    """One that is out, locked.

    Raises:
        Refused: if it is not.
    """
    await visit.transaction.lock_announcement(numbered(number))
    draft = await found(visit, number)
    if draft.row.state not in _OVER:
        raise Refused(number)
    return draft


async def _keep(visit: Visit, draft: Draft, content: Content) -> None:
    await visit.transaction.save_announcement(
        replace(draft.row, content=content.model_dump_json(), changed_at=visit.now)
    )


def _asked(visit: Visit, number: str, what: str, **given: object) -> Screen:
    labels = visit.scene.words.labels(LABELS)
    rows = stacked([do(labels[f"{what}_yes"], f"o_{what}_yes", number), go(labels["no"], "o_report", number)])
    return visit.scene.screen(f"office/{what}", rows, **given)


def _repairing(visit: Visit, number: str, count: int) -> Onward:
    notice = visit.scene.words.page("office/repairing", count=count).text
    return replace(visit.to("o_report", number, notice=notice), wakes=True)
