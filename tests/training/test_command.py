from pathlib import Path

import pytest

from tests.training.tiny import HERE
from training.engine.__main__ import main


def test_a_step_without_its_corpora_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prepare", "--work", str(tmp_path)]) == 2
    assert "give --data" in capsys.readouterr().err


def test_missing_corpora_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prepare", "--work", str(tmp_path), "--data", str(HERE)]) == 2
    assert "ewt-train.conllu.gz" in capsys.readouterr().err


def test_a_wrong_configuration_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.toml"
    path.write_text("name = 1\n", encoding="utf-8")
    assert main(["lemmas", "--work", str(tmp_path), "--config", str(path)]) == 2
    assert "other.toml" in capsys.readouterr().err


def test_an_unknown_step_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["guess", "--work", str(tmp_path)])
