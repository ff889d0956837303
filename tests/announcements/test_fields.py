"""What stands in place of the fields, and for whom an announcement gets too long."""

from dataclasses import replace
from datetime import date

import pytest

from bot.announcements.fields import fields_of, sample_fields
from bot.announcements.length import too_long
from bot.storage import RecipientRow, RecipientState, Storage
from dialogs.announcements.content import Content
from dialogs.announcements.merging import FIELDS
from dialogs.session import Session
from dialogs.words import words
from rules.codes import AgeBand
from tests.announcements.audiences import BOOK, NOW, Listener, drafted, room_of, store
from tests.databases import storage_of_each
from tests.dialogs.endorsed import held, logged
from tests.dialogs.endorsed import session as holding
from tests.dialogs.test_outcome import HOME_VISITOR

__all__ = ["storage_of_each"]

DAY = date(2026, 11, 21)


def fields(session: Session, first_name: str | None = None) -> dict[str, str]:
    return dict(fields_of(session, first_name, BOOK, DAY))


def test_of_somebody_unknown_there_are_friendly_words() -> None:
    assert fields(Session(), " ") == {
        "first_name": "there",
        "category": "your Endorsement",
        "deadline": "your deadline",
        "hours_missing": "some",
    }


def test_an_endorsee_reads_their_own_letters_deadline_and_hours() -> None:
    session = holding(held()).model_copy(update={"credits": (logged(2, "2026-05-05", 10),)})
    assert fields(session, "Sam") == {
        "first_name": "Sam",
        "category": "IFS",
        "deadline": "December 31, 2027",
        "hours_missing": "44",
    }


def test_the_endorsement_whose_deadline_comes_first_speaks() -> None:
    later = held("2026-05-05", number=2, age_band=AgeBand.EARLY_CHILDHOOD)
    assert fields(holding(later, held()))["category"] == "IFS"


def test_a_lapsed_endorsement_speaks_last_and_counts_no_hours() -> None:
    lapsed = held("2022-05-05", number=2, renewed_last_cycle=False)
    assert fields(holding(lapsed))["hours_missing"] == "some"
    assert fields(holding(lapsed, held()))["deadline"] == "December 31, 2027"


def test_an_applicant_reads_the_letters_of_their_result() -> None:
    assert fields(Session(answers=HOME_VISITOR))["category"] == "IFS"
    assert fields(Session(answers={"age_band": "infant"}))["category"] == "your Endorsement"


def test_words_are_in_the_persons_language() -> None:
    session = holding(held()).model_copy(update={"language": "es"})
    assert fields(session)["deadline"] == "31 de diciembre de 2027"


def test_somebody_who_does_not_exist_has_every_field() -> None:
    assert tuple(sample_fields(words("en"), DAY)) == FIELDS


async def test_people_whose_name_makes_a_text_too_long_are_found(storage: Storage) -> None:
    await _listed(storage, Content(text="x" * 4090 + "{first_name}"), ["Ann", "Maximiliane", None])
    # "there" is five characters; 4095 fit.
    assert await too_long(room_of(storage), 1) == [2]


async def test_only_those_who_are_still_to_get_it_are_looked_at(storage: Storage) -> None:
    await _listed(storage, Content(text="x" * 4090 + "{first_name}"), ["Maximiliane"], "skipped")
    assert await too_long(room_of(storage), 1) == []


@pytest.mark.parametrize(("length", "people"), [(4096, []), (4097, [1, 2])])
async def test_a_text_without_fields_fits_everybody_or_nobody(storage: Storage, length: int, people: list[int]) -> None:
    await _listed(storage, Content(text="x" * length), ["Ann", "Bo"])
    assert await too_long(room_of(storage), 1) == people


async def test_there_must_be_such_an_announcement(storage: Storage) -> None:
    with pytest.raises(LookupError):
        await too_long(room_of(storage), 12)


async def _listed(
    storage: Storage, content: Content, names: list[str | None], state: RecipientState = "pending"
) -> None:
    """Announcement 1, with people on its list whose ids count from 1."""
    await store(storage, [Listener() for _ in names])
    draft = await drafted(storage)
    async with storage.transaction() as transaction:
        await transaction.save_announcement(replace(draft, content=content.model_dump_json()))
        for number, name in enumerate(names, 1):
            row = await transaction.lock_person(number, NOW)
            await transaction.save_person(replace(row, first_name=name))
        await transaction.add_recipients(
            RecipientRow(draft.id, number, state, NOW) for number in range(1, len(names) + 1)
        )
