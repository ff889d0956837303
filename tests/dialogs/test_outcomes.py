"""What people are told in the end, and what they can look up and try from there."""

import pytest

from dialogs.event import Repeated, Tapped
from dialogs.screen import ActionPlan, Export, Picture
from dialogs.session import Session
from dialogs.turn import Companion
from tests.dialogs.chat import Chat

INFANT, EARLY, BOTH = "Pregnancy", "3 up to 6", "Both"
NOBODY_SAYS = ("not eligible", "ineligible", "you qualify", "approved")


@pytest.fixture
def chat(companion: Companion) -> Chat:
    return Chat(companion)


def found(chat: Chat, *answers: str | float) -> Chat:
    chat.says("/start")
    chat.taps("Find my category")
    chat.answers(*answers)
    assert chat.place == ("result", "apply")
    assert not any(words in chat.text.casefold() for words in NOBODY_SAYS)
    return chat


def test_somebody_half_an_hour_short_reads_the_amount_the_way_the_cost_and_the_next_step(chat: Chat) -> None:
    found(chat, EARLY, "Supporting", 2, 10, 33, 23.5, "Yes, they do")
    assert chat.text.startswith("Your work fits Early Childhood Family Specialist (ECFS).")
    for words in (
        "3 of 4 minimums met, 1 not yet.",
        "○ RSC received: 23.5 of 24 hours",
        "• RSC received: 0.5 hours to go\nMembers who work toward Endorsement get a place in a virtual RSC group.",
        "Application fees: $75, membership comes on top.",
        "Next step\nAsk INfancy Onward for a place in a virtual RSC group.",
        "INfancy Onward decides on every application.",
    ):
        assert words in chat.text


def test_somebody_who_has_everything_reads_that_the_minimums_are_met(chat: Chat) -> None:
    found(chat, INFANT, "Helping all", "CDA", 33)
    assert "Both minimums in the booklet’s summary are met." in chat.text
    assert "Not yet" not in chat.text
    chat.taps("What is missing")
    assert "Nothing is known to be missing." in chat.text


def test_a_missing_degree_leads_to_what_fits_today_and_leaves_the_way_to_the_target_open(chat: Chat) -> None:
    found(chat, INFANT, "Treating", "Bachelor", 3, 20, 40, 30, "Yes, they do")
    assert "Your work fits Infant Mental Health Specialist (IMHS). What it still takes:" in chat.text
    assert "What fits you today is Infant Family Specialist (IFS)." in chat.text
    assert "What my degree allows" in chat.text
    chat.taps("What is missing")
    today, way = chat.text.split("The way to Infant Mental Health Specialist (IMHS)")
    assert today.startswith("What fits today: Infant Family Specialist (IFS)\n\nNothing is known to be missing.")
    assert "Master’s degree or higher" in way
    chat.taps("What if", "A master’s")
    assert "For Infant Mental Health Specialist (IMHS) you would go from 1 to 2 of 5" in chat.text
    assert "would be met as well:\n• Infant Family Specialist (IFS)" in chat.text
    chat.taps("My result", "Write to")
    assert "My work fits Infant Mental Health Specialist (IMHS).\nWhat fits me today is" in chat.text
    assert "Subject: Question about IMHS" in chat.text
    assert "- What my degree allows (Education: Bachelor’s degree)" in chat.text
    assert "Where I stand with Infant Mental Health Specialist, November 21, 2026:\n- Master’s degree" in chat.text
    assert "Where I stand with Infant Family Specialist, November 21, 2026:\n- Years in prevention" in chat.text


def test_a_mixed_caseload_takes_the_letters_of_the_band_with_enough_families(chat: Chat) -> None:
    found(chat, BOTH, "Supporting", 2, 6, 12, 33, 24, "Yes, they do")
    assert "(ECFS)" in chat.text
    assert "✓ Families served: 12 families, 10 needed" in chat.text


def test_a_mixed_caseload_with_enough_in_neither_band_goes_to_the_coordinator(chat: Chat) -> None:
    found(chat, BOTH, "Supporting", 2, 6, 5, 33, 24, "Yes, they do")
    assert "○ Families served: 6 of 10 families" in chat.text
    assert "Whether families of both age groups can be counted together" in chat.text
    assert "For Family Associate I took it that some of your work was paid." in chat.text
    assert "You could apply for these now, their minimums are met:\n• Infant Family Associate (IFA)" in chat.text


def test_a_mixed_caseload_where_families_do_not_matter_leaves_only_the_letters_open(chat: Chat) -> None:
    found(chat, BOTH, "Helping all", "Associate", 33)
    assert "• Which letters fit my work with both age groups" in chat.text
    assert "counted together" not in chat.text


