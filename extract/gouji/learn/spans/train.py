"""Trains one model of spans from samples, the same way each time for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from gouji import learned
from gouji.claims import Label
from gouji.learn.spans.data import Copies, Sample, samples
from gouji.learn.spans.votes import Piece, Weights

CONFIG = "spans.cfg"
_SHOWN = 200  # samples from which the widths of the layers are told

Progress = Callable[[str], object]


def settings(path: Path | None = None) -> Any:
    """The training's configuration: `models/spans.cfg` unless another is named."""
    from spacy.util import load_config

    return load_config(path or learned.directory() / CONFIG)


def fit(
    made: Sequence[Piece],
    label: Label,
    config: Any,
    seed: int = 1,
    weights: Weights | None = None,
    progress: Progress = lambda _: None,
) -> Any:
    """A spaCy pipeline that has learned `label` from the pieces."""
    plan = dict(config["learn"][label.value.lower()])
    passes = plan.pop("passes")
    return train(samples(made, label, Copies(**plan), seed, weights), label, config, passes, seed, progress)


def train(
    given: Sequence[Sample], label: Label, config: Any, passes: int, seed: int, progress: Progress = lambda _: None
) -> Any:
    """A spaCy pipeline that has passed over the samples so many times. Raises ValueError without samples."""
    from spacy.training import Example
    from spacy.util import load_model_from_config, minibatch
    from thinc.api import Adam, Config, fix_random_seed

    from gouji.narrative import char_tokenizer  # noqa: F401  registers the tokenizer

    if not given:
        raise ValueError(f"no samples of {label}")
    fix_random_seed(seed)
    built = Config({"nlp": config["nlp"], "components": config["components"]})
    pipeline = load_model_from_config(built, auto_fill=True)
    recogniser: Any = pipeline.get_pipe("ner")
    recogniser.add_label(label.value)
    examples = [example(pipeline, sample, label, Example) for sample in given]
    pipeline.initialize(lambda: examples[:_SHOWN])
    learn = config["learn"]
    optimizer = Adam(learn["rate"], L2=0.01, grad_clip=1.0)
    chance = Random(seed)
    for number in range(1, passes + 1):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, learn["batch"]):  # type: ignore[no-untyped-call]
            pipeline.update(batch, sgd=optimizer, drop=learn["drop"], losses=losses)
        progress(f"{label} pass {number} of {passes}: loss {losses['ner']:.0f}")
    return pipeline


def save(pipeline: Any, folder: Path) -> None:
    """Writes the pipeline without its vocabulary: its strings are words of the documents, and nothing needs them."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    pipeline.to_disk(folder, exclude=["vocab"])


def example(pipeline: Any, sample: Sample, label: Label, make: Any) -> Any:
    """Raises ValueError for a span that no tokens make: a token is one character or one number."""
    doc = pipeline.make_doc(sample.text)
    reference = doc.copy()
    spans = [reference.char_span(start, end, label=label.value) for start, end in sample.spans]
    reference.ents = [span for span in spans if span is not None]
    return make(doc, reference)
