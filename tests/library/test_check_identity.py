"""Two documents never share an id, an 索引号 or a 文号 unnoticed."""

from __future__ import annotations

from gongkai.library.check_identity import shared_ids, shared_indexes, shared_numbers, work_ids
from gongkai.model.documents import Collection, Openness
from tests.library.checking import document, found, library, reference


def test_two_files_with_one_id_are_both_named() -> None:
    one = document("parking", path="content/normative/2020/parking.md")
    other = document("parking", path="content/normative/2024/parking.md")
    (finding,) = shared_ids(library(one, other))
    assert finding.problem.code == "catalogue/id-collision"
    assert finding.path == other.path
    assert one.path in finding.problem.message


def test_one_id_in_two_collections_is_a_collision() -> None:
    one, other = document("parking"), document("parking", collection=Collection.REGULATIONS)
    assert found(shared_ids, one, other) == [("catalogue/id-collision", "parking")]


def test_the_texts_of_a_work_share_their_id() -> None:
    texts = [document("parking", version=f"{year}-05-01") for year in (2020, 2024)]
    assert found(shared_ids, *texts) == []
    assert found(work_ids, *texts) == []


def test_the_texts_of_a_work_in_two_folders_are_told_to_join() -> None:
    texts = [
        document("parking", version=f"{year}-05-01", path=f"content/normative/{year}/p/{year}-05-01.md")
        for year in (2020, 2024)
    ]  # fmt: skip
    (finding,) = shared_ids(library(*texts))
    assert "一个文件夹" in finding.problem.hint


def test_a_text_with_an_id_of_its_own_leaves_its_work() -> None:
    one = document("parking", version="2020-05-01", path="content/normative/p/2020-05-01.md")
    other = document("garage", version="2024-05-01", path="content/normative/p/2024-05-01.md")
    assert found(work_ids, one, other) == [("catalogue/work-id", "garage@2024-05-01")]


def test_an_index_number_belongs_to_one_work() -> None:
    index = "000014349/2024-00012"
    one, other = document("a-rules", index=index), document("b-rules", index=index)
    assert found(shared_indexes, one, other) == [("catalogue/index-collision", "b-rules")]
    texts = [document("a-rules", version=f"{year}-05-01", index=index) for year in (2020, 2024)]
    assert found(shared_indexes, *texts) == []


def test_a_number_belongs_to_one_work_however_it_is_typed() -> None:
    one = document("a-rules", number="示政规〔2024〕3号")
    other = document("b-rules", number="示政规[2024]3号")
    assert found(shared_numbers, one, other) == [("catalogue/number-shared", "b-rules")]


def test_an_amending_order_and_what_it_amends_may_bear_one_number() -> None:
    one = document("a-rules", number="示例市人民政府令第3号")
    other = document("b-order", number="示例市人民政府令第3号", amends=(reference("a-rules"),))
    assert found(shared_numbers, one, other) == []


def test_the_clash_with_an_unpublished_document_stays_in_the_office() -> None:
    one = document("a-rules", number="示政规〔2024〕3号", openness=Openness.ON_REQUEST)
    other = document("b-rules", number="示政规〔2024〕3号")
    (finding,) = shared_numbers(library(one, other))
    assert finding.secret
