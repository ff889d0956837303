"""The outcome of an interview about a category or the add-on, and what can be looked up from it."""

from collections.abc import Iterator

from dialogs.catalogue import SOURCE
from dialogs.email import email_about
from dialogs.keyboard import flowing, stacked
from dialogs.plan import Line, Plan
from dialogs.points import hinges
from dialogs.scene import Refused, Scene, Unsettled, do
from dialogs.screen import ActionPlan, Button, Picture, Screen
from dialogs.suppositions import applied, described, offers
from dialogs.telling import asked_of, counts, credential_of, plan_of
from rules.assessment import Assessment
from rules.codes import Kind, Verdict
from rules.profile import Profile


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
        not_met=[line for line in lines if line.state is Verdict.NOT_MET],
        paperwork=[line for line in _not_met(plan) if line not in lines],
        assumed_paid=_is_paid_work_assumed(scene, flow),
        counts=counts(assessment.categories[code]),
        unsure=flow == "apply" and target is None,
        target=credential_of(scene, target, profile) if target is not None and target != code else None,
        target_gaps=_gates(scene, assessment, profile, code),
        others=[credential_of(scene, str(other), profile) for other in assessment.apply_now if str(other) != code],
        emerging=scene.words.say(scene.pack.add_on.emerging.text) if code == scene.pack.add_on.code else "",
    )
    return Screen(name="result", text=page.text, rows=_result_rows(scene, flow, assessment), stays=True)


def show_gaps(scene: Scene, flow: str) -> Screen:
    """Only what is missing, how much, and how people usually close it."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    asked = asked_of(scene, code)
    provider = next((one for one in scene.pack.providers if one.id == asked.provider), None)
    gates = _gates(scene, assessment, profile, code)
    raters = [scene.words.say(rater.who) for rater in asked.raters]
    return scene.screen(
        "screens/gaps",
        flowing([scene.button("what_if", "what_if", flow), *_further(scene, flow)]),
        plan=plan,
        target=credential_of(scene, str(assessment.target), profile) if gates else None,
        gates=gates,
        gaps=_not_met(plan),
        assumed_paid=_is_paid_work_assumed(scene, flow),
        unknowns=[
            line
            for line in plan.lines()
            if line.state is Verdict.UNKNOWN and _is_substantive(assessment, code, line.id)
        ],
        provider=scene.words.say(provider.text) if provider else "",
        raters=raters,
    )


def show_details(scene: Scene, flow: str) -> Screen:
    """Every requirement with its state, both amounts and its source."""
    assessment, profile, code = settled(scene, flow)
    plan = plan_of(scene, assessment, profile, code)
    return scene.screen("screens/details", flowing(_further(scene, flow)), plan=plan)


def show_what_if(scene: Scene, flow: str, *names: str) -> Screen:
    """The result as it would be; the saved case stays as it is. It is about the target, whatever fits today."""
    assessment, profile, code = settled(scene, flow)
    code = str(assessment.target or code)
    supposed = [described(scene, name) for name in names]
    then = applied(profile, names)
    would_be = scene.book.assessment(then, scene.on)
    credential, name = credential_of(scene, code, profile)
    buttons = [do(offer.label, "suppose", flow, offer.name) for offer in offers(scene, then, code)]
    reset = [scene.button("reset", "what_if", flow)] if names else []
    return scene.screen(
        "screens/what_if",
        (*stacked(buttons), *flowing([*reset, scene.button("result", "result", flow), scene.button("menu", "menu")])),
        credential=credential,
        name=name,
        supposed=supposed,
        before=counts(assessment.categories[code]),
        after=counts(would_be.categories[code]),
        gaps=[
            line
            for line in plan_of(scene, would_be, then, code).lines()
            if line.state is Verdict.NOT_MET and _is_substantive(would_be, code, line.id)
        ],
        others=[credential_of(scene, str(one), profile) for one in would_be.apply_now if str(one) != code],
        nothing_to_try=not buttons,
    )


def show_email(scene: Scene, flow: str) -> Screen:
    """A ready e-mail to the coordinator; the person sends it themselves, and sees every word before."""
    assessment, profile, code = settled(scene, flow)
    email = email_about(scene, assessment, profile, code, flow)
    short_enough = [Button(scene.words.buttons["copy_text"], copy=email.body)] if len(email.body) <= _COPIED else []
    return scene.screen(
        "screens/email",
        (
            (Button(scene.words.buttons["copy_email"], copy=email.to),),
            *stacked(short_enough),
            *flowing([scene.button("result", "result", flow), scene.button("menu", "menu")]),
        ),
        email=email,
        theirs=scene.session.language == SOURCE,
    )


def show_notes(scene: Scene, flow: str) -> Screen:
    """Where the documents disagree or are silent about this very answer."""
    assessment, _, _ = settled(scene, flow)
    return scene.screen(
        "screens/notes",
        flowing(_further(scene, flow)),
        notes=_told(scene, assessment),
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
        rows=flowing(
            [
                scene.button(f"picture_{other}", "picture", flow, other),
                scene.button("plan", "plan", flow),
                *_further(scene, flow),
            ]
        ),
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
        rows=flowing([scene.button("picture", "picture", flow), *_further(scene, flow)]),
        attachment=ActionPlan(plan, name),
        stays=True,
    )


_COPIED = 256
"""Characters that a button can put on the clipboard; Telegram's limit."""


