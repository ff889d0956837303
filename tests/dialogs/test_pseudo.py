"""The pseudo-language puts accents on every message: an English word without them was never given to gettext."""

import re
from collections.abc import Iterator, Mapping

import pytest
from babel import Locale

from dialogs.answer import Answer
from dialogs.catalogue import PSEUDO, languages, pseudo
from dialogs.commands import COMMANDS
from dialogs.event import Command, Event, Repeated, Tapped
from dialogs.plan import Plan
from dialogs.screen import ActionPlan, Picture, Screen
from dialogs.screens.settings import language_name
from dialogs.session import Place, Session
from dialogs.turn import Companion
from rules.pack import RulePack
from tests.dialogs.chat import ON
from tests.dialogs.telegram import faults

_MONTHS = frozenset(name for names in Locale("en").months["format"].values() for name in names.values())
_NAMES = (
    _MONTHS
    | {"INfancy", "Onward", "EASy", "b", "i", "pre", "amp", "quot"}
    | {language_name(code) for code in languages()}
)
_ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|\S+\.(?:org|com|edu)\S*|(?<!<)/[a-z]+|\{[a-z]+\}")
_CODE = re.compile(r"[A-Z]{2,6}|[CPRF]")
_EMAIL = re.compile(r"<b>[^<]*</b>[~⟧\s]*<pre>.*?</pre>", re.DOTALL)
"""The subject and the body of an e-mail: they are in the association's language."""
_PLAIN = re.compile(r"[aceinorsuyzACEINORSUYZ]")


def said(**answers: Answer) -> Mapping[str, Answer]:
    return answers


SESSIONS: Mapping[str, Mapping[str, Answer]] = {
    "short of hours": said(
        age_band="infant", scope="prevention", prevention_years=1.5, families_served=6, training_hours=30, rsc_hours=12,
        rsc_provider_qualified="unsure", education="bachelor", paperwork=True, references=1, member=False,
    ),
    "everything unknown": said(
        age_band=None, scope="unsure", treats_relationship=None, supports_together=None, education=None,
        training_hours=None, related_work_years=None,
    ),
    "volunteer": said(
        age_band="both", scope="promotion", education="none", training_hours=40, related_work_years=3,
        volunteer_only=True, volunteer_supervised_and_trained=False,
    ),
    "mentor": said(
        age_band="early_childhood", scope="clinical_leadership", education="graduate", leadership_years=3,
        rsc_providing_years=3, clinical_years=1, training_hours=60, training_on_rsc_hours=20, rsc_hours=60,
        rsc_provider_qualified="yes", rsc_about_providing_hours=30,
    ),
    "no degree": said(
        age_band="infant", scope="clinical", education="bachelor", prevention_years=3, families_served=20,
        training_hours=40, rsc_hours=30, rsc_provider_qualified="yes",
    ),
    "no license": said(
        age_band="infant", scope="clinical", education="graduate", licensed="in_progress", prevention_years=0,
        training_hours=10,
    ),
    "add-on": said(
        holds="not_yet", rsc_hours=10, rsc_provider_qualified="yes", rsc_providing_years=0.5,
        rsc_about_providing_hours=5, training_on_rsc_hours=5,
    ),
    "costs": said(
        cost_category="IMHM", cost_add_on=True, membership_kind="agency", agency_staff=3, membership_term="2",
    ),
    "costs of an agency": said(
        cost_category="add_on_only", membership_kind="agency", agency_staff=12, membership_term="3",
    ),
    "held": said(
        held_category="IMHM-C", held_age_band="early_childhood", earned_on="2019-02-28", renewed_before=None,
        held_ers=True,
    ),
    "costs unknown": said(cost_category=None, membership_kind=None),
}  # fmt: skip
_PLACES = ("result", "gaps", "details", "what_if", "email", "notes", "picture", "plan", "review", "resume", "restart")


def every_place(pack: RulePack, interviews: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    for flow in interviews:
        yield from ((place, flow) for place in (_PLACES if flow != "record" else _PLACES[-3:]))
        yield "question", flow
        if flow != "record":
            yield from (("what_if", flow, "training_hours"), ("what_if", flow, "education"))
    yield from (("menu",), ("menu", "hello"), ("costs",), ("categories",), ("steps",), ("references",), ("terms",))
    yield from ((name,) for name in ("settings", "language", "time_zone", "cancelled", "help", "privacy", "delete"))
    yield from (("export",),)
    for slug in ("IFA", "IFS", "IMHS", "IMHM-C", "IMHM-P", "IMHM-RF", "ERS"):
        for place in ("category", "raters", "work", "leadership", "providers", "references"):
            yield place, slug
    yield from (("term", term.id) for term in pack.terms)


@pytest.mark.parametrize("case", SESSIONS)
def test_no_english_word_is_left_outside_the_catalogue(companion: Companion, pack: RulePack, case: str) -> None:
    for place in every_place(pack, companion.book.interviews):
        session = Session(language=PSEUDO, answers=SESSIONS[case], place=Place(name=place[0], arguments=place[1:]))
        _, screen = companion.turn(session, Repeated(), ON)
        assert list(_english(screen)) == [], (place, screen.text)
        assert list(faults(screen, in_english=False)) == [], (place, screen.text)


def test_every_question_and_its_reason_speak_the_pseudo_language(companion: Companion) -> None:
    for flow, interview in companion.book.interviews.items():
        for name in interview.flow.questions:
            session = Session(language=PSEUDO, answers=SESSIONS["mentor"])
            _, why = companion.turn(session, Tapped(f"go.why.{flow}.{name}"), ON)
            assert list(_english(why)) == [], name


def test_complaints_and_the_last_screen_speak_the_pseudo_language(companion: Companion) -> None:
    session = Session(language=PSEUDO)
    events: list[Event] = [Tapped("zzz"), Tapped("go.result.apply"), Tapped("do.forget"), *map(Command, COMMANDS)]
    for event in events:
        _, screen = companion.turn(session, event, ON)
        assert list(_english(screen)) == [], event


def test_placeholders_tags_and_addresses_stay_as_they_are() -> None:
    message = pseudo("<b>%(count)s hours</b> {page} https://example.org &amp; me@example.org")
    assert message.rstrip("~⟧") == "⟦<b>%(count)s hóúŕš</b> {page} https://example.org &amp; me@example.org"
    assert pseudo(" ") == " "


def _english(screen: Screen) -> Iterator[str]:
    texts = [_EMAIL.sub("", screen.text), screen.toast, *(button.label for row in screen.rows for button in row)]
    if isinstance(screen.attachment, (Picture, ActionPlan)):
        texts += _said(screen.attachment.plan)
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", _ADDRESSES.sub(" ", text)):
            if _PLAIN.search(word) and word not in _NAMES and not _CODE.fullmatch(word):
                yield f"{word} in {text[:80]!r}"


def _said(plan: Plan) -> list[str]:
    lines = [words for line in plan.lines() for words in (line.label, line.state_label, line.amounts, line.how)]
    costs = [words for pair in plan.costs for words in pair]
    own = [plan.title, plan.credential_name, plan.summary, plan.footer, *plan.words.values()]
    titles = [section.title for section in plan.sections]
    return [*lines, *costs, *own, *titles, *plan.next_steps, *plan.open_points]
