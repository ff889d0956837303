"""What is remembered of a person: their answers and where they look, nothing that could be worked out again."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import Field

from dialogs.answer import Answer
from dialogs.calendar_day import CalendarDay
from dialogs.endorsement import Credit, Endorsement, Wishes
from dialogs.rule_change import RuleChange
from rules.values import Frozen


class Place(Frozen):
    """The screen a person looks at. An interview's own position is never stored: its answers tell it."""

    name: str
    arguments: tuple[str, ...] = ()


MENU = Place(name="menu")


class Session(Frozen):
    """Everything a person sees is a function of this, the rule pack and the day.

    `answers` are by question id; None is "I don't know yet". Answers that do not count at the moment stay. `steps` are
    ids of application steps ticked off. `nudged_on` is the local day of the newest nudge. `raters` maps "category
    place" to how far the reference is ("asked", "agreed"). `numbered` is the highest id that any Endorsement or credit
    ever had. `removed` and `discarded` are what was deleted last, so that it can be brought back; `correcting` is the
    Endorsement that the answers of the `record` interview are about. `changes` are those of the rules that were told.
    `listed`: they said that an entry of the association's list is theirs.
    `calendar` is what the calendar file held that was given out last.
    """

    language: str = "en"
    time_zone: str | None = None
    place: Place = MENU
    answers: Mapping[str, Answer] = Field(default_factory=dict)
    steps: tuple[str, ...] = ()
    raters: Mapping[str, str] = Field(default_factory=dict)
    endorsements: tuple[Endorsement, ...] = ()
    credits: tuple[Credit, ...] = ()
    wishes: Wishes = Wishes()
    nudged_on: date | None = None
    numbered: int = 0
    removed: Endorsement | None = None
    discarded: Credit | None = None
    correcting: int | None = None
    changes: tuple[RuleChange, ...] = ()
    listed: bool = False
    calendar: tuple[CalendarDay, ...] = ()

    @property
    def next_number(self) -> int:
        """The id of the next Endorsement or credit; none is given twice."""
        held, logged = (one.id for one in self.endorsements), (one.id for one in self.credits)
        return max(self.numbered, *held, *logged, 0) + 1

    def at(self, name: str, *arguments: str) -> Self:
        """The same session looking at another screen."""
        return self.model_copy(update={"place": Place(name=name, arguments=arguments)})

    def answering(self, question_id: str, answer: Answer) -> Self:
        """The same session with one more, or another, answer."""
        return self.model_copy(update={"answers": {**self.answers, question_id: answer}})
