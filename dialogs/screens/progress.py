"""How far a renewal is: as text, as a picture, and as an e-mail about what only the coordinator can settle."""

from collections import Counter

from dialogs.catalogue import SOURCE
from dialogs.endorsed import named, standing_numbered
from dialogs.keyboard import Rows, flowing, stacked
from dialogs.progress import lines_of, open_points, pace_in_words, progress_plan, renewal_email
from dialogs.scene import Refused, Scene
from dialogs.screen import Button, Picture, Screen
from dialogs.screens.wishes import membership_note
from dialogs.standing import Standing
from rules.values import tidy

_COPIED = 256
"""Characters that a button can put on the clipboard; Telegram's limit."""


def show_progress(scene: Scene, number: str) -> Screen:
    """Required, counted, missing; what does not count and why; the pace; what is open."""
    found = standing_numbered(scene, number)
    letters, name = named(scene, found.endorsement)
    return scene.screen(
        "screens/progress",
        _rows(scene, found),
        letters=letters,
        name=name,
        found=found,
        lines=lines_of(scene, found),
        over=found.over(),
        outside=_outside(scene, found),
        pace=tuple(pace_in_words(scene, found)),
        points=open_points(scene, found),
        state=str(found.status.status),
        membership=membership_note(scene, found.cycle.deadline),
        system=scene.pack.association.application_system,
    )


def show_progress_picture(scene: Scene, number: str, theme: str = "light") -> Screen:
    """The same as a picture."""
    found = standing_numbered(scene, number)
    if theme not in {"light", "dark"} or found.lapsed:
        raise Refused(theme)
    other = "light" if theme == "dark" else "dark"
    plan = progress_plan(scene, found)
    return Screen(
        name="progress_picture",
        text=scene.words.page("screens/picture", plan=plan).text,
        rows=flowing(
            [
                scene.button(f"picture_{other}", "progress_picture", number, other),
                scene.button("packet", "packet", number),
                scene.button("progress", "progress", number),
                scene.button("menu", "menu"),
            ]
        ),
        attachment=Picture(plan, dark=theme == "dark"),
        stays=True,
    )


def show_renewal_email(scene: Scene, number: str) -> Screen:
    """A ready e-mail to the coordinator; the person sends it themselves, and sees every word before."""
    found = standing_numbered(scene, number)
    email = renewal_email(scene, found)
    short_enough = [Button(scene.words.buttons["copy_text"], copy=email.body)] if len(email.body) <= _COPIED else []
    return scene.screen(
        "screens/email",
        (
            (Button(scene.words.buttons["copy_email"], copy=email.to),),
            *stacked(short_enough),
            *flowing([scene.button("back", "endorsement", number), scene.button("menu", "menu")]),
        ),
        email=email,
        theirs=scene.session.language == SOURCE,
    )


def _rows(scene: Scene, found: Standing) -> Rows:
    number = str(found.endorsement.id)
    if found.lapsed:
        back = scene.button("back", "endorsement", number)
        person = [scene.button("email", "renewal_email", number), scene.button("coordinator", "o_ask")]
        return flowing([*person, back, scene.button("menu", "menu")])
    attest = [scene.button("attest", "attest", number)] if found.is_open else []
    email = [scene.button("email", "renewal_email", number)] if found.status.handoff else []
    return flowing(
        [
            *attest,
            scene.button("log", "log"),
            scene.button("ledger", "ledger"),
            scene.button("progress_picture", "progress_picture", number),
            scene.button("packet", "packet", number),
            *email,
            scene.button("coordinator", "o_ask"),
            scene.button("back", "endorsement", number),
            scene.button("menu", "menu"),
        ]
    )


def _outside(scene: Scene, found: Standing) -> list[tuple[str, int, float]]:
    """Why entries do not count, how many there are of each, and their hours."""
    labels = scene.words.labels("outside")
    reasons = {one: found.outside[one.id] for one in scene.session.credits if one.id in found.outside}
    return [
        (labels[reason], count, tidy(sum(one.hours for one, its in reasons.items() if its is reason)))
        for reason, count in sorted(Counter(reasons.values()).items())
    ]
