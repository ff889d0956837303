import pytest

from bot.simulator.errors import ApiError
from bot.simulator.markup import parse_html


@pytest.mark.parametrize(
    ("given", "plain", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<STRONG>bold</strong>", "bold", [("bold", 0, 4)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<code>x</code>", "x", [("code", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b><i>x</i>y</b>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ("\N{BABY}<b>x</b>", "\N{BABY}x", [("bold", 2, 1)]),  # an emoji is two UTF-16 units
        ("é<b>x</b>", "éx", [("bold", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("a &lt;b&gt; &amp;amp; &quot;&#x27;&#39;", "a <b> &amp; \"''", []),
        ("fish & chips &copy; &ampere;", "fish & chips &copy; &ampere;", []),
        ("<a>no link</a>", "no link", []),
    ],
)
def test_supported_tags_become_entities(given: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_html(given)
    assert text == plain
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (
            '<a href="https://example.org/a?b=1&amp;c=2">x</a>',
            {"type": "text_link", "url": "https://example.org/a?b=1&c=2"},
        ),
        ("<a href=example.org>x</a>", {"type": "text_link", "url": "http://example.org/"}),
        ("<a>example.org</a>", {"type": "text_link", "url": "http://example.org/"}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', {"custom_emoji_id": "5368324170671202286"}),
        ('<tg-time unix="1790000000" format="wDT">x</tg-time>', {"unix_time": 1790000000, "date_time_format": "wDT"}),
    ],
)
def test_attributes_are_kept_in_the_entity(given: str, fields: dict[str, object]) -> None:
    _, (entity,) = parse_html(given)
    assert fields.items() <= entity.items()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <H1>x", 'Unsupported start tag "h1" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xD800;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_bad_html_is_refused_in_the_servers_words(given: str, refusal: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(given)
    assert caught.value.description.startswith(f"Bad Request: can't parse entities: {refusal}")
    assert caught.value.code == 400
