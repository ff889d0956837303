"""One of a person's Endorsements: found, named, held against the rules, put back changed."""

from dialogs.endorsement import Endorsement
from dialogs.scene import Refused, Scene
from dialogs.session import Session
from dialogs.standing import Standing, standing


def endorsement_of(scene: Scene, number: str) -> Endorsement:
    """The Endorsement of that id.

    Raises:
        Refused: if the person has none of it.
    """
    found = next((one for one in scene.session.endorsements if str(one.id) == number), None)
    if found is None:
        raise Refused(number)
    return found


def standing_of(scene: Scene, endorsement: Endorsement) -> Standing:
    """Where it stands today."""
    member = scene.session.wishes.is_member(scene.on)
    return standing(scene.pack, endorsement, scene.session.credits, scene.on, member=member)


def standing_numbered(scene: Scene, number: str) -> Standing:
    """Where the Endorsement of that id stands today.

    Raises:
        Refused: if the person has none of it.
    """
    return standing_of(scene, endorsement_of(scene, number))


def named(scene: Scene, endorsement: Endorsement) -> tuple[str, str]:
    """The letters after the name, the add-on's too, and the name in full."""
    category = scene.pack.by_code[endorsement.category]
    letters = base_letters(scene, endorsement)
    full = scene.words.say(category.credential_name(endorsement.age_band))
    return (f"{letters} + {scene.pack.add_on.code}" if endorsement.ers else letters), full


def base_letters(scene: Scene, endorsement: Endorsement) -> str:
    """The letters without the add-on's."""
    return scene.pack.by_code[endorsement.category].credential(endorsement.age_band)


def letters_of(scene: Scene, endorsement: Endorsement) -> str:
    """The letters after the name."""
    return named(scene, endorsement)[0]


def changed(session: Session, endorsement: Endorsement) -> Session:
    """The session with one Endorsement as it is now."""
    kept = tuple(endorsement if one.id == endorsement.id else one for one in session.endorsements)
    return session.model_copy(update={"endorsements": kept})


def short_in_words(scene: Scene, found: Standing) -> tuple[str, ...]:
    """What is missing: "5 hours of training"; one phrase for each kind of hours."""
    return tuple(
        scene.words.page("renewal/hours", kind=kind, hours=hours).text for kind, hours in found.short().items()
    )
