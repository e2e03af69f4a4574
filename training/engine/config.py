"""The settings of a training run, as config.toml gives them; a key that is unknown or missing is refused."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

DEFAULT_CONFIG = Path(__file__).with_name("config.toml")


class ConfigError(ValueError):
    """The configuration is not as it should be; the message names the file and the key."""


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the configuration."""


class DataSettings(_Settings, frozen=True):
    """Which files are read; paths are relative to the data folder."""

    train_trees: tuple[str, ...]
    dev_trees: tuple[str, ...]
    with_entities: tuple[str, ...]
    train_names: tuple[str, ...]
    dev_names: tuple[str, ...]
    train_said: tuple[str, ...]
    dev_said: tuple[str, ...]
    train_facts: tuple[str, ...]
    dev_facts: tuple[str, ...]
    names_overlap: tuple[str, ...]
    held_out: tuple[str, ...]
    held_out_words: int
    paragraph_sentences: int
    sentence_words: int
    headlines: float


class SwapSettings(_Settings, frozen=True):
    """Copies of the entity corpora with names exchanged: how many, which share of the names, and for what.

    `tables` names columns of the package's tables for each label ("actors/leaders.tsv name").
    """

    copies: int
    share: float
    organisations: float
    tables: dict[str, tuple[str, ...]]
    institutions: tuple[str, ...]


class LabelSettings(_Settings, frozen=True):
    """How often a label must be seen to be learnt, the kinds of names and the parts of attributions."""

    fewest_upos: int
    fewest_xpos: int
    fewest_feats: int
    fewest_dep: int
    entities: tuple[str, ...]
    said: tuple[str, ...]


class StartSettings(_Settings, frozen=True):
    """Weights and label sets of an earlier network of this project that a run goes on from, and the weights' SHA-256."""

    weights: str
    labels: str
    sha256: str


class CheckpointSettings(_Settings, frozen=True):
    """The package and the file in it that the pretrained weights come from, and their SHA-256."""

    package: str
    version: str
    member: str
    sha256: str


class NetworkSettings(_Settings, frozen=True):
    """The sizes of the network and the share of values that training drops."""

    vocabulary: int
    positions: int
    width: int
    attention_heads: int
    inner_width: int
    layers: int
    fast_layers: int
    shape_width: int
    tag_width: int
    entity_width: int
    said_width: int
    link_width: int
    fact_width: int
    arc_width: int
    label_width: int
    range_momentum: float
    encoder_dropout: float
    head_dropout: float


class TrainingSettings(_Settings, frozen=True):
    """How the weights are learnt."""

    seed: int
    epochs: int
    encoder_rate: float
    head_rate: float
    warm_up: float
    weight_decay: float
    betas: tuple[float, float]
    clip: float
    batch_pieces: int
    alone: float
    chunk_pieces: tuple[int, int]
    fast_share: float
    quantise_after: float
    precision: Literal["auto", "bf16", "f32"]
    threads: int
    save_every: int
    log_every: int


class LossWeights(_Settings, frozen=True):
    """The weight of each head's loss in the sum."""

    upos: float
    xpos: float
    feats: float
    start: float
    arc: float
    label: float
    entity: float
    said: float
    link: float
    fact: float


class SourceShares(_Settings, frozen=True):
    """The share of the passages of each kind of source that an epoch shows."""

    trees: float
    names: float
    said: float
    facts: float
    headlines: float
    examples: float


class LemmaSettings(_Settings, frozen=True):
    """How the lemmatizer's tables are built."""

    parts_of_speech: tuple[str, ...]
    ruled: tuple[str, ...]
    forms_of_be: tuple[str, ...]
    endings: dict[str, tuple[str, ...]]
    contractions: dict[str, str]
    mended: dict[str, dict[str, str]]


class Settings(_Settings, frozen=True):
    """The whole configuration; a run without `start` begins with the pretrained weights."""

    name: str
    data: DataSettings
    swap: SwapSettings
    labels: LabelSettings
    checkpoint: CheckpointSettings
    network: NetworkSettings
    training: TrainingSettings
    loss_weights: LossWeights
    shares: SourceShares
    lemmas: LemmaSettings
    start: StartSettings | None = None


def read_settings(path: Path = DEFAULT_CONFIG) -> Settings:
    """Return the settings that a TOML file holds; raise `ConfigError` if a key is wrong, missing or unknown."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path.name}: {error}") from error
