"""content/synonyms.yaml: the words that the search takes for one another."""

from __future__ import annotations

from gongkai.formats.yaml import Mapping, Node
from gongkai.formats.yaml import Sequence as NodeList
from gongkai.model.diagnostics import Problem
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms
from gongkai.source.head import read_keys
from gongkai.source.kinds import Field, Kind, Reading, scalar

PATH = "content/synonyms.yaml"
LONGEST = 20  # characters of a word; whoever types more means a phrase of one text

_WORDS_SCHEMA = {"type": "array", "items": {"type": "string"}, "minItems": 1}


def _words(node: Node, reading: Reading) -> tuple[str, ...]:
    """The words of a list, each once; what is no word is reported."""
    if not isinstance(node, NodeList):
        reading.report(
            "front-matter/type", node.mark, "这里要写几个词", "写成 [低保, 最低生活保障]"
        )
        return ()
    found: dict[str, None] = {}
    for item in node.items:
        word = scalar(item, reading, "一个词")
        if word is None:
            continue
        if len(word) > LONGEST or "\n" in word:
            hint = "同义词写短词，不写句子"
            reading.report("front-matter/type", item.mark, f"一个词最多 {LONGEST} 个字", hint)
        elif word in found:
            reading.report(
                "front-matter/repeated-key", item.mark, f"「{word}」写了两次", "只留一个"
            )
        else:
            found[word] = None
    return tuple(found)


def _groups(node: Node, reading: Reading) -> tuple[tuple[str, ...], ...]:
    if not isinstance(node, NodeList):
        hint = "每组一行，写成 - [低保, 最低生活保障]"
        reading.report("front-matter/type", node.mark, "这里要写列表", hint)
        return ()
    groups = []
    for item in node.items:
        before = len(reading.problems)
        words = _words(item, reading)
        if len(words) >= 2:
            groups.append(words)
        elif len(reading.problems) == before:
            hint = "写上意思相同的另一个词，或删去这一行"
            reading.report("front-matter/type", item.mark, "一组里至少要有两个词", hint)
    return tuple(groups)


def _wider(node: Node, reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(node, Mapping):
        hint = "每行一个，写成 五险一金: [养老保险, 医疗保险]"
        reading.report("front-matter/type", node.mark, "这里要写一组键", hint)
        return ()
    found: dict[str, tuple[str, ...]] = {}
    for key, item in node.entries:
        if key.text in found:
            reading.report(
                "front-matter/repeated-key", key.mark, f"「{key.text}」写了两次", "合成一行"
            )
            continue
        found[key.text] = _words(item, reading)
    return tuple((word, others) for word, others in found.items() if others)


FIELDS = (
    Field(
        "same",
        "同义词",
        Kind("几组词", _groups, {"type": "array", "items": {**_WORDS_SCHEMA, "minItems": 2}}),
        help="意思相同的词，一组一行：搜其中一个，也找其余的",
        example="- [低保, 最低生活保障]",
    ),
    Field(
        "wider",
        "包括",
        Kind("词和它包括的词", _wider, {"type": "object", "additionalProperties": _WORDS_SCHEMA}),
        help="搜左边的词，也找右边的；反过来不找",
        example="五险一金: [养老保险, 医疗保险, 失业保险, 工伤保险, 生育保险, 住房公积金]",
    ),
)


def read_synonyms(text: str) -> tuple[Synonyms, list[Problem]]:
    """The synonyms of a file and what is wrong with it; what can be read counts."""
    values, _, problems = read_keys(text, FIELDS)
    return (Synonyms(**values) if values else NO_SYNONYMS), problems
