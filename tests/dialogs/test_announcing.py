import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.links import link_fault
from dialogs.announcements.button_lines import LONGEST_LABEL, BadLine, typed_buttons
from dialogs.announcements.checking import Complaint, complaints, fault_of, told
from dialogs.announcements.content import MOST_BUTTONS, MOST_PIECES, Content, LinkButton, Piece, ReplyButton
from dialogs.announcements.letter import letter_of, marked_letter, still_letter
from dialogs.announcements.link import LONGEST_LINK, is_link
from dialogs.announcements.markup import Broken, length_of, read
from dialogs.announcements.merging import FIELDS, fields_in, rendered
from dialogs.announcements.shown import button_in_words, gist, pieces_in_words, shown_text
from dialogs.words import words

ENGLISH = words("en")
NOBODY = dict.fromkeys(FIELDS, "x")
PHOTO, VIDEO, DOCUMENT = (Piece(kind=kind, file_id="1") for kind in ("photo", "video", "document"))
LINK = LinkButton(label="Register", url="https://example.org/form")
REPLY = ReplyButton(label="I will come")
WHOLE = Content(text="<b>Hello</b>", pieces=(PHOTO,), buttons=(LINK, REPLY), earlier="Hi")


def test_an_announcement_is_read_back_as_it_was_written() -> None:
    assert Content.model_validate_json(WHOLE.model_dump_json()) == WHOLE


def test_fields_are_escaped_and_unknown_ones_stay() -> None:
    made_out = rendered(
        Content(text="<b>{first_name}</b> {category} {what}"), {"first_name": "<A&B>", "category": "IFS"}
    )
    assert made_out.text == "<b>&lt;A&amp;B&gt;</b> IFS {what}"


def test_a_field_is_not_put_into_an_address() -> None:
    text = '<a href="https://example.org/{first_name}">{first_name}</a>'
    assert rendered(Content(text=text), {"first_name": "Sam"}).text == text.replace(">{first_name}", ">Sam")
    assert fields_in(text) == ("first_name",)


def test_a_value_that_looks_like_a_field_is_not_filled_in_again() -> None:
    fields = {"first_name": "{category}", "category": "IFS"}
    assert rendered(Content(text="{first_name}"), fields).text == "{category}"


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        (" <b>a <i>b</i></b>\r\n", "a b"),
        ('<a href="https://x.org/?a=1&amp;b=2">&lt;x&gt;</a> &#x27;', "<x> '"),
        ('<span class="tg-spoiler">s</span><blockquote expandable>q</blockquote>', "sq"),
        ("a > b & c", "a > b & c"),
        ("", ""),
    ],
)
def test_markup_is_read_as_telegram_shows_it(html: str, plain: str) -> None:
    assert read(html) == plain


@pytest.mark.parametrize(
    "html",
    [
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "<x>y</x>",
        "<span>x</span>",
        "a < b",
        "<b>x</b extra>",
        "<b",
        '</b class="x">',
    ],
)
def test_markup_that_telegram_would_refuse_is_known(html: str) -> None:
    with pytest.raises(Broken):
        read(html)


def test_length_is_counted_in_utf_16_units_of_what_is_read() -> None:
    assert length_of("<b>\N{BABY}</b>&amp;x") == 4


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (Content(), [Complaint("empty")]),
        (Content(text="<b> </b>"), [Complaint("empty")]),
        (Content(pieces=(PHOTO,)), []),
        (Content(text="Hello {first_name}"), []),
        (Content(text="Hello {frist_name}"), [Complaint("unknown_field", "frist_name")]),
        (Content(text="Hello {first_<b>name</b>}"), [Complaint("split_field", "first_name")]),
        (Content(text="x" * 4096), []),
        (Content(text="x" * 4097), [Complaint("long_text", "4097")]),
        (Content(text="x" * 1025, pieces=(PHOTO,)), [Complaint("long_caption", "1025")]),
        (Content(text="<b>x"), [Complaint("broken")]),
        (Content(pieces=(PHOTO, VIDEO)), []),
        (Content(pieces=(PHOTO, DOCUMENT)), [Complaint("mixed_pieces")]),
        (Content(pieces=(PHOTO,) * (MOST_PIECES + 1)), [Complaint("many_pieces")]),
        (Content(text="x", buttons=(LINK,) * MOST_BUTTONS), []),
        (Content(text="x", buttons=(REPLY,) * (MOST_BUTTONS + 1)), [Complaint("many_buttons")]),
    ],
)
def test_what_is_wrong_with_an_announcement_is_found(content: Content, found: list[Complaint]) -> None:
    assert list(complaints(content, NOBODY)) == found


def test_a_name_can_make_a_copy_too_long() -> None:
    content = Content(text="x" * 4090 + "{first_name}")
    assert fault_of(rendered(content, {"first_name": "Sam"})) is None
    assert fault_of(rendered(content, {"first_name": "\N{BABY}" * 4})) == Complaint("long_text", "4098")


@pytest.mark.parametrize(
    "fault",
    [
        *("empty", "unknown_field", "split_field", "mixed_pieces", "many_pieces", "many_buttons", "long_text"),
        *("long_caption", "broken", "kind", "tap", "button_text", "button_link", "button_label", "button_long"),
        "button_field",
    ],
)
def test_each_complaint_is_one_line_and_safe(fault: str) -> None:
    line = told(Complaint(fault, "<&"), ENGLISH)
    assert line
    assert "\n" not in line
    read(line)


