"""How reminders may come: quiet hours, Sundays, which Endorsements, none at all; and until when membership runs."""

from collections.abc import Iterator
from datetime import date

from dialogs.day_picker import Picker, day_rows
from dialogs.endorsed import letters_of
from dialogs.keyboard import flowing, packed
from dialogs.scene import Scene, do, go
from dialogs.screen import Button, Screen

QUIET = ((20, 8), (21, 7), (21, 8), (22, 7), (22, 8), (18, 9))
"""Quiet hours to choose from; there is no night without them."""

_YEARS_AHEAD = 5


def show_wishes(scene: Scene) -> Screen:
    """Everything that is set, with a way to change each."""
    wishes, session = scene.session.wishes, scene.session
    return scene.screen(
        "screens/wishes",
        flowing([*_choices(scene), *_elsewhere(scene)]),
        stopped=wishes.stopped,
        quiet=_span(scene, wishes.quiet_from, wishes.quiet_until),
        sundays=wishes.sundays,
        membership=wishes.membership_until,
        muted=[letters_of(scene, one) for one in session.endorsements if one.muted],
        snoozed=[
            (letters_of(scene, one), one.snoozed_until)
            for one in session.endorsements
            if one.snoozed_until is not None and one.snoozed_until > scene.on
        ],
        association=scene.pack.association.name,
    )


def show_quiet(scene: Scene) -> Screen:
    """The hours in which no reminder comes."""
    buttons = [do(_span(scene, start, end), "quiet", str(start), str(end)) for start, end in QUIET]
    return scene.screen("screens/quiet", (*packed(buttons), (scene.button("back", "wishes"),)))


def show_membership(scene: Scene, *picked: str) -> Screen:
    """The day membership runs out, to be tapped or typed."""
    picker = Picker(
        earliest=date(scene.on.year - 1, 1, 1),
        latest=latest_membership(scene.on),
        step=lambda label, *so_far: go(label, "membership", *so_far),
        choose=lambda label, day: do(label, "membership", day.isoformat()),
    )
    clear = [scene.action("membership_clear", "membership")] if scene.session.wishes.membership_until else []
    return scene.screen(
        "screens/membership",
        (*day_rows(scene.words, picker, *picked), *flowing([*clear, scene.button("back", "wishes")])),
        association=scene.pack.association.name,
        until=scene.session.wishes.membership_until,
    )


def latest_membership(on: date) -> date:
    """The last day a membership can reasonably run to."""
    return date(on.year + _YEARS_AHEAD, 12, 31)


def membership_note(scene: Scene, deadline: date) -> str:
    """A line where the membership that was told of does not reach the deadline."""
    until = scene.session.wishes.membership_until
    if until is None or until >= deadline:
        return ""
    association = scene.pack.association.name
    template = "renewal/membership" if scene.session.wishes.is_member(scene.on) else "renewal/membership_over"
    return scene.words.page(template, until=until, association=association).text


def _elsewhere(scene: Scene) -> Iterator[Button]:
    yield go(scene.words.labels("hearing")["topics"], "topics")
    yield scene.button("settings", "settings")
    yield scene.button("menu", "menu")


def _choices(scene: Scene) -> Iterator[Button]:
    wishes = scene.session.wishes
    yield scene.button("quiet", "quiet")
    yield (
        scene.action("sundays_no", "sundays", "no") if wishes.sundays else scene.action("sundays_yes", "sundays", "yes")
    )
    yield scene.button("membership", "membership")
    yield scene.button("time_zone", "time_zone")
    for one in scene.session.endorsements:
        template = "renewal/unmute_label" if one.muted else "renewal/mute_label"
        label = scene.words.page(template, credential=letters_of(scene, one)).text
        yield do(label, "unmute" if one.muted else "mute", str(one.id))
    yield (
        scene.action("reminders_start", "reminders", "start")
        if wishes.stopped
        else scene.action("reminders_stop", "reminders", "stop")
    )


def _span(scene: Scene, start: int, end: int) -> str:
    return scene.words.page("renewal/span", start=scene.words.hour(start), end=scene.words.hour(end)).text
