"""The cutting of the input: the same input gives the same shards, and what changes gives another name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.model.records import Problem
from demarche.read.document import Stated
from demarche.read.inputs import Input
from demarche.shards.cut import Share, cut, place_of


def _member(number: int, text: str = "The ferry sails.") -> Input:
    return Input(f"news.zip!{number}.txt", "text", f"{text} {number}".encode())


def _names(inputs: list[Input], size: int, share: Share | None = None) -> list[str]:
    return [shard.name for shard in cut(inputs, size, share or Share())]


@given(count=st.integers(0, 40), size=st.integers(1, 12), of=st.integers(1, 5))
def test_shards_and_shares_hold_each_input_once_in_order(count: int, size: int, of: int) -> None:
    inputs = [_member(number) for number in range(count)]
    whole = list(cut(inputs, size))
    assert [item for shard in whole for item in shard.items] == inputs
    assert [place_of(shard.name) for shard in whole] == list(range(len(whole)))
    shares = [shard for number in range(1, of + 1) for shard in cut(inputs, size, Share(number, of))]
    assert sorted(shares, key=lambda shard: shard.name) == whole


@pytest.mark.parametrize(
    "changed",
    [
        _member(3, "The ferry stays."),
        Input("news.zip!three.txt", "text", _member(3).data),
        Input("news.zip!3.txt", "html", _member(3).data),
        Input("news.zip!3.txt", "text", _member(3).data, stated=Stated(outlet="Harbour Gazette")),
        Input("news.zip!3.txt", "text", _member(3).data, charset="latin-1"),
        Problem(report=None, stage="read", code="damaged", message="news.zip!3.txt is damaged"),
    ],
)
def test_what_has_changed_gives_another_name_to_its_shard_alone(changed: Input | Problem) -> None:
    before: list[Input | Problem] = [_member(number) for number in range(6)]
    after = [*before[:3], changed, *before[4:]]
    names, others = ([shard.name for shard in cut(found, 2)] for found in (before, after))
    assert [one == other for one, other in zip(names, others, strict=True)] == [True, False, True]


def test_a_file_is_known_by_its_content_and_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The ferry sails.")
    monkeypatch.chdir(tmp_path)
    found: list[Input] = [Input("a.txt", "text", file=Path("a.txt"))]
    (shard,) = cut(found, 5)
    (item,) = shard.items
    assert isinstance(item, Input)
    assert (item.path, item.file) == ("a.txt", tmp_path / "a.txt")
    (tmp_path / "a.txt").write_text("The ferry stays.")
    assert [one.name for one in cut(found, 5)] != [shard.name]
    (tmp_path / "a.txt").unlink()
    assert len(list(cut(found, 5))) == 1


def test_what_is_appended_leaves_whole_shards_as_they_are() -> None:
    inputs = [_member(number) for number in range(9)]
    assert _names(inputs[:7], 3)[:2] == _names(inputs, 3)[:2]
    assert _names(inputs[:7], 3)[2] != _names(inputs, 3)[2]


@pytest.mark.parametrize(("number", "of"), [(0, 3), (4, 3), (1, 0)])
def test_a_share_is_one_of_so_many(number: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Share(number, of)
