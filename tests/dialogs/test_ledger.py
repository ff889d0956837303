"""Logging hours: two taps or a typed number; everything about an entry can be changed, deleted and brought back."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.actions import ACTIONS
from dialogs.endorsement import Credit
from dialogs.entries import MOST_ENTRIES
from dialogs.event import Sent, Tapped
from dialogs.session import Session
from dialogs.standing import standing
from dialogs.turn import Companion
from rules.codes import Category
from rules.pack import RulePack
from rules.tally import CreditKind
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import LEDGER, MENTOR, SPECIALIST, credit

REFUSED = "That button does not lead anywhere any more, here is where we are."
GIVEN, RECEIVED, VOLUNTEERED = CreditKind.TRAINING_PROVIDED, CreditKind.TRAINING_RECEIVED, CreditKind.VOLUNTEERING


@pytest.fixture
def chat(companion: Companion) -> Chat:
    chat = Chat(companion, Session(endorsements=(SPECIALIST,), numbered=1))
    chat.says("/start log")
    return chat


@pytest.fixture
def logged(chat: Chat) -> Chat:
    chat.taps("Training received", "2 hours")
    return chat


def test_hours_are_logged_in_two_taps(chat: Chat) -> None:
    chat.taps("RSC received", "1.5 hours")
    assert chat.session.credits == (Credit(id=2, kind=CreditKind.RSC_RECEIVED, hours=1.5, on=ON),)
    assert chat.text.startswith("Saved: 1.5 hours\nRSC received\nNovember 21, 2026, today")
    assert {"Undo", "Log more", "Change the date", "Title", "Given by", "Certificate"} <= set(chat.labels)


@pytest.mark.parametrize(("typed", "hours"), [("7.5", 7.5), ("two and a half hours", 2.5), ("90 minutes", 1.5)])
def test_hours_can_be_typed(chat: Chat, typed: str, hours: float) -> None:
    chat.taps("Training given")
    chat.says(typed)
    assert chat.session.credits[0].hours == hours


def test_buttons_that_are_amounts_say_so_and_no_interview_is_called_like_an_action(
    companion: Companion, logged: Chat
) -> None:
    for place in ("go.log_hours.volunteering", "go.credit_hours.2", "go.credit_rsc.2"):
        logged.does(Tapped(place))
        amounts = [button.tap for button in logged.buttons if "hour" in button.label]
        assert amounts
        assert all(tap is not None and tap.startswith("n.") for tap in amounts)
    assert not companion.book.interviews.keys() & ACTIONS.keys()


@pytest.mark.parametrize("typed", ["0", "none", "-4", "1001", "10-12", "99999", "0.001", "1:75"])
def test_hours_that_cannot_be_are_asked_for_again(chat: Chat, typed: str) -> None:
    chat.taps("Training given")
    chat.says(typed)
    assert chat.screen.toast.startswith("Please tell the hours as a number above 0 and up to 1,000")
    assert chat.session.credits == ()


def test_words_that_are_no_hours_are_told_what_is_asked_for_unless_they_are_a_question(chat: Chat) -> None:
    chat.taps("Training given")
    chat.says("hello")
    assert chat.screen.toast.startswith("Please tell the hours as a number")
    chat.says("what is RSC?")
    assert chat.place[0] == "term"


def test_what_the_hours_come_to_by_now_is_told_at_once(companion: Companion) -> None:
    family = SPECIALIST.model_copy(update={"id": 2, "category": Category.IFA})
    chat = Chat(companion, Session(endorsements=(SPECIALIST, family), numbered=2))
    chat.says("/start log")
    chat.taps("Training given")
    chat.says("10")
    assert "IFS, training by now: 10 of 30 hours\nIFA, training by now: 10 of 30 hours\n" in chat.text
    chat.taps("Log more", "Training given", "6 hours")
    assert "IFS, training by now: 15 of 30 hours\nNot counted: 1 hour of training given: over the half" in chat.text
    chat.taps("Log more", "RSC received", "2 hours")
    assert "IFS, RSC by now: 2 of 24 hours\nIFA: renewal asks for no RSC." in chat.text


def test_nothing_is_counted_for_a_cycle_that_is_over(companion: Companion) -> None:
    chat = Chat(companion, Session(endorsements=(SPECIALIST,), credits=LEDGER), date(2028, 1, 1))
    chat.does(Tapped("go.credit.12"))
    assert "by now" not in chat.text


def test_a_second_tap_logs_nothing_more(chat: Chat) -> None:
    chat.taps("Training received")
    data = "do.log.training_received.120.2"
    chat.does(Tapped(data))
    once = chat.session
    assert chat.does(Tapped(data)).text == chat.screen.text
    assert chat.session == once


def test_an_old_amount_is_asked_for_anew_rather_than_logged_for_another_entry(logged: Chat) -> None:
    logged.does(Tapped("do.log.volunteering.60.2"))
    assert logged.place == ("log_hours", "volunteering")
    logged.on += timedelta(days=400)
    logged.does(Tapped("do.log.training_received.120.2"))
    assert logged.place == ("log_hours", "training_received")
    assert len(logged.session.credits) == 1


def test_date_title_provider_and_certificate_are_added(logged: Chat) -> None:
    logged.taps("Change the date", "2026", "Mar", "31", "Title")
    logged.says("  Serve  and\nreturn ")
    logged.taps("Given by")
    logged.says("<The Institute>")
    logged.taps("Certificate")
    logged.does(Sent("file-1", " proof\n.pdf "))
    (entry,) = logged.session.credits
    assert entry.on == date(2026, 3, 31)
    assert (entry.title, entry.provider) == ("Serve and return", "<The Institute>")
    assert (entry.evidence, entry.evidence_name) == ("file-1", "proof .pdf")
    for label in ("Title", "Given by"):
        logged.taps(label, "Leave it empty")
    logged.taps("Certificate", "Remove the certificate")
    (entry,) = logged.session.credits
    assert (entry.title, entry.provider, entry.evidence, entry.evidence_name) == ("", "", None, "")


def test_a_photo_sent_to_the_saved_entry_is_its_certificate(logged: Chat) -> None:
    logged.does(Sent("photo-1"))
    assert logged.session.credits[0].evidence == "photo-1"
    assert "Certificate: kept here" in logged.text


@pytest.mark.parametrize("sent", [Sent(), Sent("x" * 257)])
def test_what_cannot_be_a_certificate_is_not_kept(logged: Chat, sent: Sent) -> None:
    logged.does(sent)
    assert logged.session.credits[0].evidence is None
    assert logged.screen.toast


def test_a_photo_sent_elsewhere_is_not_kept(logged: Chat) -> None:
    logged.says("/menu")
    logged.does(Sent("photo-1"))
    assert logged.session.credits[0].evidence is None
    assert logged.screen.toast == "I can only read text and buttons, so please type or tap."


@pytest.mark.parametrize(
    ("typed", "day"),
    [("yesterday", date(2026, 11, 20)), ("3/1/2026", date(2026, 3, 1)), ("March 2026", None), ("2026", None)],
)
def test_the_date_can_be_typed(logged: Chat, typed: str, day: date | None) -> None:
    logged.taps("Change the date")
    logged.says(typed)
    assert logged.session.credits[0].on == (day or ON)
    assert logged.place[0] == ("credit" if day else "credit_day")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2030-01-01", "up to today"),
        ("1/1/1980", "up to today"),
        ("55", "I could not read"),
        ("sometime", "I could not read"),
    ],
)
def test_a_date_that_cannot_be_is_asked_for_again(logged: Chat, typed: str, told: str) -> None:
    logged.taps("Change the date")
    logged.says(typed)
    assert told in logged.screen.toast
    assert logged.session.credits[0].on == ON


def test_words_that_are_no_date_can_be_a_button(logged: Chat) -> None:
    logged.taps("Change the date")
    logged.says("back")
    assert logged.place == ("credit", "2")


def test_a_title_is_not_too_long_and_people_are_asked_not_to_name_anybody(logged: Chat) -> None:
    logged.taps("Title")
    assert "no names of families or children" in logged.text
    for text in ("x" * 121, "   "):
        logged.says(text)
        assert logged.screen.toast == "Please keep it to 120 characters."
    logged.taps("Back", "Certificate")
    assert "names of families or children" in logged.text


@pytest.mark.parametrize(("said", "place"), [("back", "credit"), ("Menu", "menu"), ("Leave it empty", "credit")])
def test_a_button_said_where_a_title_is_asked_for_is_no_title(logged: Chat, said: str, place: str) -> None:
    logged.taps("Title")
    logged.says("Menu of feelings")
    logged.taps("Title")
    logged.says(said)
    assert logged.place[0] == place
    assert logged.session.credits[0].title == ("" if said == "Leave it empty" else "Menu of feelings")


def test_hours_and_kind_are_corrected(logged: Chat) -> None:
    logged.taps("Change the hours", "6 hours", "Change the kind", "Volunteering")
    assert (logged.session.credits[0].hours, logged.session.credits[0].kind) == (6, VOLUNTEERED)
    logged.taps("Change the hours")
    logged.says("hello")
    logged.says("2.25")
    assert logged.session.credits[0].hours == 2.25


def test_the_part_about_giving_rsc_is_asked_of_those_who_give_it(companion: Companion, logged: Chat) -> None:
    assert "Part about RSC" not in logged.labels
    mentor = Chat(companion, Session(endorsements=(MENTOR,), numbered=1))
    mentor.says("/start log")
    mentor.taps("Training received", "4 hours", "Part about RSC", "3 hours")
    assert mentor.session.credits[0].on_rsc_hours == 3
    mentor.taps("Part about RSC")
    mentor.says("4.5")
    assert "up to 4" in mentor.screen.toast
    mentor.says("well")
    mentor.says("2.5")
    assert mentor.session.credits[0].on_rsc_hours == 2.5
    mentor.taps("Change the hours", "2 hours")
    assert mentor.session.credits[0].on_rsc_hours == 2
    mentor.taps("Change the kind", "Training given")
    assert mentor.session.credits[0].on_rsc_hours == 0
    for data in ("go.credit_rsc.2", "do.on_rsc.2.60"):
        mentor.does(Tapped(data))
        assert mentor.screen.toast == REFUSED


def test_what_lies_outside_the_cycle_is_kept_and_said_not_to_count(logged: Chat) -> None:
    logged.taps("Change the date")
    logged.says("5/4/2025")
    assert "Does not count for IFS: it lies before you earned it." in logged.text
    logged.taps("Change the date")
    logged.says("5/5/2025")
    assert "Does not count" not in logged.text


def test_undo_deletes_and_can_be_undone(logged: Chat) -> None:
    before = logged.session.credits
    logged.taps("Undo")
    assert logged.session.credits == ()
    assert "Deleted: 2 hours, Training received" in logged.text
    logged.taps("Bring it back")
    assert logged.session.credits == before
    logged.does(Tapped("do.regain.2"))
    assert logged.screen.toast == REFUSED


def test_the_list_is_newest_first_and_paged(companion: Companion) -> None:
    entries = tuple(credit(n, RECEIVED, 1, ON - timedelta(days=n % 7)) for n in range(1, 20))
    chat = Chat(companion, Session(credits=entries, numbered=19))
    chat.does(Tapped("go.ledger"))
    assert chat.labels[:3] == ("Nov 21, 2026: 1 h training",) * 2 + ("Nov 20, 2026: 1 h training",)
    assert "Page 1 of 3" in chat.text
    chat.taps("Older", "Older")
    assert "Older" not in chat.labels
    chat.taps("Newer")
    assert "Page 2 of 3" in chat.text
    chat.does(Tapped("go.ledger.3"))
    assert chat.screen.toast == REFUSED


def test_a_full_ledger_and_a_full_kind_say_so(companion: Companion) -> None:
    many = tuple(credit(n, VOLUNTEERED, 1, ON) for n in range(1, MOST_ENTRIES + 1))
    chat = Chat(companion, Session(credits=many, numbered=MOST_ENTRIES))
    chat.does(Tapped(f"do.log.volunteering.60.{MOST_ENTRIES + 1}"))
    assert chat.screen.toast.startswith("There are 500 entries already")
    much = tuple(credit(n, RECEIVED, 1000, ON) for n in range(1, 21))
    chat = Chat(companion, Session(credits=(*much[:-1], credit(20, RECEIVED, 999, ON)), numbered=20))
    chat.does(Tapped("go.log_hours.training_received"))
    assert chat.labels[:2] == ("1 hour", "Back")
    chat.says("1.5")
    assert "up to 1," in chat.screen.toast


@pytest.mark.parametrize(
    "data",
    [
        "do.log.sleep.60.2", "do.log.volunteering.x.2", "do.log.volunteering.9999999.2", "go.log_hours.sleep",
        "go.credit.9", "do.redate.2.tomorrow", "do.wipe.2.hours", "do.wipe.9.title", "do.discard.9", "do.regain.2",
        "go.discarded.2", "do.rekind.2.sleep", "do.use_logged.apply.rsc_hours", "do.use_logged.ers.training_hours",
        "go.credit_day.2.1889",
    ],
)  # fmt: skip
def test_forged_data_does_nothing(logged: Chat, data: str) -> None:
    session = logged.session
    logged.does(Tapped(data))
    assert logged.screen.toast == REFUSED
    assert logged.session == session


def test_what_a_typed_text_was_for_may_be_gone(logged: Chat) -> None:
    logged.taps("Title")
    logged.session = logged.session.model_copy(update={"credits": ()})
    logged.says("Serve and return")
    assert logged.screen.toast == REFUSED
    assert logged.place == ("menu",)


def test_applicants_use_their_logged_hours_in_the_interview(companion: Companion) -> None:
    chat = Chat(companion, Session(credits=LEDGER))
    chat.says("/start apply")
    chat.answers("Pregnancy", "Leading and giving", "Master", 3, 3, 2)
    chat.taps("Use my logged hours: 11.5", "Use my logged hours: 2.5", "Use my logged hours: 1")
    answers = chat.session.answers
    assert (answers["training_hours"], answers["training_on_rsc_hours"], answers["rsc_hours"]) == (11.5, 2.5, 1)


def test_logged_hours_are_offered_only_where_they_fit(companion: Companion) -> None:
    chat = Chat(companion, Session(credits=LEDGER))
    chat.says("/start apply")
    chat.answers("Pregnancy", "Leading and giving", "Master", 3, 3, 2, 2)
    assert not [label for label in chat.labels if label.startswith("Use my")]


Entries = list[tuple[CreditKind, float, date]]
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(CreditKind),
        st.integers(1, 160).map(lambda quarters: quarters / 4),
        st.dates(date(2024, 1, 1), ON),
    ),
    max_size=12,
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def written(companion: Companion, entries: Entries, session: Session) -> Session:
    """Log entries as a person does."""
    chat = Chat(companion, session)
    for kind, hours, day in entries:
        chat.does(Tapped(f"go.log_hours.{kind}"))
        chat.says(str(hours))
        chat.taps("Change the date")
        chat.says(day.isoformat())
    return chat.session


@quick
@given(ENTRIES, st.randoms(use_true_random=False))
def test_caps_are_never_exceeded_and_the_order_does_not_matter(
    companion: Companion, pack: RulePack, entries: Entries, random: Random
) -> None:
    fresh = Session(endorsements=(MENTOR,), numbered=1)
    one = standing(pack, MENTOR, written(companion, entries, fresh).credits, ON)
    shuffled = random.sample(entries, len(entries))
    other = standing(pack, MENTOR, written(companion, shuffled, fresh).credits, ON)
    assert one.status == other.status
    assert one.over() == other.over()
    logged = one.tally.credits
    required, counted, missing = one.hours("training")
    assert counted <= logged.training_received + required / 2 + 10
    assert missing == max(0, required - counted)
    over = {kind: hours for kind, (hours, _) in one.over().items()}
    everything = logged.training_received + logged.training_provided + logged.volunteering
    assert counted == pytest.approx(everything - sum(over.values()))


@quick
@given(ENTRIES, st.integers(0, 11))
def test_deleting_undoes_logging_and_bringing_back_undoes_that(
    companion: Companion, entries: Entries, place: int
) -> None:
    before = written(companion, entries, Session(endorsements=(MENTOR,), numbered=1))
    after = written(companion, [(GIVEN, 3, ON)], before)
    chat = Chat(companion, after)
    chat.does(Tapped(f"do.discard.{after.credits[-1].id}"))
    assert chat.session.credits == before.credits
    if before.credits:
        number = before.credits[place % len(before.credits)].id
        chat.does(Tapped(f"do.discard.{number}"))
        chat.taps("Bring it back")
        assert chat.session.credits == before.credits
