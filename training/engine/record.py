"""What a run depended on, written next to its weights, so that it can be judged and repeated."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from training.engine.config import Settings
from training.engine.prepare import DIGESTS

_PACKAGES = (
    "demarche",
    "numpy",
    "onnx",
    "onnxruntime",
    "safetensors",
    "spacy",
    "spacy-lookups-data",
    "torch",
)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Settings, SHA-256 of each data file read, versions, and the device and precision that were used."""

    settings: dict[str, Any]
    data: dict[str, str]
    versions: dict[str, str]
    device: str
    precision: str

    @property
    def fingerprint(self) -> str:
        """A digest of what decides the result: settings and data."""
        content = json.dumps([self.settings, self.data], sort_keys=True).encode()
        return hashlib.sha256(content).hexdigest()

    def write(self, path: Path) -> None:
        """Write the record as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def record_of(settings: Settings, prepared: Path, *, device: str, precision: str) -> RunRecord:
    """Return the record of a run on the prepared data of a folder."""
    digests: Mapping[str, str] = json.loads((prepared / DIGESTS).read_text(encoding="utf-8"))
    plain: dict[str, Any] = json.loads(msgspec.json.encode(settings))
    return RunRecord(plain, dict(digests), versions(_PACKAGES), device, precision)


def read_record(path: Path) -> RunRecord:
    """Return the record that a JSON file holds."""
    return RunRecord(**json.loads(path.read_text(encoding="utf-8")))


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of Python and of those packages that are installed."""
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
