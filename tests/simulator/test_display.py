import pytest

from bot.simulator.display import safe_html
from bot.simulator.markup import parse_html


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<b>a <i>b</i></b> c", "<b>a <i>b</i></b> c"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\N{BABY}<b>\N{BABY}x</b>y", "\N{BABY}<b>\N{BABY}x</b>y"),
        ("<pre>a\n&lt;b</pre>", "<pre>a\n&lt;b</pre>"),
        (
            '<a href="https://example.org/?a=&quot;onload=x">x</a>',
            '<a href="https://example.org/?a=&quot;onload=x" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        ('<a href="tg://user?id=7">Ada</a>', "Ada"),
        ('<a href="tg://resolve?domain=x">x</a>', "x"),
        ('<tg-time unix="1790000000">soon</tg-time>', '<time data-unix="1790000000">soon</time>'),
    ],
)
def test_a_message_is_shown_as_html_that_is_safe_in_a_page(given: str, shown: str) -> None:
    plain, entities = parse_html(given)
    assert safe_html(plain, entities) == shown


def test_crossing_entities_are_cut_at_the_end_of_the_outer_one() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert safe_html("abcdef", crossing) == "<b>ab<i>c</i></b>def"
