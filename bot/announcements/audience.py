"""To whom an announcement goes, by buttons; and, for everybody, the way to hear fewer of them."""

from dataclasses import replace
from typing import get_args

from telegram import Bot

from bot.announcements.drafts import Draft, changed, found, numbered, opened
from bot.announcements.freeze import counted_for
from bot.announcements.tapping import has_it
from bot.office.feature import Act, Feature, Place
from bot.office.visit import Effect, Onward, Visit
from dialogs.announcements.audience import Audience, Condition
from dialogs.announcements.choosing import Choice, Side, show_audience, show_kinds, show_values
from dialogs.announcements.offer import FURTHER, condition_meant
from dialogs.announcements.wording import count_in_words
from dialogs.misunderstood import Misunderstood
from dialogs.roles import Role, may
from dialogs.scene import Refused
from dialogs.screen import Screen

FEWER = "fewer"
"""How the button that leads to fewer announcements is counted."""


async def audience(visit: Visit, number: str, side: str = "in") -> Screen:
    """Whom it goes to, with the usual choices."""
    return show_audience(visit.scene, _choice(await found(visit, number), side, ()))


async def kinds(visit: Visit, number: str, side: str) -> Screen:
    """What else there is to choose by."""
    return show_kinds(visit.scene, _choice(await found(visit, number), side, ()))


async def values(visit: Visit, number: str, side: str, kind: str) -> Screen:
    """The values of one kind."""
    known = next((one for one in FURTHER if one == kind), None)
    if known is None:
        raise Refused(kind)
    return show_values(visit.scene, _choice(await found(visit, number), side, await _tags(visit, kind)), known)


async def write_value(visit: Visit, number: str, side: str, kind: str) -> Onward:
    """A tag, typed."""
    draft, tags = await opened(visit, number), await _tags(visit, kind)
    text = (visit.message.text or "" if visit.message else "").strip().casefold()
    if text not in tags:
        raise Misunderstood(visit.scene.words.page("office/no_such_tag", kind=kind, tag=text[:40]).text)
    await _save(visit, draft, _choice(draft, side, tags).turned(Condition(kind="tag", value=text)))
    return Onward(visit.session)


async def turn(visit: Visit, number: str, side: str, kind: str, code: str) -> Onward:
    """One condition more, or one less."""
    draft, tags = await opened(visit, number), await _tags(visit, kind)
    choice = _choice(draft, side, tags)
    condition = condition_meant(visit.scene, kind, code, tags, choice.conditions)
    await _save(visit, draft, choice.turned(condition))
    return visit.to("o_values", number, side, kind) if kind in FURTHER else visit.to("o_audience", number, side)


async def clear(visit: Visit, number: str, side: str) -> Onward:
    """To everyone; or nobody left out."""
    draft = await opened(visit, number)
    await _save(visit, draft, _choice(draft, side, ()).having(()))
    return visit.to("o_audience", number, side)


async def count(visit: Visit, number: str, side: str = "in") -> Onward:
    """Count everybody: that takes a while, so it is done after the commit."""
    draft = await found(visit, number)
    onward = visit.to("o_audience", number, side)
    return replace(onward, effect=_counting(visit.having(onward.session), draft, _choice(draft, side, ())))


async def fewer(visit: Visit, number: str) -> Onward:
    """From below an announcement: what to hear less of. Who never had it is shown all that there is to choose."""
    row = await visit.transaction.announcement(numbered(number))
    received = row is not None and await has_it(visit, row.id)
    if row is None or not (received or may(visit.role, Role.DRAFTER)):
        return replace(visit.to("topics"), below=True)
    if received:
        await visit.transaction.note_tap(row.id, FEWER, visit.person.id, visit.now)
    return replace(visit.to("fewer", row.topic), below=True)


def _counting(visit: Visit, draft: Draft, choice: Choice) -> Effect:
    room, scene, now = visit.room, visit.scene, visit.now

    async def counting(_bot: Bot) -> Screen:
        found_ = await counted_for(room, draft.row, now)
        words = count_in_words(scene, found_.total, found_.left_out)
        return show_audience(scene, replace(choice, counted=words))

    return counting


def _choice(draft: Draft, side: str, tags: tuple[str, ...]) -> Choice:
    known: Side | None = next((one for one in get_args(Side) if one == side), None)
    if known is None:
        raise Refused(side)
    return Choice(
        str(draft.row.id), known, Audience.model_validate_json(draft.row.audience), is_open=draft.is_open, tags=tags
    )


async def _tags(visit: Visit, kind: str) -> tuple[str, ...]:
    return tuple(await visit.transaction.roster_tags()) if kind == "tag" else ()


async def _save(visit: Visit, draft: Draft, chosen: Audience) -> None:
    await changed(visit, draft, "audience", audience=chosen.model_dump_json())


AUDIENCE = Feature(
    acts={
        "o_turn": Act(turn, Role.DRAFTER),
        "o_clear": Act(clear, Role.DRAFTER),
        "o_count": Act(count, Role.DRAFTER),
        "o_fewer": Act(fewer, None),
    },
    places={
        "o_audience": Place(audience, Role.DRAFTER),
        "o_kinds": Place(kinds, Role.DRAFTER),
        "o_values": Place(values, Role.DRAFTER, write_value),
    },
)
