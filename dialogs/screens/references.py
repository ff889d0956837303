"""Planning who to ask for a reference. No names are stored, only how far each place is."""

from dialogs.keyboard import flowing, packed, stacked
from dialogs.scene import Refused, Scene, do, go
from dialogs.screen import Screen
from dialogs.screens.categories import code_of, slug_of
from dialogs.telling import asked_of
from rules.codes import Scope

STATES = ("open", "asked", "agreed")


def show_references(scene: Scene, slug: str | None = None) -> Screen:
    """The places among the references of a category; without one, the category of the person's case."""
    code = code_of(scene, slug) if slug is not None else _of_case(scene)
    words = scene.words
    states = words.labels("raters")
    places = [
        (words.say(rater.who), scene.session.raters.get(key(slug_of(code), place), "open"))
        for place, rater in enumerate(asked_of(scene, code).raters)
    ]
    buttons = [
        do(f"{place + 1}. {states[state]}", "rater", slug_of(code), str(place))
        for place, (_, state) in enumerate(places)
    ]
    codes = [slug_of(str(one)) for one in reversed(scene.pack.highest_first)] + [scene.pack.add_on.code]
    others = [go(other, "references", other) for other in codes if other != slug_of(code)]
    return scene.screen(
        "screens/references",
        (*stacked(buttons), *packed(others), *flowing([scene.button("menu", "menu")])),
        code=code,
        places=[(who, states[state]) for who, state in places],
        agreed=sum(state == "agreed" for _, state in places),
        total=len(places),
        association=scene.pack.association.name,
        system=scene.pack.association.application_system,
    )


def place_named(scene: Scene, slug: str, place: str) -> str:
    """The key of a place, if the category has it.

    Raises:
        Refused: if it has not.
    """
    code = code_of(scene, slug)
    if place not in map(str, range(len(asked_of(scene, code).raters))):
        raise Refused(place)
    return key(slug_of(code), int(place))


def key(slug: str, place: int) -> str:
    """Under which a place is remembered."""
    return f"{slug} {place}"


def _of_case(scene: Scene) -> str:
    scope = scene.case("apply").profile.scope
    if scope is None or scope is Scope.UNSURE:
        return str(scene.pack.fallbacks[0])
    return str(scene.pack.by_scope[scope].code)
