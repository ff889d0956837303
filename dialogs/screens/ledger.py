"""Logging hours in two taps, and the list of what is logged."""

from dialogs.endorsed import letters_of, standing_of
from dialogs.endorsement import Credit
from dialogs.keyboard import Rows, flowing, packed, stacked
from dialogs.ledger import kind_of, minutes_of, most_hours, newest_first
from dialogs.scene import Refused, Scene, amount, go
from dialogs.screen import Button, Screen
from rules.codes import Unit
from rules.tally import CreditKind

OFFERED = (1, 1.5, 2, 3, 4, 6, 8, 12)
"""Hours on buttons; any other amount can be typed."""

_ON_A_PAGE = 8


def show_log(scene: Scene) -> Screen:
    """What the hours were spent on."""
    kinds = scene.words.labels("credit_kinds")
    return scene.screen(
        "screens/log",
        (*stacked(go(kinds[kind], "log_hours", kind) for kind in CreditKind), *_elsewhere(scene)),
        association=scene.pack.association.name,
        entries=len(scene.session.credits),
    )


def show_log_hours(scene: Scene, name: str) -> Screen:
    """How many hours; the day is today until it is changed."""
    kind = kind_of(name)
    number = str(scene.session.next_number)
    buttons = [
        amount(scene.words.amount(hours, Unit.HOURS), "log", kind, minutes_of(hours), number)
        for hours in OFFERED
        if hours <= most_hours(scene.session, kind)
    ]
    return scene.screen(
        "screens/log_hours",
        (*packed(buttons), *flowing([scene.button("back", "log"), scene.button("menu", "menu")])),
        kind=scene.words.labels("credit_kinds")[kind],
        name=str(kind),
        association=scene.pack.association.name,
    )


def show_ledger(scene: Scene, page: str = "0") -> Screen:
    """Everything that is logged, the newest day first, some on each page."""
    entries = newest_first(scene.session.credits)
    pages = max(1, -(-len(entries) // _ON_A_PAGE))
    if page not in map(str, range(pages)):
        raise Refused(page)
    shown = entries[int(page) * _ON_A_PAGE : (int(page) + 1) * _ON_A_PAGE]
    return scene.screen(
        "screens/ledger",
        (
            *stacked(_entry(scene, one) for one in shown),
            *flowing(_turning(scene, int(page), pages)),
            *_elsewhere(scene),
        ),
        sums=_sums(scene),
        total=len(entries),
        page=int(page) + 1,
        pages=pages,
    )


def show_discarded(scene: Scene, number: str) -> Screen:
    """An entry is deleted, and can be brought back."""
    credit = scene.session.discarded
    if credit is None or str(credit.id) != number:
        raise Refused(number)
    return scene.screen(
        "screens/discarded",
        (
            (scene.action("bring_back", "regain", number),),
            *flowing([scene.button("ledger", "ledger"), scene.button("log", "log"), scene.button("menu", "menu")]),
        ),
        credit=credit,
        kind=scene.words.labels("credit_kinds")[credit.kind],
    )


def reasons_outside(scene: Scene, credit: Credit) -> list[tuple[str, str]]:
    """The Endorsements this entry does not count for, each with the reason."""
    labels = scene.words.labels("outside")
    return [
        (letters_of(scene, endorsement), labels[standing_of(scene, endorsement).outside[credit.id]])
        for endorsement in scene.session.endorsements
        if credit.id in standing_of(scene, endorsement).outside
    ]


def _entry(scene: Scene, credit: Credit) -> Button:
    kind = scene.words.labels("credit_kinds_short")[credit.kind]
    hours = scene.words.number(credit.hours)
    label = scene.words.page("renewal/entry_label", day=credit.on, hours=hours, kind=kind).text
    return go(label, "credit", str(credit.id))


def _turning(scene: Scene, page: int, pages: int) -> list[Button]:
    newer = [scene.button("newer", "ledger", str(page - 1))] if page > 0 else []
    older = [scene.button("older", "ledger", str(page + 1))] if page + 1 < pages else []
    return [*newer, *older]


def _sums(scene: Scene) -> list[tuple[str, str]]:
    labels, credits_ = scene.words.labels("credit_kinds"), scene.session.credits
    sums = {kind: sum(one.hours for one in credits_ if one.kind is kind) for kind in CreditKind}
    return [(labels[kind], scene.words.amount(hours, Unit.HOURS)) for kind, hours in sums.items() if hours]


def _elsewhere(scene: Scene) -> Rows:
    ledger = [scene.button("ledger", "ledger")] if scene.session.place.name != "ledger" else []
    log = [scene.button("log", "log")] if scene.session.place.name != "log" else []
    return flowing([*log, *ledger, scene.button("renewal", "renewal"), scene.button("menu", "menu")])
