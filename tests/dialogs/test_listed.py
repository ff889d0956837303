"""What the association's list has, taken over by the person it is about."""

from datetime import date

from dialogs.endorsement import Endorsement, Wishes
from dialogs.listed import Listed, unlisted, with_listed
from dialogs.recording import MOST_ENDORSEMENTS
from dialogs.session import Session
from dialogs.turn import Companion
from rules.codes import AgeBand, Category
from tests.dialogs.chat import Chat

ON = date(2026, 11, 22)
DAY = date(2025, 5, 5)
IFS = Listed(Category.IFS, AgeBand.INFANT, DAY)
IMHS = Listed(Category.IMHS, AgeBand.EARLY_CHILDHOOD, DAY, ers=True)


def test_categories_that_somebody_has_none_of_are_added() -> None:
    own = Endorsement(id=4, category=Category.IFS, age_band=AgeBand.BOTH, earned_on=date(2020, 1, 1))
    after = with_listed(Session(endorsements=(own,)), (IFS, IMHS), None, ON)
    assert after.endorsements[0] == own
    [added] = after.endorsements[1:]
    assert (added.id, added.category, added.age_band, added.ers) == (5, Category.IMHS, AgeBand.EARLY_CHILDHOOD, True)
    assert (added.earned_on, added.handled, after.numbered, after.listed) == (DAY, ON, 5, True)


def test_nothing_is_added_beyond_what_anybody_can_hold() -> None:
    own = tuple(
        Endorsement(id=number + 1, category=Category.IFA, age_band=AgeBand.INFANT, earned_on=DAY)
        for number in range(MOST_ENDORSEMENTS)
    )
    assert with_listed(Session(endorsements=own), (IFS,), None, ON).endorsements == own


def test_the_later_day_of_the_membership_stands() -> None:
    told = Session(wishes=Wishes(membership_until=date(2027, 6, 30)))
    assert with_listed(told, (), date(2027, 1, 1), ON).wishes == told.wishes
    later = with_listed(told, (), date(2028, 1, 1), ON).wishes
    assert (later.membership_until, later.membership_handled) == (date(2028, 1, 1), ON)
    assert with_listed(Session(), (), DAY, ON).wishes.membership_until == DAY
    assert with_listed(Session(), (), None, ON).wishes == Wishes()


def test_a_number_is_not_given_twice() -> None:
    after = with_listed(Session(numbered=7), (IFS,), None, ON)
    assert (after.endorsements[0].id, after.next_number) == (8, 9)
    assert with_listed(Session(numbered=7), (), None, ON).numbered == 7


def test_what_was_taken_over_stays_when_it_is_taken_back() -> None:
    listed = with_listed(Session(), (IFS,), None, ON)
    after = unlisted(listed)
    assert (after.listed, after.endorsements) == (False, listed.endorsements)


def test_only_who_is_listed_sees_the_way_out_in_the_settings(companion: Companion) -> None:
    for listed in (True, False):
        chat = Chat(companion, Session(listed=listed))
        chat.says("/settings")
        assert ("The association’s list" in chat.labels) is listed
