"""An audience in words, and the buttons that choose it."""

import pytest

from dialogs.announcements.audience import KINDS, Audience, Condition, Kind
from dialogs.announcements.choosing import Choice, show_audience, show_kinds, show_values
from dialogs.announcements.offer import AT_ONCE, FURTHER, code_of, condition_meant, values_of
from dialogs.announcements.wording import audience_in_words, condition_in_words, count_in_words
from dialogs.book import Book
from dialogs.scene import Refused, Scene
from dialogs.screen import Screen
from dialogs.session import Session
from dialogs.tap import parse
from tests.dialogs.chat import ON
from tests.dialogs.test_audience import to

TAGS = ("north", "süd & co.")


@pytest.fixture
def scene(book: Book) -> Scene:
    return Scene(book, Session().at("o_audience", "1"), ON)


def labels_of(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


@pytest.mark.parametrize(
    ("audience", "says"),
    [
        (to(), "Everyone"),
        (to(("everyone", "")), "Everyone"),
        (to(("applicants", "")), "Applicants"),
        (to(("endorsed", "")), "Endorsed"),
        (to(("endorsed", "IFS"), ("renewal_year", "2027")), "Endorsed as IFS, renewing in 2027"),
        (to(("renewal_year", "2027"), ("endorsed", "IFS")), "Endorsed as IFS, renewing in 2027"),
        (to(("endorsed", "IFS"), ("endorsed", "IMHM-R/F")), "Endorsed as IFS or IMHM-R/F"),
        (to(("recommended", "IFA")), "Applicants whose category is IFA"),
        (to(("lacks", "rsc_hours"), ("lacks", "licence")), "Applicants who lack: RSC received or License for mental"),
        (to(("hours_missing", "many")), "Missing hours: more than 10"),
        (to(("window", "ready_to_attest")), "Renewal: ready to attest"),
        (to(("language", "es")), "Language: Español"),
        (to(("tag", "A & <b>")), "Tagged A & <b>"),
        (to(but=(("tag", "north"), ("language", "es"))), "Everyone; not: language: Español or tagged north"),
    ],
)
def test_an_audience_is_told_in_words(scene: Scene, audience: Audience, says: str) -> None:
    assert audience_in_words(scene, audience).startswith(says)


def test_one_condition_is_told_in_words(scene: Scene) -> None:
    assert condition_in_words(scene, Condition(kind="renewal_year", value="2027")) == "renewing in 2027"


@pytest.mark.parametrize(
    ("total", "left_out", "says"),
    [
        (34, {"blocked": 1, "opted_out": 2}, "34 people. Left out: 2 opted out, 1 blocked"),
        (1, {}, "1 person."),
        (20_000, {"quiet": 3, "gone": 2, "capped": 1}, "20,000 people. Left out: 3 stopped all, 2 deleted their"),
        (0, {"expired": 1, "unreadable": 1}, "0 people. Left out: 1 too late, 1 could not be worked out"),
    ],
)
def test_a_count_is_told_with_the_reasons(scene: Scene, total: int, left_out: dict[str, int], says: str) -> None:
    assert count_in_words(scene, total, left_out).startswith(says)


@pytest.mark.parametrize("kind", [*AT_ONCE, *FURTHER])
def test_every_button_of_a_kind_means_its_condition(scene: Scene, kind: Kind) -> None:
    for value in values_of(scene, kind, TAGS):
        assert condition_meant(scene, kind, code_of(kind, value), TAGS, ()) == Condition(kind=kind, value=value)


def test_every_kind_is_on_offer_but_everyone(scene: Scene) -> None:
    assert {*AT_ONCE, *FURTHER} == {*KINDS} - {"everyone"}
    assert values_of(scene, "renewal_year", ()) == ("2024", "2027", "2030")


def test_what_is_not_on_offer_is_refused(scene: Scene) -> None:
    for kind, code in (("tag", "north"), ("gossip", "any"), ("endorsed", "IFX"), ("everyone", "any")):
        with pytest.raises(Refused):
            condition_meant(scene, kind, code, TAGS, ())


def test_a_tag_that_left_the_roster_can_still_be_taken_back(scene: Scene) -> None:
    chosen = (Condition(kind="tag", value="old"),)
    assert condition_meant(scene, "tag", code_of("tag", "old"), (), chosen) == chosen[0]
    choice = Choice("1", "in", Audience(include=chosen), is_open=True)
    assert labels_of(show_values(scene, choice, "tag")) == ["✓ old", "Back"]
    assert choice.turned(chosen[0]) == Audience()


def test_only_so_many_tags_have_a_button(scene: Scene) -> None:
    many = [f"tag{number:02}" for number in range(60)]
    assert len(values_of(scene, "tag", many)) == 40
    assert condition_meant(scene, "tag", code_of("tag", "tag59"), many, ()).value == "tag59"


def test_each_side_has_its_own_conditions(scene: Scene) -> None:
    audience = to(("endorsed", "IFS"), but=(("renewal_year", "2027"),))
    included = labels_of(show_audience(scene, Choice("1", "in", audience, is_open=True)))
    excluded = labels_of(show_audience(scene, Choice("1", "out", audience, is_open=True)))
    assert [label for label in included if label.startswith("✓")] == ["✓ IFS"]
    assert [label for label in excluded if label.startswith("✓")] == ["✓ 2027"]
    assert included[0] == "Everyone"
    assert excluded[0] == "Leave nobody out"


def test_what_is_settled_is_only_shown(scene: Scene) -> None:
    choice = Choice("1", "in", to(("endorsed", "IFS")), is_open=False, counted="3 people.")
    screen = show_audience(scene, choice)
    assert labels_of(screen) == ["Back to the draft"]
    assert "3 people." in screen.text
    assert labels_of(show_values(scene, choice, "language")) == ["Back"]


def test_no_button_is_longer_than_telegram_takes(scene: Scene) -> None:
    choice = Choice("9" * 9, "out", Audience(), is_open=True, tags=TAGS)
    screens = [show_audience(scene, choice), show_kinds(scene, choice)]
    screens += [show_values(scene, choice, kind) for kind in FURTHER]
    buttons = [button for screen in screens for row in screen.rows for button in row]
    assert all(button.tap is not None and parse(button.tap).arguments for button in buttons)
