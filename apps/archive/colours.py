"""A municipality's own colour as the colours of its pages, so that every text on them can still be read.

Contrast is counted as WCAG 2.2 does: 1 for none, 21 for black on white.
"""

from collections.abc import Iterable

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
DARK_PAGE: Colour = (17, 24, 27)
# WCAG's stricter demand (AAA): it also leaves enough on the tinted grounds, where 4.5 must be kept.
LEAST_CONTRAST = 7.0
STEPS = 50


def page_style(colour: str) -> str:
    """The style of pages in `colour` (`#8a1538`): deep enough on light pages, bright enough on dark ones."""
    given = _read(colour)
    brand = _move_until_readable(given, towards=BLACK, on=WHITE)
    light = {
        "brand": brand,
        "brand-deep": _mix(brand, BLACK, 0.3),
        "brand-tint": _mix(brand, WHITE, 0.94),
        "brand-line": _mix(brand, WHITE, 0.76),
    }
    bright = _move_until_readable(given, towards=WHITE, on=DARK_PAGE)
    dark = {
        "brand": bright,
        "brand-deep": _mix(bright, WHITE, 0.4),
        "brand-tint": _mix(bright, DARK_PAGE, 0.9),
        "brand-line": _mix(bright, DARK_PAGE, 0.65),
    }
    return f"{_rule(light.items())}@media screen and (prefers-color-scheme:dark){{{_rule(dark.items())}}}\n"


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _move_until_readable(colour: Colour, *, towards: Colour, on: Colour) -> Colour:
    moved = (_mix(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in moved if contrast(shade, on) >= LEAST_CONTRAST)


def _mix(colour: Colour, other: Colour, share: float) -> Colour:
    """`share` of the `other` colour, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    parts = (value / 255 for value in colour)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _rule(variables: Iterable[tuple[str, Colour]]) -> str:
    return ":root{" + ";".join(f"--{name}:#{bytes(value).hex()}" for name, value in variables) + "}"
