"""Where a ledger is, and what is shown of it."""

from pathlib import Path

import pytest

from demarche.ledger.errors import LedgerError
from demarche.ledger.place import File, Server, place_of


@pytest.mark.parametrize(
    ("where", "shown", "name"),
    [
        ("news.ledger", "news.ledger", "news.ledger"),
        (Path("a/b.ledger"), "a/b.ledger", "b.ledger"),
        ("postgres.ledger", "postgres.ledger", "postgres.ledger"),
        ("postgresql://ana@host/news", "postgresql://ana@host/news", "postgresql://ana@host/news"),
        ("postgres://ana:s3cret@host:5433/news", "postgres://ana@host:5433/news", "postgres://ana@host:5433/news"),
        ("postgresql://:s3cret@host/news", "postgresql://host/news", "postgresql://host/news"),
        ("postgresql:///news?host=/run/pg&password=s3cret&sslpassword=s3cret&user=ana",
         "postgresql:///news?host=/run/pg&user=ana", "postgresql:///news?host=/run/pg&user=ana"),
        ("postgresql://ana:a%40s3cret%2F@host/news#s3cret", "postgresql://ana@host/news", "postgresql://ana@host/news"),
        ("postgresql://ana:s3cret@one:1,two:2/news", "postgresql://ana@one:1,two:2/news", "postgresql://ana@one:1,two:2/news"),
    ],
)  # fmt: skip
def test_a_place_is_shown_without_its_password(where: str | Path, shown: str, name: str) -> None:
    place = place_of(where)
    assert (str(place), place.name) == (shown, name)
    assert "s3cret" not in repr(place)
    assert isinstance(place, Server) == str(where).startswith(("postgres://", "postgresql://"))
    assert place_of(place) is place


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ana:s3/cret@host/news",
        "postgresql://ana:s3@cr/et@host/news",
        "postgresql://host:s3cret/news",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(where: str) -> None:
    with pytest.raises(LedgerError, match="address of a ledger") as told:
        place_of(where)
    assert "s3" not in str(told.value)


def test_a_path_is_a_file() -> None:
    assert place_of(Path("postgresql://x")) == File(Path("postgresql://x"))
