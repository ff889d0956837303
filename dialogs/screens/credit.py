"""One entry of the ledger: what is logged, whether it counts, and everything about it that can be changed."""

from dialogs.dates import EARLIEST
from dialogs.day_picker import Picker, day_rows
from dialogs.endorsed import letters_of, standing_of
from dialogs.endorsement import Credit
from dialogs.keyboard import Rows, flowing, packed, stacked
from dialogs.ledger import credit_of, minutes_of, most_hours
from dialogs.progress import amounts_in_words
from dialogs.scene import Refused, Scene, amount, do, go
from dialogs.screen import Button, Certificate, Screen
from dialogs.screens.ledger import OFFERED, reasons_outside
from dialogs.standing import Standing
from rules.codes import Unit
from rules.tally import CreditKind

_PARTS = (0, 1, 2, 3, 4, 6, 8)


def show_credit(scene: Scene, number: str) -> Screen:
    """An entry as it is saved; a photo or file sent here is kept as its certificate."""
    credit = credit_of(scene, number)
    return scene.screen(
        "screens/credit",
        (*flowing(_changes(scene, credit)), *_onward(scene, credit)),
        credit=credit,
        kind=scene.words.labels("credit_kinds")[credit.kind],
        today=credit.on == scene.on,
        outside=reasons_outside(scene, credit),
        counted=_counted(scene, credit),
        endorsed=bool(scene.session.endorsements),
        copies=scene.book.keeps_copies,
    )


def show_credit_day(scene: Scene, number: str, *picked: str) -> Screen:
    """The day of an entry, to be tapped or typed."""
    credit = credit_of(scene, number)
    picker = Picker(
        earliest=EARLIEST,
        latest=scene.on,
        step=lambda label, *so_far: go(label, "credit_day", number, *so_far),
        choose=lambda label, day: do(label, "redate", number, day.isoformat()),
    )
    today = do(scene.words.buttons["today"], "redate", number, scene.on.isoformat())
    rows = ((today,), *day_rows(scene.words, picker, *picked), *_back(scene, number))
    return scene.screen("screens/credit_day", rows, credit=credit)


def show_credit_hours(scene: Scene, number: str) -> Screen:
    """The hours of an entry, to be tapped or typed."""
    credit = credit_of(scene, number)
    most = most_hours(scene.session, credit.kind, credit)
    buttons = [_amount(scene, "rehours", number, hours) for hours in OFFERED if hours <= most]
    return scene.screen("screens/credit_hours", (*packed(buttons), *_back(scene, number)), credit=credit)


def show_credit_kind(scene: Scene, number: str) -> Screen:
    """What the hours of an entry were spent on."""
    credit, kinds = credit_of(scene, number), scene.words.labels("credit_kinds")
    buttons = [do(kinds[kind], "rekind", number, kind) for kind in CreditKind if kind is not credit.kind]
    return scene.screen("screens/credit_kind", (*stacked(buttons), *_back(scene, number)), kind=kinds[credit.kind])


def show_credit_rsc(scene: Scene, number: str) -> Screen:
    """How much of a training was about giving RSC."""
    credit = credit_of(scene, number)
    if credit.kind is not CreditKind.TRAINING_RECEIVED:
        raise Refused(number)
    offered = dict.fromkeys([*(part for part in _PARTS if part < credit.hours), credit.hours])
    buttons = [_amount(scene, "on_rsc", number, hours) for hours in offered]
    return scene.screen("screens/credit_rsc", (*packed(buttons), *_back(scene, number)), credit=credit)


def show_credit_title(scene: Scene, number: str) -> Screen:
    """What the training was called."""
    return _words(scene, number, "title")


def show_credit_provider(scene: Scene, number: str) -> Screen:
    """Who gave it."""
    return _words(scene, number, "provider")


def show_credit_file(scene: Scene, number: str) -> Screen:
    """The certificate: the next photo or file that is sent."""
    credit = credit_of(scene, number)
    clear = [scene.action("certificate_clear", "wipe", number, "certificate")] if credit.evidence else []
    return scene.screen("screens/credit_file", (*stacked(clear), *_back(scene, number)), credit=credit)


def show_certificate(scene: Scene, number: str) -> Screen:
    """The certificate itself, sent back."""
    credit = credit_of(scene, number)
    if credit.evidence is None:
        raise Refused(number)
    kind = scene.words.labels("credit_kinds")[credit.kind]
    return Screen(
        name="certificate",
        text=scene.words.page("screens/certificate", credit=credit, kind=kind).text,
        rows=_back(scene, number),
        attachment=Certificate(credit, lost=scene.words.page("screens/certificate_lost").text),
        stays=True,
    )


def _words(scene: Scene, number: str, field: str) -> Screen:
    credit = credit_of(scene, number)
    said = getattr(credit, field)
    clear = [scene.action("clear", "wipe", number, field)] if said else []
    return scene.screen("screens/credit_words", (*stacked(clear), *_back(scene, number)), field=field, said=said)


def _counted(scene: Scene, credit: Credit) -> list[dict[str, object]]:
    """Of each Endorsement that the entry lies in the cycle of: what its kind of hours comes to by now."""
    kind = "rsc" if credit.kind is CreditKind.RSC_RECEIVED else "training"
    found = [standing_of(scene, one) for one in scene.session.endorsements]
    return [
        {
            "letters": letters_of(scene, one.endorsement),
            "kind": kind if kind in one.asked() else "none",
            "amounts": amounts_in_words(scene, one, kind),
            "over": _over(scene, one, str(credit.kind)),
        }
        for one in found
        if not one.lapsed and credit.id not in one.outside
    ]


def _over(scene: Scene, found: Standing, kind: str) -> str:
    over = found.over().get(kind)
    return scene.words.sentence("renewal/over", kind=kind, over=over[0], most=over[1]) if over else ""


def _changes(scene: Scene, credit: Credit) -> list[Button]:
    number = str(credit.id)
    part = [scene.button("on_rsc", "credit_rsc", number)] if _may_be_on_rsc(scene, credit) else []
    kept = [scene.button("certificate_show", "certificate", number)] if credit.evidence else []
    return [
        scene.button("redate", "credit_day", number),
        scene.button("retitle", "credit_title", number),
        scene.button("provider", "credit_provider", number),
        *part,
        *kept,
        scene.button("certificate", "credit_file", number),
        scene.button("rehours", "credit_hours", number),
        scene.button("rekind", "credit_kind", number),
    ]


def _may_be_on_rsc(scene: Scene, credit: Credit) -> bool:
    """Training about giving RSC is asked of those who give it; before anybody is endorsed, it may be."""
    endorsements = scene.session.endorsements
    gives = not endorsements or any(one.provides_rsc or one.ers for one in endorsements)
    return credit.kind is CreditKind.TRAINING_RECEIVED and (gives or credit.on_rsc_hours > 0)


def _onward(scene: Scene, credit: Credit) -> Rows:
    is_new = credit.id + 1 == scene.session.next_number and credit.on == scene.on
    return flowing(
        [
            scene.action("undo" if is_new else "remove", "discard", str(credit.id)),
            scene.button("log_more", "log"),
            scene.button("ledger", "ledger"),
            scene.button("renewal", "renewal"),
            scene.button("menu", "menu"),
        ]
    )


def _back(scene: Scene, number: str) -> Rows:
    return ((scene.button("back", "credit", number), scene.button("menu", "menu")),)


def _amount(scene: Scene, action: str, number: str, hours: float) -> Button:
    label = scene.words.amount(hours, Unit.HOURS) if hours else scene.words.buttons["none"]
    return amount(label, action, number, minutes_of(hours))
