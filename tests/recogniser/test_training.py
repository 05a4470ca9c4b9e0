"""Training from a file to weights that load; skipped aloud where the extra ``train`` is missing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra 'train' is not installed")
pytest.importorskip("onnx", reason="the extra 'train' is not installed")

from kg.errors import DataError  # noqa: E402
from kg.recogniser import Recogniser, encoding  # noqa: E402
from kg.recogniser.train import data, train  # noqa: E402
from kg.recogniser.train.export import write  # noqa: E402
from kg.recogniser.train.gru import BidirectionalGRU  # noqa: E402
from kg.recogniser.train.network import Network, Shape, load_encoder  # noqa: E402
from kg.recogniser.train.scores import exact, names  # noqa: E402

SENTENCES = [
    ("加快建设云溪大桥。", [[4, 8, "Project"]]),
    ("成功创建国家卫生城市，培育新能源产业。", [[4, 10, "Award"], [13, 16, "Industry"]]),
    ("没有提及任何名称。", []),
]


def annotated(path: Path) -> Path:
    rows = [
        {"doc": f"q{n}", "source": "city.txt", "place": f"甲{n}市", "text": text, "spans": spans}
        for n, (text, spans) in enumerate(SENTENCES * 4)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_same_seed_gives_the_same_weights(tmp_path: Path) -> None:
    file = annotated(tmp_path / "mentions.jsonl")
    lines: list[str] = []
    first = train([file], output=tmp_path / "a", seed=3, epochs=1, report=lines.append)
    again = train([file], output=tmp_path / "b", seed=3, epochs=1, report=lines.append)
    other = train([file], output=tmp_path / "c", seed=4, epochs=1, report=lines.append)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    assert len(lines) == 3
    assert len(Recogniser.load(first).recognise(["加快建设云溪大桥。"])) == 1


def test_export_gives_the_scores_of_the_network(tmp_path: Path) -> None:
    torch.manual_seed(0)
    characters = "加快建设云溪大桥。"
    network = Network(Shape(len(characters) + 1)).eval()
    load_encoder(network, characters)
    path = tmp_path / "recogniser.onnx"
    path.with_suffix(".sha256").write_text(write(network, characters, path), encoding="ascii")
    recogniser = Recogniser.load(path)
    texts = [text for text, _ in SENTENCES]
    rows = encoding.encode(texts, recogniser.words.tag(texts), recogniser.vocabulary)
    found, lengths = recogniser.emissions(rows)
    with torch.no_grad():
        padded = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(r).long() for r in rows])
        wanted = network.emissions(padded, torch.from_numpy(lengths)).numpy()
    for column, length in enumerate(lengths):
        # weights are stored in half precision
        np.testing.assert_allclose(found[:length, column], wanted[:length, column], atol=5e-3)


def test_layer_equals_that_of_torch() -> None:
    torch.manual_seed(0)
    own = BidirectionalGRU(6, 4).double().eval()
    other = torch.nn.GRU(6, 4, bidirectional=True).double()
    with torch.no_grad():
        for direction, ending in enumerate(("", "_reverse")):
            for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                getattr(other, f"{kind}_l0{ending}").copy_(getattr(own, kind)[direction])
    x = torch.randn(5, 3, 6, dtype=torch.double, requires_grad=True)
    y = x.detach().clone().requires_grad_()
    reverse = torch.arange(4, -1, -1).unsqueeze(1).expand(5, 3)
    got, wanted = own(x, reverse), other(y)[0]
    torch.testing.assert_close(got, wanted)
    scale = torch.randn_like(got)
    (got * scale).sum().backward()
    (wanted * scale).sum().backward()
    torch.testing.assert_close(x.grad, y.grad)
    torch.testing.assert_close(own.weight_hh.grad[1], other.weight_hh_l0_reverse.grad)
    torch.testing.assert_close(own.weight_ih.grad[0], other.weight_ih_l0.grad)
    torch.testing.assert_close(own.bias_hh.grad[0], other.bias_hh_l0.grad)


def test_folds_split_no_place(tmp_path: Path) -> None:
    examples = data.read_examples(annotated(tmp_path / "mentions.jsonl"))
    folds = data.folds(examples, 3)
    assert sorted(i for fold in folds for i in fold) == list(range(len(examples)))
    groups = [{examples[i].group for i in fold} for fold in folds]
    assert not groups[0] & groups[1]
    assert not groups[1] & groups[2]


def test_scores() -> None:
    gold = [[(0, 4, 0), (5, 9, 1)], [(0, 3, 2)]]
    found = [[(0, 4, 0), (5, 8, 1)], []]
    table = exact(gold, found)
    assert (table["all"].gold, table["all"].predicted, table["all"].right) == (3, 2, 1)
    # a name with one character less is similar enough; the second passage misses its name
    tally = names(["甲乙丙丁，戊己庚辛", "子丑寅"], ["a", "b"], gold, found)
    assert (tally.gold, tally.predicted, tally.right) == (3, 2, 2)


def test_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"doc": "q", "source": "s", "place": "p", "text": "t", "spans": [[0, 1, "Cat"]]}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:1"):
        data.read_examples(path)


def test_sentences_by_offsets_are_read_from_their_sources(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("一、回顾\n建成城东水厂。", encoding="utf-8")
    path = tmp_path / "standoff.jsonl"
    row = {
        "doc": "x0",
        "source": "report.txt",
        "place": "某市",
        "start": 5,
        "end": 12,
        "spans": [[2, 6, "Project"]],
    }
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (example,) = data.read_examples(path, texts=tmp_path)
    assert example.text == "建成城东水厂。"
    with pytest.raises(DataError, match="no folder of texts"):
        data.read_examples(path)


def test_published_annotations_are_well_formed() -> None:
    path = Path(data.__file__).with_name("passages.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 4000
    for row in rows:
        length = row["end"] - row["start"]
        assert "text" not in row
        assert all(0 <= s < e <= length for s, e, _ in row["spans"])
