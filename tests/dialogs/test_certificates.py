"""Certificates: kept by Telegram's id, sent back, and what is said of their copies on disk."""

import pytest

from dialogs.endorsement import Credit, DiskCopy
from dialogs.entries import LARGEST_COPY
from dialogs.event import Sent, Tapped
from dialogs.screen import AuditPacket, Certificate
from dialogs.session import Session
from dialogs.turn import Companion
from rules.pack import RulePack
from rules.tally import CreditKind
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import SPECIALIST, credit

PDF = Sent("file-1", "proof.pdf", size=90_000)
PHOTO = Sent("photo-1", is_photo=True, size=90_000)


@pytest.fixture(scope="module")
def copying(pack: RulePack) -> Companion:
    """A companion whose bot copies certificates to its disk."""
    return Companion(pack, keeps_copies=True)


def logged(companion: Companion, *files: Sent) -> Chat:
    """Somebody who logged two hours and sent files for them."""
    chat = Chat(companion)
    chat.says("/start")
    chat.taps("Log hours", "Training received", "2 hours")
    for file in files:
        chat.does(file)
    return chat


def kept(copy: DiskCopy | None) -> Session:
    """An endorsee whose only entry has a certificate with such a copy."""
    entry = credit(2, CreditKind.TRAINING_RECEIVED, 2, ON, evidence="file-1", evidence_name="proof.pdf")
    return Session(endorsements=(SPECIALIST,), credits=(entry.model_copy(update={"evidence_copy": copy}),))


@pytest.mark.parametrize(("file", "is_photo"), [(PDF, False), (PHOTO, True)])
def test_a_kept_certificate_is_sent_back_as_what_it_was(companion: Companion, file: Sent, is_photo: bool) -> None:
    chat = logged(companion, file)
    chat.taps("Show certificate")
    (entry,) = chat.session.credits
    assert isinstance(chat.screen.attachment, Certificate)
    assert chat.screen.attachment.credit == entry
    assert (entry.evidence, entry.is_photo) == (file.file_id, is_photo)
    assert chat.screen.stays
    assert chat.text == "Your certificate for 2 hours: Training received, November 21, 2026"
    chat.taps("Back")
    assert chat.place == ("credit", "1")


@pytest.mark.parametrize(("name", "is_photo"), [("proof.pdf", False), ("", True)])
def test_one_kept_before_its_kind_was_asked_is_a_photo_if_it_has_no_name(name: str, is_photo: bool) -> None:
    entry = credit(2, CreditKind.TRAINING_RECEIVED, 2, ON, evidence="file-1", evidence_name=name)
    assert Credit.model_validate_json(entry.model_dump_json(exclude_defaults=True)).is_photo is is_photo


def test_an_entry_without_a_certificate_has_none_to_show(companion: Companion) -> None:
    chat = logged(companion)
    assert "Show certificate" not in chat.labels
    chat.does(Tapped("go.certificate.1"))
    assert chat.place == ("credit", "1")
    assert chat.screen.toast


def test_where_telegram_has_it_no_more_another_can_be_sent_at_once(companion: Companion) -> None:
    chat = logged(companion, PDF)
    chat.taps("Show certificate")
    assert isinstance(chat.screen.attachment, Certificate)
    assert "send me the photo or file again" in chat.screen.attachment.lost
    chat.does(PHOTO)
    (entry,) = chat.session.credits
    assert (entry.evidence, entry.evidence_name, entry.is_photo) == ("photo-1", "", True)
    assert chat.place == ("credit", "1")


def test_a_certificate_that_is_taken_away_leaves_nothing_behind(companion: Companion) -> None:
    chat = logged(companion)
    before = chat.session.credits
    chat.does(Sent("file-1", "proof.pdf", size=LARGEST_COPY + 1))
    chat.taps("Certificate", "Remove the certificate")
    assert chat.session.credits == before


@pytest.mark.parametrize(("size", "copy"), [(None, None), (LARGEST_COPY, None), (LARGEST_COPY + 1, DiskCopy.TOO_LARGE)])
def test_a_file_over_20_mb_is_known_to_have_no_copy(
    companion: Companion, size: int | None, copy: DiskCopy | None
) -> None:
    chat = logged(companion, Sent("file-1", "proof.pdf", size=size))
    assert chat.session.credits[0].evidence_copy is copy


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        (None, "I have no copy of it yet"),
        (DiskCopy.KEPT, "kept here, and I have a copy"),
        (DiskCopy.TOO_LARGE, "over 20 MB, too large"),
        (DiskCopy.REFUSED, "Telegram gave me no copy"),
    ],
)
def test_an_entry_says_what_became_of_the_copy(copying: Companion, copy: DiskCopy | None, told: str) -> None:
    chat = Chat(copying, kept(copy).at("credit", "2"))
    assert told in chat.text


@pytest.mark.parametrize("copy", [None, *DiskCopy])
def test_where_no_copies_are_kept_nothing_is_said_of_them(companion: Companion, copy: DiskCopy | None) -> None:
    chat = Chat(companion, kept(copy).at("credit", "2"))
    assert "copy" not in chat.text
    assert _papers(companion, kept(copy)) == ("kept", "Nov 21, 2026: Training received (proof.pdf, in the chat)")


def test_the_packet_lists_which_certificates_are_copied(copying: Companion) -> None:
    copied = kept(DiskCopy.KEPT)
    assert _papers(copying, copied) == (
        "kept, copied",
        "Nov 21, 2026: Training received (proof.pdf, in the chat and as a copy)",
    )
    photo = copied.credits[0].model_copy(update={"evidence_name": ""})
    _, told = _papers(copying, copied.model_copy(update={"credits": (photo,)}))
    assert told == "Nov 21, 2026: Training received (certificate in the chat and as a copy)"
    assert _papers(copying, kept(DiskCopy.REFUSED))[0] == "kept"


def test_privacy_says_whether_copies_are_kept(companion: Companion, copying: Companion) -> None:
    chat = Chat(companion)
    assert "I keep no copy of it" in _read(chat, "/privacy")
    assert "what a change of the rules changed for you" in chat.text
    assert "a copy on my own disk" in _read(Chat(copying), "/privacy")


def _read(chat: Chat, command: str) -> str:
    chat.says(command)
    return chat.text


def _papers(companion: Companion, session: Session) -> tuple[str, str]:
    """The certificate's cell in the packet's table, and its line in the list of evidence."""
    attachment = Chat(companion, session.at("packet", "1")).screen.attachment
    assert isinstance(attachment, AuditPacket)
    packet = attachment.packet
    return packet.rows[0][packet.columns.index("Certificate")], packet.evidence[0]
