import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.announcements.formatted import html_of
from bot.simulator.markup import parse_html
from bot.simulator.utf16 import units
from dialogs.announcements.checking import complaints, fault_of, told
from dialogs.announcements.content import LONGEST_CAPTION, LONGEST_TEXT, Content, Piece
from dialogs.announcements.markup import length_of, read
from dialogs.announcements.merging import FIELDS, rendered
from dialogs.announcements.shown import gist, shown_text
from dialogs.words import words

KINDS = tuple(str(kind) for kind in MessageEntity.ALL_TYPES)
CHARACTERS = st.one_of(
    st.characters(), st.sampled_from("<>&\"'{}\n\r\t -\N{BABY}\N{ZERO WIDTH JOINER}\x00\ud800"), st.just("{first_name}")
)
TEXTS = st.lists(CHARACTERS, max_size=40).map("".join)


@st.composite
def entities(draw: st.DrawFn) -> MessageEntity:
    return MessageEntity(
        draw(st.sampled_from(KINDS)),
        offset=draw(st.integers(0, 60)),
        length=draw(st.integers(0, 60)),
        url=draw(st.one_of(st.none(), TEXTS)),
        language=draw(st.one_of(st.none(), TEXTS)),
        custom_emoji_id=draw(st.one_of(st.none(), st.just("5368324170671202286"), TEXTS)),
    )


def read_by_telegram(html: str) -> str:
    plain, _ = parse_html(html)
    return plain.replace("\r", "").strip()


@given(TEXTS, st.lists(entities(), max_size=8))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_comes_back_whole(text: str, marked: list[MessageEntity]) -> None:
    html = html_of(text, marked)
    plain, _ = parse_html(html)
    assert plain == text.replace("\x00", " ").encode("utf-8", "replace").decode()
    assert read(html) == read_by_telegram(html)


@given(TEXTS, st.lists(entities(), max_size=8), st.dictionaries(st.sampled_from(FIELDS), TEXTS))
@settings(max_examples=400, deadline=None)
def test_a_copy_is_as_long_as_telegram_counts_it(
    text: str, marked: list[MessageEntity], fields: dict[str, str]
) -> None:
    filled = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    made_out = rendered(Content(text=html_of(text, marked)), filled)
    assert length_of(made_out.text) == units(read_by_telegram(made_out.text))


@pytest.mark.parametrize("pieces", [(), (Piece(kind="photo", file_id="x"),)])
@pytest.mark.parametrize(("character", "size"), [("x", 1), ("&", 1), ("é", 1), ("\N{BABY}", 2)])
def test_a_copy_may_be_just_as_long_as_telegram_takes(pieces: tuple[Piece, ...], character: str, size: int) -> None:
    most = (LONGEST_CAPTION if pieces else LONGEST_TEXT) // size
    bold = [MessageEntity(MessageEntity.BOLD, 0, 10)]
    fits = Content(text=html_of(character * most, bold), pieces=pieces)
    long = Content(text=html_of(character * (most + 1), bold), pieces=pieces)
    assert fault_of(rendered(fits, {})) is None
    assert fault_of(rendered(long, {})) is not None


def test_entities_that_overlap_are_closed_within_each_other() -> None:
    marked = [MessageEntity(MessageEntity.BOLD, 0, 5), MessageEntity(MessageEntity.ITALIC, 3, 5)]
    assert html_of("one two three", marked) == "<b>one<i> t</i></b><i>wo </i>three"


def test_offsets_count_as_telegram_counts() -> None:
    assert (
        html_of("\N{BABY}\N{BABY} hello", [MessageEntity(MessageEntity.BOLD, 5, 5)]) == "\N{BABY}\N{BABY} <b>hello</b>"
    )


def test_an_address_cannot_break_out_of_its_link() -> None:
    link = MessageEntity(MessageEntity.TEXT_LINK, 0, 4, url='https://example.org/"><b>')
    assert html_of("here", [link]) == '<a href="https://example.org/&quot;&gt;&lt;b&gt;">here</a>'


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        (MessageEntity.UNDERLINE, "<u>x</u>"),
        (MessageEntity.STRIKETHROUGH, "<s>x</s>"),
        (MessageEntity.SPOILER, "<tg-spoiler>x</tg-spoiler>"),
        (MessageEntity.CODE, "<code>x</code>"),
        (MessageEntity.PRE, "<pre>x</pre>"),
        (MessageEntity.BLOCKQUOTE, "<blockquote>x</blockquote>"),
        (MessageEntity.EXPANDABLE_BLOCKQUOTE, "<blockquote expandable>x</blockquote>"),
        (MessageEntity.HASHTAG, "x"),
    ],
)
def test_each_kind_of_formatting_is_kept(kind: str, html: str) -> None:
    assert html_of("x", [MessageEntity(kind, 0, 1)]) == html


@settings(deadline=None)
@given(TEXTS, st.lists(entities(), max_size=4), st.lists(TEXTS, max_size=4))
def test_the_screen_of_a_draft_is_never_broken_or_too_long(
    text: str, marked: list[MessageEntity], names: list[str]
) -> None:
    written = html_of(text, marked) + "".join(html_of(f"{{{name * 200}}}", []) for name in names)
    content = Content(text=written)
    lines = [told(one, words("en")) for one in complaints(content, dict.fromkeys(FIELDS, "x"))]
    for shown in (shown_text(content), *lines):
        assert units(read_by_telegram(shown)) <= 1800
    assert all("\n" not in line and units(read_by_telegram(line)) <= 250 for line in lines)
    assert len(gist(content, words("en"))) <= 40