def test_every_complaint_has_words_of_its_own() -> None:
    assert told(Complaint("broken"), ENGLISH) == "The formatting is broken. Send me the text again."
    assert "{frist}" in told(Complaint("unknown_field", "frist"), ENGLISH)


@pytest.mark.parametrize(
    "line",
    [
        "Register - https://example.org/form",
        "Register – https://example.org/form",
        "Register: https://example.org/form",
        "Register https://example.org/form",
    ],
)
def test_a_line_with_a_link_is_a_button_that_opens_it(line: str) -> None:
    assert typed_buttons(line) == (LINK,)


def test_a_line_without_a_link_is_a_button_that_is_counted() -> None:
    assert typed_buttons("I will come\n\n Maybe at 5.30 ") == (REPLY, ReplyButton(label="Maybe at 5.30"))


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("", "label", ""),
        ("https://example.org", "label", "https://example.org"),
        ("- https://example.org", "label", "- https://example.org"),
        ("A - www.example.org", "link", "A - www.example.org"),
        ("A - ftp://example.org", "link", "A - ftp://example.org"),
        ("A - javascript:alert(1)", "link", "A - javascript:alert(1)"),
        ("A - https://example", "link", "A - https://example"),
        ("A - ann@example.org", "link", "A - ann@example.org"),
        ("fine\n" + "x" * (LONGEST_LABEL + 1), "long", "x" * (LONGEST_LABEL + 1)),
        ("Hello {first_name}", "field", "Hello {first_name}"),
    ],
)
def test_a_line_that_makes_no_button_is_named(text: str, fault: str, line: str) -> None:
    with pytest.raises(BadLine) as caught:
        typed_buttons(text)
    assert (caught.value.fault, caught.value.line) == (fault, line)


@given(st.text())
def test_any_text_makes_buttons_or_a_complaint(text: str) -> None:
    try:
        buttons = typed_buttons(text)
    except BadLine:
        return
    assert all(0 < len(button.label) <= LONGEST_LABEL for button in buttons)


@given(st.from_regex(r"(https?|tg)://[\w.:@\[\]-]{1,20}(/\S*)?", fullmatch=True))
def test_telegram_takes_every_link_that_is_taken_here(link: str) -> None:
    assert not is_link(link) or link_fault(link) is None


def test_a_link_may_be_only_so_long() -> None:
    link = "https://example.org/"
    assert is_link(link + "x" * (LONGEST_LINK - len(link)))
    assert not is_link(link + "x" * (LONGEST_LINK - len(link) + 1))
    assert is_link("tg://resolve?domain=telegram")


def test_everybody_can_ask_for_fewer() -> None:
    letter = letter_of(rendered(Content(text="x"), {}), 12, ENGLISH)
    assert [[(button.label, button.tap) for button in row] for row in letter.rows] == [
        [("Fewer of these", "do.o_fewer.12")]
    ]


def test_buttons_open_a_page_or_are_counted_by_their_place() -> None:
    letter = letter_of(rendered(WHOLE, {}), 12, ENGLISH)
    assert [(button.url, button.tap) for row in letter.rows for button in row] == [
        (LINK.url, None),
        (None, "do.o_tap.12.1"),
        (None, "do.o_fewer.12"),
    ]
    assert (letter.text, letter.pieces, letter.below) == ("<b>Hello</b>", (PHOTO,), "")


def test_an_album_has_its_buttons_in_a_message_below() -> None:
    letter = letter_of(rendered(Content(pieces=(PHOTO, VIDEO)), {}), 12, ENGLISH)
    assert letter.below == "These buttons belong to the message above."


def test_a_test_is_marked_and_a_preview_counts_nothing() -> None:
    made_out = rendered(WHOLE, {})
    marked, still = marked_letter(made_out, 12, ENGLISH), still_letter(made_out, ENGLISH)
    assert marked.rows[-1][0].label == "Test: only you got this"
    assert {button.tap for row in still.rows for button in row if button.url is None} == {"do.o_still"}


def test_a_text_that_was_replaced_can_be_brought_back() -> None:
    once = Content(text="old").saying("new")
    assert (once.text, once.earlier) == ("new", "old")
    assert once.saying("new") == once
    assert once.saying(once.earlier).text == "old"


def test_the_gist_is_how_it_begins_else_what_it_is_made_of() -> None:
    assert gist(Content(text="<b>Hello</b>\n{first_name}"), ENGLISH) == "Hello {first_name}"
    assert gist(Content(text="x" * 50), ENGLISH, 10) == "x" * 9 + "…"
    assert gist(Content(text="<b>x"), ENGLISH) == "<b>x"
    assert gist(Content(pieces=(PHOTO, PHOTO, VIDEO)), ENGLISH) == "2 photos, 1 video"
    assert pieces_in_words(Content(pieces=(DOCUMENT,)), ENGLISH) == "1 file"


def test_a_long_or_broken_text_is_shown_by_how_it_begins() -> None:
    assert shown_text(Content(text=" <b>x</b> ")) == "<b>x</b>"
    assert shown_text(Content(text="<b>x")) == "&lt;b&gt;x"
    assert length_of(shown_text(Content(text="<b>" + "x" * 4000 + "</b>"))) == 900


def test_a_button_is_told_with_where_it_leads() -> None:
    assert button_in_words(LINK, ENGLISH) == "Register – https://example.org/form"
    assert button_in_words(ReplyButton(label="<Yes>"), ENGLISH) == "<Yes> (taps are counted)"
