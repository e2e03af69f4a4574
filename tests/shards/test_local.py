"""A job on processes of this machine: the same files however many, and nothing lost or doubled whoever is killed."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from demarche.model.coded import CodedReport
from demarche.model.records import Problem
from demarche.model.syntax import PipelineError
from demarche.read.inputs import Input
from demarche.shards.cut import Share, cut
from demarche.shards.job import Job
from demarche.shards.local import Local
from demarche.shards.run import Passed
from demarche.shards.tries import trying
from demarche.shards.work import Done, code_shard, read_shard
from tests.runs.coders import SimpleSettings
from tests.shards.samples import RUN, Here, begin, contents, paths_coded, worked, written


def test_any_number_of_processes_and_shares_write_the_same_bytes(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", [f"Ferry {number} sails. " * (1 + number % 3) for number in range(18)])
    done = worked(paths, tmp_path / "one", Here(tmp_path / "one"))
    assert [(one.name[:12], one.inputs) for one in done] == [
        ("shard-000000", 4),
        ("shard-000001", 4),
        ("shard-000002", 4),
        ("shard-000003", 4),
        ("shard-000004", 2),
    ]
    with Local(SimpleSettings(), 2, tmp_path / "two") as crew:
        assert worked(paths, tmp_path / "two", crew) == done
    for number in (2, 1):
        worked(paths, tmp_path / "shares", Here(tmp_path / "shares"), share=Share(number, 2))
        assert Job.open(tmp_path / "shares").finished() == (18 if number == 1 else None)
    one = contents(tmp_path / "one")
    assert len(one) == 30
    assert contents(tmp_path / "two") == contents(tmp_path / "shares") == one
    assert paths_coded(tmp_path / "one") == [str(path) for path in paths]
    assert Job.open(tmp_path / "one").finished() == 18


def test_what_is_done_is_passed_over_and_what_has_changed_is_not(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", [f"Ferry {number} sails." for number in range(8)])
    crew = Here(tmp_path / "job")
    worked(paths, tmp_path / "job", crew)
    before = contents(tmp_path / "job")
    paths[6].write_text("Ferry 6 stays.\n")
    assert [type(one) for one in worked(paths, tmp_path / "job", crew)] == [Passed, Done]
    assert before.items() < contents(tmp_path / "job").items()


def test_what_fails_in_a_report_is_a_problem_of_that_report(tmp_path: Path) -> None:
    texts = [f"The road to farm {number} is open." for number in range(8)]
    texts[1] = "The frost came."
    texts[6] = texts[5]
    paths = written(tmp_path / "in", texts)
    paths[3].write_bytes(b"")
    first, second = worked([*paths[:7], tmp_path / "missing.txt"], tmp_path / "job", Here(tmp_path / "job"))
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert (first.reports, first.failed, second.reports, second.repeated, second.failed) == (4, 2, 2, 1, 1)
    faults = [path for path, problem in first.problems if problem.code == "fault"]
    assert faults == [str(paths[1])]
    assert [problem.code for path, problem in second.problems if path is None] == ["unreadable"]


def test_an_input_over_which_processes_end_is_given_up(tmp_path: Path) -> None:
    texts = [f"The river at mile {number} is low." for number in range(4)]
    texts[2] = "The flood came."
    paths = written(tmp_path / "in", texts)
    with Local(SimpleSettings(), 1, tmp_path / "job") as crew:
        (done,) = worked(paths, tmp_path / "job", crew)
    assert isinstance(done, Done)
    assert (done.reports, done.failed) == (3, 1)
    job = Job.open(tmp_path / "job")
    found = list(read_shard(job.folder / done.name, job.run))
    assert [isinstance(one, CodedReport) for one in found] == [True, True, False, True]
    assert isinstance(found[2], Problem)
    assert found[2].code == "process-lost"
    assert found[2].message == f"{paths[2]}: coding it ended 3 processes"
    assert not list(job.folder.glob(".*"))


def test_a_report_is_given_up_only_where_processes_ended_over_it_itself(tmp_path: Path) -> None:
    coder = SimpleSettings().coder()
    inputs = [Input(f"{number}.txt", "text", f"Ferry {number}.".encode()) for number in range(3)]
    (shard,) = cut(inputs, 3)
    for place in (0, 1, 2, 1):
        with trying(tmp_path, shard.name) as this:
            this.begin(place)
            (tmp_path / f".{shard.name}.{place}{len(this.ended)}x.part").mkdir()
            left = tmp_path / f".{shard.name}.{place}{len(this.ended)}x.part" / "in-hand"
            left.write_bytes((this.folder / "in-hand").read_bytes())
    done = code_shard(shard, coder, RUN, tmp_path)
    assert (done.reports, done.failed) == (3, 0)
    assert [one.name for one in tmp_path.iterdir()] == [shard.name]


def test_of_two_attempts_at_once_one_stands(tmp_path: Path) -> None:
    coder = SimpleSettings().coder()
    (shard,) = cut([Input("a.txt", "text", b"The ferry sails.")], 1)
    with trying(tmp_path, shard.name) as slow:
        code_shard(shard, coder, RUN, tmp_path)
        assert not slow.folder.exists()
    before = contents(tmp_path)
    code_shard(shard, coder, RUN, tmp_path)
    assert contents(tmp_path) == before
    assert [one.name for one in tmp_path.iterdir()] == [shard.name]


def test_what_would_fail_all_is_raised_and_leaves_nothing_behind(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", ["The drought came."])
    with pytest.raises(PipelineError, match="no water"):
        worked(paths, tmp_path / "job", Here(tmp_path / "job"))
    assert [one.name for one in (tmp_path / "job").iterdir()] == ["job.json"]


def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", [f"The ferry to island {number} sails." for number in range(90)])
    worked(paths, tmp_path / "whole", Here(tmp_path / "whole"), size=5)
    chance = random.Random(4)  # noqa: S311 - moments, not secrets
    said: set[str] = set()
    for number in range(2):
        with begin(tmp_path / "in", tmp_path / "job", 5, 2) as child:
            assert child.stdout is not None
            said.add(child.stdout.readline())
            time.sleep(chance.uniform(0, 0.05))
            if number % 2:
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
            said |= set(child.stdout.read().splitlines(keepends=True))
    done = {line.split()[1] for line in said if line.endswith("\n")}
    assert done <= set(Job.open(tmp_path / "job").shards())
    with begin(tmp_path / "in", tmp_path / "job", 5, 2) as last:
        output, _ = last.communicate(timeout=60)
    assert last.returncode == 0
    assert len(output.splitlines()) == 18
    assert contents(tmp_path / "job") == contents(tmp_path / "whole")
