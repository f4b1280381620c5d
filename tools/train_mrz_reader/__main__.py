"""`python -m tools.train_mrz_reader OUT.onnx`: draw, train, export, all from one seed.

python -m venv train && train/bin/pip install -r requirements/train.txt
PYTHONPATH=src:. train/bin/python -m tools.train_mrz_reader src/moeli/reading/data/ocrb.onnx
"""

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import jax
import numpy as np
import optax
from optax.contrib import MuonDimensionNumbers, muon

from moeli.reading.strips import BLANK, HEIGHT, STRIDE, normalised
from moeli.specimens.printers import CUTS
from tools.train_mrz_reader import network
from tools.train_mrz_reader.drawing import WIDTH, strip
from tools.train_mrz_reader.export import save

BATCH, _PIECES = 32, 8  # four strips at once: what they need stays in a core's cache
_HELD_OUT = 2_000_000_000
_SWIFTEST = 6e-3  # the rate of learning at its highest
_AS_ADAM = 0.2  # a step of Muon is as long as one of Adam at the same rate


def main(words: list[str]) -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="train_mrz_reader", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--strips", type=int, default=20_000, help="strips drawn (%(default)s)")
    parser.add_argument("--steps", type=int, default=4_400, help="of 32 strips (%(default)s)")
    parser.add_argument("--seed", type=int, default=9303)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--without", choices=CUTS, help="a cut of OCR-B that is not learnt from")
    arguments = parser.parse_args(words)
    pictures, labels = _drawn(arguments)
    parameters = _trained(pictures, labels, arguments)
    save(parameters, arguments.out)
    print(f"{arguments.out} {arguments.out.stat().st_size:,} bytes")


def _drawn(arguments: argparse.Namespace) -> tuple[np.ndarray, np.ndarray]:
    started, seed, count = time.monotonic(), arguments.seed, arguments.strips
    learnt = partial(strip, cuts=tuple(cut for cut in CUTS if cut != arguments.without))
    pictures = np.empty((count, HEIGHT, WIDTH), np.uint8)
    labels = np.empty((count, WIDTH // STRIDE), np.int8)
    with Pool(arguments.processes) as pool:
        seeds = range(seed * 1_000_000, seed * 1_000_000 + count)
        for at, (picture, label) in enumerate(pool.imap(learnt, seeds, chunksize=64)):
            pictures[at], labels[at] = picture, label
            if at % 5_000 == 0:
                print(f"{at:,} strips drawn, {time.monotonic() - started:.0f} s", flush=True)
    return pictures, labels


def _trained(
    pictures: np.ndarray, labels: np.ndarray, arguments: argparse.Namespace
) -> network.Parameters:
    optimiser = _optimiser(arguments.steps)
    parameters = network.fresh(arguments.seed)
    state = optimiser.init(parameters)

    @jax.jit
    def step(
        parameters: network.Parameters, state: optax.OptState, strips: jax.Array, labels: jax.Array
    ) -> tuple[network.Parameters, optax.OptState, jax.Array]:
        value, gradient = _gradient(parameters, strips, labels)
        updates, state = optimiser.update(gradient, state, parameters)
        return optax.apply_updates(parameters, updates), state, value

    started, held_out = time.monotonic(), [strip(_HELD_OUT + at) for at in range(256)]
    for at, chosen in enumerate(_batches(len(pictures), arguments)):
        batch = np.stack([normalised(each) for each in pictures[chosen]])
        parameters, state, value = step(parameters, state, batch, labels[chosen].astype(np.int32))
        if at % 250 == 0 or at == arguments.steps - 1:
            wrong = _wrong(parameters, held_out)
            took = time.monotonic() - started
            print(f"step {at:,} loss {value:.4f} frames wrong {wrong:.4%} {took:.0f} s", flush=True)
    return parameters


def _optimiser(steps: int) -> optax.GradientTransformation:
    """Muon for the kernels, as matrices from all that enters to all that leaves; else Adam."""
    schedule = optax.cosine_onecycle_schedule(steps, _SWIFTEST)
    kernels = {"kernel": MuonDimensionNumbers((1, 2, 3), 0), "bias": None}
    return muon(
        schedule,
        adam_learning_rate=schedule,
        muon_weight_dimension_numbers=dict.fromkeys(network.LAYERS, kernels),
        consistent_rms=_AS_ADAM,
    )


def _gradient(
    parameters: network.Parameters, strips: jax.Array, labels: jax.Array
) -> tuple[jax.Array, network.Parameters]:
    """The loss and its gradient, as the mean over pieces of the batch."""

    def add(
        total: network.Parameters, piece: tuple[jax.Array, jax.Array]
    ) -> tuple[network.Parameters, jax.Array]:
        value, gradient = jax.value_and_grad(network.loss)(parameters, *piece)
        return jax.tree.map(lambda one, other: one + other / _PIECES, total, gradient), value

    pieces = [each.reshape(_PIECES, -1, *each.shape[1:]) for each in (strips, labels)]
    nothing = jax.tree.map(jax.numpy.zeros_like, parameters)
    gradient, values = jax.lax.scan(add, nothing, tuple(pieces))
    return values.mean(), gradient


def _batches(count: int, arguments: argparse.Namespace) -> Iterator[np.ndarray]:
    chance = np.random.default_rng(arguments.seed)
    for _ in range(arguments.steps):
        yield chance.integers(0, count, BATCH)


def _wrong(parameters: network.Parameters, strips: list) -> float:  # type: ignore[type-arg]  # of Strip
    batch = np.stack([normalised(each.picture) for each in strips])
    guessed = np.asarray(jax.jit(network.apply)(parameters, batch)).argmax(axis=1)
    labels = np.stack([each.labels for each in strips])
    inked = (labels >= 0) & (labels != BLANK)
    return float((guessed != labels)[inked].mean())


if __name__ == "__main__":
    main(sys.argv[1:])
