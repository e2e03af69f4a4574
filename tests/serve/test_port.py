"""A port that is taken is told before any address is."""

import socket
from pathlib import Path

from typer.testing import CliRunner

from demarche.cli import app
from demarche.ledger.store import Ledger


def test_a_port_in_use_is_told_with_its_number_and_no_address(tmp_path: Path) -> None:
    path = tmp_path / "news.ledger"
    Ledger.create_or_open(path).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", str(path), "--port", str(port), "--no-browser"])
    assert result.exit_code == 2
    assert f"port {port}" in result.stderr
    assert "the page is at" not in result.stderr
