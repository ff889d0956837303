"""Progress, attesting, papers and the calendar; then a whole cycle as a person lives it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.endorsed import standing_of
from dialogs.endorsement import Attestation, Wishes
from dialogs.event import Tapped
from dialogs.nudging import Rung, decide
from dialogs.packet import CalendarEvent, Packet
from dialogs.scene import Scene
from dialogs.screen import AuditPacket, Calendar, Picture
from dialogs.session import Session
from dialogs.standing import standing
from dialogs.turn import Companion
from dialogs.words import plain
from rules.codes import Category, Verdict
from rules.pack import RulePack
from rules.tally import CreditKind
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import ATTESTED, MENTOR, PEOPLE, SPECIALIST, credit
from tests.dialogs.telegram import faults

REFUSED = "That button does not lead anywhere any more, here is where we are."
WINDOW = date(2027, 10, 1)
DEADLINE = date(2027, 12, 31)


def chat_of(companion: Companion, person: str, on: date | None = None) -> Chat:
    session, day = PEOPLE[person]
    return Chat(companion, session, on or day)


def at(companion: Companion, person: str, *place: str, on: date | None = None) -> Chat:
    chat = chat_of(companion, person, on)
    chat.does(Tapped(".".join(("go", *place))))
    return chat


def packet(chat: Chat) -> Packet:
    assert isinstance(chat.screen.attachment, AuditPacket)
    return chat.screen.attachment.packet


def events(chat: Chat) -> tuple[CalendarEvent, ...]:
    assert isinstance(chat.screen.attachment, Calendar)
    return chat.screen.attachment.events


def test_progress_tells_what_counts_after_the_caps_what_does_not_and_why(companion: Companion) -> None:
    chat = at(companion, "specialist", "progress", "1")
    # 7.5 received, 15 of 40 taught (half of 30), 10 of 12 volunteered; 4 hours lie before it was earned.
    assert "✓ Training: 32.5 hours, 30 needed" in chat.text
    assert "○ RSC received: 1 of 24 hours, 23 hours to go" in chat.text
    assert "25 hours of training given: over the half that can count (15)" in chat.text
    assert "2 hours of volunteering: over the 10 that can count" in chat.text
    assert "1 entry (4 hours) lies before you earned it." in chat.text
    assert "1.75 hours of RSC received a month" in chat.text
    assert "Whether my volunteer hours count" in chat.text


@pytest.mark.parametrize(
    ("on", "pace"),
    [
        (date(2027, 1, 1), "2.5 hours of training a month"),
        (date(2027, 12, 1), "30 hours of training a month"),
        (date(2025, 5, 5), "1 hour of training a month"),
    ],
)
def test_the_pace_closes_the_gap_by_the_deadline(companion: Companion, on: date, pace: str) -> None:
    held = SPECIALIST.model_copy(update={"category": Category.IFA})
    chat = Chat(companion, Session(endorsements=(held,)), on)
    chat.does(Tapped("go.progress.1"))
    assert pace in chat.text


def test_the_picture_shows_the_same(companion: Companion) -> None:
    chat = at(companion, "specialist", "progress_picture", "1")
    assert isinstance(chat.screen.attachment, Picture)
    plan = chat.screen.attachment.plan
    assert [(line.id, line.have, line.need, line.state) for line in plan.lines()] == [
        ("training", 32.5, 30, Verdict.MET),
        ("rsc", 1, 24, Verdict.NOT_MET),
    ]
    chat.taps("Dark picture")
    assert isinstance(chat.screen.attachment, Picture)
    assert chat.screen.attachment.dark


def test_the_coordinator_gets_the_open_points_and_no_name(companion: Companion) -> None:
    chat = at(companion, "mentor", "renewal_email", "1")
    for point in ("Whether my volunteer hours", "Whether I still need RSC", "Whether I renewed in 2024"):
        assert point in chat.text
    assert "ECMHM-C + ERS" in chat.text


def test_a_lapsed_one_is_neither_counted_nor_scolded(companion: Companion) -> None:
    chat = at(companion, "lapsed", "progress", "1")
    assert "has passed" in chat.text
    assert "hours" not in chat.text
    assert chat.labels == ("Write to the coordinator", "Talk to my coordinator", "Back", "Menu")
    chat.taps("Write to the coordinator")
    assert "What is possible after a missed renewal deadline" in chat.text
    for data in ("go.packet.1", "go.progress_picture.1", "go.progress_picture.1.red", "go.packet.1.2027"):
        chat.does(Tapped(data))
        assert chat.screen.toast == REFUSED
    chat.does(Tapped("go.attest.1"))
    assert "has passed. If you did attest in time" in chat.text
    assert {"I did attest in time", "Write to the coordinator"} <= set(chat.labels)


def test_who_attested_in_time_and_never_told_goes_on(companion: Companion) -> None:
    chat = at(companion, "lapsed", "endorsement", "1")
    chat.taps("I did attest in time")
    assert "noted, attested for December 31, 2027. Well done!" in chat.text
    assert "Your next deadline: December 31, 2030" in chat.text
    once = chat.session
    chat.does(Tapped("do.in_time.1.2027"))
    assert chat.session == once
    chat.does(Tapped("do.in_time.1.2030"))
    assert chat.screen.toast == REFUSED


def test_nothing_is_attested_outside_the_window(companion: Companion) -> None:
    chat = at(companion, "specialist", "attest", "1")
    assert "You can attest from October 1, 2027 to December 31, 2027, not before." in chat.text
    assert "Yes, I have attested" not in chat.labels
    for data in ("do.attest.1.2027", "do.attest.1.2030"):
        chat.does(Tapped(data))
        assert chat.screen.toast.startswith("You can attest from October 1, 2027")
        assert chat.session.endorsements == (SPECIALIST,)


def test_the_wording_is_shown_beside_what_is_missing_and_the_moment_is_kept(companion: Companion) -> None:
    session, on = PEOPLE["short in the window"]
    chat = Chat(companion, session, on)
    chat.does(Tapped("go.attest.1"))
    assert "○ 23 hours of RSC received" in chat.text
    assert "“I have met the renewal requirements of INfancy Onward for IFS" in chat.text
    assert "The attestation that counts is the one you make in EASy" in chat.text
    moment = datetime(2027, 10, 1, 15, 30, tzinfo=UTC)
    after, screen = companion.turn(chat.session, Tapped("do.attest.1.2027"), on, moment)
    assert after is not None
    assert after.endorsements[0].attestations == (
        Attestation(cycle_end=DEADLINE, on=on, at="2027-10-01T15:30:00+00:00"),
    )
    assert "December 31, 2030" in screen.text


def test_attesting_twice_is_once_and_can_be_taken_back(companion: Companion) -> None:
    chat = at(companion, "short in the window", "attest", "1")
    chat.taps("Yes, I have attested")
    once = chat.session
    assert once.endorsements[0].attestations[0].at == "2027-10-01"
    chat.does(Tapped("do.attest.1.2027"))
    assert chat.session == once
    chat.taps("Undo")
    assert chat.session.endorsements[0].attestations == ()
    for data in ("do.unattest.1.2027", "go.attested.1.2027", "do.attest.9.2027"):
        chat.does(Tapped(data))
        assert chat.screen.toast == REFUSED


def test_a_membership_that_ends_before_the_deadline_is_said(companion: Companion) -> None:
    assert "runs out on December 1, 2026, before the deadline" in at(companion, "mentor", "progress", "1").text


def test_a_membership_that_has_run_out_is_missing(companion: Companion, pack: RulePack) -> None:
    session, on = PEOPLE["in the window"]
    chat = at(companion, "in the window", "attest", "1")
    assert "○ Your membership of INfancy Onward ran out on March 1, 2027." in chat.text
    chat.taps("My progress")
    assert "○ Active membership: ran out on March 1, 2027" in chat.text
    assert "Your hours are complete. What is missing is an active membership." in chat.text
    chat.taps("Picture")
    assert isinstance(chat.screen.attachment, Picture)
    lines = {line.id: line.state for line in chat.screen.attachment.plan.lines()}
    assert lines == {"training": Verdict.MET, "membership": Verdict.NOT_MET}
    nudge = companion.nudge(session, (Rung(1, DEADLINE, DEADLINE),), on)
    told = "IFA: your hours are there. What is missing by December 31, 2027 is an active membership."
    assert plain(nudge.text).startswith(told)
    found = standing(pack, session.endorsements[0], session.credits, on, member=False)
    assert (dict(found.status.missing), str(found.status.status)) == ({"membership": True}, "window_open_incomplete")


@pytest.mark.parametrize(
    ("until", "member"), [(None, None), (DEADLINE, True), (date(2027, 10, 2), True), (WINDOW, True), (ON, False)]
)
def test_a_membership_runs_through_its_last_day_and_is_unknown_where_nobody_told(
    companion: Companion, until: date | None, member: bool | None
) -> None:
    session = PEOPLE["in the window"][0].model_copy(update={"wishes": Wishes(membership_until=until)})
    assert session.wishes.is_member(WINDOW) is member
    found = standing_of(Scene(companion.book, session, WINDOW), session.endorsements[0])
    assert found.lacks_membership is (member is False)
    assert str(found.status.status) == ("window_open_incomplete" if member is False else "ready_to_attest")


def test_only_the_newest_attestation_can_be_taken_back(companion: Companion) -> None:
    older = Attestation(cycle_end=date(2024, 12, 31), on=date(2024, 11, 2), at="2024-11-02")
    held = SPECIALIST.model_copy(update={"earned_on": date(2021, 5, 5), "attestations": (older, ATTESTED)})
    chat = Chat(companion, Session(endorsements=(held,)), date(2027, 12, 1))
    chat.does(Tapped("go.attested.1.2024"))
    assert "Undo" not in chat.labels
    chat.does(Tapped("do.unattest.1.2024"))
    assert chat.screen.toast == REFUSED


def test_the_packet_lists_every_entry_of_its_cycle(companion: Companion) -> None:
    chat = at(companion, "specialist", "packet", "1")
    found = packet(chat)
    assert [row[0] for row in found.rows] == ["Mar 2, 2026", "Apr 1, 2026", "May 1, 2026", "Nov 21, 2026"]
    assert [row[6] for row in found.rows] == ["yes", "up to the limit", "up to the limit", "yes"]
    assert found.sums == (("Training", "30", "32.5", "0"), ("RSC received", "24", "1", "23"))
    assert dict(found.facts)["Attested"] == "not yet"
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert all(len(row) == len(found.sum_columns) for row in found.sums)
    assert found.evidence[-1] == "Nov 21, 2026: RSC received (proof.pdf, in the chat)"
    assert len(found.notes) == 4
    chat.taps("Table (CSV)")
    assert packet(chat) == found
    assert isinstance(chat.screen.attachment, AuditPacket)
    assert (chat.screen.attachment.as_table, chat.screen.attachment.file_name) == (True, "renewal-IFS-2027.csv")
    chat.taps("Audit packet (PDF)")
    assert packet(chat) == found


def test_after_attesting_the_packet_of_that_cycle_is_still_there(companion: Companion) -> None:
    chat = at(companion, "renewed", "endorsement", "1")
    assert "You attested for December 31, 2027. This is the cycle after it." in chat.text
    chat.taps("Audit packet 2027")
    assert len(packet(chat).rows) == 4
    assert dict(packet(chat).facts)["Attested"] == "November 2, 2027"
    chat.taps("This Endorsement", "Audit packet 2030")
    assert packet(chat).rows == ()
    lapsed = chat_of(companion, "renewed", date(2031, 1, 1))
    lapsed.does(Tapped("go.endorsement.1"))
    assert [label for label in lapsed.labels if "packet" in label] == ["Audit packet 2027"]
    chat.does(Tapped("go.packet.1.2030"))
    assert chat.screen.toast == REFUSED


def test_the_packet_counts_a_photo_without_a_name_as_kept(companion: Companion) -> None:
    photo = credit(2, CreditKind.RSC_RECEIVED, 1, ON, evidence="photo")
    chat = Chat(companion, Session(endorsements=(SPECIALIST,), credits=(photo,)))
    chat.does(Tapped("go.packet.1"))
    assert packet(chat).evidence == ("Nov 21, 2026: RSC received (certificate in the chat)",)


def test_a_standing_knows_whether_a_renewal_year_was_skipped(companion: Companion) -> None:
    for earned, skipped in (("2024-01-01", True), ("2025-01-01", False), ("2023-12-31", False), ("2027-02-01", True)):
        held = MENTOR.model_copy(update={"earned_on": date.fromisoformat(earned)})
        found = standing_of(Scene(companion.book, Session(), date(2027, 12, 1)), held)
        assert found.earned_in_renewal_year is skipped, earned


def test_a_whole_cycle(companion: Companion, pack: RulePack) -> None:
    """What the demo shows: record, log, the clock moves, nudge, snooze, nudge, attest, papers, the next deadline."""
    chat = Chat(companion)
    chat.says("/start")
    chat.taps("Plan my renewal", "IFS / ECFS", "Infant (I")
    chat.says("5 May 2025")
    chat.taps("No", "No, I do not", "Log hours", "Training given")
    chat.says("10")
    chat.taps("Plan my renewal", "IFS", "My progress")
    assert "10 of 30 hours, 20 hours to go" in chat.text

    chat.session, told = nudged(chat.session, pack, datetime(2027, 10, 1, 16, tzinfo=UTC))
    assert [rung.day for rung in told] == [WINDOW]
    chat.on, chat.screen = WINDOW, companion.nudge(chat.session, told, WINDOW)
    assert chat.text.startswith("IFS: 20 hours of training, 24 hours of RSC received to go until December 31, 2027.")
    chat.taps("Snooze 7 days")
    assert "IFS: put off until October 8, 2027" in chat.text

    chat.session, told = nudged(chat.session, pack, datetime(2027, 10, 7, 16, tzinfo=UTC))
    assert told == ()
    chat.session, told = nudged(chat.session, pack, datetime(2027, 10, 8, 16, tzinfo=UTC))
    assert len(told) == 1
    chat.on, chat.screen = date(2027, 10, 8), companion.nudge(chat.session, told, date(2027, 10, 8))
    chat.taps("IFS: I have attested", "Yes, I have attested")
    assert "Your next deadline: December 31, 2030" in chat.text
    chat.taps("Audit packet 2027")
    assert packet(chat).rows[0][4] == "10"
    chat.does(Tapped("go.calendar"))
    assert [event.day.year for event in events(chat) if not event.cancelled] == [2030, 2030]
    for month in (11, 12):
        chat.session, told = nudged(chat.session, pack, datetime(2027, month, 30, 16, tzinfo=UTC))
        assert told == ()
    assert list(faults(chat.screen, in_english=True)) == []


def nudged(session: Session, pack: RulePack, now: datetime) -> tuple[Session, tuple[Rung, ...]]:
    decision = decide(session, pack, ZoneInfo(pack.association.time_zone), now, reachable="yes")
    return decision.session, decision.tell
