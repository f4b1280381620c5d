"""Writes trained parameters as an ONNX model that onnxruntime runs anywhere."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from moeli.reading.strips import BLANK, HEIGHT
from tools.train_mrz_reader.network import LAST, LAYERS, Parameters

_OPSET = 17


def _widened(name: str) -> onnx.NodeProto:
    """Weights are kept in half the bytes; onnxruntime widens them once, as it loads."""
    return helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT)


def save(parameters: Parameters, target: Path) -> None:
    """The model: `strips` (batch × 1 × HEIGHT × width) to `scores` (batch × classes × frames)."""
    nodes, weights, entering = [], [], "strips"
    for name, layer in LAYERS.items():
        for part in ("kernel", "bias"):
            value = np.asarray(parameters[name][part], np.float16)
            weights.append(numpy_helper.from_array(value, f"{name}.{part}.half"))
            nodes.append(_widened(f"{name}.{part}"))
        how = {"pads": layer.padding * 2, "strides": layer.steps}
        operands = [entering, f"{name}.kernel", f"{name}.bias"]
        nodes.append(helper.make_node("Conv", operands, [f"{name}.sum"], **how))
        entering = f"{name}.sum"
        if name != LAST:
            nodes.append(helper.make_node("Relu", [entering], [f"{name}.relu"]))
            entering = f"{name}.relu"
    weights.append(numpy_helper.from_array(np.array([2], np.int64), "height"))
    nodes.append(helper.make_node("Squeeze", [entering, "height"], ["scores"]))
    graph = helper.make_graph(
        nodes,
        "ocrb",
        [helper.make_tensor_value_info("strips", TensorProto.FLOAT, ["n", 1, HEIGHT, "width"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", BLANK + 1, "frames"])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(target))
