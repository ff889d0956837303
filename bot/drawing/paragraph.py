"""Words broken into lines that fit."""

from bot.drawing.shapes import Box, Measure, Style, Text
from bot.drawing.typeface import drawable


def lines(words: str, style: Style, width: float, measure: Measure) -> list[str]:
    """Greedy lines no wider than `width`; a word that alone is wider is broken. No words give no lines."""
    found: list[str] = []
    for word in drawable(words).split(" "):
        for part in _parts(word, style, width, measure):
            if found and measure(f"{found[-1]} {part}", style) <= width:
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found


def column(words: str, style: Style, box: Box, measure: Measure) -> list[Text]:
    """The lines from the top left of `box` downwards; its height is not a limit."""
    return [
        Text(Box(box.x, box.y + index * style.leading, measure(line, style), style.leading), line, style)
        for index, line in enumerate(lines(words, style, box.width, measure))
    ]


def column_right(words: str, style: Style, box: Box, measure: Measure) -> list[Text]:
    """The same, each line ending at the right edge of `box`."""
    return [
        Text(Box(box.right - text.box.width, text.box.y, text.box.width, text.box.height), text.words, style)
        for text in column(words, style, box, measure)
    ]


def _parts(word: str, style: Style, width: float, measure: Measure) -> list[str]:
    if not word or measure(word, style) <= width:
        return [word] if word else []
    parts = [""]
    for letter in word:
        if parts[-1] and measure(parts[-1] + letter, style) > width:
            parts.append("")
        parts[-1] += letter
    return parts
