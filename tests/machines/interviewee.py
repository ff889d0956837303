"""One person on Telegram: reads what is shown, answers it by a tap or in words, and remembers what they did."""

import random
from dataclasses import dataclass, field

import orjson

Json = dict[str, object]

TYPED = ("3", "12", "2 and a half", "25", "40", "33")
"""Numbers, in words: an update that counted twice would be taken for the answer to the next question as well."""


@dataclass(slots=True)
class Interviewee:
    """`did` are their updates in order: what was tapped, or typed. `awaits`: nothing came back for the last one yet."""

    id: int
    dice: random.Random
    did: list[tuple[str, str]] = field(default_factory=list)
    messages: int = 0
    awaits: bool = False
    finished: bool = False
    shown: str = ""
    left: set[str] = field(default_factory=set)
    out_of_order: int = 0

    def looks(self, keyboard: list[str]) -> None:
        """At a screen that has just come: a question that they had left behind is out of order."""
        question = question_in(keyboard)
        if question is None or question == self.shown:
            return
        if question in self.left:
            self.out_of_order += 1
            return
        self.left.add(self.shown)
        self.shown = question

    def next_step(self, keyboard: list[str]) -> tuple[str, str] | None:
        """What they do about it; None: that was the outcome."""
        question = question_in(keyboard)
        if question is None:
            onward = next((tap for tap in _ONWARD if tap in keyboard), None)
            return ("typed", "/start") if onward is None else ("tapped", onward)
        if question == OUTCOME:
            return None
        answers = [tap for tap in keyboard if tap.startswith((f"a.apply.{question}.", f"n.apply.{question}."))]
        if answers[0].startswith("n.") and self.dice.random() < 0.5:
            return "typed", self.dice.choice(TYPED)
        return "tapped", self.dice.choice(answers)

    def update(self, number: int, step: tuple[str, str], on: int) -> bytes:
        """As Telegram delivers it; a tap is on a button of message `on`."""
        kind, what = step
        who: Json = {"id": self.id, "is_bot": False, "first_name": "P", "language_code": "en"}
        chat: Json = {"id": self.id, "type": "private", "first_name": "P"}
        if kind == "typed":
            self.messages += 1
            told: Json = {"message_id": self.messages, "date": 1, "chat": chat, "from": who, "text": what}
            return orjson.dumps({"update_id": number, "message": told})
        message: Json = {"message_id": on, "date": 1, "chat": chat, "text": "…"}
        tap: Json = {"id": str(number), "from": who, "chat_instance": "1", "data": what, "message": message}
        return orjson.dumps({"update_id": number, "callback_query": tap})


OUTCOME = "outcome"
_ONWARD = ("go.question.apply", "go.apply")
"""From the screen that offers to go on, and from the menu."""


def question_in(keyboard: list[str]) -> str | None:
    """Which question a screen asks, as its buttons say; `OUTCOME` at the end, None on any other screen."""
    for tap in keyboard:
        verb, *arguments = tap.split(".")
        if verb in {"a", "n"} and arguments[0] == "apply":
            return arguments[1]
        if tap == "go.gaps.apply":
            return OUTCOME
    return None
