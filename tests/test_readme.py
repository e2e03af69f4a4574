"""The README and the pages say what is so: commands run, the excerpt and the event are real, links lead somewhere."""

import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from demarche.cli import app
from demarche.model import codec
from demarche.model.records import Event
from demarche.pipeline import Coder
from demarche.show import sinks
from tests.coder import coder

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = Path("src/demarche/data/examples")
FISHERIES = EXAMPLES / "fisheries.txt"
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
WIDTH = 88  # columns of the excerpt
MANY = 12  # commands that the README shows at least
IDENTIFIER = re.compile(r"\b([resc]):[0-9a-f]{16}\b")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands share the coder of this process."""
    loaded = coder()
    monkeypatch.setattr(Coder, "load", lambda **_: loaded)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that has the example reports where a clone has them."""
    shutil.copytree(ROOT / EXAMPLES, tmp_path / EXAMPLES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    lines = [line for block in fenced("sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("demarche ")]


def event_line() -> str:
    (block,) = fenced("json")
    return block.strip()


@pytest.mark.usefixtures("quick", "clone")
def test_its_commands_run_one_after_the_other() -> None:
    for arguments in commands():
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"demarche {shlex.join(arguments)}\n{result.output}"
        assert result.output, f"demarche {shlex.join(arguments)} prints nothing"


def test_it_shows_every_command() -> None:
    shown = [arguments[0] for arguments in commands()]
    known = {command.name for command in app.registered_commands}
    # `unmerge` takes an id that only a ledger of many reports has; `serve` goes on until it is ended
    assert {*shown, "unmerge", "serve"} == {*known, "happenings", "correct", "corrections"}
    assert len(shown) >= MANY


def test_its_event_is_what_the_program_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    coded = coder().code(coder().load_reading(FISHERIES))
    lines = [codec.encode(one.claim).decode() for one in coded.claims]
    shown = codec.decode(event_line())
    assert isinstance(shown, Event)
    same = [line for line in lines if f'"rule":"{shown.rule}"' in line]
    assert event_line() in lines, f"the README shows an older line; now there are: {same}"


def test_the_ids_of_its_commands_are_of_its_event() -> None:
    shown = codec.decode(event_line())
    named = [argument for arguments in commands() for argument in arguments if argument.startswith("e:")]
    assert isinstance(shown, Event)
    assert named
    assert [name for name in named if not shown.id.startswith(name)] == []


def test_its_excerpt_is_what_the_program_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (block,) = [block for block in fenced("") if block.startswith("$ demarche code ")]
    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH, highlight=False)
    for part in sinks.tables(coder().code(coder().load_reading(FISHERIES))):
        console.print(part)
    printed = plain(stream.getvalue())
    for passage in re.split(r"^ \[…\]$", plain(block).partition("\n")[2], flags=re.MULTILINE):
        assert passage.strip("\n") in printed, f"the README shows:{passage}the program prints:\n{printed}"


def plain(text: str) -> str:
    """Return the text without spaces at the ends of lines, and with ids made alike."""
    return "\n".join(line.rstrip() for line in IDENTIFIER.sub(r"\1:0000", text).splitlines())


@pytest.mark.usefixtures("quick")
def test_its_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for block in fenced("python"):
        exec(block, names)  # noqa: S102  our own page
    printed = capsys.readouterr().out
    assert "event e:" in printed
    assert "COERCE" in printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    broken = [target for target in targets if not leads_somewhere(page, target)]
    assert broken == []


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    file = page if not name else page.parent / name
    if not file.exists():
        return False
    return not anchor or anchor in anchors(file)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("index", ["docs/README.md", "docs/decisions/README.md"])
def test_every_page_stands_in_its_index(index: str) -> None:
    page = ROOT / index
    linked = set(re.findall(r"\]\(([^)/#]+\.md)\)", page.read_text(encoding="utf-8")))
    assert linked >= {other.name for other in page.parent.glob("*.md")} - {"README.md"}
