"""The folder of a job: begun once, gone on with by the same versions alone, and nothing else's folder."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.shards.cut import Share
from demarche.shards.errors import ShardError
from demarche.shards.job import Job
from tests.shards.samples import RUN


def test_who_comes_later_continues_the_run_that_was_begun(tmp_path: Path) -> None:
    first = Job.begin(tmp_path / "job", RUN, 5)
    again = Job.begin(tmp_path / "job", replace(RUN, id="run-2", started="2025-03-02T10:00:00+00:00"), 5)
    assert again == first == Job.open(tmp_path / "job")


def test_a_job_of_other_versions_or_another_cut_is_refused(tmp_path: Path) -> None:
    Job.begin(tmp_path, RUN, 5)
    with pytest.raises(ShardError, match=r"begun by other versions \(rules, model\)"):
        Job.begin(tmp_path, replace(RUN, rules="r2", model="m2"), 5)
    with pytest.raises(ShardError, match="begun with --shard-size 5"):
        Job.begin(tmp_path, RUN, 6)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ShardError, match="has other files in it"):
        Job.begin(tmp_path, RUN, 5)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no folder of shards"),
        (b"{", "no file of shards, or damaged"),
        (b"[]", "no file of shards"),
        (b'{"format": "recipes"}', "no file of shards"),
        (b'{"format": "demarche-shards", "layout": 2}', "its layout is 2"),
        (b'{"format": "demarche-shards", "layout": 1, "size": 5}', "it is damaged"),
    ],
)
def test_what_is_no_job_is_refused(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "job.json").write_bytes(content)
    with pytest.raises(ShardError, match=message):
        Job.open(tmp_path)


def test_there_is_no_job_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ShardError, match="no such folder"):
        Job.open(tmp_path / "nowhere")


def test_a_job_is_finished_once_all_shares_of_one_number_are(tmp_path: Path) -> None:
    job = Job.begin(tmp_path, RUN, 5)
    job.finish(Share(1, 3), shards=2, inputs=10)
    job.finish(Share(3, 3), shards=1, inputs=4)
    job.finish(Share(1, 2), shards=1, inputs=9)
    assert job.finished() is None
    job.finish(Share(2, 3), shards=2, inputs=8)
    assert job.finished() == 22
    job.finish(Share(2, 3), shards=2, inputs=9)
    assert job.finished() == 23


def test_shards_stand_in_the_order_of_the_input_and_what_is_none_is_told(tmp_path: Path) -> None:
    job = Job.begin(tmp_path, RUN, 5)
    names = [f"shard-{place:06}-{'0' * 16}" for place in (10, 2, 1000000)]
    for name in (*names, "shards-old", ".shard-000001-x.part"):
        (tmp_path / name).mkdir()
    (tmp_path / "done-1-of-1.txt").write_text("")
    assert job.shards() == [names[1], names[0], names[2]]
    assert job.strange() == ["done-1-of-1.txt", "shards-old"]
    assert json.loads((tmp_path / "job.json").read_text())["run"]["id"] == "run-1"
