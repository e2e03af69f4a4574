"""Style sheets, scripts and pictures, under names that change with their content, so that browsers may keep them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_DIGITS = 12
_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
_FOLDERS = (("demarche.serve", "static"), ("demarche.show", "templates"))
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its name with the digest of its content, its bytes and their kind."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All files that are sent as they are, by their plain name and by the one with the digest."""

    plain: Mapping[str, Asset]
    hashed: Mapping[str, Asset]

    def address(self, name: str) -> str:
        """Return where a file is found; raise `KeyError` if there is none."""
        return f"/static/{self.plain[name].name}"


def load_assets() -> Assets:
    """Return the files of the page and those that it shares with the self-contained ones."""
    plain: dict[str, Asset] = {}
    for package, folder in _FOLDERS:
        for file in (files(package) / folder).iterdir():
            stem, _, ending = file.name.rpartition(".")
            if ending in _KINDS:
                content = file.read_bytes()
                digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
                plain[file.name] = Asset(f"{stem}.{digest}.{ending}", content, _KINDS[ending])
    return Assets(plain, {asset.name: asset for asset in plain.values()})
