"""The interview that everybody asks: ten questions, in the words that ours has for somebody who leads and gives RSC.

Peers show the same words and the same buttons to answer with; ours also has "I don't know yet", "Why do you ask?",
"Back" and "Menu" under each question, counts the questions and says by the answers up to then which comes next.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Without buttons, or besides them, a number can be typed where `typed` is set."""

    id: str
    words: str
    buttons: tuple[str, ...]
    typed: bool = False


WELCOME = (
    "Hello! I can help you find your way to Endorsement: which category fits your work, what you have already, what is"
    " missing, what it costs, and what to do next.\n\nWhat would you like to do?"
)
BEGIN = "Find my category"
DONE = "Thank you, that was all. These are your answers:"

_YEARS = ("None", "1 year", "2 years", "3 years", "5 years")
_TAP_OR_TYPE = "Tap, or type it: “2 and a half”, “18 months”."

QUESTIONS = (
    Question(
        "age_band",
        "Which children is your work about?\n\nCount pregnancy as the youngest group.",
        ("Pregnancy up to 3 years", "3 up to 6 years", "Both, about equally"),
    ),
    Question(
        "scope",
        "Which of these is closest to your main work?\n\n"
        "• Helping all children grow: teaching, child care, health care, running a program\n"
        "• Supporting parent and child together: home visiting, First Steps, family support, parent education\n"
        "• Treating the relationship: psychotherapy with child and caregiver together\n"
        "• Leading and giving RSC: reflective supervision or consultation for other professionals\n"
        "• Leading policy or programs for young children and their families\n"
        "• Teaching or research at a university\n\nPick what you do most. Your job title does not decide it.",
        (
            "Helping all children grow",
            "Supporting parent and child",
            "Treating the relationship",
            "Leading and giving RSC",
            "Leading policy or programs",
            "Teaching or research",
        ),
    ),
    Question(
        "education",
        "What is your highest degree or credential?",
        ("No degree", "CDA credential", "Associate degree", "Bachelor’s degree", "Master’s degree or higher"),
    ),
    Question(
        "leadership_years",
        "Since your master’s degree, how many years have you been a leader in this field?\n\n"
        f"Count the kind of leadership you picked as your main work.\n\n{_TAP_OR_TYPE}",
        _YEARS,
        typed=True,
    ),
    Question(
        "rsc_providing_years",
        "How many years have you been giving reflective supervision/consultation (RSC) to others?\n\n" + _TAP_OR_TYPE,
        _YEARS,
        typed=True,
    ),
    Question(
        "clinical_years",
        "Since your master’s degree, how many years have you treated child and caregiver together?\n\n"
        f"This means psychotherapy focused on the relationship between parent and child.\n\n{_TAP_OR_TYPE}",
        _YEARS,
        typed=True,
    ),
    Question(
        "training_hours",
        "How many hours of training about infant and early childhood mental health (IECMH) do you have, all together?"
        "\n\nIn-service trainings, workshops, conferences. A good guess is fine for now.\n\n"
        "Tap, or type it: “24”, “7.5”, “none”.",
        ("None", "10 hours", "20 hours", "30 hours", "33 hours", "50 hours"),
        typed=True,
    ),
    Question(
        "training_on_rsc_hours",
        "How many hours of training did you have about giving RSC to others?\n\nTap or type a number up to 60.",
        ("None", "5 hours", "10 hours", "15 hours"),
        typed=True,
    ),
    Question(
        "rsc_hours",
        "How many hours of reflective supervision/consultation (RSC) have you received, all together?\n\n"
        "One to one and in groups both count. Ordinary supervision about cases or paperwork does not.\n\n"
        "Tap, or type it: “24”, “7.5”, “none”.",
        ("None", "12 hours", "24 hours", "36 hours", "50 hours"),
        typed=True,
    ),
    Question(
        "rsc_provider_qualified",
        "Does the person who gave you RSC count as a qualified provider?\n\n"
        "Usually that is someone endorsed as Mental Health Mentor, Clinical, or with the ERS add-on."
        " Peers do not count.",
        ("Yes, they do", "No, they do not"),
    ),
)

SCRIPT = (
    ("say", "/start"),
    ("tap", BEGIN),
    ("tap", "Pregnancy up to 3 years"),
    ("tap", "Leading and giving RSC"),
    ("tap", "Master’s degree or higher"),
    ("tap", "5 years"),
    ("tap", "3 years"),
    ("amount", "3..9"),
    ("amount", "40..240"),
    ("tap", "15 hours"),
    ("amount", "60..360"),
    ("tap", "No, they do not"),
)
"""What each person does: eight taps and four messages, and the bot answers every one with one message.

No two of hundreds have the same years and hours, so that nobody's result is there already from somebody else.
"""

AFTER_A_FEW = 6
"""Steps after which an interview counts as open: begun, and four questions answered."""


def number(text: str) -> float | None:
    """What was typed, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


def summary(answers: Mapping[str, object]) -> str:
    """The last message of a peer."""
    return "\n".join(
        (DONE, *(f"• {question.words.partition('?')[0]}?: {answers[question.id]}" for question in QUESTIONS))
    )
