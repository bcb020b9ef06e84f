"""Write anew what is made from the code in docs/: the guide's tables of keys, and the schemas."""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from gongkai.source.schema_files import schema_files, with_tables  # noqa: E402

guide = REPOSITORY / "docs/editors.zh.md"
guide.write_text(with_tables(guide.read_text("utf-8")), "utf-8")
folder = REPOSITORY / "docs/schema/content"
folder.mkdir(parents=True, exist_ok=True)
made = schema_files()
for found in folder.iterdir():
    if found.name not in made:
        found.unlink()
for name, text in made.items():
    (folder / name).write_text(text, "utf-8")
