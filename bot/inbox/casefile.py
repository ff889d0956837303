"""A question with everything that belongs to it, read at once."""

from dataclasses import dataclass

from bot.storage import InquiryRow, PersonRow, RelayRow, Transaction
from dialogs.words import Words, words_for


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`names` are what Telegram calls those of the staff who had a part in it; `tongues` what chats speak."""

    inquiry: InquiryRow
    person: PersonRow
    rows: tuple[RelayRow, ...]
    names: dict[int, str]
    tongues: dict[int, str]

    def words_in(self, chat_id: int) -> Words:
        """The words for a chat; a group speaks English, as its members may differ."""
        return words_for(self.tongues.get(chat_id))

    def name_in(self, chat_id: int) -> str:
        """What the question is called: who asks, and its number."""
        return name_of(self.words_in(chat_id), self.person.first_name, self.inquiry.id)

    @property
    def holder(self) -> str:
        """The first name of whoever has taken it; empty where nobody has."""
        return self.names.get(self.inquiry.holder or 0, "")


def name_of(spoken: Words, first_name: str | None, number: int) -> str:
    """Who asks and the number of the question, plain."""
    return spoken.sentence("office/inbox_name", name=first_name or "", number=number)


async def casefile(transaction: Transaction, number: int) -> CaseFile | None:
    """The file of a question; None if there is none, or who asked was forgotten."""
    inquiry = await transaction.inquiry(number)
    person = None if inquiry is None else await transaction.person(inquiry.person_id)
    if inquiry is None or person is None:
        return None
    rows = await transaction.relays_of(number)
    chats = {person.id, inquiry.holder or 0, *(row.from_chat for row in rows), *(row.to_chat for row in rows)}
    known = [await transaction.person(chat_id) for chat_id in chats if chat_id > 0]
    return CaseFile(
        inquiry,
        person,
        tuple(rows),
        {one.id: one.first_name or str(one.id) for one in known if one is not None},
        {one.id: one.language for one in known if one is not None and one.language is not None},
    )