def test_a_cda_that_stands_for_a_degree_is_told_to_be_open_and_asked_about(chat: Chat) -> None:
    found(chat, INFANT, "Helping all", "CDA", 33)
    point = "Whether my CDA counts: the booklet speaks of a degree, other associations take a CDA"
    assert f"• {point}" in chat.text
    chat.taps("Write to")
    assert f"- {point} (Education: CDA credential)" in chat.text


def test_paid_work_is_assumed_aloud_where_nobody_asked(chat: Chat) -> None:
    assumed = "For Family Associate I took it that some of your work was paid."
    found(chat, INFANT, "Supporting", 3, 4, 33, 24, "Yes, they do")
    assert assumed in chat.text
    chat.taps("What is missing")
    assert assumed in chat.text
    chat.taps("My result", "Review", "Families served")
    chat.says("20")
    assert assumed not in chat.text


def test_small_gaps_are_the_next_step_and_paperwork_is_told_apart(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 3, 4, 33, 24, "Yes, they do")
    assert "Next step\nKeep a count of the families you serve until there are enough." in chat.text
    chat.taps("Review", "Families served")
    chat.says("20")
    chat.taps("Check the paperwork")
    chat.answers(2, "Yes, I am a member")
    assert "All 4 minimums" in chat.text
    assert "Not yet." not in chat.text
    assert "Paperwork still open\n• References: 1 person to go" in chat.text
    assert "Next step\nFind the references that are still open" in chat.text


def test_where_nothing_is_open_the_email_asks_a_plain_question(chat: Chat) -> None:
    found(chat, INFANT, "Helping all", "Associate", 33)
    chat.taps("Write to")
    assert "Could you tell me whether Infant Family Associate (IFA) is right for me" in chat.text
    assert "My open questions" not in chat.text


@pytest.mark.parametrize(
    ("tests", "credential"),
    [(("Yes, I treat",), "IMHS"), (("No, I do not", "Yes, with both"), "IFS")],
)
def test_two_plain_questions_settle_most_people_who_cannot_tell(
    chat: Chat, tests: tuple[str, ...], credential: str
) -> None:
    chat.says("/start")
    chat.taps("Find my category", INFANT, "I don’t know yet", *tests)
    while chat.place[0] == "question":
        chat.taps("I don’t know yet")
    assert f"({credential})" in chat.text.splitlines()[0]


def test_nothing_known_at_all_is_an_outcome_with_a_ready_email(chat: Chat) -> None:
    chat.says("/start")
    chat.taps("Find my category")
    while chat.place[0] == "question":
        chat.taps("I don’t know yet")
    assert chat.text.startswith("This one is for the coordinator to settle with you")
    assert "Next step\nAsk the coordinator which category fits." in chat.text
    assert "Where documents differ" not in chat.labels
    chat.taps("Write to")
    assert "Subject: Which category of Endorsement fits me?" in chat.text
    assert "- Training hours: not known yet (33 hours needed)" in chat.text
    assert "\n\n\n" not in chat.text


def test_doubt_about_a_provider_keeps_hours_told_and_goes_into_the_email(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 2, 10, 33, 30, "I don’t know yet")
    assert "? RSC received: 30 hours told, 24 hours needed" in chat.text
    chat.taps("What if")
    assert chat.labels[0] == "A qualified RSC provider"
    assert "+ 10 hours of RSC" not in chat.labels
    chat.taps("A qualified")
    assert "from 3 to 4 of 4 minimums met." in chat.text
    assert "Then every minimum in the booklet’s summary is met." in chat.text
    chat.taps("My result", "Write to")
    behind = "(RSC received: 30 hours; Qualified RSC provider: I am not sure)"
    assert f"My open questions:\n- Whether my RSC provider counts {behind}" in chat.text


def test_hours_told_in_doubt_and_too_few_leave_at_least_the_rest_to_go(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 2, 10, 33, 12, "I don’t know yet")
    least = "At least 12 hours to go. What you told counts if the provider qualifies."
    assert f"? RSC received: 12 hours told, 24 hours needed\n{least}" in chat.text
    assert "Next step\nAsk INfancy Onward for a place in a virtual RSC group." in chat.text
    chat.taps("What is missing")
    assert "Nothing is known to be missing." not in chat.text
    assert least in chat.text
    chat.taps("My result", "Action plan")
    assert isinstance(chat.screen.attachment, ActionPlan)
    assert least in chat.screen.attachment.plan.lines()[3].how
    chat.taps("My result", "Write to")
    assert f"(12 hours told, 24 hours needed). {least}" in chat.text


def test_years_told_while_the_degree_is_unknown_say_why_they_are_open(chat: Chat) -> None:
    chat.says("/start")
    chat.taps("Find my category")
    chat.answers(INFANT, "Leading policy", "I don’t know yet", 2)
    while chat.place[0] == "question":
        chat.taps("I don’t know yet")
    assert "? Years as a leader in the field: 2 years told, 3 years needed\nAt least 1 year to go." in chat.text
    assert "your education is not known yet." in chat.text


