"""Print the order of gongkai/text/font_slices.py: characters by how many texts of the example have them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from gongkai.text.font_slices import FREQUENT  # noqa: E402

WIDTH = 48  # characters in a line

found: Counter[str] = Counter()
for path in sorted((REPOSITORY / "content").rglob("*")):
    if path.suffix in (".md", ".yaml"):
        found.update({letter for letter in path.read_text("utf-8") if "一" <= letter <= "鿿"})
order = "".join(sorted(found, key=lambda letter: (-found[letter], letter))[: FREQUENT[-1]])
for start in range(0, len(order), WIDTH):
    print(f'    "{order[start : start + WIDTH]}"')
