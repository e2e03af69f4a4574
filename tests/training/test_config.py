import re
from pathlib import Path

import pytest

from training.engine.config import DEFAULT_CONFIG, ConfigError, read_settings

TEXT = DEFAULT_CONFIG.read_text(encoding="utf-8")


def test_the_configuration_is_complete() -> None:
    settings = read_settings()
    assert settings.network.width % settings.network.attention_heads == 0
    assert (
        settings.training.chunk_pieces[0]
        < settings.training.chunk_pieces[1]
        <= settings.training.batch_pieces
    )
    assert len(settings.checkpoint.sha256) == 64
    assert settings.start is None or len(settings.start.sha256) == 64
    assert 0 < settings.network.fast_layers < settings.network.layers
    assert set(settings.swap.tables) == set(settings.labels.entities)
    assert set(settings.lemmas.ruled) <= set(settings.lemmas.endings) <= set(settings.lemmas.parts_of_speech)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("seed = 1", "sead = 1", "sead"),
        ("seed = 1", 'seed = "one"', "seed"),
        ("epochs = 6\n", "", "epochs"),
        ('precision = "auto"', 'precision = "f8"', "precision"),
        ("fast_layers = 4\n", "", "fast_layers"),
        ("share = 0.5", 'share = "half"', "share"),
        ("[labels]", "[labels", ""),
    ],
)
def test_a_wrong_key_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXT
    path = tmp_path / "other.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=f"other.toml: .*{message}"):
        read_settings(path)


def test_a_run_may_start_from_the_pretrained_weights(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text(re.sub(r"(?s)\[start\].*?\n\n", "", TEXT), encoding="utf-8")
    assert read_settings(path).start is None
