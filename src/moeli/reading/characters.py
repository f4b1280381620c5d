"""The character readers: two small networks of our own, run by onnxruntime on one core.

The second is the witness: drawn other strips from another seed, it read nothing that the first
learnt from. Where the two differ, somebody must look.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime

from moeli.reading.strips import HEIGHT, STRIDE, Picture

READER, WITNESS = "ocrb", "witness"
_WIDEST, _STEP = 1_400, 32
_folder: Traversable = files("moeli.reading").joinpath("data")


def read_with(folder: Traversable) -> None:
    """Take other networks than the shipped ones, for a measurement: `ocrb.onnx`, `witness.onnx`."""
    global _folder
    _folder = folder
    _session.cache_clear()


def chances(strip: Picture, network: str = READER) -> Picture:
    """How likely each class is in a `normalised` strip: classes × frames of STRIDE pixels."""
    strip = strip[:, :_WIDEST]
    width = -(-strip.shape[1] // _STEP) * _STEP  # few widths: onnxruntime plans once for each
    padded = np.zeros((1, 1, HEIGHT, width), np.float32)
    padded[0, 0, :, : strip.shape[1]] = strip
    scores = _session(network).run(None, {"strips": padded})[0][0]
    scores = scores[:, : strip.shape[1] // STRIDE]
    shares = np.exp(scores - scores.max(axis=0))
    return np.asarray(shares / shares.sum(axis=0))


@cache
def _session(network: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = _folder.joinpath(f"{network}.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
