"""The README tells the truth."""

from tests import readme


def test_the_conversation_in_the_readme_is_a_real_one() -> None:
    assert readme.printed() == readme.shown()
