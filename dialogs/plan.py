"""An assessment put into words once: the text, the picture and the PDF are all drawn from this."""

from dataclasses import dataclass

from rules.codes import Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement. Words are final (translated, plain text, no HTML); `have` and `need` are in `unit`.

    `have` is None when unknown; `need` is None where no amount applies (a degree, a licence, a signature): then there
    is no bar to draw, only a state. `short` is the amount still missing, with its unit; where `state` is unknown, at
    least that much. `doubt` says why an amount that was told is not counted yet; `how` repeats it before the way on.
    """

    id: str
    label: str
    state: Verdict
    state_label: str
    amounts: str
    have: float | None = None
    need: float | None = None
    short: str = ""
    how: str = ""
    source: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Requirements that stand together in the application: education, training, work, RSC, references, paperwork."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person has and needs for one credential on one day; every string is final and plain text."""

    language: str
    title: str
    credential: str
    credential_name: str
    summary: str
    as_of: str
    sections: tuple[Section, ...]
    next_steps: tuple[str, ...]
    costs: tuple[tuple[str, str], ...]
    open_points: tuple[str, ...]
    contact: str
    footer: str
    words: dict[str, str]

    def lines(self) -> tuple[Line, ...]:
        """Every line in the order of its section."""
        return tuple(line for section in self.sections for line in section.lines)
