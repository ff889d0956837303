"""The reminder, with everything one may want to do about it on its buttons."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.endorsed import letters_of, short_in_words, standing_of
from dialogs.keyboard import Rows, flowing
from dialogs.nudging import Rung
from dialogs.rule_change import RULES
from dialogs.scene import Scene, do, go
from dialogs.screen import Button, Screen
from dialogs.screens.rule_changes import changes_in_words, changes_told, result_buttons, show_rule_changes
from dialogs.screens.silence import SILENCE, show_silence
from dialogs.standing import Standing
from rules.renewal import RenewalState

SNOOZES = (3, 7, 14)
"""Days a reminder can be put off."""

MEMBERSHIP = 0
"""The number that stands for the membership among the Endorsements of rungs."""


def show_nudge(scene: Scene, rungs: tuple[Rung, ...]) -> Screen:
    """The one message for all `rungs`; that everything is to be deleted comes last, or alone."""
    silent = next((rung for rung in rungs if rung.endorsement == SILENCE), None)
    others = tuple(rung for rung in rungs if rung.endorsement != SILENCE)
    if silent is None:
        return _reminder(scene, others)
    told = show_silence(scene, silent.cycle_end)
    if not others:
        return told
    first = _reminder(scene, others)
    return replace(first, text=f"{first.text}\n\n{told.text}", rows=(*first.rows, *told.rows))


def _reminder(scene: Scene, rungs: tuple[Rung, ...]) -> Screen:
    """What is missing, first; `rungs` of Endorsements that are gone since are left out.

    What a change of the rules changed comes below, or alone where nothing else is due.
    """
    told = {rung.endorsement for rung in rungs}
    changes = changes_told(scene, frozenset(rung.day for rung in rungs if rung.endorsement == RULES))
    if told == {RULES}:
        return show_rule_changes(scene, changes)
    found = [standing_of(scene, one) for one in scene.session.endorsements if one.id in told]
    expired = scene.session.wishes.is_member(scene.on) is False
    page = scene.words.page(
        "screens/nudge",
        lines=[_line(scene, one) for one in found],
        membership=scene.session.wishes.membership_until if MEMBERSHIP in told or expired else None,
        expired=expired,
        association=scene.pack.association.name,
        system=scene.pack.association.application_system,
    )
    rows = _rows(scene, found, membership=MEMBERSHIP in told)
    if not changes:
        return Screen(name="nudge", text=page.text, rows=rows, stays=True)
    text = f"{page.text}\n\n{changes_in_words(scene, changes)}"
    return Screen(name="nudge", text=text, rows=(*rows, *flowing(result_buttons(scene))), stays=True)


def snooze_button(scene: Scene, days: int, deadlines: list[int]) -> Button:
    """Puts off the reminders of the cycles that end in these years."""
    return do(scene.words.buttons[f"snooze_{days}"], "snooze", str(days), *map(str, deadlines))


def attested_button(scene: Scene, found: Standing) -> Button:
    """Leads to the wording of what is attested: one tap too many would end the reminders for three years."""
    label = scene.words.page("renewal/attested_label", credential=letters_of(scene, found.endorsement)).text
    return go(label, "attest", str(found.endorsement.id), str(found.cycle.deadline.year))


def _line(scene: Scene, found: Standing) -> dict[str, object]:
    return {
        "credential": letters_of(scene, found.endorsement),
        "short": short_in_words(scene, found),
        "deadline": found.cycle.deadline,
        "days": (found.cycle.deadline - scene.on).days,
        "opens": found.cycle.window_opens,
        "is_open": found.is_open,
        "state": str(found.status.status),
        "lacks_membership": found.lacks_membership,
    }


def _rows(scene: Scene, found: list[Standing], *, membership: bool) -> Rows:
    coming = [one for one in found if one.status.status is not RenewalState.LAPSED]
    buttons = [*_doing(scene, coming), *_putting_off(scene, coming)]
    if membership:
        buttons.append(scene.button("membership", "membership"))
    if found:
        buttons.append(scene.button("email", "renewal_email", str(found[0].endorsement.id)))
        buttons.append(scene.button("coordinator", "o_ask"))
    return flowing([*buttons, scene.button("wishes", "wishes"), scene.button("menu", "menu")])


def _doing(scene: Scene, coming: list[Standing]) -> Iterator[Button]:
    yield scene.button("log", "log")
    for one in coming:
        label = scene.words.page("renewal/progress_label", credential=letters_of(scene, one.endorsement)).text
        yield go(label, "progress", str(one.endorsement.id))
    for one in coming:
        if one.is_open:
            yield attested_button(scene, one)


def _putting_off(scene: Scene, coming: list[Standing]) -> Iterator[Button]:
    deadlines = sorted({one.cycle.deadline.year for one in coming})
    if any(scene.on < one.policy.ladder.daily_from.of(one.cycle.deadline.year) for one in coming):
        yield from (snooze_button(scene, days, deadlines) for days in SNOOZES)
    for one in coming:
        label = scene.words.page("renewal/mute_label", credential=letters_of(scene, one.endorsement)).text
        yield do(label, "mute", str(one.endorsement.id))
