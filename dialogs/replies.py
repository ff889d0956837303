"""Answers to questions: by button, typed, or a button said in words."""

import re
from collections.abc import Mapping
from datetime import date

from dialogs.amounts import parse_amount
from dialogs.answer import Answer, fits, is_day, is_possible, limit
from dialogs.dates import Month, parse_day
from dialogs.flow import MOST, Kind, Question
from dialogs.misunderstood import Misunderstood
from dialogs.recording import is_late
from dialogs.routes import arrive
from dialogs.scene import Refused, Scene
from dialogs.screen import Screen
from dialogs.screens.menu import menu_buttons
from dialogs.screens.question import UNKNOWN, question_at
from dialogs.session import Session
from dialogs.spoken import codes_meant, phrases, stands_in, words_of
from dialogs.sums import logged_for


def answered(scene: Scene, flow: str, question_id: str, version: str, code: str) -> Session:
    """The session after a tap on an answer, however old its message.

    Raises:
        Refused: if there is no such question or answer.
        Misunderstood: if the question has changed since, or the answer no longer fits the others.
    """
    interview = scene.interview(flow)
    if question_id not in interview.flow.questions:
        raise Refused(question_id)
    question = interview.questions[question_id]
    if version != str(question.version):
        raise Misunderstood(scene.words.page("screens/asked_anew").text)
    return _taken(scene, flow, question, _decoded(question, code))


def use_logged(scene: Scene, flow: str, question_id: str) -> Session:
    """Answer with the hours in the ledger.

    Raises:
        Refused: if there is no such question, or nothing is logged for it.
    """
    interview = scene.interview(flow)
    hours = logged_for(scene.session, question_id)
    if question_id not in interview.flow.questions or not hours:
        raise Refused(question_id)
    return _taken(scene, flow, interview.questions[question_id], hours)


def way_back(scene: Scene) -> tuple[str, ...]:
    """The interview a person is in the middle of, and the question where they look back at one; empty elsewhere."""
    place = scene.session.place
    if place.name == "term":
        return place.arguments[1:3]
    return place.arguments[:2] if place.name in {"question", "why"} else ()


def answered_by_text(scene: Scene, text: str) -> Session | None:
    """The session after a typed amount, day or choice; None where the text is not meant as what is asked for.

    Raises:
        Misunderstood: if it is an amount, but not one that the question can have, or fits several choices.
    """
    asked = _asked(scene)
    if asked is None:
        return None
    flow, question = asked
    if words_of(text) in phrases(scene.words.buttons["unknown_said"]):
        return _taken(scene, flow, question, question.unsure)
    if question.kind is Kind.DATE:
        return _dated(scene, flow, question, text)
    if not question.kind.is_amount:
        return _chosen(scene, flow, question, text)
    amount = parse_amount(text, question.kind)
    if amount is None:
        if re.search(r"\d", text):
            raise Misunderstood(_expected(scene, flow, question))
        return None
    return _taken(scene, flow, question, amount)


def _chosen(scene: Scene, flow: str, question: Question, text: str) -> Session | None:
    labels = scene.question(question.id).labels
    codes = codes_meant(question, labels, words_of(text), is_asking="?" in text)
    if menu_named(scene, text) and not any(_is_whole(labels, code, words_of(text)) for code in codes):
        return None  # "help" is asked for, and not short for "helping all parents"
    if len(codes) > 1:
        several = [labels[code] for code in codes]
        raise Misunderstood(scene.words.page("screens/several", labels=several).text)
    return _taken(scene, flow, question, _decoded(question, codes[0])) if codes else None


def _dated(scene: Scene, flow: str, question: Question, text: str) -> Session | None:
    place = scene.session.place
    match parse_day(text, scene.on, place.arguments[2:] if place.name == "question" else ()):
        case date() as day:
            return _taken(scene, flow, question, day.isoformat())
        case Month(year=year, month=month) if year <= scene.on.year:
            picked = (str(year),) if month is None else (str(year), str(month))
            return scene.session.at("question", flow, question.id, *picked)
        case None if not re.search(r"\d", text):
            return None
    raise Misunderstood(_expected(scene, flow, question))


def button_meant(screen: Screen, text: str) -> str | None:
    """The callback data of the one button whose label a text says, wholly or by some of its words."""
    said = words_of(text)
    labelled = [(words_of(button.label), button.tap) for row in screen.rows for button in row if button.tap is not None]
    whole = [tap for label, tap in labelled if label == said]
    if not said:
        return None
    part = [tap for label, tap in labelled if stands_in(said, label)]
    found = whole or part
    return found[0] if len(found) == 1 else None


def menu_named(scene: Scene, text: str) -> str | None:
    """The callback data of the main menu's button whose whole label a text is, or what its `_said` lists."""
    said = words_of(text)
    named = [button for key, button in menu_buttons(scene).items() if _is_whole(scene.words.buttons, key, said)]
    return named[0].tap if named else None


def menu_meant(scene: Scene, text: str) -> str | None:
    """The same by most of a label's words, for a text that means nothing where it was typed.

    A single word of a longer label is left to the words we explain.
    """
    said = words_of(text)
    labelled = [(words_of(button.label), button.tap) for button in menu_buttons(scene).values()]
    most = [tap for label, tap in labelled if len(said) > len(label) / 2 and stands_in(said, label)]
    return most[0] if len(most) == 1 else None


def _is_whole(labels: Mapping[str, str], key: str, said: tuple[str, ...]) -> bool:
    also = f"{key}_said"
    return said == words_of(labels[key]) or (also in labels and said in phrases(labels[also]))


def expected_here(scene: Scene) -> str | None:
    """What the question at hand expects, in one line; None where no question is."""
    asked = _asked(scene)
    return None if asked is None else _expected(scene, *asked)


def _asked(scene: Scene) -> tuple[str, Question] | None:
    """The interview and question a person looks at."""
    match way_back(scene):
        case (flow, *looking_at) if flow in scene.book.interviews:
            return flow, question_at(scene.case(flow), *looking_at)
    return None


def _taken(scene: Scene, flow: str, question: Question, answer: Answer) -> Session:
    if is_late(scene, flow, question.id):
        return scene.session.at("endorsements")
    said = scene.case(flow).said
    if not is_possible(question, answer) or not fits(question, answer, said) or _is_ahead(scene, question, answer):
        raise Misunderstood(_expected(scene, flow, question))
    return arrive(scene.now(scene.session.answering(question.id, answer)), flow)


def _is_ahead(scene: Scene, question: Question, answer: Answer) -> bool:
    return question.kind is Kind.DATE and str(answer) > scene.on.isoformat()


def _decoded(question: Question, code: str) -> Answer:
    if code == UNKNOWN:
        return question.unsure
    if question.kind is Kind.YES_NO and code in {"yes", "no"}:
        return code == "yes"
    if question.kind.is_amount and code.isdecimal() and code.isascii() and len(code) <= len(str(MOST[Kind.COUNT])):
        return int(code)
    if code in question.choices or (question.kind is Kind.DATE and is_day(code)):
        return code
    raise Refused(code)


def _expected(scene: Scene, flow: str, question: Question) -> str:
    most = limit(question, scene.case(flow).said)
    kind = "part" if most < MOST.get(question.kind, 0) else str(question.kind)
    return scene.words.page("screens/expected", kind=kind, most=most).text
