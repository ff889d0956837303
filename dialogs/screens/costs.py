"""What it costs, all in: application, the add-on, membership."""

from collections.abc import Mapping

from dialogs.keyboard import flowing
from dialogs.scene import Scene, Unsettled
from dialogs.screen import Screen
from rules.codes import Category
from rules.fees import agency_price, application_fees, individual_price
from rules.sources import in_force


def show_costs(scene: Scene) -> Screen:
    """The sums of the costs interview."""
    case = scene.case("costs")
    if not case.settled:
        raise Unsettled("costs")
    application, membership = _application(scene, case.said), _membership(scene, case.said)
    currency = scene.pack.association.currency
    money = scene.words.money
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
        lines=[(scene.words.labels("fees")[name], money(amount, currency)) for name, amount in application],
        membership=money(membership, currency) if membership else "",
        unpriced=membership is None,
        total=money(sum(amount for _, amount in application) + (membership or 0), currency),
        add_on=case.said.get("cost_add_on") is True,
        staff=case.said.get("agency_staff"),
    )


def _application(scene: Scene, said: Mapping[str, object]) -> list[tuple[str, int]]:
    fees, chosen = scene.pack.fees, said.get("cost_category")
    if chosen == "add_on_only":
        return [("processing", in_force(fees.add_on, scene.on).processing)]
    if chosen is None:
        return []
    # The three Mentor designations cost the same.
    category = Category.IMHM_C if chosen == "IMHM" else Category(str(chosen))
    with_add_on = said.get("cost_add_on") is True
    found = application_fees(fees, scene.pack.association.currency, category, scene.on, with_add_on=with_add_on)
    return [("registration", found.registration), ("processing", found.processing)]


def _membership(scene: Scene, said: Mapping[str, object]) -> int | None:
    """0 where none is to be paid; None where the sources give no price."""
    term = int(str(said.get("membership_term") or 1))
    match said.get("membership_kind"):
        case "individual":
            return individual_price(scene.pack.fees, term, scene.on)
        case "agency":
            return agency_price(scene.pack.fees, term, int(str(said.get("agency_staff") or 0)), scene.on)
    return 0
