"""The page on scale: its scripts can be read by a shell, its manifests are YAML, and the options there are."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from demarche import cli

_PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
_SCRIPTS = re.findall(r"```sh\n(.*?)```", _PAGE, flags=re.DOTALL)


@pytest.mark.parametrize("script", _SCRIPTS)
def test_scripts_are_those_of_a_shell(script: str) -> None:
    read = subprocess.run(["/bin/sh", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_the_manifest_is_an_indexed_job() -> None:
    (manifest,) = re.findall(r"```yaml\n(.*?)```", _PAGE, flags=re.DOTALL)
    job = yaml.safe_load(manifest)
    assert job["spec"]["completionMode"] == "Indexed"
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert f"/{job['spec']['completions']}" in container["args"][0]


def test_the_options_on_the_page_are_those_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    described = CliRunner().invoke(cli.app, ["code", "--help"]).stdout
    used = {
        option
        for option in re.findall(r"demarche code [^\n]*", _PAGE)
        for option in re.findall(r"--[a-z-]+", option)
    }
    assert used >= {"--shards", "--part", "--scheduler", "--jobs"}
    assert [option for option in sorted(used) if option not in described] == []
