"""Where what is derived from a ledger is kept: its columns for questions, the index of its page."""

import hashlib
from pathlib import Path

from demarche.ledger.place import File, Place

_DIGITS = 16


def beside(place: Place, suffix: str) -> Path:
    """Return the path of a copy: beside the ledger's file; of a server's ledger in this user's folder for caches."""
    if isinstance(place, File):
        return place.path.with_name(place.path.name + suffix)
    from platformdirs import user_cache_path  # comes with what a server's ledger needs

    folder = user_cache_path("demarche") / "ledgers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / (hashlib.sha256(str(place).encode()).hexdigest()[:_DIGITS] + suffix)
