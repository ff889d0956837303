"""One association's rules and the interviews about them; made once and shared by every conversation."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial

from dialogs.answer import Answer
from dialogs.case import Case, case_of, needed
from dialogs.flow import STEERING
from dialogs.library import Library
from dialogs.machine import Interview
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
        self._case = lru_cache(_REMEMBERED)(self._replayed)

    def case(self, interview: Interview, answers: Mapping[str, Answer], on: date) -> Case:
        """The case that answers make in an interview."""
        names = (*interview.flow.questions, *STEERING)
        # By type too: Python holds that True == 1, and one of them may be no answer to the question.
        known = tuple((name, type(answers[name]), answers[name]) for name in names if name in answers)
        return self._case(interview.flow.name, known, on)

    def assessment(self, profile: Profile, on: date) -> Assessment:
        """A profile held against the rules."""
        return self._assessed(profile, on)

    def _replayed(self, flow: str, known: _Known, on: date) -> Case:
        interview = self.interviews[flow]
        needs = partial(needed, self._still_needed, on, interview.flow.goal)
        return case_of(interview, {name: answer for name, _, answer in known}, needs, self.pack, on)
