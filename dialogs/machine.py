"""The state machine of an interview, built from its declaration once and shared by everybody.

A conversation is a small model: it walks from `start` along the edges whose question is to be asked, taking in the
stored answers on its way, and stops at the first question without one, or where the outcome is settled.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from transitions import EventData, Machine

from dialogs.answer import Answer, expected, fits
from dialogs.flow import SETTLED, START, STEERING, Flow, Question
from rules.conditions import truth
from rules.values import Value

Needed = Callable[[Mapping[str, object], frozenset[str]], frozenset[str]]
"""From the facts said so far and the fact keys asked about, the fact keys that the rules still need."""


class Facts(dict[str, Value | None]):
    """What was said so far, by question and by fact; whatever was not asked is unknown."""

    def __missing__(self, key: str) -> None:
        return None


@dataclass(slots=True)
class Walk:
    """One conversation on its way through an interview; `path` holds the questions answered, in order."""

    answers: Mapping[str, Answer]
    needed: Needed
    said: Facts
    asked: frozenset[str]
    path: list[str] = field(default_factory=list)
    state: str = START
    _open: frozenset[str] | None = None

    @property
    def open_facts(self) -> frozenset[str]:
        """The fact keys that the rules still need, worked out once per answer."""
        if self._open is None:
            self._open = self.needed(self.said, self.asked)
        return self._open

    def take_in(self, question: Question, answer: Answer) -> None:
        """Add an answer and what it implies."""
        self.path.append(question.id)
        self.said[question.id] = answer
        if question.fact is not None:
            self._state(question.fact, _stored(question, answer, self.said[question.fact]))
        for fact, day in question.before.items():
            self._state(fact, isinstance(answer, str) and date.fromisoformat(answer) < day)
        for implied in question.implies:
            if truth(implied.when, self.said) is True:
                self._state(implied.fact, answer if implied.to is None else implied.to)
        self._open = None

    def copy(self, answers: Mapping[str, Answer]) -> "Walk":
        """One at the same point, that goes on with these answers."""
        return Walk(answers, self.needed, Facts(self.said), self.asked, list(self.path), self.state)

    def _state(self, fact: str, value: Value | None) -> None:
        self.said[fact] = value
        self.asked |= {fact}


class Interview:
    """A flow and its machine."""

    def __init__(self, flow: Flow, questions: Mapping[str, Question]) -> None:
        self.flow = flow
        self.questions = questions
        self._machine = Machine(
            model=None,
            states=[START, SETTLED, *flow.questions],
            transitions=list(self._edges()),
            initial=START,
            auto_transitions=False,
            send_event=True,
        )

        self._leads_on = frozenset(edge["source"] for edge in self._edges())

    def _edges(self) -> list[dict[str, Any]]:
        edges = []
        for source in (START, SETTLED, *self.flow.questions):
            for follower in self.flow.then.get(source, ()):
                edges.append(_edge(source, follower, self._is_to_be_asked(follower)))  # noqa: PERF401  read as a list
            if source != SETTLED:
                edges.append(_edge(source, SETTLED, None))
        return edges

    def _is_to_be_asked(self, name: str) -> Callable[[EventData], bool]:
        question = self.questions[name]

        def guard(event: EventData) -> bool:
            walk = cast("Walk", event.model)
            if name in walk.path:
                return False
            if question.asked == "needed" and question.fact not in walk.open_facts:
                return False
            return question.when is None or truth(question.when, walk.said) is True

        return guard

    def walk(self, answers: Mapping[str, Answer], needed: Needed) -> Walk:
        """Replay the answers. The walk stops at a question (`state` is its id) or at `settled`.

        Answers to questions that are not on the way are left alone: they are parked, and count again when a change
        leads back to them. An answer that no longer fits (a part larger than its whole) is asked for again.
        """
        steered = {name: answers[name] for name in STEERING if name in answers}
        walk = Walk(answers, needed, Facts({**self.flow.given, **steered}), frozenset(self.flow.given))
        self._advance(walk)
        self._go_on(walk)
        return walk

    def resumed(self, before: Walk, answers: Mapping[str, Answer]) -> Walk:
        """The same walk as of all answers, where one to the question that `before` stopped at came on top."""
        walk = before.copy(answers)
        self._go_on(walk)
        return walk

    def _go_on(self, walk: Walk) -> None:
        moved = True
        while moved:
            if walk.state != SETTLED:
                question = self.questions[walk.state]
                if question.id not in walk.answers or not fits(question, walk.answers[question.id], walk.said):
                    break
                walk.take_in(question, walk.answers[question.id])
            moved = self._advance(walk)

    def expected_from(self, walk: Walk, at_most: int | None = None) -> int:
        """How many questions are left, the one at hand included, if they are answered as most people do.

        Counted up to `at_most`, since each costs as much as an answer.
        """
        ahead = walk.copy(walk.answers)
        count = 0
        while ahead.state != SETTLED:
            count += 1
            if count == at_most:
                break
            question = self.questions[ahead.state]
            ahead.take_in(question, expected(question, ahead.said))
            self._advance(ahead)
        return count

    def _advance(self, walk: Walk) -> bool:
        if walk.state not in self._leads_on:
            return False
        # Not walk.advance(): a model that is not registered costs a sixth of one that is.
        return bool(self._machine.events["advance"].trigger(walk))


def _edge(source: str, dest: str, guard: Callable[[EventData], bool] | None) -> dict[str, Any]:
    return {"trigger": "advance", "source": source, "dest": dest, "conditions": guard}


def _stored(question: Question, answer: Answer, before: Value | None) -> Value | None:
    if isinstance(answer, str) and answer in question.values:
        value = question.values[answer]
        return frozenset(value) if isinstance(value, tuple) else value
    if question.keeps_greatest and _is_amount(before):
        return max(before, answer) if _is_amount(answer) else before  # type: ignore[type-var]  # both are amounts
    return answer


def _is_amount(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