@pytest.mark.parametrize(
    ("education", "years", "open_"),
    [
        (
            "No degree",
            1,
            "1 year told, 2 years needed\nAt least 1 year to go. What you told counts if some of it was paid",
        ),
        ("No degree", 3, "3 years told, 2 years needed\nWhat you told counts if some of it was paid"),
        # A degree would do without any years.
        ("I don’t know yet", 1, "1 year told, 2 years needed\nWhat you told counts if some of it was paid"),
    ],
)
def test_volunteering_in_doubt_says_when_the_years_count(chat: Chat, education: str, years: int, open_: str) -> None:
    chat.says("/start")
    chat.taps("Find my category")
    chat.answers(INFANT, "Helping all", education)
    while chat.place[0] == "question":
        is_years = "worked or volunteered" in chat.text
        chat.says(str(years)) if is_years else chat.taps("I don’t know yet")
    assert f"? A degree, or related work: {open_}" in chat.text


def test_training_of_which_a_part_is_unknown_says_why_it_is_open(chat: Chat) -> None:
    chat.says("/start")
    chat.taps("Find my category")
    chat.answers(INFANT, "Leading and giving", "Master", 3, 3, 2, 40)
    while chat.place[0] == "question":
        chat.taps("I don’t know yet")
    assert "Part of what you told may be about giving RSC, which is counted on its own." in chat.text


def test_hours_from_somebody_who_does_not_count_are_told_and_count_as_none(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 2, 10, 33, 30, "No, they do not")
    assert "○ RSC received: 30 hours told, 0 count, 24 hours needed" in chat.text


def test_trying_things_out_never_touches_the_case(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 1, 4, 20, 0)
    answers, before = chat.session.answers, chat.text
    chat.taps("What if")
    tried = 0
    while any(label.startswith(("+", "A ")) for label in chat.labels) and tried < 15:
        chat.does(Tapped(str(chat.buttons[0].tap)))
        tried += 1
    assert len(chat.place) - 2 <= 12
    assert chat.session.answers == answers
    chat.taps("Back to my real answers", "My result")
    assert chat.text == before


def test_nothing_is_left_to_try_where_everything_is_met(chat: Chat) -> None:
    found(chat, INFANT, "Helping all", "CDA", 33)
    chat.taps("What if")
    assert "there is nothing left to try" in chat.text


def test_an_amount_that_would_leave_its_bounds_cannot_be_tried(chat: Chat) -> None:
    found(chat, INFANT, "Leading policy", "I don’t know yet", 80, 33, "I don’t know yet")
    chat.taps("What if")
    assert not any("leader" in label for label in chat.labels)
    chat.does(Tapped("go.what_if.apply.leadership_years"))
    assert chat.screen.toast.startswith("That button does not lead anywhere")


def test_gaps_come_straight_from_the_menu_once_everything_is_answered(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 2, 10, 30, 24, "Yes, they do")
    chat.says("/menu")
    chat.taps("What am I missing?")
    assert "○ Training hours: 3 hours to go (30 of 33 hours)" in chat.text
    assert "Who can provide RSC\nAs a rule a Mentor" in chat.text
    assert "Who can be a reference\n1. " in chat.text
    chat.taps("My result", "Every requirement")
    assert chat.text.count("Informational Booklet") >= 5
    assert "○ Training hours: 30 of 33 hours" in chat.text


def test_picture_and_plan_are_drawn_from_the_same_case(chat: Chat) -> None:
    found(chat, INFANT, "Teaching or research", "Master", 2, 33)
    chat.taps("Picture")
    assert isinstance(chat.screen.attachment, Picture)
    assert not chat.screen.attachment.dark
    assert chat.screen.stays
    chat.taps("Dark picture")
    assert isinstance(chat.screen.attachment, Picture)
    assert chat.screen.attachment.dark
    chat.taps("My result", "Action plan")
    assert isinstance(chat.screen.attachment, ActionPlan)
    assert chat.screen.attachment.file_name == "action-plan-IMHM-R-F.pdf"
    plan = chat.screen.attachment.plan
    assert len(set(plan.next_steps)) == len(plan.next_steps)
    assert plan.costs[-1] == ("Application, together", "$325")
    assert "After the review of your application comes the written exam." in plan.next_steps


@pytest.mark.parametrize("file", ["Picture", "Action plan"])
def test_a_file_is_not_sent_again_with_a_complaint(chat: Chat, file: str) -> None:
    found(chat, INFANT, "Helping all", "CDA", 33)
    chat.taps(file)
    labels = chat.labels
    chat.says("flibbertigibbet")
    assert chat.text.startswith("I did not understand that, sorry.")
    assert (chat.screen.attachment, chat.screen.stays, chat.labels) == (None, False, labels)


