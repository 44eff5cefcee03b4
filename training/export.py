"""From a trained judge to the files that ship: an int8 encoder in ONNX, the heads, the tokenizer, the labels."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.examples import Example
from training.model import Judge
from training.train import LENGTH, ROOT, encoder_folder, labels

TARGET = ROOT / "src" / "dragoman" / "events" / "model"
LEAST_COSINE = 0.985  # int8 against fp32, mean over states; below it the export is refused
LARGEST = 25_000_000  # bytes of all files together


class _States(torch.nn.Module):
    """The encoder with one output."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return states


def export(judge: Judge, tokenizer: Any, examples: list[Example], target: Path) -> None:
    """Write the model's files whole or not at all. Raises `SystemExit` where int8 strays from fp32 or is too large."""
    draft = Path(tempfile.mkdtemp(prefix="model-"))
    _encoder(judge, tokenizer, draft, [e.text for e in examples[:: max(1, len(examples) // 64)]][:64])
    heads = {
        n: p.detach().numpy().astype(np.float16) for n, p in judge.named_parameters() if not n.startswith("encoder.")
    }
    np.savez(draft / "heads.npz", **heads)
    types, modes = labels()
    tokenizer_file = Path(encoder_folder()) / "tokenizer.json"
    shutil.copy(tokenizer_file, draft / "tokenizer.json")
    texts = hashlib.sha256("\n".join(e.text for e in examples).encode()).hexdigest()[:16]
    about = {"types": types, "modes": modes, "auxiliaries": ["historical", "future", "hypothetical", "negation"]}
    (draft / "labels.json").write_text(json.dumps(about | {"length": LENGTH, "texts": texts}, indent=1) + "\n")
    size = sum(path.stat().st_size for path in draft.iterdir())
    if size > LARGEST:
        raise SystemExit(f"the model's files take {size:,} bytes; at most {LARGEST:,} may ship")
    target.mkdir(parents=True, exist_ok=True)
    for path in draft.iterdir():
        shutil.move(path, target / path.name)
    print(f"{size:,} bytes written to {target}")


def _encoder(judge: Judge, tokenizer: Any, draft: Path, texts: list[str]) -> None:
    whole = draft / "whole.onnx"
    sample = tokenizer(texts[:2], return_tensors="pt", padding=True)
    states = _States(judge.encoder).eval()
    torch.onnx.export(
        states, (sample["input_ids"], sample["attention_mask"]), str(whole),
        input_names=["input_ids", "attention_mask"], output_names=["states"], opset_version=17, dynamo=False,
        dynamic_axes={name: {0: "sentences", 1: "pieces"} for name in ("input_ids", "attention_mask", "states")},
    )  # fmt: skip
    quantize_dynamic(whole, draft / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8)
    _check_parity(states, tokenizer, draft, texts)
    whole.unlink()


def _check_parity(states: torch.nn.Module, tokenizer: Any, draft: Path, texts: list[str]) -> None:
    """fp32 ONNX must equal torch, and int8 stay near it."""
    sessions = {name: onnxruntime.InferenceSession(str(draft / f"{name}.onnx")) for name in ("whole", "encoder")}
    cosines = []
    for text in texts:
        coded = tokenizer([text], return_tensors="pt", truncation=True, max_length=LENGTH)
        with torch.no_grad():
            wanted = states(coded["input_ids"], coded["attention_mask"]).numpy()[0]
        fed = {name: coded[name].numpy() for name in ("input_ids", "attention_mask")}
        exact, small = (sessions[name].run(None, fed)[0][0] for name in ("whole", "encoder"))
        if np.abs(exact - wanted).max() > 1e-3:
            raise SystemExit("the exported encoder does not equal the trained one")
        lengths = np.linalg.norm(small, axis=1) * np.linalg.norm(wanted, axis=1)
        cosines.append(float(((small * wanted).sum(1) / lengths).mean()))
    mean = sum(cosines) / len(cosines)
    print(f"int8 against fp32: mean cosine {mean:.4f}")
    if mean < LEAST_COSINE:
        raise SystemExit(f"int8 strays from fp32: mean cosine {mean:.4f}, at least {LEAST_COSINE} is wanted")
