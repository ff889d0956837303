"""Logging hours, and what can be done with an entry: correct it, add to it, delete it, bring it back."""

from datetime import date

from dialogs.dates import EARLIEST
from dialogs.endorsement import Credit, DiskCopy
from dialogs.event import Sent
from dialogs.ledger import credit_of, hours_of, kind_of, most_hours
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, Scene
from dialogs.session import Session
from rules.tally import CreditKind

MOST_ENTRIES = 500
"""Entries a person can have: three years of three a week."""

LONGEST_WORDS = 120
"""Characters of a title or a provider."""

LARGEST_COPY = 20 * 2**20
"""Bytes of a certificate that can be copied to disk: Telegram hands out no larger file to a bot."""

_LONGEST_FILE_ID = 256
_A_MINUTE = 0.0166
"""Of an hour, as typed amounts are rounded; less is a slip of the thumb, and would be shown as nothing."""


def add(scene: Scene, kind: CreditKind, hours: float) -> Session:
    """One more entry, of today.

    Raises:
        Misunderstood: if the hours are none or too many, or the ledger is full.
    """
    session = scene.session
    if len(session.credits) >= MOST_ENTRIES:
        raise Misunderstood(scene.words.page("screens/ledger_full", most=MOST_ENTRIES).text)
    _check_hours(scene, hours, most_hours(session, kind))
    number = session.next_number
    new = Credit(id=number, kind=kind, hours=hours, on=scene.on)
    added = {"credits": (*session.credits, new), "numbered": number}
    return session.model_copy(update=added).at("credit", str(number))


def log(scene: Scene, name: str, minutes: str, number: str) -> Session:
    """A tap on an amount; `number` is the id that the entry was to have, so a second tap on it logs nothing."""
    kind, hours = kind_of(name), hours_of(minutes)
    if number == str(scene.session.next_number):
        return add(scene, kind, hours)
    same = [one for one in scene.session.credits if str(one.id) == number and (one.kind, one.hours) == (kind, hours)]
    if same and same[0].on == scene.on:
        return scene.session.at("credit", number)
    # Another entry was made since: rather a tap too many than an hour that nobody worked.
    return scene.session.at("log_hours", name)


def rehours(scene: Scene, number: str, minutes: str) -> Session:
    """Other hours, tapped."""
    return set_hours(scene, number, hours_of(minutes))


def set_hours(scene: Scene, number: str, hours: float) -> Session:
    """Other hours; the part about giving RSC shrinks with them.

    Raises:
        Misunderstood: if they are none or too many.
    """
    credit = credit_of(scene, number)
    _check_hours(scene, hours, most_hours(scene.session, credit.kind, credit))
    return _with(scene, credit, hours=hours, on_rsc_hours=min(credit.on_rsc_hours, hours))


def rekind(scene: Scene, number: str, name: str) -> Session:
    """Another kind; only training received has a part about giving RSC."""
    credit, kind = credit_of(scene, number), kind_of(name)
    _check_hours(scene, credit.hours, most_hours(scene.session, kind, credit))
    part = credit.on_rsc_hours if kind is CreditKind.TRAINING_RECEIVED else 0
    return _with(scene, credit, kind=kind, on_rsc_hours=part)


def redate(scene: Scene, number: str, day: str) -> Session:
    """Another day, tapped."""
    try:
        return set_day(scene, number, date.fromisoformat(day))
    except ValueError:
        raise Refused(day) from None


def set_day(scene: Scene, number: str, day: date) -> Session:
    """Another day, up to today.

    Raises:
        Misunderstood: if it is still to come, or was before all Endorsements.
    """
    if not EARLIEST <= day <= scene.on:
        raise Misunderstood(scene.words.page("screens/expected", kind="date", most=0).text)
    return _with(scene, credit_of(scene, number), on=day)


def on_rsc(scene: Scene, number: str, minutes: str) -> Session:
    """How much of a training was about giving RSC, tapped."""
    return set_on_rsc(scene, number, hours_of(minutes))


def set_on_rsc(scene: Scene, number: str, hours: float) -> Session:
    """How much of a training was about giving RSC.

    Raises:
        Misunderstood: if that is more than the training had.
    """
    credit = credit_of(scene, number)
    if credit.kind is not CreditKind.TRAINING_RECEIVED:
        raise Refused(number)
    if hours > credit.hours:
        raise Misunderstood(scene.words.page("screens/expected", kind="part", most=credit.hours).text)
    return _with(scene, credit, on_rsc_hours=hours)


def wipe(scene: Scene, number: str, field: str) -> Session:
    """Empty what a person wrote: the title, who gave it, the certificate."""
    emptied: dict[str, dict[str, object]] = {
        "title": {"title": ""},
        "provider": {"provider": ""},
        "certificate": {"evidence": None, "evidence_name": "", "evidence_is_photo": None, "evidence_copy": None},
    }
    if field not in emptied:
        raise Refused(field)
    return _with(scene, credit_of(scene, number), **emptied[field])


def set_words(scene: Scene, number: str, field: str, text: str) -> Session:
    """The title of an entry, or who gave it.

    Raises:
        Misunderstood: if it is too long.
    """
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_WORDS:
        raise Misunderstood(scene.words.page("screens/expected_words", most=LONGEST_WORDS).text)
    return _with(scene, credit_of(scene, number), **{field: words})


def set_certificate(scene: Scene, number: str, file: Sent) -> Session:
    """Keep a certificate, by Telegram's id of it; the copy on disk is the bot's to make."""
    if file.file_id is None or len(file.file_id) > _LONGEST_FILE_ID:
        raise Refused(number)
    return _with(
        scene,
        credit_of(scene, number),
        evidence=file.file_id,
        evidence_name=" ".join(file.name.split())[:LONGEST_WORDS],
        evidence_is_photo=file.is_photo,
        evidence_copy=DiskCopy.TOO_LARGE if (file.size or 0) > LARGEST_COPY else None,
    )


def discard(scene: Scene, number: str) -> Session:
    """Delete an entry; the last one deleted can be brought back."""
    credit = credit_of(scene, number)
    kept = tuple(one for one in scene.session.credits if one.id != credit.id)
    return scene.session.model_copy(update={"credits": kept, "discarded": credit}).at("discarded", number)


def regain(scene: Scene, number: str) -> Session:
    """Bring back the entry deleted last.

    Raises:
        Refused: if that was another one.
    """
    session, credit = scene.session, scene.session.discarded
    if credit is None or str(credit.id) != number:
        raise Refused(number)
    _check_hours(scene, credit.hours, most_hours(session, credit.kind))
    back = sorted((*session.credits, credit), key=lambda one: one.id)
    return session.model_copy(update={"credits": tuple(back), "discarded": None}).at("credit", number)


def _check_hours(scene: Scene, hours: float, most: float) -> None:
    if not _A_MINUTE <= hours <= most:
        raise Misunderstood(scene.words.page("screens/expected_hours", most=most).text)


def _with(scene: Scene, credit: Credit, **changes: object) -> Session:
    changed = credit.model_copy(update=changes)
    kept = tuple(changed if one.id == credit.id else one for one in scene.session.credits)
    return scene.session.model_copy(update={"credits": kept}).at("credit", str(credit.id))
