"""Takes shards into a ledger, each in one transaction, as if their reports had been coded into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.run import Ending
from demarche.runs.attempt import is_coded, is_kept
from demarche.shards.errors import ShardError
from demarche.shards.job import Job
from demarche.shards.work import read_shard

_ENDED = "SELECT 1 FROM ending JOIN run ON run.number = ending.run WHERE run.id = ?"
_ADDED = "SELECT count(*) FROM coding JOIN run ON run.number = coding.run WHERE run.id = ?"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a shard gave a ledger: reports, and claims that were new; how many reports it had already.

    `failed` counts the inputs that could not be read or coded, `left_out` those of them that no ledger keeps.
    """

    name: str
    reports: int = 0
    claims: int = 0
    known: int = 0
    failed: int = 0
    left_out: int = 0
    refused: str | None = None
    """Why nothing was taken of it."""


def take(ledger: Ledger, job: Job, names: Sequence[str]) -> Iterator[Taken]:
    """Yield what each of these shards of a job gives the ledger; a damaged one gives nothing.

    Reports that the ledger has from the same versions are passed over. Once a finished job is in it whole, the ledger is
    told how its run ended.
    """
    failed = left_out = 0
    whole = True
    for name in names:
        try:
            taken = _take(ledger, job, name)
        except ShardError as error:
            taken = Taken(name, refused=str(error))
            whole = False
        failed += taken.failed
        left_out += taken.left_out
        yield taken
    inputs = job.finished()
    if whole and inputs is not None and not ledger.select(_ENDED, (job.run.id,)):
        ((added,),) = ledger.select(_ADDED, (job.run.id,))
        known = max(0, inputs - left_out - added)
        ledger.end(job.run, Ending.now("done", inputs=inputs, known=known, failed=min(failed, inputs)))


def _take(ledger: Ledger, job: Job, name: str) -> Taken:
    """Add the reports of a shard in one transaction; a fault of the program keeps a report out, as it does in a run."""
    found = list(read_shard(job.folder / name, job.run))
    kept = [one for one in found if isinstance(one, CodedReport) and is_kept(one)]
    added = ledger.append_all(job.run, kept)
    return Taken(
        name,
        reports=sum(not one.was_known for one in added),
        claims=sum(one.claims_added for one in added),
        known=sum(one.was_known for one in added),
        failed=sum(not isinstance(one, CodedReport) or not is_coded(one) for one in found),
        left_out=len(found) - len(kept),
    )
