"""A person's case in one interview: where they are, what counts of their answers, and the profile it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.flow import SETTLED, Question
from dialogs.machine import Interview, Walk
from rules.codes import AgeBand, Verdict
from rules.conditions import truth
from rules.facts import facts_of
from rules.pack import RulePack
from rules.profile import Profile
from rules.verdicts import verdict_of

_FIELDS = frozenset(Profile.model_fields)


@dataclass(frozen=True, slots=True)
class Case:
    """The replay of an interview. `path` are the questions whose answers count, in the order they are asked.

    `question` is the one to ask now, None where the outcome is settled; `more` tells whether another will follow it.
    """

    interview: Interview
    path: tuple[str, ...]
    question: Question | None
    more: bool
    said: Mapping[str, object]
    profile: Profile
    walk: Walk = field(compare=False, repr=False)

    @property
    def left(self) -> int:
        """How many questions remain, the one to ask now included, if they are answered as most people do."""
        return self.interview.expected_from(self.walk)

    @property
    def settled(self) -> bool:
        """Whether everything that could change the outcome is answered."""
        return self.question is None

    def before(self, question_id: str | None) -> str | None:
        """The question before this one (None: before where the walk stands); None at the first."""
        place = self.path.index(question_id) if question_id in self.path else len(self.path)
        return self.path[place - 1] if place > 0 else None

    def after(self, question_id: str) -> str | None:
        """The answered question after this one; None where the walk stands next."""
        place = self.path.index(question_id) + 1
        return self.path[place] if place < len(self.path) else None


def case_of(interview: Interview, walk: Walk, pack: RulePack, on: date) -> Case:
    """What a replay of the answers has come to."""
    at = None if walk.state == SETTLED else interview.questions[walk.state]
    return Case(
        interview=interview,
        path=tuple(walk.path),
        question=at,
        more=interview.expected_from(walk, at_most=2) > 1,
        said=walk.said,
        profile=_with_band(profile_of(walk.said), walk.said, pack, on),
        walk=walk,
    )


def needed(
    still_needed: Callable[..., frozenset[str]],
    on: date,
    goal: str | None,
    said: Mapping[str, object],
    asked: frozenset[str],
) -> frozenset[str]:
    """The profile keys that the rules still need; of an interview without a goal nobody asks.

    `still_needed` is that of the rules, for one pack.
    """
    return still_needed(profile_of(said), on, asked=asked, goal=None if goal == "target" else goal)


def profile_of(said: Mapping[str, object]) -> Profile:
    """What was said, as the rules take it."""
    return Profile.model_validate({key: said[key] for key in _FIELDS & said.keys()}, strict=False)


def _with_band(profile: Profile, said: Mapping[str, object], pack: RulePack, on: date) -> Profile:
    """A mixed caseload takes the letters of the one band with enough families; else it is open (C18)."""
    if profile.age_band is not AgeBand.BOTH or profile.scope is None:
        return profile
    enough = [
        band
        for band, question in (
            (AgeBand.INFANT, "families_infant"),
            (AgeBand.EARLY_CHILDHOOD, "families_early_childhood"),
        )
        if _families_are_enough(profile, said.get(question), pack, on)
    ]
    return profile.model_copy(update={"age_band": enough[0]}) if len(enough) == 1 else profile


def _families_are_enough(profile: Profile, families: object, pack: RulePack, on: date) -> bool:
    alone = profile.model_copy(update={"families_served": families})
    target = pack.by_scope.get(profile.scope) if profile.scope is not None else None
    needs = [
        requirement.needs
        for requirement in (pack.requirements(str(target.code), on) if target is not None else ())
        if requirement.id == "families_served" and requirement.needs is not None
    ]
    return any(verdict_of(truth(one, facts_of(alone, pack.counted))) is Verdict.MET for one in needs)
