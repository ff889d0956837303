"""What a person wants to hear: topics, how many a week, and less of it after an announcement."""

import pytest

from dialogs.announcements.hearing import Unwanted, unwanted
from dialogs.endorsement import Wishes
from dialogs.event import Tapped
from dialogs.session import Place, Session
from dialogs.turn import Companion
from tests.dialogs.chat import Chat

REFUSED = "That button does not lead anywhere any more, here is where we are."


def after_one_about(companion: Companion, topic: str, wishes: Wishes | None = None) -> Chat:
    """The person, with the way to hear less in front of them."""
    return Chat(companion, Session(place=Place(name="fewer", arguments=(topic,)), wishes=wishes or Wishes()))


@pytest.mark.parametrize("way", [("/settings", "What I want to hear"), ("/start topics",), ("/start wishes", "What I")])
def test_the_choice_is_found_from_settings_reminders_and_a_link(companion: Companion, way: tuple[str, ...]) -> None:
    chat = Chat(companion)
    chat.says(way[0])
    chat.taps(*way[1:])
    assert chat.text.startswith("What you want to hear")
    assert "• Training: yes" in chat.text
    assert "There is no limit per week." in chat.text


def test_a_topic_is_stopped_and_heard_again(companion: Companion) -> None:
    chat = Chat(companion)
    chat.says("/start topics")
    chat.taps("Stop training news", "Stop RSC group news")
    assert [*chat.session.wishes.topics_off] == ["rsc_groups", "training"]
    assert "• Training: stopped" in chat.text
    assert "• Renewal: yes" in chat.text
    chat.taps("Hear training news again")
    assert [*chat.session.wishes.topics_off] == ["rsc_groups"]


@pytest.mark.parametrize(
    ("label", "cap", "says"),
    [
        ("At most one a week", 1, "At most 1 announcement a week."),
        ("At most three a week", 3, "At most 3 announcements a week."),
        ("None at all", 0, "You stopped all announcements of INfancy Onward."),
    ],
)
def test_there_may_be_so_many_a_week(companion: Companion, label: str, cap: int, says: str) -> None:
    chat = Chat(companion)
    chat.says("/start topics")
    chat.taps("How many a week", label)
    assert chat.session.wishes.weekly_cap == cap
    assert says in chat.text
    chat.taps("How many a week")
    assert "Now: " in chat.text
    assert label not in chat.labels
    chat.taps("No limit")
    assert chat.session.wishes.weekly_cap is None


def test_who_stopped_all_can_hear_them_again(companion: Companion) -> None:
    chat = Chat(companion, Session(wishes=Wishes(weekly_cap=0, topics_off=("training",))))
    chat.says("/start topics")
    assert not [label for label in chat.labels if label.startswith("Stop")]
    chat.taps("Hear announcements again")
    assert chat.session.wishes == Wishes(topics_off=("training",))


def test_after_an_announcement_its_topic_is_stopped_by_one_tap(companion: Companion) -> None:
    chat = after_one_about(companion, "rsc_groups")
    assert "This one was about: RSC groups." in chat.text
    assert chat.labels[:4] == (
        "Stop RSC group news",
        "At most one a week",
        "Stop all announcements",
        "Keep it as it is",
    )
    chat.taps("Stop RSC group news")
    assert chat.session.wishes == Wishes(topics_off=("rsc_groups",))


@pytest.mark.parametrize(
    ("label", "wishes"),
    [
        ("At most one a week", Wishes(weekly_cap=1)),
        ("Stop all announcements", Wishes(weekly_cap=0)),
        ("Keep it as it is", Wishes()),
    ],
)
def test_after_an_announcement_each_choice_is_one_tap(companion: Companion, label: str, wishes: Wishes) -> None:
    chat = after_one_about(companion, "training")
    chat.taps(label)
    assert chat.session.wishes == wishes


def test_after_an_announcement_nothing_is_offered_that_is_so_already(companion: Companion) -> None:
    chat = after_one_about(companion, "training", Wishes(topics_off=("training",), weekly_cap=1))
    assert chat.labels == ("Stop all announcements", "Keep it as it is", "What I want to hear")
    chat = after_one_about(companion, "training", Wishes(weekly_cap=0))
    assert chat.labels == ("Keep it as it is", "What I want to hear")


@pytest.mark.parametrize(
    "forged", ["do.topic.gossip.off", "do.topic.training.maybe", "do.weekly.9", "do.weekly", "go.fewer.gossip"]
)
def test_forged_choices_are_told_politely(companion: Companion, forged: str) -> None:
    chat = Chat(companion)
    chat.does(Tapped(forged))
    assert REFUSED in chat.text
    assert chat.session.wishes == Wishes()


@pytest.mark.parametrize(
    ("wishes", "topic", "heard", "reason"),
    [
        (Wishes(), "training", 9, None),
        (Wishes(topics_off=("training",)), "training", 0, "opted_out"),
        (Wishes(topics_off=("training",)), "renewal", 0, None),
        (Wishes(weekly_cap=0, topics_off=("training",)), "training", 0, "quiet"),
        (Wishes(weekly_cap=2), "training", 1, None),
        (Wishes(weekly_cap=2), "training", 2, "capped"),
        (Wishes(stopped=True), "training", 0, None),
        (Wishes(stopped=True), "renewal", 0, "quiet"),
    ],
)
def test_what_nobody_wishes_to_hear_is_not_for_them(
    wishes: Wishes, topic: str, heard: int, reason: Unwanted | None
) -> None:
    assert unwanted(wishes, topic, heard) == reason