def _result_rows(scene: Scene, flow: str, assessment: Assessment) -> tuple[tuple[Button, ...], ...]:
    buttons = [scene.button("gaps", "gaps", flow), scene.button("what_if", "what_if", flow)]
    buttons += [scene.button("details", "details", flow), scene.button("picture", "picture", flow)]
    buttons += [scene.button("plan", "plan", flow), scene.button("email", "email", flow)]
    buttons.append(scene.button("coordinator", "o_ask"))
    if _told(scene, assessment):
        buttons.append(scene.button("notes", "notes", flow))
    if "references" not in scene.case(flow).path:
        buttons.append(scene.action("paperwork", "paperwork", flow))
    buttons += [scene.button("review", "review", flow), scene.button("menu", "menu")]
    return flowing(buttons)


def _told(scene: Scene, assessment: Assessment) -> list[tuple[str, str, bool]]:
    """Notes that have something to say to people: title, text, and whether the coordinator can settle it."""
    say = scene.words.say
    notes = [note for note in scene.pack.notes if note.id in assessment.notes]
    return [(say(note.title), say(note.told), note.coordinator) for note in notes if note.told is not None]


def _further(scene: Scene, flow: str) -> Iterator[Button]:
    yield scene.button("result", "result", flow)
    yield scene.button("menu", "menu")


def _is_substantive(assessment: Assessment, code: str, requirement_id: str) -> bool:
    # A signature or an exam is always open and would only clutter a list of what a chat can ask.
    one = assessment.categories[code].requirement(requirement_id)
    return one is not None and one.kind is Kind.SUBSTANTIVE


def _not_met(plan: Plan) -> list[Line]:
    return [line for line in plan.lines() if line.state is Verdict.NOT_MET]


def _is_paid_work_assumed(scene: Scene, flow: str) -> bool:
    """Whether something is on offer only since years of prevention work were taken for paid ones, unasked."""
    assessment, profile, code = settled(scene, flow)
    is_assumed = profile.volunteer_only is False and "volunteer_only" not in scene.case(flow).path
    return is_assumed and hinges(scene, assessment, profile, code, volunteer_only=None)


def _gates(scene: Scene, assessment: Assessment, profile: Profile, code: str) -> list[Line]:
    """What keeps somebody from their target when another category fits today: a degree, a license."""
    if assessment.target is None or str(assessment.target) == code:
        return []
    target = scene.pack.by_code[assessment.target]
    return [line for line in _not_met(plan_of(scene, assessment, profile, str(target.code))) if line.id in target.gates]
