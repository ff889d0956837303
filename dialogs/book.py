"""One association's rules and the interviews about them; made once and shared by every conversation."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial

from dialogs.answer import Answer
from dialogs.case import Case, case_of, needed
from dialogs.flow import STEERING
from dialogs.library import Library
from dialogs.machine import Interview, Walk
from dialogs.remembered import Remembered
from rules.assessment import Assessment, assess
from rules.pack import RulePack
from rules.profile import Profile
from rules.relevance import still_needed

_REMEMBERED = 4096
"""Cases, needs and assessments kept. A turn asks for its case several times, and walks the way of the turn before."""

_Known = tuple[tuple[str, type, Answer], ...]


class Book:
    """The same for everybody. What it remembers are results of pure functions, so nobody can tell.

    `keeps_copies` tells people whether the bot copies their certificates to its disk, `inbox_days` for how many days
    what they write to the coordinator is kept after it is closed, `conversation_days` how long everything is kept
    without a sign of them.
    """

    def __init__(
        self,
        pack: RulePack,
        library: Library,
        *,
        keeps_copies: bool = False,
        inbox_days: int = 90,
        conversation_days: int = 1_095,
    ) -> None:
        self.pack = pack
        self.library = library
        self.keeps_copies = keeps_copies
        self.inbox_days = inbox_days
        self.conversation_days = conversation_days
        self.interviews: Mapping[str, Interview] = {
            name: Interview(flow, library.questions) for name, flow in library.flows.items()
        }
        self._assessed = lru_cache(_REMEMBERED)(partial(assess, pack))
        self._still_needed = lru_cache(_REMEMBERED)(partial(still_needed, pack))
        self._cases: Remembered[Case] = Remembered(_REMEMBERED)
        self._newest: tuple[str, Mapping[str, Answer], date, Case] | None = None

    def case(self, interview: Interview, answers: Mapping[str, Answer], on: date) -> Case:
        """The case that answers make in an interview. They are never changed, so the very same ones make the same."""
        if self._newest is not None:
            flow, before, day, case = self._newest
            if answers is before and flow == interview.flow.name and day == on:
                return case
        case = self._remembered(interview, answers, on)
        self._newest = (interview.flow.name, answers, on, case)
        return case

    def _remembered(self, interview: Interview, answers: Mapping[str, Answer], on: date) -> Case:
        names = (*interview.flow.questions, *STEERING)
        # By type too: Python holds that True == 1, and one of them may be no answer to the question.
        known = tuple((name, type(answers[name]), answers[name]) for name in names if name in answers)
        key = (interview.flow.name, known, on)
        case = self._cases.get(key)
        if case is None:
            case = case_of(interview, self._walk(interview, known, on), self.pack, on)
            self._cases.put(key, case)
        return case

    def assessment(self, profile: Profile, on: date) -> Assessment:
        """A profile held against the rules."""
        return self._assessed(profile, on)

    def _walk(self, interview: Interview, known: _Known, on: date) -> Walk:
        answers = {name: answer for name, _, answer in known}
        before = self._one_answer_ago(interview, known, on)
        if before is not None:
            return interview.resumed(before.walk, answers)
        return interview.walk(answers, partial(needed, self._still_needed, on, interview.flow.goal))

    def _one_answer_ago(self, interview: Interview, known: _Known, on: date) -> Case | None:
        """The case whose open question is what came on top; without it everything is replayed."""
        for place in reversed(range(len(known))):  # most questions are answered in their order
            name = known[place][0]
            case = self._cases.get((interview.flow.name, (*known[:place], *known[place + 1 :]), on))
            if case is not None and case.question is not None and case.question.id == name:
                return case
        return None
