"""The rules as somebody would write them down in Python for this one association: ifs, no pack, nothing else told.

It gives verdicts and what is missing. It cannot say what a person has, where a rule stands or since when, and a new
amount is a change of the program.
"""

from typing import Any

from tests.benchmarks.rules.people import Said

Found = dict[str, Any]
"""Of one category: "verdict", and "missing" as in an assessment."""

_DEGREES = ("cda", "associate", "bachelor", "graduate")
_SHOWED_RSC = ("IFS", "IMHS", "IMHM-C")


def assess(person: Said) -> dict[str, Found]:
    """By category code, with the add-on for those who speak of it."""
    told = _Told(person)
    found = {
        "IFA": told.associate(),
        "IFS": told.family_specialist(),
        "IMHS": told.health_specialist(),
        "IMHM-C": told.clinical_mentor(),
        "IMHM-P": told.mentor("policy"),
        "IMHM-R/F": told.mentor("research_faculty"),
    }
    if person.get("applying_for_ers") is True or "holds" in person:
        found["ERS"] = told.add_on()
    return found


class _Told:
    def __init__(self, person: Said) -> None:
        tell: Any = person.get
        self.tell = tell
        self.scope = tell("scope") if tell("scope") != "unsure" else None
        self.education = tell("education")
        self.graduate = None if self.education is None else self.education == "graduate"
        provider = tell("rsc_provider_qualified")
        qualified = None if provider in {None, "unsure"} else provider == "yes"
        self.rsc = _counted(tell("rsc_hours"), qualified)
        about_providing = 0 if tell("rsc_hours") == 0 else tell("rsc_about_providing_hours")
        self.rsc_about_providing = _counted(about_providing, qualified)
        self.training = tell("training_hours")
        self.training_on_rsc = 0 if self.training == 0 else tell("training_on_rsc_hours")
        self.clinical_years = _counted(tell("clinical_years"), self.graduate)

    def associate(self) -> Found:
        tell, missing = self.tell, {}
        work = _counted(tell("related_work_years"), self._work_counts())
        if self.education in _DEGREES or (work is not None and work >= 2):
            is_open = False
        elif self.education is None or work is None:
            is_open = True
        else:
            is_open = False
            missing["degree_or_work"] = _rounded(2 - work)
        is_open |= _at_least(missing, "training_hours", self.training, 33)
        return self._found(missing, is_open=is_open)

    def family_specialist(self) -> Found:
        missing: Found = {}
        is_open = _at_least(missing, "prevention_years", self.tell("prevention_years"), 2)
        is_open |= _at_least(missing, "families_served", self.tell("families_served"), 10)
        is_open |= _at_least(missing, "training_hours", self.training, 33)
        is_open |= _at_least(missing, "rsc_hours", self.rsc, 24)
        return self._found(missing, is_open=is_open)

    def health_specialist(self) -> Found:
        missing: Found = {}
        is_open = _holds(missing, "education", self.graduate)
        is_open |= _holds(missing, "licence", self.tell("licensed"))
        is_open |= _at_least(missing, "clinical_years", self.clinical_years, 2)
        is_open |= _at_least(missing, "training_hours", self.training, 33)
        is_open |= _at_least(missing, "rsc_hours", self.rsc, 50)
        return self._found(missing, is_open=is_open)

    def clinical_mentor(self) -> Found:
        missing: Found = {}
        is_open = _holds(missing, "education", self.graduate)
        is_open |= _at_least(missing, "clinical_years", self.clinical_years, 2)
        is_open |= _at_least(missing, "leadership_years", self._leadership("clinical_leadership"), 3)
        is_open |= _at_least(missing, "rsc_providing_years", self.tell("rsc_providing_years"), 3)
        is_open |= _at_least(missing, "training_hours", self._training_not_on_rsc(), 33)
        is_open |= _at_least(missing, "training_on_rsc_hours", self.training_on_rsc, 15)
        is_open |= _at_least(missing, "rsc_hours", self.rsc, 50)
        is_open |= _at_least(missing, "rsc_about_providing_hours", self.rsc_about_providing, 25)
        return self._found(missing, is_open=is_open, with_endorsed_reference=True)

    def mentor(self, scope: str) -> Found:
        missing: Found = {}
        is_open = _holds(missing, "education", self.graduate)
        is_open |= _at_least(missing, "leadership_years", self._leadership(scope), 3)
        is_open |= _at_least(missing, "training_hours", self.training, 33)
        return self._found(missing, is_open=is_open, with_endorsed_reference=True)

    def add_on(self) -> Found:
        missing: Found = {}
        holds = self.tell("holds")
        is_open = _holds(missing, "prerequisite_endorsement", None if holds is None else bool(holds))
        if holds is not None and any(code in _SHOWED_RSC for code in holds):
            pass
        elif holds is None and not (self.rsc is not None and self.rsc >= 24):
            is_open = True
        else:
            is_open |= _at_least(missing, "rsc_hours", self.rsc, 24)
        is_open |= _at_least(missing, "rsc_providing_years", self.tell("rsc_providing_years"), 1)
        is_open |= _at_least(missing, "rsc_about_providing_hours", self.rsc_about_providing, 12)
        is_open |= _at_least(missing, "training_on_rsc_hours", self.training_on_rsc, 15)
        return self._found(missing, is_open=is_open, references=2)

    def _found(
        self, missing: Found, *, is_open: bool, references: int = 3, with_endorsed_reference: bool = False
    ) -> Found:
        """The verdict is of what stands in `missing` by now; what is administrative comes after it."""
        verdict = "not_met" if missing else "unknown" if is_open else "met"
        _at_least(missing, "references", self.tell("references"), references)
        if with_endorsed_reference:
            _holds(missing, "endorsed_reference", self.tell("endorsed_reference"))
        _holds(missing, "membership", self.tell("member"))
        return {"verdict": verdict, "missing": missing}

    def _work_counts(self) -> bool | None:
        only, supervised = self.tell("volunteer_only"), self.tell("volunteer_supervised_and_trained")
        if only is False or supervised is True:
            return True
        return None if only is None or supervised is None else False

    def _leadership(self, scope: str) -> float | None:
        if self.graduate is False or (self.scope is not None and self.scope != scope):
            return 0
        return _counted(self.tell("leadership_years"), None if self.scope is None else self.graduate)

    def _training_not_on_rsc(self) -> float | None:
        if not self.training:
            return 0 if self.training == 0 else None
        return None if self.training_on_rsc is None else float(self.training - self.training_on_rsc)


def _counted(amount: float | None, counts: bool | None) -> float | None:
    if counts is False:
        return 0
    return amount if counts or amount == 0 else None


def _at_least(missing: Found, name: str, have: float | None, need: int) -> bool:
    """Whether it is unknown."""
    if have is None:
        return True
    if have < need:
        missing[name] = _rounded(need - have)
    return False


def _holds(missing: Found, name: str, said: bool | None) -> bool:
    """Whether it is unknown."""
    if said is None:
        return True
    if not said:
        missing[name] = True
    return False


def _rounded(amount: float) -> float:
    return round(amount, 6)
