"""Write a trained network as an ONNX file that holds all that recognition needs, in half precision."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

from kg.recogniser import encoding
from kg.recogniser.train.network import Network

Array = npt.NDArray[Any]


class _Graph:
    """Nodes and weights of a graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def weight(self, name: str, array: Array) -> str:
        """Add a weight, stored in half precision; returns its name in single precision."""
        self.weights.append(numpy_helper.from_array(array.astype(np.float16), f"{name}.half"))
        return self.node("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def constant(self, name: str, values: list[int] | int) -> str:
        """Add whole numbers."""
        self.weights.append(numpy_helper.from_array(np.array(values, dtype=np.int64), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Add a node with one output; returns the output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output


def to_onnx(network: Network, characters: str) -> onnx.ModelProto:
    """Return the network as ONNX, with vocabulary and transition scores in its metadata.

    Inputs are ``rows`` (time, batch, features) and ``length`` (batch); the output is ``emissions``.
    """
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    graph = _Graph()
    parts = {}
    for at, name in enumerate(encoding.FEATURES):
        column = graph.node("Gather", ["rows", graph.constant(f"{name}.at", at)], f"{name}.column", axis=2)
        key = "char.weight" if name == "char" else f"features.{name}.weight"
        parts[name] = graph.node("Gather", [graph.weight(f"{name}.table", state[key]), column], name)
    extra = graph.node("Concat", [parts[name] for name in network.features], "extra", axis=2)
    hidden = graph.node("Concat", [parts["char"], extra], "x0", axis=2)
    merged = graph.constant("merged", [0, 0, -1])
    for number in range(len(network.layers)):
        weights = _gru(graph, state, number)
        out = graph.node(
            "GRU",
            [hidden, *weights, "length"],
            f"y{number}",
            direction="bidirectional",
            hidden_size=network.shape.hidden,
            linear_before_reset=1,
        )
        turned = graph.node("Transpose", [out], f"t{number}", perm=[0, 2, 1, 3])
        hidden = graph.node("Reshape", [turned, merged], f"x{number + 1}")
    joined = graph.node("Concat", [hidden, extra], "joined", axis=2)
    middle = graph.node("Relu", [_linear(graph, state, "middle", joined)], "middle.relu")
    _linear(graph, state, "out", middle, output="emissions")
    rows = helper.make_tensor_value_info("rows", TensorProto.INT32, ["time", "batch", len(encoding.FEATURES)])
    length = helper.make_tensor_value_info("length", TensorProto.INT32, ["batch"])
    emissions = helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["time", "batch", "tags"])
    made = helper.make_graph(graph.nodes, "recogniser", [rows, length], [emissions], graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    transitions = network.transition_scores().detach().numpy().astype("<f4")
    helper.set_model_props(
        model,
        {
            "characters": characters,
            "features": " ".join(encoding.FEATURES),
            "transitions": base64.b64encode(transitions.tobytes()).decode("ascii"),
        },
    )
    onnx.checker.check_model(model)
    return model


def _gru(graph: _Graph, state: dict[str, Array], number: int) -> list[str]:
    def gates(kind: str) -> Array:
        # PyTorch has the gates r, z, n; ONNX z, r, h
        r, z, n = np.split(state[f"layers.{number}.{kind}"], 3, axis=1)
        return np.concatenate([z, r, n], axis=1)

    return [
        graph.weight(f"gru{number}.w", gates("weight_ih")),
        graph.weight(f"gru{number}.r", gates("weight_hh")),
        graph.weight(f"gru{number}.b", np.concatenate([gates("bias_ih"), gates("bias_hh")], axis=1)),
    ]


def _linear(
    graph: _Graph,
    state: dict[str, Array],
    name: str,
    source: str,
    *,
    output: str = "",
) -> str:
    product = graph.node(
        "MatMul", [source, graph.weight(f"{name}.w", state[f"{name}.weight"].T)], f"{name}.product"
    )
    bias = graph.weight(f"{name}.b", state[f"{name}.bias"])
    return graph.node("Add", [product, bias], output or f"{name}.sum")


def write(network: Network, characters: str, path: Path) -> str:
    """Write the ONNX file and return its SHA-256, which belongs beside it in ``SHA256``."""
    data = to_onnx(network, characters).SerializeToString(deterministic=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()
