"""The judge's network: a small sentence encoder, and heads over the states of a predicate and its parties.

A sentence is encoded once (all-MiniLM-L6-v2, Reimers and Gurevych 2019; Wang et al. 2020). For each predicate the
states of its word pieces, of its actor's and of its recipient's are averaged, and one hidden layer over the three and
the mean of the sentence says which type it is, or none, which mode, and which auxiliary readings hold.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

WIDTH = 384
HIDDEN = 320


class Judge(nn.Module):
    """Encoder and heads. Batches hold sentences; predicates point at their sentence by its place in the batch."""

    def __init__(self, encoder: nn.Module, types: int, modes: int, auxiliaries: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.absent = nn.Parameter(torch.zeros(2, WIDTH))  # a party that is not in the sentence
        self.hidden = nn.Linear(4 * WIDTH, HIDDEN)
        self.dropout = nn.Dropout(0.2)
        self.type_head = nn.Linear(HIDDEN, types)
        self.mode_head = nn.Linear(HIDDEN, modes)
        self.auxiliary_head = nn.Linear(HIDDEN, auxiliaries)

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states (sentences, pieces, width)."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def forward(self, ids: Tensor, mask: Tensor, owner: Tensor, spans: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of type, mode and auxiliaries. ``spans``: (predicates, 3, pieces) of ones where each stands."""
        states = self.encode(ids, mask)
        mine = states[owner]
        count = spans.sum(-1, keepdim=True)
        pooled = torch.bmm(spans, mine) / count.clamp(min=1)
        absent = torch.stack([torch.zeros_like(self.absent[0]), self.absent[0], self.absent[1]])
        pooled = torch.where(count > 0, pooled, absent.expand_as(pooled))
        weights = mask[owner].unsqueeze(-1).to(states.dtype)
        whole = (mine * weights).sum(1) / weights.sum(1)
        joined = torch.cat([pooled.flatten(1), whole], dim=-1)
        hidden = torch.nn.functional.gelu(self.hidden(self.dropout(joined)), approximate="tanh")
        hidden = self.dropout(hidden)
        return self.type_head(hidden), self.mode_head(hidden), self.auxiliary_head(hidden)
