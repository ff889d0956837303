"""`endorse chat` from a pipe."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.chatting import COMMAND, chat, printed

Told = Mapping[str, str]
INTERVIEW = ("/start", "1", "1", "2", "2 and a half", "20", "#5", "23.5", "1")
"""A home visitor, half by the numbers of buttons and half typed."""


def _last(said: str) -> str:
    """What came after the last line that was typed."""
    return said.rpartition("\n> ")[2]


def test_a_whole_interview_ends_with_what_is_missing(told: Told, files: Path) -> None:
    said = printed(told, files, *INTERVIEW)
    assert "0.5 hours" in _last(said)
    assert not files.exists()


@pytest.mark.parametrize(
    ("typed", "answer"), [("1", "1 year"), ("#1", "0 years"), ("#2", "1 year"), ("12", "12 years")]
)
def test_a_number_is_an_answer_where_one_is_asked_for_and_a_hash_makes_it_a_button(
    told: Told, files: Path, typed: str, answer: str
) -> None:
    said = printed(told, files, *INTERVIEW[:4], typed, "/menu", "1", "Review answers")
    assert f": {answer}\n" in _last(said)


def test_words_tap_buttons_and_what_is_neither_is_told(told: Told, files: Path) -> None:
    said = printed(told, files, "/start", "find my category", "pregnancy", "", "   ", "what is RSC?", "77", "blorp")
    assert "There is no button 77; there are 1 to " in said
    assert "eflective" in said
    assert "I did not" in _last(said)


def test_a_link_is_shown_instead_of_opened(told: Told, files: Path) -> None:
    said = printed(told, files, "/start steps", "9")
    assert _last(said).partition("\n")[2].startswith("https://")


def test_answers_are_kept_from_one_run_to_the_next(told: Told, files: Path) -> None:
    printed(told, files, *INTERVIEW[:5])
    said = printed(told, files, "/start", "1")
    assert "3 answers saved" in said
    assert "how many families" in _last(said)


def test_pictures_and_plans_are_put_into_the_folder(told: Told, files: Path) -> None:
    said = printed(told, files, *INTERVIEW, "Picture", "My result", "Action plan", "/export")
    kept = {path.suffix: path for path in files.iterdir()}
    assert kept[".png"].read_bytes().startswith(b"\x89PNG")
    assert kept[".pdf"].read_bytes().startswith(b"%PDF")
    assert b"prevention_years" in kept[".json"].read_bytes()
    assert all(f"[file] {path}" in said for path in kept.values())
    assert all(path.name.replace("-", "").replace(".", "").isalnum() for path in kept.values())


def test_a_folder_that_cannot_be_written_is_one_line_and_the_chat_goes_on(told: Told, files: Path) -> None:
    files.write_text("not a folder")
    said = printed(told, files, *INTERVIEW, "Picture", "/menu")
    assert said.count("cannot be written") == 1
    assert "Find my category" in _last(said)


@pytest.mark.parametrize(
    "locale",
    [{"LANG": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "C without help", "ascii"],
)
def test_every_locale_gets_utf8(told: Told, files: Path, locale: Told) -> None:
    said = printed({**told, **locale}, files, "/start", "1", "1", "2", "años: 2½")
    assert "años: 2½" in said
    assert "“18 months”" in said


def test_bytes_that_are_no_text_are_answered(told: Told, files: Path) -> None:
    said = printed(told, files, "/start", b"\xff\xfe\x00", "/menu")
    assert "Find my category" in _last(said)


def test_a_line_that_no_message_can_hold_is_one_line_and_the_chat_goes_on(told: Told, files: Path) -> None:
    said = printed(told, files, "/start", "x" * 4096, "x" * 4097, "\U0001f4a5" * 2049, "x " * 2_500_000, "/menu")
    assert said.count("That line is too long; a message holds up to 4,096 characters.\n") == 3
    assert said.count("I did not") == 1
    assert "Find my category" in _last(said)


def test_a_reader_who_leaves_is_no_trouble(told: Told, files: Path) -> None:
    shell = f"printf '/start\\n1\\n1\\n1\\n' | {' '.join(COMMAND)} --files {files} | head -2; echo ${{PIPESTATUS[1]}}"
    done = subprocess.run(["bash", "-c", shell], env=dict(told), capture_output=True, timeout=60, check=False)
    assert (done.stdout.splitlines()[-1], done.stderr) == (b"0", b"")


def test_an_input_that_is_closed_is_at_its_end(told: Told, files: Path) -> None:
    shell = f"{' '.join(COMMAND)} --files {files} <&-"
    done = subprocess.run(["bash", "-c", shell], env=dict(told), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_file_is_as_good_as_a_pipe(told: Told, files: Path, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("\n".join(INTERVIEW))  # without a line break at its end
    with script.open("rb") as given:
        done = subprocess.run(
            [*COMMAND, "--files", str(files)], stdin=given, env=dict(told), capture_output=True, timeout=60, check=False
        )
    assert "0.5 hours" in _last(done.stdout.decode())


def test_a_database_that_cannot_be_opened_is_one_line(told: Told, files: Path) -> None:
    done = chat({**told, "DATABASE_URL": "sqlite:////dev/null/endorse.db"}, files, "/start")
    assert done.returncode == 2
    assert done.stderr.startswith(b"endorse: DATABASE_URL")
    assert done.stderr.count(b"\n") == 1
