"""The stages of the program, run one after another under a clock."""

from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.parsing.clock import Clock
from demarche.coding.coder import code
from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.pipeline import Coder
from demarche.read.formats.text import read
from demarche.resolve.resolver import resolve
from demarche.show import jsonl


class Stages:
    """Everything that coding a report needs, loaded once, and a ledger to append to."""

    def __init__(self, ledger: Path) -> None:
        self._coder = Coder.load()
        self._run = self._coder.run()
        self._ledger = Ledger.create_or_open(ledger)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ledger.close()

    def code(self, name: str, data: bytes, clock: Clock) -> tuple[int, int]:
        """Take a report through all stages; return its words and sentences."""
        lexicon = self._coder.lexicon
        with clock.stage("read"):
            reading = read(data, path=name, layout=lexicon.layout)
        with clock.stage("parse"):
            syntax = self._coder.parser.parse(reading)
        with clock.stage("resolve"):
            resolved = resolve(reading, syntax, lexicon)
        with clock.stage("coding"):
            coding = code(reading, syntax, resolved, lexicon)
            coded = CodedReport(reading.report, coding.claims, reading.problems)
        with clock.stage("ledger"):
            self._ledger.append(self._run, coded)
        with clock.stage("show"):
            jsonl.write(BytesIO(), coded)
        return len(syntax.words), len(syntax.sentences)
