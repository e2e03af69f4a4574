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
    assert set(settings.lemmas.ruled) <= set(settings.lemmas.endings) <= set(settings.lemmas.parts_of_speech)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("seed = 1", "sead = 1", "sead"),
        ("seed = 1", 'seed = "one"', "seed"),
        ("epochs = 5\n", "", "epochs"),
        ('precision = "auto"', 'precision = "f8"', "precision"),
        ("[labels]", "[labels", ""),
    ],
)
def test_a_wrong_key_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "other.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=f"other.toml: .*{message}"):
        read_settings(path)
