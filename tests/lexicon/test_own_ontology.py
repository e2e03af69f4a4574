"""An ontology of a user's own: what it lacks is taken from the package, and what is wrong in it is named."""

from pathlib import Path

import pytest

from demarche.lexicon.lexicon import Own, load_lexicon
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.ontology_files import NAMES
from demarche.lexicon.pairs import PairWeights
from demarche.lexicon.scores import load_scores
from demarche.lexicon.senses import Senses, load_senses
from demarche.lexicon.tables import data_folder

from .folders import add_line, copy, refuses

_PACKAGE = data_folder() / "ontology"
_PLOVER = (_PACKAGE / "plover.yaml").read_text(encoding="utf-8")


def _folder(target: Path, **files: str) -> Path:
    """Write a folder that has only these files."""
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return target


def _renamed(target: Path, old: str, new: str) -> Path:
    """Copy the package's ontology with one type under another name in every file."""
    folder = copy("ontology", target)
    for file in folder.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return folder


def _senses(ontology: Ontology) -> Senses:
    return load_senses(data_folder() / "events" / "en", ontology, fitted=True)


def test_the_package_is_an_ontology_with_all_files() -> None:
    assert {file.name for file in _PACKAGE.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_one_file_is_enough(tmp_path: Path, name: str) -> None:
    folder = _folder(tmp_path / "own", **{name: (_PACKAGE / name).read_text(encoding="utf-8")})
    assert load_ontology(folder) == load_ontology(_PACKAGE)
    assert load_scores(folder) == load_scores(_PACKAGE)


def test_notes_and_licences_are_left_alone(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "own", plover_yaml=_PLOVER, README_md="# notes", LICENSE="mine")
    (folder / ".hidden").touch()
    assert load_ontology(folder) == load_ontology(_PACKAGE)


def test_a_type_renamed_in_one_file_takes_its_codes_and_senses_with_it(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "own", plover_yaml=_PLOVER.replace("COERCE", "REPRESS"))
    ontology = load_ontology(folder)
    assert ontology.cameo["173"].type is None
    assert ontology.cameo["190"].type == "ASSAULT"
    assert not any("COERCE" in key for key in ontology.content)
    senses = _senses(ontology)
    left_out = {one.sense: one.why for one in senses.unfitted if one.is_left_out}
    assert left_out["arrest.verb"] == "CAMEO 173 has no type in the ontology"
    assert not left_out.keys() & senses.by_id.keys()
    whole = load_senses(data_folder() / "events" / "en", load_ontology(_PACKAGE))
    assert left_out.keys() | senses.by_id.keys() == whole.by_id.keys()


def test_a_type_renamed_in_all_files_keeps_everything(tmp_path: Path) -> None:
    ontology = load_ontology(_renamed(tmp_path / "own", "ASSAULT", "ATTACK"))
    assert "harm" in ontology.types["ATTACK"].traits
    assert ontology.content["THREATEN", "ATTACK", None] == ("violence", "138")
    senses = _senses(ontology)
    assert senses.unfitted == ()
    assert "harm" in senses.by_id["attack.verb.with"].traits


def test_a_mode_or_context_that_is_missing_is_left_out_of_the_sense(tmp_path: Path) -> None:
    text = _PLOVER.replace(", resign: 4.5", "").replace("military, ", "")
    ontology = load_ontology(_folder(tmp_path / "own", plover_yaml=text))
    senses = _senses(ontology)
    whys = {one.why for one in senses.unfitted}
    assert "RETREAT has no mode resign" in whys
    assert all(not one.is_left_out for one in senses.unfitted)
    assert all("military" not in sense.contexts for sense in senses.by_id.values())
    retreats = [sense for sense in senses.by_id.values() if sense.type == "RETREAT"]
    assert all(sense.mode != "resign" for sense in retreats)


def test_an_act_whose_type_is_missing_is_not_made(tmp_path: Path) -> None:
    start, end = _PLOVER.index("  REJECT:"), _PLOVER.index("  THREATEN:")
    folder = _folder(tmp_path / "own", plover_yaml=_PLOVER[:start] + _PLOVER[end:])
    ontology = load_ontology(folder)
    assert ontology.acts.keys() == {"demand", "threat"}
    assert all("REJECT" not in key for key in ontology.content)


def test_sectors_and_international_actors_may_be_added_but_not_taken_away(tmp_path: Path) -> None:
    more = _folder(tmp_path / "more", plover_yaml=_PLOVER.replace("[COP, GOV", "[XYZ, COP, GOV"))
    assert "XYZ" in load_ontology(more).sectors
    fewer = _folder(tmp_path / "fewer", plover_yaml=_PLOVER.replace("[COP, GOV, JUD", "[GOV"))
    refuses(lambda: load_ontology(fewer), "plover.yaml, line", "sectors: COP, JUD missing", "actors")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  CONSULT:", "  AGREE:", "types: AGREE stands twice"),
        ("    quad: 1\n", "", "types: AGREE: no key quad"),
        ("types:\n", "types: none\nothers:\n", "unknown key"),
        ("contexts:\n", "contexts: few\nmore:\n", "unknown key"),
        ("phone: 1.5", "phone: loud", "modes: phone: 'loud' is not a number"),
        ("phone: 1.5", "no: 1.5", "no is no word; put it between quotes"),
        ("recipient_required: true", "recipient_required: maybe", "'maybe' is neither true nor false"),
        ("[IGO, UNO", "[IGO, 7, UNO", "international: "),
        ("    quad: 1", "    quad: true", "quad True is not 1 to 4"),
        ("sectors:", "\tsectors:", "no valid YAML"),
        ("modes: {visit: 4", "modes: [visit", "no valid YAML"),
        ("definition: Rejects or refuses.", "definition:", "definition: None is no text"),
        ("modes: {assist: -1.5, change: -2, yield: -2, meet: -2}", "modes: some", "'some' is no mapping"),
        ("sectors:", "sector:", "unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_types_is_said(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in _PLOVER
    folder = _folder(tmp_path / "own", plover_yaml=_PLOVER.replace(old, new, 1))
    refuses(lambda: load_ontology(folder), str(folder / "plover.yaml"), "line ", words)


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("content.tsv", "AGREE\tAID\t\t\t120", "cameo 120 is of type REJECT, not AGREE"),
        ("content.tsv", "AGREE\tRETREAT\tdance\t\t030", "RETREAT has no mode 'dance'"),
        ("content.tsv", "AGREE\tAID\t\t\t033", "stand twice"),
        ("cameo.tsv", "999\todd\t1\t\tvisit\t", "a code without a type has no mode 'visit'"),
        ("acts.tsv", "threat\tTHREATEN\t130", "act threat stands twice"),
        ("acts.tsv", "prayer\tTHREATEN\t130", "act: 'prayer' is none of refusal, demand, threat"),
        ("traits.tsv", "harm\tASSAULT", "trait harm stands twice"),
        ("traits.tsv", "beauty\tASSAULT", "trait: 'beauty' is none of"),
        ("factuality.tsv", "happened\tCT+", "status happened stands twice"),
        ("scores.tsv", "beauty\t0.5", "no score is named 'beauty'"),
        ("scores.tsv", "passive\t0.5", "score passive stands twice"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, table: str, line: str, words: str) -> None:
    folder = copy("ontology", tmp_path / "own")
    add_line(folder, table, line)
    refuses(lambda: (load_ontology(folder), load_scores(folder)), str(folder / table), "line ", words)


@pytest.mark.parametrize(
    ("table", "text", "words"),
    [
        ("scores.tsv", "name\tscore\nactive\t1.0\n", "no line for conditional commitment"),
        ("traits.tsv", "trait\ttypes\nharm\tQUARREL\n", "type 'QUARREL' is none of the ontology"),
        ("acts.tsv", "act\ttype\tcameo\nthreat\tTHREATEN\t120\n", "cameo 120 is of type REJECT"),
        ("cameo.tsv", "", "no header row"),
        ("cameo.csv", "code,name\n", "cameo.csv is none of the files that are read here"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, table: str, text: str, words: str) -> None:
    folder = copy("ontology", tmp_path / "own")
    (folder / table).write_text(text, encoding="utf-8")
    refuses(lambda: (load_ontology(folder), load_scores(folder)), str(folder), words)


def test_a_table_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = copy("ontology", tmp_path / "own")
    (folder / "cameo.tsv").write_bytes("code\tname\ttête".encode("latin-1"))
    refuses(lambda: load_ontology(folder), str(folder / "cameo.tsv"), "byte 11 is not UTF-8")


def test_a_mark_of_byte_order_is_no_part_of_a_table(tmp_path: Path) -> None:
    folder = copy("ontology", tmp_path / "own")
    for name in ("plover.yaml", "acts.tsv"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes().replace(b"\n", b"\r\n"))
    assert load_ontology(folder) == load_ontology(_PACKAGE)


def test_what_is_no_folder_of_an_ontology_is_refused(tmp_path: Path) -> None:
    refuses(lambda: load_ontology(tmp_path / "nowhere"), "there is no such folder")
    refuses(lambda: load_ontology(_folder(tmp_path / "empty")), "none of the files of an ontology is there")
    file = tmp_path / "file"
    file.touch()
    refuses(lambda: load_ontology(file), "not a folder")


def test_the_scorer_of_pairs_keeps_the_types_that_there_are() -> None:
    weights = PairWeights((("AID", "COOPERATE"), ("ASSAULT",)), (0.5, 1.0), {"word flour": (2.0, -1.0)})
    assert weights.only({"AID", "COOPERATE", "ASSAULT"}) == weights
    assert weights.only({"AID"}) == PairWeights((("AID",),), (0.5,), {"word flour": (2.0,)})
    assert weights.only(()).roots == ()


def test_the_digest_is_of_the_files_that_are_used(tmp_path: Path) -> None:
    package = load_lexicon()
    same = load_lexicon(Own(ontology=copy("ontology", tmp_path / "same")))
    assert (same.rules, same.digest) == (package.rules, package.digest)
    folder = _folder(tmp_path / "own", plover_yaml=_PLOVER.replace("score: 2.5", "score: 2.6", 1))
    other = load_lexicon(Own(ontology=folder))
    assert other.rules != package.rules
    assert other.digest == package.digest


@pytest.mark.parametrize(
    "types", ["&a\n  X: *a", "[" * 5000, "{X: " * 3000 + "1" + "}" * 3000], ids=["itself", "list", "mapping"]
)
def test_a_file_nested_too_deeply_is_refused(tmp_path: Path, types: str) -> None:
    refuses(
        lambda: load_ontology(_folder(tmp_path / "own", plover_yaml=f"types: {types}\n")), "nested too deeply"
    )


@pytest.mark.parametrize("score", [".nan", "-.inf", "9" * 400])
def test_a_score_is_a_finite_number(tmp_path: Path, score: str) -> None:
    plover = _PLOVER.replace("score: 2.5", f"score: {score}", 1)
    refuses(
        lambda: load_ontology(_folder(tmp_path / "own", plover_yaml=plover)),
        "AGREE: score: not a finite number",
    )


@pytest.mark.parametrize("name", ["events-mine.tsv~", "events-mine.txt", "classes.csv"])
def test_a_copy_of_a_table_is_no_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    refuses(lambda: load_lexicon(Own(senses=tmp_path)), f"{name} is none of the files")
