"""A checkpoint to the file that ships: ONNX, eight bits a weight, with its labels and checksum beside it.

python -m training.export [--run last] [--to FOLDER] [--float]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from training.model import TAGGED, Reader, load
from training.paths import READER, RUNS

INPUTS = ("pieces", "looks", "sides", "firsts", "outside")
LINKS = ("to_cue", "to_source", "to_actor", "to_recipient", "arc")
OUTPUTS = (
    "names", "times", "places", "roles", "onto", "xpos", "upos", "sent", "trigger", "status", "to_cue",
    "to_source", "to_actor", "to_recipient", "arc", "dep", "fact", "acts",
)  # fmt: skip


class Shipped(nn.Module):
    """The reader with plain inputs and outputs; tags that need no path are decided here."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.outputs = OUTPUTS if reader.mode is None else (*OUTPUTS[:-1], "mode", OUTPUTS[-1])

    def forward(
        self, pieces: Tensor, looks: Tensor, sides: Tensor, firsts: Tensor, outside: Tensor
    ) -> tuple[Tensor, ...]:
        reader = self.reader
        x, whole = reader.words(pieces, looks, sides, firsts)
        scores = {name: reader.tagged[name](x) for name in TAGGED}
        for name in ("upos", "status"):
            scores[name] = scores[name].argmax(-1)
        scores["sent"] = scores["sent"][:, :, 1] - scores["sent"][:, :, 0]
        barred = outside[:, None, :].to(x.dtype) * -1e4
        for name in LINKS:
            scores[name] = getattr(reader, name)(x) + barred
        scores["dep"] = reader.dep_scores(x, scores["arc"].argmax(-1)).argmax(-1)
        scores["fact"] = reader.fact(x).squeeze(-1)
        if reader.mode is not None:
            scores["mode"] = reader.mode(x, outside)
        word_sides = torch.gather(sides, 1, firsts) * (1 - outside.to(sides.dtype))
        scores["acts"] = reader.act_scores(x, whole, word_sides, outside)
        return tuple(scores[name] for name in self.outputs)


def main() -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last")
    parser.add_argument("--weights", choices=("average", "reader"), default="average", help="mean or last")
    parser.add_argument("--to", type=Path, default=READER / "data")
    parser.add_argument("--float", action="store_true", help="keep the unquantized file too")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.getLogger().setLevel(logging.ERROR)
    options.to.mkdir(parents=True, exist_ok=True)
    reader, lists = load(RUNS / f"{options.run}.pt", options.weights)
    shipped = Shipped(reader).eval()
    pieces = torch.randint(1000, 2000, (2, 12))
    pieces[1, 9:] = 0
    firsts = torch.tensor([[1, 2, 4, 5, 8], [1, 3, 4, 0, 0]])
    outside = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
    example = (pieces, torch.ones_like(pieces), torch.zeros_like(pieces), firsts, outside)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "looks", "sides")}
    axes |= {name: {0: "batch", 1: "words"} for name in ("firsts", "outside", *shipped.outputs[:-1])}
    axes |= {name: {0: "batch", 1: "words", 2: "others"} for name in LINKS}
    axes["acts"] = {0: "batch"}
    plain, target = RUNS / "reader-float.onnx", options.to / "reader.onnx"
    torch.onnx.export(
        shipped, example, str(plain), input_names=list(INPUTS), output_names=list(shipped.outputs), dynamic_axes=axes,
        opset_version=17, dynamo=False, do_constant_folding=True,
        custom_opsets={"com.microsoft": 1},
    )  # fmt: skip
    quantize_dynamic(
        plain, target, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    if not options.float:
        plain.unlink()
    bias = RUNS / "bias.json"
    about = {
        "version": 1,
        "bias": json.loads(bias.read_text(encoding="utf-8")) if bias.exists() else {},
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "labels": lists,
    }
    (options.to / "reader.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
