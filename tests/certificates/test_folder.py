"""The folder of copies: names that nobody can choose, and nothing for other eyes."""

import stat
from datetime import date
from pathlib import Path

import pytest

from bot.certificates import Folder, name_of
from dialogs.endorsement import Credit
from rules.complaints import BadInput
from rules.tally import CreditKind


def certified(name: str = "proof.pdf", *, file_id: str = "F1", photo: bool = False) -> Credit:
    kind = CreditKind.TRAINING_RECEIVED
    return Credit(
        id=1,
        kind=kind,
        hours=2,
        on=date(2026, 11, 21),
        evidence=file_id,
        evidence_name=name,
        evidence_is_photo=photo,
    )


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("proof.pdf", "pdf"),
        ("Proof.PDF", "pdf"),
        ("scan.HEIC", "heic"),
        ("", "bin"),
        ("proof", "bin"),
        ("proof.pdf.exe", "bin"),
        ("../../.ssh/authorized_keys", "bin"),
        ("x./etc/passwd", "bin"),
        ("x.pdf/..", "bin"),
        ("pdf\x00.png\n", "bin"),
    ],
)
def test_a_name_is_a_hash_with_a_well_known_ending(tmp_path: Path, name: str, ending: str) -> None:
    found = name_of(7, certified(name))
    digest, _, its = found.partition(".")
    assert (len(bytes.fromhex(digest)), its) == (32, ending)
    assert (tmp_path / found).parent == tmp_path


def test_a_photo_is_a_jpeg_whatever_it_is_called() -> None:
    assert name_of(7, certified("proof.pdf", photo=True)).endswith(".jpg")


def test_names_differ_by_person_and_by_file_and_by_nothing_else() -> None:
    name = name_of(7, certified())
    assert name == name_of(7, certified("another name.pdf"))
    assert len({name, name_of(8, certified()), name_of(7, certified(file_id="F2"))}) == 3


def test_a_copy_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "for" / "copies"
    folder = Folder(path)
    part = folder.set_down(b"proof")
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert (folder.size("a.pdf"), folder.read("a.pdf")) == (None, None)
    folder.put(part, "a.pdf")
    assert (folder.size("a.pdf"), folder.read("a.pdf")) == (5, b"proof")
    assert [found.name for found in path.iterdir()] == ["a.pdf"]
    for _ in range(2):
        folder.drop("a.pdf")
    assert list(path.iterdir()) == []


def test_parts_that_a_crash_left_are_cleared_away_and_copies_stay(tmp_path: Path) -> None:
    path = tmp_path / "copies"
    folder = Folder(path)
    folder.put(folder.set_down(b"proof"), "a.pdf")
    folder.set_down(b"half a")
    Folder(path)
    assert [found.name for found in path.iterdir()] == ["a.pdf"]


def test_a_folder_that_others_can_look_into_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "open"
    path.mkdir(mode=0o755)
    path.chmod(0o755)
    with pytest.raises(BadInput) as refused:
        Folder(path)
    assert str(refused.value) == (
        f"CERTIFICATE_FOLDER: {str(path)!r} came; it must be open to this user only (chmod 700)"
    )


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match=r"CERTIFICATE_FOLDER: .* came; allowed is a folder to write to"):
        Folder(tmp_path / "file" / "copies")
