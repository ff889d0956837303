"""The outcome of an interview about a category or the add-on, and what can be looked up from it."""

from collections.abc import Iterator

from dialogs.email import email_about
from dialogs.keyboard import flowing, stacked
from dialogs.scene import Refused, Scene, Unsettled, do
from dialogs.screen import ActionPlan, Button, Picture, Screen
from dialogs.suppositions import applied, described, offers, read
from dialogs.telling import asked_of, counts, credential_of, plan_of
from rules.assessment import Assessment
from rules.codes import Category, Kind, Verdict
from rules.profile import Profile
from rules.what_if import what_if


def settled(scene: Scene, flow: str) -> tuple[Assessment, Profile, str]:
    """The assessment of a finished interview, the profile behind it, and the code it speaks of.

    Raises:
        Refused: if the interview is about something else.
        Unsettled: if it is not finished.
    """
    case = scene.case(flow)
    if case.interview.flow.goal is None:
        raise Refused(flow)
    if not case.settled:
        raise Unsettled(flow)
    assessment = scene.assessment(flow)
    if case.interview.flow.goal != "target":
        return assessment, case.profile, case.interview.flow.goal
    return assessment, case.profile, str(assessment.recommended or scene.pack.fallbacks[-1])


def show_result(scene: Scene, flow: str) -> Screen:
    """What fits, what is met, what is short, what it costs and what to do next."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    target = str(assessment.target) if assessment.target else None
    lines = [line for line in plan.lines() if _is_substantive(assessment, code, line.id)]
    page = scene.words.page(
        "screens/result",
        flow=flow,
        plan=plan,
        lines=lines,
        counts=counts(assessment.categories[code]),
        unsure=flow == "apply" and target is None,
        target=credential_of(scene, target, profile) if target is not None and target != code else None,
        target_gaps=_gate_labels(scene, assessment, target) if target is not None and target != code else [],
        others=[credential_of(scene, str(other), profile) for other in assessment.apply_now if str(other) != code],
        emerging=scene.words.say(scene.pack.add_on.emerging.text) if code == scene.pack.add_on.code else "",
        system=scene.pack.association.application_system,
    )
    return Screen(name="result", text=page.text, rows=_result_rows(scene, flow, assessment), stays=True)


def show_gaps(scene: Scene, flow: str) -> Screen:
    """Only what is missing, how much, and how people usually close it."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    asked = asked_of(scene, code)
    provider = next((one for one in scene.pack.providers if one.id == asked.provider), None)
    raters = [scene.words.say(rater.who) for rater in asked.raters]
    return scene.screen(
        "screens/gaps",
        flowing([scene.button("what_if", "what_if", flow), *_further(scene, flow)]),
        plan=plan,
        gaps=[line for line in plan.lines() if line.state is Verdict.NOT_MET],
        unknowns=[
            line
            for line in plan.lines()
            if line.state is Verdict.UNKNOWN and line.id in _asked_in_chat(assessment, code)
        ],
        provider=scene.words.say(provider.text) if provider else "",
        raters=raters,
    )


