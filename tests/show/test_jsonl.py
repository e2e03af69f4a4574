import io
from dataclasses import replace

import pytest

from demarche.model import codec
from demarche.model.coded import CodedReport
from demarche.show import jsonl

from .samples import BORDER, Desk, border, report
from .strait import strait


class Stream(io.BytesIO):
    flushes = 0

    def flush(self) -> None:
        self.flushes += 1
        super().flush()


def written(coded: CodedReport) -> list[bytes]:
    stream = Stream()
    jsonl.write(stream, coded)
    assert stream.flushes == 1
    return stream.getvalue().splitlines()


def test_the_worked_example_is_written_line_for_line() -> None:
    expected = [codec.decode(line) for line in BORDER.read_bytes().splitlines()]
    assert [codec.decode(line) for line in written(border())] == expected


@pytest.mark.parametrize("coded", [border(), strait()], ids=["border", "strait"])
def test_the_order_does_not_depend_on_the_order_given(coded: CodedReport) -> None:
    backwards = replace(coded, claims=coded.claims[::-1], problems=coded.problems[::-1])
    assert written(backwards) == written(coded)


def test_kinds_follow_each_other_and_each_is_in_text_order() -> None:
    records = [codec.decode(line) for line in written(strait())]
    kinds = [record.kind for record in records]
    assert kinds == ["report"] + ["event"] * 16 + ["statement"] * 10 + ["commitment"] * 3 + ["problem"]
    triggers = [record.trigger[0].start for record in records if record.kind == "event"]
    assert triggers == sorted(triggers)


def test_nothing_is_written_of_a_report_that_cannot_be_encoded() -> None:
    desk = Desk(report("Kestria agreed.\ud800"))
    desk.event("AGREE", "agreed", "Kestria agreed")
    stream = Stream()
    with pytest.raises(UnicodeEncodeError):
        jsonl.write(stream, desk.coded_report())
    assert stream.getvalue() == b""
