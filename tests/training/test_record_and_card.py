import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.training.tiny import settings
from training.engine.card import render
from training.engine.prepare import DIGESTS
from training.engine.record import RunRecord, read_record, record_of


@pytest.fixture(name="record")
def recorded(tmp_path: Path) -> RunRecord:
    (tmp_path / DIGESTS).write_text(json.dumps({"trees.conllu": "0" * 64}), encoding="utf-8")
    return record_of(settings(), tmp_path, device="cpu", precision="f32")


def test_a_record_says_what_was_used(record: RunRecord) -> None:
    assert record.settings["training"]["seed"] == 1
    assert record.data == {"trees.conllu": "0" * 64}
    assert {"python", "spacy", "numpy", "demarche"} <= set(record.versions)


def test_a_record_survives_a_round_trip(record: RunRecord, tmp_path: Path) -> None:
    record.write(tmp_path / "record.json")
    assert read_record(tmp_path / "record.json") == record


def test_settings_and_data_decide_the_fingerprint(record: RunRecord) -> None:
    other = msgspec.to_builtins(settings(seed=2))
    assert replace(record, settings=other).fingerprint != record.fingerprint
    assert replace(record, data={"trees.conllu": "1" * 64}).fingerprint != record.fingerprint
    assert replace(record, device="cuda", versions={}).fingerprint == record.fingerprint


def test_a_card_tells_the_run_and_has_places_for_the_figures(record: RunRecord, tmp_path: Path) -> None:
    record.write(tmp_path / "record.json")
    card = render(settings(), tmp_path / "record.json")
    assert "f32 on cpu" in card
    assert "0" * 64 in card
    assert settings().checkpoint.sha256 in card
    assert "<!-- figures of `bench parser` and `bench ner`: begin -->" in card
    assert "$" not in card


def test_weights_without_a_record_are_said_to_be_so(tmp_path: Path) -> None:
    assert "Not recorded." in render(settings(), tmp_path / "record.json")
