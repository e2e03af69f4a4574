"""What users bring of their own, from the command line to the ledger."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli
from demarche.ledger.store import Ledger
from demarche.lexicon.tables import LexiconError, data_folder
from demarche.model.records import Event
from demarche.pipeline import Coder
from tests.coder import coder
from tests.lexicon.folders import copy
from tests.runs.batch import Batch

_REPORT = """A raid and a refusal

5 March 2024

Kenya attacked a camp of Sudan on Monday. Kenya will not release the prisoners, its president said. Sudan must withdraw
its troops, he said.
"""
_ACTORS = (
    "kind\tid\tname\tnames\tsurname\tcountry\tsectors\trole\tstart\tend\n"
    "organisation\torg:harbour-council\tHarbour Council\t\t\tIGO\tGOV\n"
)
_SENSES = "id\tlemma\tpos\tcameo\tmode\tsubject\tobject\toblique\tcomplement\tactor\trecipient\tmutual\tcontexts\texample\tcounter\n"


@pytest.fixture(name="report")
def written(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(_REPORT, encoding="utf-8")
    return path


@pytest.fixture(name="renamed")
def renamed_ontology(tmp_path: Path) -> Path:
    """Write the package's ontology with ASSAULT under another name."""
    folder = copy("ontology", tmp_path / "ontology")
    for file in folder.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("ASSAULT", "ATTACK"), encoding="utf-8")
    return folder


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli.app, [os.fspath(one) if isinstance(one, Path) else str(one) for one in arguments]
    )


def _events(loaded: Coder, report: Path) -> list[tuple[str, str, str, float]]:
    claims = [one.claim for one in loaded.code(loaded.load_reading(report)).claims]
    return [(one.type, one.cameo or "", one.rule, one.score) for one in claims if isinstance(one, Event)]


def test_a_type_under_another_name_is_coded_all_the_same(report: Path, renamed: Path) -> None:
    usual = _events(coder(), report)
    own = _events(Coder.load(ontology=renamed), report)
    assert "ASSAULT" in {event[0] for event in usual}
    assert own == [(event[0].replace("ASSAULT", "ATTACK"), *event[1:]) for event in usual]


