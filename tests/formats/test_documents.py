"""index.json and index.md."""

from __future__ import annotations

import json
from hashlib import sha256

from gongkai.formats.documents import TextValues, index_json, published_markdown
from gongkai.model.body import Body
from gongkai.model.provisions import Citation, Level, Provision

ARTICLE = Provision("art_1", Level.ARTICLE, "第一条", "", "", None, (1, 1))
PARAGRAPH = Provision(
    "art_1__para_1", Level.PARAGRAPH, "", "", '依照"《条例》"。\n本办法第二条', "art_1", (1, 2)
)
CITATION = Citation("art_1__para_1", "《条例》", 1, 8, 4, "条例", "", ())
BODY = Body((), (ARTICLE, PARAGRAPH), (CITATION,), "第一条　依照《条例》。\n")
RECORD: dict[str, object] = dict.fromkeys(
    (
        "id", "collection", "kind", "url", "title", "number", "index", "agency", "lead",
        "responsible", "topic", "written", "promulgated", "published", "effective", "expires",
        "status", "status_since", "status_by", "versions", "cited_by", "interpretations",
        "interprets", "gazette", "attachments", "corrections",
    )
)  # fmt: skip


def part(title: str | None, prefix: str) -> TextValues:
    return {"title": title, "prefix": prefix, "links": [["a", None, "/normative/a/", "cites"]]}


OWN = part(None, "")


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    raw = index_json(RECORD, [OWN], [BODY])
    assert list(json.loads(raw)) == [
        "id", "collection", "kind", "url", "title", "number", "index", "agency", "lead",
        "responsible", "topic", "written", "promulgated", "published", "effective", "expires",
        "status", "status_since", "status_by", "versions", "provisions", "citations", "cited_by",
        "interpretations", "interprets", "gazette", "attachments", "corrections", "sha256",
    ]  # fmt: skip


def test_provisions_and_citations_are_those_of_the_body() -> None:
    raw = index_json(RECORD, [OWN], [BODY])
    read = json.loads(raw)
    assert read["provisions"] == [
        {"eid": "art_1", "num": "第一条", "heading": None, "text": "", "parent": None},
        {
            "eid": "art_1__para_1",
            "num": None,
            "heading": None,
            "text": '依照"《条例》"。\n本办法第二条',
            "parent": "art_1",
        },
    ]
    assert read["citations"] == [
        {
            "text": "《条例》",
            "from": "art_1__para_1",
            "target": "a",
            "eid": None,
            "url": "/normative/a/",
            "relation": "cites",
        }
    ]


def test_the_digest_is_that_of_the_markdown_beside_it() -> None:
    texts = [part("草案", "proposal-"), part("说明", "explanation-")]
    read = json.loads(index_json(RECORD, texts, [BODY, BODY]))
    markdown = published_markdown(["草案", "说明"], [BODY, BODY])
    assert read["sha256"] == sha256(markdown).hexdigest()
    assert markdown.decode() == (
        "# 草案\n\n第一条　依照《条例》。\n\n# 说明\n\n第一条　依照《条例》。\n"
    )


def test_ids_of_several_texts_are_kept_apart() -> None:
    texts = [part("草案", "proposal-"), part("说明", "explanation-")]
    read = json.loads(index_json(RECORD, texts, [BODY, BODY]))
    eids = [one["eid"] for one in read["provisions"]]
    assert eids == [
        "proposal-art_1",
        "proposal-art_1__para_1",
        "explanation-art_1",
        "explanation-art_1__para_1",
    ]
    assert read["provisions"][3]["parent"] == "explanation-art_1"
    assert read["citations"][1]["from"] == "explanation-art_1__para_1"


def test_a_text_of_its_own_is_published_to_the_letter() -> None:
    assert published_markdown([None], [BODY]) == BODY.markdown.encode()


def test_without_a_text_there_is_no_digest() -> None:
    assert json.loads(index_json(RECORD, [], []))["sha256"] is None
