"""The benchmarks by name, each with the part of demarche that it measures, loaded when it is run."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.coding.attribution import AttributionBenchmark
from bench.coding.commitments import CommitmentsBenchmark
from bench.coding.factuality import FactualityBenchmark, Judge
from bench.coding.gold import GoldBenchmark
from bench.coding.gum_attribution import GumAttributionBenchmark
from bench.coding.news import NewsBenchmark
from bench.coding.petrarch import PetrarchBenchmark
from bench.coding.plv import PlvBenchmark
from bench.coding.polnear import Attribute, PolnearBenchmark
from bench.coding.safety import SafetyBenchmark
from bench.coding.statements import StatementsBenchmark
from bench.common.benchmark import BenchError, Benchmark
from bench.common.claims import CodeReport
from bench.common.events import Code
from bench.common.mentions import Resolve
from bench.common.readings import Parses
from bench.parsing.ner import FindsNames, NerBenchmark
from bench.parsing.parser import ParserBenchmark
from bench.parsing.speed import SpeedBenchmark, run_worker
from bench.reports.copies import CopiesBenchmark, Find
from bench.reports.histories import HistoriesBenchmark, Trace
from bench.reports.merge import Link, MergeBenchmark
from bench.reports.read import ReadBenchmark
from bench.reports.scale import ScaleBenchmark
from bench.resolving.actors import ActorsBenchmark
from bench.resolving.place import Atlas, Locate, PlaceBenchmark
from bench.resolving.time import FindTimes, TimeBenchmark
from demarche.lexicon.tables import data_folder


def registry() -> dict[str, Benchmark[Any, Any]]:
    """Return the benchmarks by name."""
    benchmarks: list[Benchmark[Any, Any]] = [
        ParserBenchmark(_parser),
        NerBenchmark(_names),
        SpeedBenchmark(_examples, run_worker),
        PlvBenchmark(_coder("plv")),
        NewsBenchmark(_coder("news")),
        GoldBenchmark(_coder("gold")),
        PetrarchBenchmark(_coder("petrarch")),
        PolnearBenchmark(_attribute),
        AttributionBenchmark(_engine_attribute),
        GumAttributionBenchmark(_every_attribute),
        FactualityBenchmark(_parser, _judge),
        SafetyBenchmark(_claims),
        StatementsBenchmark(_claims),
        CommitmentsBenchmark(_claims),
        MergeBenchmark(_link),
        CopiesBenchmark(_find),
        HistoriesBenchmark(_trace),
        TimeBenchmark(_times),
        ActorsBenchmark(_resolve, _claims),
        PlaceBenchmark(_locate, _atlas),
        ReadBenchmark(),
        ScaleBenchmark(),
    ]
    return {benchmark.name: benchmark for benchmark in benchmarks}


def _parser() -> Parses:
    from demarche.parse.load import load_engine  # noqa: PLC0415 - scoring a file needs no engine

    return load_engine()


def _judge() -> Judge:
    from bench.coding.judging import load_judge  # noqa: PLC0415 - scoring a file needs no lexicon

    return load_judge()


def _names() -> FindsNames:
    from bench.parsing.names import load_names  # noqa: PLC0415 - scoring a file needs no engine

    return load_names()


def _coder(data: str) -> Callable[[], Code]:
    def load() -> Code:
        from bench.coding.coder import load_coder  # noqa: PLC0415 - scoring a file needs no engine

        return load_coder(data)

    return load


def _resolve() -> Resolve:
    from bench.resolving.seen import load_resolve  # noqa: PLC0415 - scoring a file needs no engine

    return load_resolve()


def _locate() -> Locate:
    from bench.resolving.places import load_locate  # noqa: PLC0415 - scoring a file needs no engine

    return load_locate()


def _atlas() -> Atlas:
    from bench.resolving.places import load_atlas  # noqa: PLC0415 - naming the benchmarks needs no gazetteer

    return load_atlas()


def _claims() -> CodeReport:
    from bench.coding.coder import load_claims  # noqa: PLC0415 - scoring a file needs no engine

    return load_claims()


def _find() -> Find:
    from bench.reports.linker import load_find  # noqa: PLC0415 - scoring a file needs no hashes

    return load_find()


def _link() -> Link:
    from bench.reports.linker import load_link  # noqa: PLC0415 - scoring a file needs no engine

    return load_link()


def _trace() -> Trace:
    from bench.reports.tracer import load_trace  # noqa: PLC0415 - scoring a file needs no engine

    return load_trace()


def _attribute() -> Attribute:
    from bench.coding.attributions import load_attribute  # noqa: PLC0415 - scoring a file needs no engine

    return load_attribute()


def _engine_attribute() -> Attribute:
    from bench.coding.attributions import load_engine_attribute  # noqa: PLC0415 - scoring a file needs no engine

    return load_engine_attribute()


def _every_attribute() -> Attribute:
    from bench.coding.attributions import load_every_attribute  # noqa: PLC0415 - scoring a file needs no engine

    return load_every_attribute()


def _times() -> FindTimes:
    from bench.resolving.time_finder import load_finder  # noqa: PLC0415 - scoring a file needs no engine

    return load_finder()


def _examples() -> Sequence[Path]:
    folder = Path(str(data_folder())) / "examples"
    found = sorted(folder.glob("**/*.txt"))
    if not found:
        raise BenchError(f"no example reports in {folder}")
    return found
