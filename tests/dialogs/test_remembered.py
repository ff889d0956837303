"""What is remembered gives way to what is newer, and is never mistaken for something that is merely equal."""

from markupsafe import Markup

from dialogs.remembered import Remembered
from dialogs.words import words


def test_the_one_that_nobody_asked_for_the_longest_is_forgotten() -> None:
    remembered: Remembered[str] = Remembered(2)
    remembered.put("a", "A")
    remembered.put("b", "B")
    assert remembered.get("a") == "A"
    remembered.put("c", "C")
    assert remembered.get("b") is None
    assert (remembered.get("a"), remembered.get("c")) == ("A", "C")


def test_a_page_tells_a_number_from_a_yes_and_a_text_from_html() -> None:
    said = {"question": "Why?", "number": 1, "answer": None, "hint": ""}
    english = words("en")
    assert "a few more" in english.page("screens/question", more=True, **said).text
    assert "a few more" not in english.page("screens/question", more=0, **said).text
    as_text = english.page("screens/question", more=0, **{**said, "answer": "<b>1</b>"}).text
    as_html = english.page("screens/question", more=0, **{**said, "answer": Markup("<b>1</b>")}).text
    assert "&lt;b&gt;1" in as_text
    assert "&lt;b&gt;1" not in as_html