def show_details(scene: Scene, flow: str) -> Screen:
    """Every requirement with its state, both amounts and its source."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    return scene.screen("screens/details", flowing(_further(scene, flow)), plan=plan)


def show_what_if(scene: Scene, flow: str, *written: str) -> Screen:
    """The result as it would be; the saved case stays as it is."""
    assessment, profile, code = settled(scene, flow)
    supposed = tuple(read(text) for text in written)
    would_be = what_if(scene.pack, profile, supposed, scene.on)
    credential, name = credential_of(scene, code, profile)
    still = would_be.categories[code]
    plan = plan_of(scene, would_be, applied(profile, supposed), code)
    buttons = [
        do(offer.label, "suppose", flow, offer.written)
        for offer in offers(scene, would_be.categories[code], applied(profile, supposed))
    ]
    reset = [scene.button("reset", "what_if", flow)] if supposed else []
    return scene.screen(
        "screens/what_if",
        (*stacked(buttons), *flowing([*reset, scene.button("result", "result", flow), scene.button("menu", "menu")])),
        credential=credential,
        name=name,
        supposed=[scene.words.page("plan/supposed", **described(text)).text for text in written],
        before=counts(assessment.categories[code]),
        after=counts(still),
        gaps=[
            line for line in plan.lines() if line.state is Verdict.NOT_MET and _is_substantive(would_be, code, line.id)
        ],
        apply_now=[credential_of(scene, str(one), profile) for one in would_be.apply_now],
        nothing_to_try=not buttons,
    )


def show_email(scene: Scene, flow: str) -> Screen:
    """A ready e-mail to the coordinator; the person sends it themselves, and sees every word before."""
    assessment, profile, code = settled(scene, flow)
    email = email_about(scene, assessment, profile, code)
    short_enough = [Button(scene.words.buttons["copy_text"], copy=email.body)] if len(email.body) <= _COPIED else []
    return scene.screen(
        "screens/email",
        (
            (Button(scene.words.buttons["copy_email"], copy=email.to),),
            *stacked(short_enough),
            *flowing([scene.button("result", "result", flow), scene.button("menu", "menu")]),
        ),
        email=email,
        points=[scene.words.labels("handoffs")[point] for point in assessment.handoff],
    )


def show_notes(scene: Scene, flow: str) -> Screen:
    """Where the documents disagree or are silent about this very answer."""
    assessment, _, _ = settled(scene, flow)
    notes = [note for note in scene.pack.notes if note.id in assessment.notes and note.told is not None]
    return scene.screen(
        "screens/notes",
        flowing(_further(scene, flow)),
        notes=[
            (scene.words.say(note.title), scene.words.say(note.told), note.coordinator) for note in notes if note.told
        ],
    )


def show_picture(scene: Scene, flow: str, theme: str = "light") -> Screen:
    """The readiness picture."""
    if theme not in {"light", "dark"}:
        raise Refused(theme)
    assessment, profile, code = settled(scene, flow)
    other = "light" if theme == "dark" else "dark"
    plan = plan_of(scene, assessment, profile, code)
    return Screen(
        name="picture",
        text=scene.words.page("screens/picture", plan=plan).text,
        rows=flowing([scene.button(f"picture_{other}", "picture", flow, other), *_further(scene, flow)]),
        attachment=Picture(plan, dark=theme == "dark"),
        stays=True,
    )


def show_plan(scene: Scene, flow: str) -> Screen:
    """The action plan as a PDF."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    name = f"action-plan-{plan.credential.replace('/', '-')}.pdf"
    return Screen(
        name="plan",
        text=scene.words.page("screens/plan", plan=plan).text,
        rows=flowing(_further(scene, flow)),
        attachment=ActionPlan(plan, name),
        stays=True,
    )


_COPIED = 256
"""Characters that a button can put on the clipboard; Telegram's limit."""


def _result_rows(scene: Scene, flow: str, assessment: Assessment) -> tuple[tuple[Button, ...], ...]:
    buttons = [scene.button("gaps", "gaps", flow), scene.button("what_if", "what_if", flow)]
    buttons += [scene.button("details", "details", flow), scene.button("picture", "picture", flow)]
    buttons += [scene.button("plan", "plan", flow), scene.button("email", "email", flow)]
    if assessment.notes:
        buttons.append(scene.button("notes", "notes", flow))
    if "references" not in scene.case(flow).path:
        buttons.append(scene.action("paperwork", "paperwork", flow))
    buttons += [scene.button("review", "review", flow), scene.button("menu", "menu")]
    return flowing(buttons)


def _further(scene: Scene, flow: str) -> Iterator[Button]:
    yield scene.button("result", "result", flow)
    yield scene.button("menu", "menu")


def _is_substantive(assessment: Assessment, code: str, requirement_id: str) -> bool:
    one = assessment.categories[code].requirement(requirement_id)
    return one is not None and one.kind is Kind.SUBSTANTIVE


def _asked_in_chat(assessment: Assessment, code: str) -> frozenset[str]:
    """Requirements a chat can ask about; a signature or an exam is always open and would only clutter the list."""
    results = assessment.categories[code].requirements
    return frozenset(one.id for one in results if one.kind is Kind.SUBSTANTIVE)


def _gate_labels(scene: Scene, assessment: Assessment, target: str) -> list[str]:
    gates = scene.pack.by_code[Category(target)].gates
    missing = assessment.categories[target].missing
    return [scene.words.labels("requirements")[gate] for gate in gates if gate in missing]
