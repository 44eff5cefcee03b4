"""The learned judge at run time: one encoding a sentence, small heads over the states of a predicate and its parties.

The weights in ``model/`` are made by ``training/`` from sentences that this project wrote. The encoder runs in ONNX
Runtime with int8 weights; the heads are a few matrices.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Span

Floats = NDArray[np.float32]

VARIABLE = "DRAGOMAN_MODEL"  # another folder with weights, for trials


@dataclass(frozen=True)
class Opinion:
    """What the model says of one predicate: probabilities of types (``none`` among them), modes and auxiliaries.

    ``modes`` is keyed by ``TYPE mode``, ``TYPE`` alone for no mode; ``auxiliaries`` are independent of each other.
    """

    types: dict[str, float]
    modes: dict[str, float]
    auxiliaries: dict[str, float]

    def mode_of(self, type_: str) -> str | None:
        """Return the likeliest mode of a type."""
        own = {name: p for name, p in self.modes.items() if name.split()[0] == type_}
        best = max(own, key=own.__getitem__, default=type_)
        return best.partition(" ")[2] or None


@dataclass(frozen=True)
class Encoded:
    """A sentence's states, one for each word piece, and where the pieces stand in it."""

    states: Floats
    offsets: list[Span]

    def mean(self, spans: Sequence[Span]) -> Floats | None:
        """Return the mean state of the pieces that some spans touch; none where they touch no piece."""
        at = [n for n, (a, b) in enumerate(self.offsets) if b > a and any(a < e and s < b for s, e in spans)]
        mean: Floats | None = self.states[at].mean(axis=0) if at else None
        return mean


class Encoder:
    """The model of a folder. Loading it imports ONNX Runtime; texts longer than the model's length are cut."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        about = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.types: list[str] = about["types"]
        self.modes: list[str] = about["modes"]
        self.auxiliaries: list[str] = about["auxiliaries"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(about["length"])
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as arrays:
            self._heads = {name: arrays[name].astype(np.float32) for name in arrays.files}

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Return the states of sentences, in order.

        They are run one by one: on a processor padding costs more than batches save, and a sentence's states cannot
        hang on its neighbours.
        """
        return [self._encode(self._tokenizer.encode(text)) for text in texts]

    def _encode(self, coded: Any) -> Encoded:
        fed = {
            "input_ids": np.array([coded.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(coded.ids)), dtype=np.int64),
        }
        return Encoded(self._session.run(None, fed)[0][0], coded.offsets)

    def judge(self, sentence: Encoded, predicate: Span, actor: list[Span], recipient: list[Span]) -> Opinion | None:
        """Return what a predicate is between two parties (lists of spans, empty where absent); none past the cut."""
        heads = self._heads
        mine = sentence.mean([predicate])
        if mine is None:
            return None
        parties = [sentence.mean(actor), sentence.mean(recipient)]
        filled = [heads["absent"][n] if one is None else one for n, one in enumerate(parties)]
        joined = np.concatenate([mine, *filled, sentence.states.mean(axis=0)])
        hidden = _gelu(heads["hidden.weight"] @ joined + heads["hidden.bias"])
        types, modes, auxiliaries = (
            heads[f"{name}_head.weight"] @ hidden + heads[f"{name}_head.bias"] for name in ("type", "mode", "auxiliary")
        )
        return Opinion(
            dict(zip(self.types, _softmax(types), strict=True)),
            dict(zip(self.modes, _softmax(modes), strict=True)),
            dict(zip(self.auxiliaries, (1 / (1 + np.exp(-auxiliaries))).tolist(), strict=True)),
        )


def _gelu(x: Floats) -> Floats:
    inner = 0.7978845608 * (x + 0.044715 * x**3)
    found: Floats = 0.5 * x * (1 + np.tanh(inner))
    return found


def _softmax(x: Floats) -> list[float]:
    lifted = np.exp(x - x.max())
    found: list[float] = (lifted / lifted.sum()).tolist()
    return found


@functools.cache
def encoder() -> Encoder:
    """Return the model that ships with the package, loaded once."""
    return Encoder(_folder())


@functools.cache
def identity() -> str:
    """Return what tells the model from others, a hash of the sentences that it was trained on; loads no model."""
    return str(json.loads((_folder() / "labels.json").read_text(encoding="utf-8"))["texts"])


def _folder() -> Path:
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(str(resources.files("dragoman.events").joinpath("model")))