def test_fewer_types_give_fewer_events_and_no_fault(report: Path, tmp_path: Path) -> None:
    text = (data_folder() / "ontology" / "plover.yaml").read_text(encoding="utf-8")
    start, end = text.index("  REQUEST:"), text.index("  PROTEST:")
    folder = tmp_path / "few"
    folder.mkdir()
    kept = text[:start] + text[end:]
    (folder / "plover.yaml").write_text(kept.replace("    future: THREATEN\n", ""), encoding="utf-8")
    gone = {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    own = {event[0] for event in _events(Coder.load(ontology=folder), report)}
    assert {event[0] for event in _events(coder(), report)} & gone
    assert own
    assert not own & gone


def test_the_ledger_keeps_claims_of_two_ontologies_apart(report: Path, renamed: Path, tmp_path: Path) -> None:
    with Ledger.create_or_open(tmp_path / "ledger") as ledger:
        for loaded in (coder(), Coder.load(ontology=renamed)):
            batch = Batch(loaded, ledger)
            batch.code(report)
            assert batch.known == 0
        assert ledger.select("SELECT count(*) FROM coding") == [(2,)]


def test_the_command_line_tells_which_senses_have_no_place(report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    text = (data_folder() / "ontology" / "plover.yaml").read_text(encoding="utf-8")
    (folder / "plover.yaml").write_text(text.replace("COERCE", "REPRESS"), encoding="utf-8")
    result = _run("code", report, "--ontology", folder, "--format", "jsonl")
    assert result.exit_code == 0
    assert "senses are left out (CAMEO 1" in result.stderr
    listed = _run("version", "--ontology", folder).stdout.splitlines()
    assert "left out\tarrest.verb\tCAMEO 173 has no type in the ontology" in listed
    assert listed[2] != _run("version").stdout.splitlines()[2]


@pytest.mark.parametrize("command", ["code", "explain", "version"])
def test_a_broken_ontology_is_one_clear_line_and_two(report: Path, tmp_path: Path, command: str) -> None:
    folder = copy("ontology", tmp_path / "own", acts_tsv="act\ttype\tcameo\nthreat\tQUARREL\t130\n")
    arguments: dict[str, list[object]] = {
        "code": [report],
        "explain": ["--rejected", report],
        "version": [],
    }
    result = _run(command, *arguments[command], "--ontology", folder)
    assert result.exit_code == 2
    told = f"demarche: {folder}/acts.tsv, line 2: type 'QUARREL' is none of the ontology\n"
    assert (result.stdout, result.stderr) == ("", told)


def test_actors_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "actors.tsv"
    table.write_text(_ACTORS, encoding="utf-8")
    own = Coder.load(actors=table)
    assert own.run().lexicon != coder().run().lexicon
    assert own.run().rules == coder().run().rules
    text = "The Harbour Council condemned Peru on Monday."
    claims = [one.claim for one in own.code_text(text, published="2024-03-05").claims]
    actors = {actor.id for claim in claims if isinstance(claim, Event) for actor in claim.actors}
    assert "org:harbour-council" in actors
    result = _run("version", "--actors", tmp_path / "none.tsv")
    assert result.exit_code == 2
    assert "none.tsv" in result.stderr


def test_senses_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    row = _SENSES + "dazzle.verb\tdazzle\tverb\t040\t\t\tcrowned\t\t\t\tobj\n"
    (folder / "events-own.tsv").write_text(row, encoding="utf-8")
    (folder / "classes-own.tsv").write_text("class\tlemmas\ncrowned\tking\n", encoding="utf-8")
    own = Coder.load(senses=folder)
    assert own.run().rules != coder().run().rules
    sense = own.lexicon.senses.by_id["user.dazzle.verb"]
    assert (sense.type, own.lexicon.senses.of("dazzle", "verb")) == ("CONSULT", (sense,))
    (folder / "events-own.tsv").write_text(row.replace("040", "999"), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"events-own\.tsv, line 2: cameo '999' is no code"):
        Coder.load(senses=folder)
    (folder / "notes.txt").touch()
    result = _run("version", "--lexicon", folder)
    assert result.exit_code == 2
    assert "notes.txt is none of the files that are read here" in result.stderr


def test_roles_of_ones_own_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    header = "lemma\tplural\tkind\tsectors\toffice\ttitular\tinstitution\n"
    (folder / "roles.tsv").write_text(header + "tide keeper\t\tperson\tGOV\n", encoding="utf-8")
    own = Coder.load(senses=folder)
    role = own.lexicon.actors.role("tide keepers")
    assert role is not None
    assert role.sectors == ("GOV",)
    assert own.run().lexicon != coder().run().lexicon
    assert own.run().rules == coder().run().rules
    (folder / "roles.tsv").write_text(header + "tide keeper\t\tperson\tQQQ\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"roles\.tsv, line 2: a sector is unknown: QQQ"):
        Coder.load(senses=folder)


def test_dictionaries_are_imported_and_used(tmp_path: Path) -> None:
    actors, verbs, target = tmp_path / "a.actors", tmp_path / "a.verbs", tmp_path / "imported"
    actors.write_text("TIDE_COUNCIL_ [IGO]\nLOST_\n", encoding="utf-8")
    verbs.write_text("--- BEFOG [112] ---\nBEFOG\n- * + [112]\n", encoding="utf-8")
    result = _run("import", "petrarch", "--actors", actors, "--verbs", verbs, "--output", target)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == f"1\t{target / 'actors.tsv'}"
    assert result.stderr == "left out 1: a name without any code\n"
    own = Coder.load(senses=target / "lexicon", actors=target / "actors.tsv")
    assert own.lexicon.senses.by_id["user.befog.verb"].type == "ACCUSE"
    again = _run("import", "petrarch", "--actors", actors, "--output", target)
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_an_import_in_which_nothing_fits_says_so(tmp_path: Path) -> None:
    actors = tmp_path / "a.actors"
    actors.write_text("QUIET_ONES_ [QQQ]\n", encoding="utf-8")
    result = _run("import", "petrarch", "--actors", actors, "--output", tmp_path / "mine")
    assert result.exit_code == 1
    assert "nothing of the dictionaries has a place here" in result.stderr
