"""Make tiny whole sites on disk: a test says what matters to it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SITE = "name: 示例市人民政府\nurl: https://www.example.gov.cn/zwgk/\n"
_ORDINARY = {
    "title": "示例市养犬管理办法",
    "agency": "示例市人民政府",
    "published": "2024-03-08",
    "openness": "主动公开",
}


def site(root: Path, files: Mapping[str, str | bytes], settings: str = SITE) -> Path:
    """Write site.yaml and `files`, by their path under content/; gives `root`."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(settings, "utf-8")
    for name, content in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def document(body: str = "第一条　为了方便群众办事，制定本办法。\n", **keys: str | None) -> str:
    """A Markdown file; a key that is None is left out, others replace the ordinary ones."""
    values = {**_ORDINARY, **{key.rstrip("_"): value for key, value in keys.items()}}
    head = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    return f"---\n{head}---\n\n{body}"


def published(output: Path) -> dict[str, bytes]:
    """Every file of a built site, by path."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }
