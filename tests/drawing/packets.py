"""Packets to draw: one as a family specialist has it, and any that hypothesis can think of."""

from dataclasses import replace

from hypothesis import strategies as st

from dialogs.packet import Packet

WORDS = {
    "sums": "Hours this cycle",
    "entries": "Every entry",
    "evidence": "Evidence to have at hand",
    "notes": "Notes",
    "contact": "Contact",
    "page": "Page {page} of {pages}",
}

ROWS = (
    ("Jan 14, 2026", "Training received", "6", "Touchpoints in early relationships", "Riley Training Institute", "Yes"),
    ("Mar 3, 2026", "Training given", "10", "Serve and return for home visitors", "", "Yes"),
    ("Mar 19, 2026", "Reflective supervision", "1.5", "", "Monthly group", "Yes"),
    ("May 2, 2026", "Volunteering", "12.25", "Conference committee", "INfancy Onward", "10 of 12.25"),
    ("Apr 30, 2025", "Training received", "3", "Before it was earned", "", "No: before the Endorsement"),
)

FAMILY_SPECIALIST = Packet(
    language="en",
    title="Audit packet",
    credential="IFS",
    credential_name="Infant Family Specialist",
    as_of="As of October 5, 2027",
    facts=(
        ("Earned on", "May 5, 2025"),
        ("Cycle", "May 5, 2025 to December 31, 2027"),
        ("Years counted", "2"),
        ("Deadline", "December 31, 2027"),
        ("Attested", "Not yet"),
    ),
    columns=("Date", "Kind", "Hours", "Title", "Provider", "Counts"),
    rows=ROWS,
    sum_columns=("", "Required", "Counted", "Missing"),
    sums=(
        ("Training", "30", "26", "4"),
        ("Of which about providing RSC", "6", "6", "–"),
        ("Reflective supervision received", "24", "24", "–"),
    ),
    evidence=(
        "January 14, 2026: Touchpoints in early relationships (certificate kept in the chat)",
        "March 3, 2026: Serve and return for home visitors (no certificate yet)",
    ),
    notes=(
        "Teaching counts up to half of what is required, volunteering up to ten hours.",
        "Keep the certificates themselves: the association may ask for them.",
    ),
    contact="INfancy Onward · endorsement@example.org",
    footer="A note of your own, not a decision; the association decides.",
    words=WORDS,
)


def lengthy(entries: int) -> Packet:
    """A packet of as many entries."""
    return replace(FAMILY_SPECIALIST, rows=tuple(ROWS[place % len(ROWS)] for place in range(entries)))


_letters = st.text("abcdefghijklm NOPQRŕéáđýñšÁŤ·–≥→✓®’ 0123456789", max_size=40)
_long = _letters | st.sampled_from(("word " * 24, "Unbreakable" * 11, "ŕéáđýñéšš " * 12, "12.5", "–"))


@st.composite
def _tables(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    columns = draw(st.integers(1, 7))
    cells = st.lists(_long, min_size=columns, max_size=columns).map(tuple)
    return draw(cells), tuple(draw(st.lists(cells, max_size=12)))


@st.composite
def _packets(draw: st.DrawFn) -> Packet:
    (columns, rows), (sum_columns, sums) = draw(_tables()), draw(_tables())
    listed = st.lists(_long, max_size=3).map(tuple)
    return Packet(
        language=draw(st.sampled_from(("en", "es"))),
        title=draw(_letters),
        credential=draw(_letters),
        credential_name=draw(_long),
        as_of=draw(_letters),
        facts=tuple(draw(st.lists(st.tuples(_long, _long), max_size=5))),
        columns=columns,
        rows=rows,
        sum_columns=sum_columns,
        sums=sums,
        evidence=draw(listed),
        notes=draw(listed),
        contact=draw(_letters),
        footer=draw(_long),
        words=draw(st.fixed_dictionaries(dict.fromkeys(WORDS, _letters))),
    )


any_packet = _packets()
