"""Lengths and slices counted in UTF-16 units, as Telegram counts them."""


def units(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def part(text: str, begin: int, end: int) -> str:
    """The text between two places given in UTF-16 units."""
    if text.isascii():
        return text[begin:end]
    return text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le", "replace")
