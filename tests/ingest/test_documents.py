"""Folders, manifests and what texts say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.ingest import discover, make_document, read_document
from kg.ingest.manifest import read_manifest
from kg.ingest.metadata import compiled, rules
from kg.model import Metadata

BODY = "全市新建改建农村公路120公里，完成投资3.5亿元，城乡面貌持续改善。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "二.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.md").write_text(f"# 标题\n\n{BODY}", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("x", encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"\x00")
    (tmp_path / "manifest.csv").write_text(
        "\ufefffile,title,date,place,colour\na.md,某市工作报告,2024年1月9日,某市,red\nb/二.txt,,2023-08,,\nd.txt,没有,,,\n",
        encoding="utf-8",
    )
    return tmp_path


def test_folders_are_walked_in_order(folder: Path) -> None:
    found = discover([folder])
    assert [item.name for item in found.files] == ["a.md", "b/二.txt"]
    assert found.files[0].metadata == Metadata(title="某市工作报告", date="2024-01-09", place="某市")
    assert found.files[1].metadata.date == "2023-08"


def test_what_was_skipped_is_said(folder: Path) -> None:
    skipped = {Path(item.path).name: item for item in discover([folder]).skipped}
    assert "not read" in skipped["c.bin"].reason
    assert not skipped["c.bin"].failed
    assert "colour" in skipped["manifest.csv:1"].reason
    assert "d.txt does not exist" in skipped["manifest.csv:4"].reason
    assert ".hidden.txt" not in skipped


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    found = discover([folder / "b" / "二.txt", folder])
    assert sorted(item.name for item in found.files) == ["a.md", "二.txt"]


def test_a_manifest_beside_a_given_file_counts(folder: Path) -> None:
    (item,) = discover([folder / "a.md"]).files
    assert item.metadata.place == "某市"


def test_a_given_manifest_counts_alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("m") / "m.csv"
    other.write_bytes("file,title\nb/二.txt,另一个标题\n".encode("gb18030"))
    titles = [item.metadata.title for item in discover([folder], manifest=other).files]
    assert titles == ["", "另一个标题"]


def test_paths_that_do_not_exist_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        discover([tmp_path / "x"])


def test_manifest_faults_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        'file,date,language\na,2023-13,zh\nb,2023,"zh Hans"\n,2023,\nc,2023,zh-Hans\nc,,\n', encoding="utf-8"
    )
    manifest = read_manifest(path)
    assert list(manifest.rows) == ["c"]
    assert [problem.where.rsplit(":", 1)[1] for problem in manifest.problems] == ["2", "3", "4", "6"]
    path.write_text("title\nx\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'file'"):
        read_manifest(path)
    with pytest.raises(UsageError):
        discover([tmp_path], manifest=path)


def test_documents_are_identified_by_their_bytes(folder: Path) -> None:
    document = read_document(folder / "b" / "二.txt", root=folder)
    assert document.path == "b/二.txt"
    assert document.id == document.sha256[:16]
    assert document.source == BODY
    with pytest.raises(InputError, match="type"):
        read_document(folder / "c.bin", root=folder)
    with pytest.raises(InputError, match="cannot be read"):
        read_document(folder / "gone.txt", root=folder)


def said(source: str, known: Metadata | None = None) -> Metadata:
    return make_document(source.encode(), path="a.txt", metadata=known).metadata


def test_a_report_says_when_and_whose_it_is() -> None:
    assert said(
        f"政 府 工 作 报 告\n——2024年1月9日在某省乌兰市第五届人民代表大会第三次会议上\n"
        f"市长 王小明\n各位代表：\n{BODY}\n"
    ) == Metadata("政府工作报告", "", "2024-01-09", "乌兰市", "zh-Hans")


def test_a_page_says_who_published_it() -> None:
    assert said(
        f"打印\n某区办好民生实事\n发布时间: 2023-01-06     来源: 某市日报     作者:\n\n{BODY}\n"
    ) == Metadata("某区办好民生实事", "某市日报", "2023-01-06", "", "zh-Hans")


def test_a_policy_is_dated_under_its_issuer() -> None:
    metadata = said(
        f"某某市人民政府办公室关于印发某某办法的通知\n各区县：\n{BODY}\n某某市人民政府办公室\n2022年4月14日\n"
    )
    assert (metadata.date, metadata.place) == ("2022-04-14", "某某市")


def test_a_report_without_a_head_says_the_year_it_plans() -> None:
    assert said(f"各位代表：\n一、2023年工作回顾\n{BODY}\n二、2024年工作安排\n{BODY}\n") == Metadata(
        "", "", "2024", "", "zh-Hans"
    )


def test_the_manifest_wins() -> None:
    known = Metadata(title="另一个", publisher="某社", date="2020", place="某县", language="zh-Hant")
    assert said(f"某区办好民生实事\n来源：某市日报\n{BODY}\n", known) == known


def test_what_is_not_said_stays_empty() -> None:
    assert said(f"{BODY}\n{BODY}\n") == Metadata(language="zh-Hans")


def test_examples_of_the_rules() -> None:
    for rule in (*rules().dates, *rules().places, *rules().years, rules().nation):
        search = compiled(rule.pattern).search
        assert [text for text in rule.hits if not search(text)] == []
        assert [text for text in rule.misses if search(text)] == []
