"""Plans to draw: one as a home visitor has it, and any that hypothesis can think of."""

from dataclasses import replace

from hypothesis import strategies as st

from dialogs.plan import Line, Plan, Section
from rules.codes import Verdict

WORDS = {
    "met": "Met",
    "not_yet": "Not yet",
    "unknown": "Not known yet",
    "have_need": "Have / need",
    "state": "State",
    "next_steps": "Next steps",
    "costs": "Costs",
    "open_points": "Open points for the coordinator",
    "contact": "Contact",
    "page": "Page {page} of {pages}",
}

STATE_WORDS = {Verdict.MET: "Met", Verdict.NOT_MET: "Not yet", Verdict.UNKNOWN: "Not known yet"}


def line(
    state: Verdict,
    *,
    label: str = "RSC received from a qualified provider",
    have: float | None = None,
    need: float | None = None,
) -> Line:
    amounts = "" if need is None else f"{'?' if have is None else f'{have:g}'} of {need:g} h"
    return Line(
        id="rsc_hours",
        label=label,
        state=state,
        state_label=STATE_WORDS[state],
        amounts=amounts,
        have=have,
        need=need,
        how="Ask.",
        source="Booklet, table",
    )


def plan(*lines: Line) -> Plan:
    return Plan(
        language="en",
        title="Your readiness",
        credential="IFS",
        credential_name="Infant Family Specialist",
        summary="2 of 4 met",
        as_of="As of November 21, 2026",
        sections=(Section("Reflective supervision", lines),),
        next_steps=("Receive half an hour more.", "Ask for a reference."),
        costs=(("Registration", "$25"), ("Processing", "$50")),
        open_points=("Is the provider qualified?",),
        contact="INfancy Onward · endorsement@example.org",
        footer="By the booklet’s summary; the association decides.",
        words=WORDS,
    )


HOME_VISITOR = plan(
    line(Verdict.MET, label="Work with families", have=3, need=2),
    line(Verdict.NOT_MET, label="RSC ≥ 24 hours → “received”", have=23.5, need=24),
    line(Verdict.UNKNOWN, label="IECMH® training – so far", need=33),
    line(Verdict.MET, label="Membership"),
)


def lengthy(lines: int) -> Plan:
    """A plan of as many requirements, in one section."""
    return replace(
        HOME_VISITOR,
        sections=(
            Section(
                "Training",
                tuple(line(Verdict.NOT_MET, label=f"Requirement {n}", have=1, need=2) for n in range(lines)),
            ),
        ),
    )


_letters = st.text("abcdefghijklm NOPQRŕéáđýñšÁŤ·–≥→✓®’ 0123456789", max_size=60)
_long = _letters | st.sampled_from(("word " * 30, "Unbreakable" * 12, "ŕéáđýñéšš " * 12))
_amount = st.none() | st.floats(0, 1000)
_lines = st.builds(
    Line,
    id=st.just("any"),
    label=_long,
    state=st.sampled_from(Verdict),
    state_label=_letters,
    amounts=_letters,
    have=_amount,
    need=_amount,
    how=_long,
    source=_letters,
)
any_plan = st.builds(
    Plan,
    language=st.sampled_from(("en", "es")),
    title=_letters,
    credential=_letters,
    credential_name=_long,
    summary=_long,
    as_of=_letters,
    sections=st.lists(st.builds(Section, _long, st.lists(_lines, max_size=4).map(tuple)), max_size=4).map(tuple),
    next_steps=st.lists(_long, max_size=3).map(tuple),
    costs=st.lists(st.tuples(_long, _letters), max_size=3).map(tuple),
    open_points=st.lists(_long, max_size=3).map(tuple),
    contact=_letters,
    footer=_long,
    words=st.fixed_dictionaries(dict.fromkeys(WORDS, _letters)),
)
