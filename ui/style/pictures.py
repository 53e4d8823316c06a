"""Draws the icon and the logo: a ring of five phases, one of them lit. Run it to draw them anew."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
TEAL, LIT, PAPER = "#0f5c54", "#e59a3c", "#fbfaf7"
WORD = "#1b877b"
SCALE = 8
GAP = 16


def mark(size: int) -> Image.Image:
    """The mark: a dark square with a ring of five arcs."""
    side = size * SCALE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 0.24, fill=TEAL)
    edge = side * 0.2
    box = (edge, edge, side - edge, side - edge)
    for number in range(5):
        start = -90 + number * 72 + GAP / 2
        colour = LIT if number == 0 else PAPER
        draw.arc(box, start, start + 72 - GAP, fill=colour, width=int(side * 0.13))
    return image.resize((size, size), Image.Resampling.LANCZOS)


def logo(height: int) -> Image.Image:
    """The mark with the name beside it, readable on light and on dark."""
    font = ImageFont.truetype("DejaVuSerif-Bold.ttf", int(height * 0.74) * 4)
    left, top, right, bottom = font.getbbox("Remit")
    gap, width, tall = int(height * 0.34) * 4, int(right - left), height * 4
    image = Image.new("RGBA", (tall + gap + width, tall), (0, 0, 0, 0))
    image.paste(mark(tall), (0, 0))
    draw = ImageDraw.Draw(image)
    middle = (tall - (bottom - top)) / 2 - top
    draw.text((tall + gap - left, middle), "Remit", font=font, fill=WORD)
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    mark(64).save(HERE / "icon.png", optimize=True)
    logo(32).save(HERE / "logo.png", optimize=True)
