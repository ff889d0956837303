"""What it costs, all in: application, the add-on, membership."""

from collections.abc import Mapping

from dialogs.keyboard import flowing
from dialogs.scene import Scene, Unsettled
from dialogs.screen import Screen
from rules.codes import Category, Unit
from rules.fees import agency_price, application_fees, individual_price
from rules.sources import in_force


def show_costs(scene: Scene) -> Screen:
    """The sums of the costs interview."""
    case = scene.case("costs")
    if not case.settled:
        raise Unsettled("costs")
    application, membership = _application(scene, case.said), _membership(scene, case.said)
    words, currency = scene.words, scene.pack.association.currency
    lines = [(words.labels("fees")[name], words.money(amount, currency)) for name, amount in application]
    known = [amount for _, amount in application] + ([membership] if membership is not None else [])
    return scene.screen(
        "screens/costs",
        flowing(
            [
                scene.button("review", "review", "costs"),
                scene.button("restart", "restart", "costs"),
                scene.button("apply", "apply"),
                scene.button("menu", "menu"),
            ]
        ),
        lines=lines,
        membership=words.money(membership, currency) if membership else "",
        term=words.amount(_term(case.said), Unit.YEARS),
        unpriced=membership is None and case.said["agency_staff"] is not None,
        open_membership=membership is None and case.said["agency_staff"] is None,
        total=words.money(sum(known), currency) if known else "",
        all_in=bool(application) and membership is not None,
        add_on=case.said["cost_add_on"] is True,
    )


def _application(scene: Scene, said: Mapping[str, object]) -> list[tuple[str, int]]:
    fees, chosen = scene.pack.fees, said["cost_category"]
    if chosen == "add_on_only":
        return [("processing", in_force(fees.add_on, scene.on).processing)]
    if chosen is None:
        return []
    # The three Mentor designations cost the same.
    category = Category.IMHM_C if chosen == "IMHM" else Category(str(chosen))
    with_add_on = said["cost_add_on"] is True
    found = application_fees(fees, scene.pack.association.currency, category, scene.on, with_add_on=with_add_on)
    return [("registration", found.registration), ("processing", found.processing)]


def _membership(scene: Scene, said: Mapping[str, object]) -> int | None:
    """0 where none is to be paid; None where nobody can tell: not asked for yet, or without a price in the sources."""
    match said["membership_kind"], said["agency_staff"]:
        case "have", _:
            return 0
        case "individual", _:
            return individual_price(scene.pack.fees, _term(said), scene.on)
        case "agency", int(staff):
            return agency_price(scene.pack.fees, _term(said), staff, scene.on)
    return None


def _term(said: Mapping[str, object]) -> int:
    """Years of membership; one where that is open."""
    return int(str(said["membership_term"] or 1))