def test_conflicts_in_the_documents_that_touch_the_answer_are_told(chat: Chat) -> None:
    found(chat, INFANT, "Supporting", 2, 10, 33, 24, "Yes, they do")
    chat.taps("Where documents differ")
    assert "Older papers ask for 30 hours of training." in chat.text
    assert "The coordinator can settle this one." in chat.text


def test_an_email_short_enough_can_be_copied_whole(companion: Companion) -> None:
    chat = Chat(companion, Session(answers={"age_band": "infant", "scope": "promotion", "education": "cda"}))
    chat.says("/start")
    chat.taps("Continue", "I don’t know yet", "Write to")
    texts = [button.copy for button in chat.buttons if button.copy]
    assert texts[0] == "Endorsement@infancyonward.org"
    assert all(len(text) <= 256 for text in texts)


def test_the_add_on_says_what_is_short_what_it_costs_and_that_one_may_start_as_emerging(chat: Chat) -> None:
    chat.says("/start")
    chat.taps("Add ERS")
    chat.answers("None yet", 30, "Yes, they do", 1, 10, 15)
    for words in (
        "The add-on Endorsed Reflective Supervisor (ERS)",
        "○ An Endorsement in hand: not yet",
        "RSC about giving RSC: 2 hours to go",
        'You can ask to start as "emerging"',
        "Fee for the add-on: $50, on top of the fees of an Endorsement you still apply for.",
        "Whether I could start as an emerging ERS",
        "Next step\nFind the category that fits you first.",
    ):
        assert words in chat.text
    chat.taps("What if", "An Endorsement in hand", "+ 10 hours about the RSC")
    assert "from 3 to 5 of 5 minimums met." in chat.text
    assert "licence" not in chat.text


def test_holders_of_some_endorsements_are_not_asked_for_what_these_show(chat: Chat) -> None:
    chat.says("/start")
    chat.taps("Add ERS")
    chat.answers("IFS / ECFS", 1, 12, "Yes, they do", 15)
    assert "All 5 minimums in the booklet’s summary are met." in chat.text
    assert "emerging" not in chat.text
    chat.taps("Action plan")
    assert isinstance(chat.screen.attachment, ActionPlan)
    assert "Apply for the add-on in EASy." in chat.screen.attachment.plan.next_steps


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            ("Family Associate", "No, without", "I would join", "1 year"),
            ("Membership for 1 year: $50", "together: $90"),
        ),
        (("Mental Health Spec", "Yes, with", "I am a member"), ("Processing fee: $100", "together: $125", "includes")),
        (("Only the ERS", "My agency", 12, "2 years"), ("Membership for 2 years: $1,020", "All together: $1,070")),
        (("Mental Health Mentor", "No, without", "My agency", 4, "1 year"), ("So far: $325", "names no price")),
        (("Family Spec", "No, without", "My agency", "I don’t", "1 year"), ("So far: $75", "comes on top")),
        (("I don’t know", "I would join", "I don’t know"), ("depend on the category", "So far: $50")),
        (("I don’t know", "I don’t know"), ("depend on the category", "comes on top")),
    ],
)
def test_costs_add_up_to_what_is_known(chat: Chat, answers: tuple[str | float, ...], told: tuple[str, ...]) -> None:
    chat.says("/start")
    chat.taps("Costs")
    chat.answers(*answers)
    assert chat.place == ("costs",)
    for words in told:
        assert words in chat.text
    chat.taps("Review answers", "Category")
    assert "Your answer: " in chat.text


def test_the_data_comes_as_a_file_that_stays(chat: Chat) -> None:
    chat.says("/export")
    assert chat.screen.attachment == Export("my-data.json")
    assert chat.screen.stays


def test_the_picture_and_the_action_plan_lead_to_each_other(chat: Chat) -> None:
    chat = found(chat, INFANT, "Supporting", 2, 10, 33, 23.5, "Yes, they do")
    chat.taps("Picture", "Action plan (PDF)")
    assert chat.place == ("plan", "apply")
    chat.taps("Picture")
    assert chat.place == ("picture", "apply")


def test_the_email_is_in_the_language_of_the_association(chat: Chat) -> None:
    chat = found(chat, INFANT, "Supporting", 2, 10, 33, 23.5, "Yes, they do")
    chat.taps("Write to the coordinator")
    english = chat.screen.text
    assert "It is in English" not in chat.text
    chat.session = chat.session.model_copy(update={"language": "es"})
    chat.does(Repeated())
    assert chat.text.startswith("Tu correo")
    assert "Está en inglés" in chat.text
    assert chat.screen.text.partition("Asunto: ")[2] == english.partition("Subject: ")[2]
