"""A question of an interview, and why it is asked."""

from datetime import date
from functools import lru_cache

from dialogs.answer import Answer, limit
from dialogs.case import Case
from dialogs.dates import EARLIEST
from dialogs.day_picker import Picker, day_rows
from dialogs.flow import Kind, Question
from dialogs.keyboard import Rows, flowing, packed, stacked
from dialogs.reason import reasons
from dialogs.scene import Refused, Scene, do, go
from dialogs.screen import Button, Screen
from dialogs.sums import logged_for
from dialogs.tap import data
from dialogs.words import Page, Words
from rules.codes import Unit

UNKNOWN = "unknown"
_UNITS = {Kind.YEARS: Unit.YEARS, Kind.HOURS: Unit.HOURS}


def show_question(scene: Scene, flow: str, looking_at: str | None = None, *picked: str) -> Screen:
    """The question an interview has come to, or an answered one that is looked at again.

    `picked` is how far a day is picked: a year, or a year and a month.
    """
    case = scene.case(flow)
    question = question_at(case, looking_at)
    if question.id != looking_at:
        picked = ()
    page = scene.question(question.id)
    answered = looking_at is not None and question.id in case.path
    number = case.path.index(question.id) + 1 if question.id in case.path else len(case.path) + 1
    text = scene.words.page(
        "screens/question",
        question=page.text,
        number=number,
        more=question.id not in case.path and case.more,
        answer=told(scene.words, question, page, scene.session.answers[question.id]) if answered else None,
        hint=_hint(scene.words, question, case),
    ).text
    return Screen(
        name="question",
        text=text,
        rows=(
            *_answers(scene, case, question, picked),
            *_logged(scene, flow, question, case),
            *_ways_out(scene, flow, case, question, answered=answered),
        ),
    )


def show_why(scene: Scene, flow: str, question_id: str) -> Screen:
    """The requirement behind a question, and where it stands."""
    question = scene.book.library.questions.get(question_id)
    case = scene.case(flow)
    if question is None or question_id not in case.interview.flow.questions:
        raise Refused(question_id)
    page = scene.question(question.id)
    return scene.screen(
        "screens/why",
        ((scene.button("back", "question", flow, *((question_id,) if question_id in case.path else ())),),),
        short=page.labels["short"],
        reasons=reasons(scene, case, question),
        question=question.id,
    )


def question_at(case: Case, looking_at: str | None = None) -> Question:
    """The answered question that is looked at again; else the one the interview has come to.

    Raises:
        Refused: if none is open.
    """
    if looking_at is not None and looking_at in case.path:
        return case.interview.questions[looking_at]
    if case.question is None:
        raise Refused("no question is open")
    return case.question


def told(words: Words, question: Question, page: Page, answer: Answer) -> str:
    """An answer as a person reads it."""
    if answer is None:
        return words.buttons["unknown"]
    if question.kind is Kind.YES_NO:
        return page.labels["yes" if answer is True else "no"]
    if question.kind is Kind.CHOICE:
        return page.labels[str(answer)]
    if question.kind is Kind.DATE:
        return words.day(date.fromisoformat(str(answer)))
    assert isinstance(answer, (int, float))  # noqa: S101  what remains are amounts
    unit = _UNITS.get(question.kind)
    return words.amount(answer, unit) if unit is not None else words.number(answer)


def _hint(words: Words, question: Question, case: Case) -> str:
    if not question.kind.is_amount and question.kind is not Kind.DATE:
        return ""
    most = limit(question, case.said) if question.part_of in case.path else None
    return words.page("screens/hint", kind=str(question.kind), most=most).text


def _answers(scene: Scene, case: Case, question: Question, picked: tuple[str, ...]) -> Rows:
    flow, page, most = case.interview.flow.name, scene.question(question.id), limit(question, case.said)
    words = scene.words
    if question.kind is Kind.DATE:
        return day_rows(words, _picker(scene, flow, question), *picked)
    if picked:
        raise Refused(picked)
    if question.kind.is_amount:
        unit = _UNITS.get(question.kind)
        labels = {
            offer: words.buttons["none"] if offer == 0 else words.amount(offer, unit) if unit else words.number(offer)
            for offer in question.offers
            if offer <= most
        }
        return packed([_answer("n", flow, question, str(offer), label) for offer, label in labels.items()])
    codes = [code for code in question.codes if code != question.unsure]
    return stacked(_answer("a", flow, question, code, page.labels[code]) for code in codes)


def _logged(scene: Scene, flow: str, question: Question, case: Case) -> Rows:
    """The hours in the ledger as an answer, where there are any."""
    hours = logged_for(scene.session, question.id)
    if not 0 < hours <= limit(question, case.said):
        return ()
    label = scene.words.page("renewal/use_logged", hours=hours).text
    return ((do(label, "use_logged", flow, question.id),),)


def _picker(scene: Scene, flow: str, question: Question) -> Picker:
    return Picker(
        earliest=EARLIEST,
        latest=scene.on,
        step=lambda label, *so_far: go(label, "question", flow, question.id, *so_far),
        choose=lambda label, day: _answer("a", flow, question, day.isoformat(), label),
    )


def _answer(verb: str, flow: str, question: Question, code: str, label: str) -> Button:
    return _answering(label, verb, flow, question.id, str(question.version), code)


@lru_cache(8192)
def _answering(label: str, verb: str, *arguments: str) -> Button:
    return Button(label, tap=data(verb, *arguments))


def _ways_out(scene: Scene, flow: str, case: Case, question: Question, *, answered: bool) -> Rows:
    words = scene.words
    verb = "n" if question.kind.is_amount else "a"
    before = case.before(question.id if question.id in case.path else None)
    following = (case.after(question.id),) if answered else ()
    keep = [
        go(words.buttons["keep"], *(("question", flow, name) if name is not None else ("onward", flow)))
        for name in following
    ]
    unknown = [_answer(verb, flow, question, question.unsure or UNKNOWN, words.buttons["unknown"])]
    back = [scene.button("back", "question", flow, before)] if before is not None else []
    return (
        *stacked(keep),
        *flowing([*(unknown if not question.required else ()), scene.button("why", "why", flow, question.id)]),
        *flowing([*back, scene.button("menu", "menu")]),
    )
