"""What a change of the rules changed for a person: before, after, and the rules behind it with their sources."""

from collections.abc import Iterator
from datetime import date

from dialogs.consequences import ORDERS
from dialogs.endorsed import letters_of
from dialogs.keyboard import Rows, flowing
from dialogs.outcome import APPLICATIONS
from dialogs.reason import amount_asked, label_of, where
from dialogs.rule_change import Final, RuleChange
from dialogs.scene import Scene
from dialogs.screen import Button, Screen
from rules.category import Requirement
from rules.codes import Unit

_MOST = 12
"""Changes and rules in one message; with their sources they fill half of what Telegram takes."""


def changes_told(scene: Scene, days: frozenset[date]) -> tuple[RuleChange, ...]:
    """Those that are told under these rungs; without those of Endorsements that are gone since."""
    held = {f"endorsement {one.id}" for one in scene.session.endorsements}
    found = (one for one in scene.session.changes if one.told_on in days)
    return tuple(one for one in found if one.name.split(".")[0] in {*held, *APPLICATIONS})


def show_rule_changes(scene: Scene, changes: tuple[RuleChange, ...]) -> Screen:
    """Nothing but the changes."""
    return Screen(name="rule_changes", text=changes_in_words(scene, changes), rows=_rows(scene), stays=True)


def changes_in_words(scene: Scene, changes: tuple[RuleChange, ...]) -> str:
    """Each change, and below them the rules."""
    lines = [_line(scene, one) for one in changes]
    rules = [_rule(scene, rule) for one in changes for rule in one.rules]
    return scene.words.page(
        "screens/rule_changes",
        lines=list(dict.fromkeys(lines))[:_MOST],
        rules=list(dict.fromkeys(rules))[:_MOST],
        association=scene.pack.association.name,
    ).text


def result_buttons(scene: Scene) -> Iterator[Button]:
    """The ways to the results of applications that are settled."""
    for flow in APPLICATIONS:
        if scene.case(flow).settled:
            yield scene.button("result" if flow == "apply" else "ers", "result", flow)


def _rows(scene: Scene) -> Rows:
    held = [scene.button("endorsements", "endorsements")] if scene.session.endorsements else []
    return flowing([*result_buttons(scene), *held, scene.button("menu", "menu")])


def _line(scene: Scene, change: RuleChange) -> tuple[str, str, str]:
    """What changed, before and after."""
    labels = scene.words.labels("rule_changes")
    area, *topic = change.name.split(".")
    unit: Unit | None = Unit.HOURS
    match topic:
        case [("required" | "missing") as which, kind]:
            what = f"{scene.words.labels('renewal_hours')[kind]} ({labels[which]})"
        case [code, requirement_id]:
            what = f"{_requirement_label(scene, code, requirement_id)} ({labels['missing']})"
            asked = _requirement(scene, code, requirement_id)
            area, unit = code, asked.unit if asked else None
        case _:
            what = labels[topic[0]]
    return f"{_whose(scene, area)}{what}", _value(scene, change.before, unit), _value(scene, change.after, unit)


def _whose(scene: Scene, area: str) -> str:
    if area in APPLICATIONS:
        return ""
    if not area.startswith("endorsement "):
        return f"{_letters(scene, area)}: "
    found = (letters_of(scene, one) for one in scene.session.endorsements if f"endorsement {one.id}" == area)
    return f"{next(found, area)}: "


def _value(scene: Scene, value: Final, unit: Unit | None) -> str:
    match value:
        case None:
            return scene.words.labels("rule_changes")["nothing"]
        case bool():
            return scene.words.labels("states")["not_met"]
        case date():
            return scene.words.day(value)
        case int() | float():
            return scene.words.amount(value, unit) if unit else scene.words.number(value)
        case _:
            return _letters(scene, value)


def _letters(scene: Scene, code: str) -> str:
    """A category by the letters that would be this person's; anything else as it is."""
    category = next((one for one in scene.pack.categories if one.code == code), None)
    return category.credential(scene.case("apply").profile.age_band) if category else code


def _rule(scene: Scene, rule: str) -> tuple[str, str, str]:
    """What the rule is called, the amount it asks for now, and where that stands; empty where there is none."""
    code, _, rest = rule.partition(".")
    if code == "renewal":
        return _renewal_rule(scene, rest)
    asked = _requirement(scene, code, rest)
    if asked is None:
        return _other_rule(scene, rule), "", ""
    label = f"{code}: {_requirement_label(scene, code, rest)}"
    return label, amount_asked(scene.words, asked), where(scene.words, scene.pack, asked)


def _renewal_rule(scene: Scene, name: str) -> tuple[str, str, str]:
    first = name.split(".", maxsplit=1)[0]
    label = f"{scene.words.labels('rule_changes')['renewal']}: {scene.words.labels('renewal_rules')[first]}"
    # No document of the association speaks of reminders.
    policy = scene.pack.renewal_policy(scene.on)
    return label, "", "" if first == "ladder" else where(scene.words, scene.pack, policy)


def _other_rule(scene: Scene, rule: str) -> str:
    """A rule that is no requirement of today; by its id where we have no words for it."""
    labels = scene.words.labels("rule_changes")
    code, _, rest = rule.partition(".")
    if rule in ORDERS:
        return labels["orders"]
    if rest == "gates":
        return f"{code}: {labels['gates']}"
    return labels["counted"] if code == "counted" else rule


def _requirement(scene: Scene, code: str, requirement_id: str) -> Requirement | None:
    """As it is asked today; None where the rules do not know it (any more)."""
    if code != scene.pack.add_on.code and code not in scene.pack.by_code:
        return None
    return next((one for one in scene.pack.requirements(code, scene.on) if one.id == requirement_id), None)


def _requirement_label(scene: Scene, code: str, requirement_id: str) -> str:
    if requirement_id not in scene.words.labels("requirements") or _requirement(scene, code, requirement_id) is None:
        return requirement_id
    return label_of(scene.words, scene.pack.requirements(code, scene.on), requirement_id)
