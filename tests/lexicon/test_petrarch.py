"""Dictionaries in PETRARCH's format become tables; what has no place in them is counted by reason. All are invented."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from demarche.lexicon.actors import Actors, load_actors
from demarche.lexicon.lexicon import Own, load_lexicon
from demarche.lexicon.petrarch.codes import ActorCodes, load_codes
from demarche.lexicon.petrarch.importer import Dictionaries, Imported, import_petrarch
from demarche.lexicon.petrarch.spelling import load_spelling

from .folders import refuses

_ACTORS = """# an invented dictionary
HARBOUR_COUNCIL_ [IGOUNO]   ; a note
+COUNCIL_OF_THE_HARBOUR_
+HRBRC_

ELENA_QUISPE_LUNA_
+ELENA_QUISPE_
\t[PERGOV 20110801-160728] # minister
\t[PERMIL >20170101]
\t[PERELI]

FRONT_OF_THE_SEVEN_HILLS_ [PERREBMOD]
+SEVEN_HILLS_MEN_

PERU_ [PER]
+LAND_OF_THE_CONDORS_
+AREQUIPA_

LOST_ONE_
NOBODY_ [---]
DAYLESS_ [PERGOV 20111399-20120101]
TURNED_ [PERGOV 20120101-20110101]
STRANGER_ [XXXGOV]
ODD_ [PE1GOV]
OPEN_ [PERGOV
"""
_AGENTS = """!KEEPER! = KEEPER, KEEPERS, WARDEN

LIGHTHOUSE_!KEEPER! [~CVL]
HARBOURMISTRESS {HARBOURMISTRESSES} [~GOV]
SHEEP_FOLK {} [~AGR]
PRESIDENT_ [~GOV]
TIDE_RADICAL [~RAD]
PERU_MAN [~PERGOV]
!NOBODY!_OF_HILLS [~CVL]
no code
"""
_VERBS = """&TREATY
+PACT_
+ACCORD
+TREATY_OF_PEACE_

&SHARED
+HILL_TRIBE_

--- WITHDRAW [087] ---   # comment
WITHDRAW {WITHDRAWING WITHDREW WITHDRAWN }
PULL_OUT {PULLS_OUT PULLED_OUT}
RECONCILE [050]
- * FROM NEGOTIATIONS [125]
- * &TREATY [166]
- &TREATY * [087]
- $ * (FOR +) [070]
- + * BY $ [112]
- * FROM &TREATY [125]
- * ^ + [087]
- + * [087]
- WILL * + [087]
- * &SHARED [087]
- * &NOWHERE [087]
- * IN TALKS WITH + [087]
- * &TREATY [---]
- * &TREATY [999]
- * + [010]
- * + [040:043]

--- SAY [---] ---
SAY {SAYING SAID}
~ (A (B C SAY) GO)
"""


def _imported(folder: Path, **texts: str) -> tuple[Imported, Path]:
    files: dict[str, tuple[Path, ...]] = {}
    for name, text in texts.items():
        file = folder / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        files[name] = (file,)
    target = folder / "out"
    return import_petrarch(Dictionaries(**files), target), target


def _reasons(imported: Imported) -> Mapping[str, int]:
    return dict(imported.reasons())


def _codes() -> ActorCodes:
    return load_codes({"PER", "USA", "XKX"}, {"IGO", "UNO", "NGO"})


@pytest.mark.parametrize(
    ("code", "country", "sectors", "unplaced"),
    [
        ("PERGOVMIL", "PER", ("GOV", "MIL"), ()),
        ("IGOUNO", "UNO", (), ()),
        ("NGOUSAHLH", "NGO", ("MED",), ("USA",)),
        ("KSVGOV", "XKX", ("GOV",), ()),
        ("MEDRAD", None, ("JRN",), ("RAD",)),
        ("PERINSMUSREB", "PER", ("REB", "REL"), ()),
    ],
)
def test_codes_are_taken_apart(
    code: str, country: str | None, sectors: tuple[str, ...], unplaced: tuple[str, ...]
) -> None:
    found = _codes().read(code)
    assert found is not None
    assert (found.country, found.sectors, found.unplaced) == (country, sectors, unplaced)


@pytest.mark.parametrize("code", ["", "PE", "PERGO", "PE1", "per"])
def test_a_code_that_is_none_is_none(code: str) -> None:
    assert _codes().read(code) is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ELENA QUISPE", ("Elena Quispe",)),
        ("COUNCIL OF THE HARBOUR", ("Council of the Harbour",)),
        ("JAN VAN DYK", ("Jan Van Dyk", "Jan van Dyk")),
        ("BAN KI-MOON", ("Ban Ki-Moon",)),
        ("O'BRIEN'S PEOPLE", ("O'Brien's People",)),
        ("SEAN MCDONALD", ("Sean McDonald",)),
        ("U.N. COUNCIL", ("U.N. Council",)),
        ("NATO", ("Nato",)),
        ("Un Secy Gen", ("Un Secy Gen",)),
    ],
)
def test_names_in_capitals_are_written_as_news_do(name: str, written: tuple[str, ...]) -> None:
    assert load_spelling().written(name) == written


def _found(actors: Actors, name: str) -> list[str]:
    return [entry.id for match in actors.match(name) for entry in match.entries]


def test_actors_with_days_and_without(tmp_path: Path) -> None:
    imported, target = _imported(tmp_path, actors=_ACTORS)
    actors = load_actors(target / "actors.tsv")
    quispe = "person:PER:elena-quispe-luna"
    assert _found(actors, "Elena Quispe") == _found(actors, "Elena Quispe Luna") == [quispe]
    held = {
        day: actors.office_on(quispe, date.fromisoformat(day))
        for day in ("2011-07-31", "2016-07-28", "2017-01-01")
    }
    assert [term and term.sectors for term in held.values()] == [("ELI",), ("GOV",), ("MIL",)]
    gap = actors.office_on(quispe, date(2016, 7, 29))
    assert gap is not None
    assert gap.sectors == ("ELI",)
    (council,) = (entry for match in actors.match("Council of the Harbour") for entry in match.entries)
    assert (council.kind, council.country, council.id) == ("organisation", "UNO", "org:harbour-council")
    (hills,) = (entry for match in actors.match("Front of the Seven Hills") for entry in match.entries)
    assert (hills.kind, hills.country, hills.sectors) == ("group", "PER", ("REB",))
    assert _reasons(imported) == {
        "a part of a code that is no sector of PLOVER (the rest was taken)": 1,
        "a name that the package's tables have already": 1,
        "a place, which the gazetteer has already": 1,
        "a name without any code": 1,
        "a name without a code ([---])": 1,
        "days that cannot be read": 1,
        "days in the wrong order": 1,
        "a code that begins with no country that is known": 1,
        "a code that is not made of groups of three capitals": 1,
        "a bracket that is not closed": 1,
    }


def test_names_are_added_to_what_the_package_knows(tmp_path: Path) -> None:
    _, target = _imported(tmp_path, actors=_ACTORS)
    usual, actors = load_actors(), load_actors(target / "actors.tsv")
    assert _found(actors, "Land of the Condors") == ["state:PER"]
    for name in ("Peru", "Lima", "Peruvian"):
        assert actors.match(name) == usual.match(name)
        assert set(_found(actors, name)) == {"state:PER"}


def test_agents_become_roles(tmp_path: Path) -> None:
    imported, target = _imported(tmp_path, agents=_AGENTS)
    roles = load_lexicon(Own(senses=target / "lexicon")).actors
    expected = {
        "lighthouse keeper": ("CVL",),
        "lighthouse keepers": ("CVL",),
        "lighthouse wardens": ("CVL",),
        "harbourmistresses": ("GOV",),
        "sheep folk": ("AGR",),
    }
    for words, sectors in expected.items():
        role = roles.role(words)
        assert role is not None, words
        assert role.sectors == sectors
    assert _reasons(imported) == {
        "a role that the package's tables have already": 1,
        "a code that is no sector of PLOVER": 1,
        "an agent of one country or international body: that is a name": 1,
        "a set of words that is not there, or a second one": 1,
        "no noun with a code in brackets": 1,
    }


def test_verbs_and_patterns_become_senses(tmp_path: Path) -> None:
    imported, target = _imported(tmp_path, verbs=_VERBS)
    senses = load_lexicon(Own(senses=target / "lexicon")).senses
    own = [sense for sense in senses.by_id.values() if sense.id.startswith("user.")]
    found = {
        (sense.words, sense.cameo): (
            set(sense.subject),
            set(sense.object),
            {str(phrase) for phrase in sense.oblique},
            sense.recipient,
        )
        for sense in own
        if sense.words[0] == "withdraw"
        and (sense.subject or sense.object or sense.oblique or sense.cameo == "112")
    }
    usual = ("obj", "to", "with", "against", "from", "on")
    assert found == {
        (("withdraw", "negotiations"), "125"): (set(), set(), {"from"}, usual),
        (("withdraw",), "166"): (set(), {"petrarch-treaty"}, set(), usual),
        (("withdraw",), "087"): ({"petrarch-treaty"}, set(), set(), usual),
        (("withdraw",), "070"): (set(), set(), {"for"}, ("for",)),
        (("withdraw",), "112"): (set(), set(), set(), ("obj",)),
    }
    assert senses.by_id["user.pull-out.verb"].words == ("pull", "out")
    assert senses.by_id["user.reconcile.verb"].cameo == "050"
    assert senses.of("withdraw", "verb").index(senses.by_id["user.withdraw.verb"]) < len(senses.by_id)
    assert "petrarch-treaty" in senses.classes_of("pact")
    reasons = _reasons(imported)
    assert reasons == {
        "a set of nouns behind a preposition": 1,
        "a clause that is skipped (^)": 1,
        "the recipient stands before the verb": 1,
        "words before the verb": 1,
        "a set of nouns without any of one word": 1,
        "a set of nouns that is not there": 1,
        "two prepositions": 1,
        "a pattern without a code ([---]), which only keeps others away": 1,
        "a code that is none of the ontology": 1,
        "CAMEO 010 is a statement or has no type: that is for the cues of speech": 1,
        "two codes, one for each side": 1,
        "a transformation of verbs: what is agreed, refused or planned is found in the sentence": 1,
    }
    told = (target / "left-out.tsv").read_text(encoding="utf-8").splitlines()
    assert len(told) == 1 + sum(reasons.values())


def test_what_cannot_be_imported_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("# nothing\n", encoding="utf-8")
    for given in (Dictionaries(verbs=(empty,)), Dictionaries(actors=(empty,)), Dictionaries(agents=(empty,))):
        refuses(lambda given=given: import_petrarch(given, tmp_path / "out"), str(empty), "no dictionary of")  # type: ignore[misc]
    refuses(lambda: import_petrarch(Dictionaries(), tmp_path / "out"), "no dictionary is given")
    assert not (tmp_path / "out").exists()
    refuses(
        lambda: import_petrarch(Dictionaries(actors=(empty,)), tmp_path), str(tmp_path), "is there already"
    )
    with pytest.raises(FileNotFoundError):
        import_petrarch(Dictionaries(agents=(tmp_path / "none",)), tmp_path / "out")


def test_old_files_in_latin_1_are_read(tmp_path: Path) -> None:
    file = tmp_path / "actors.txt"
    file.write_bytes("JOS\xc9_QUISPE_LUNA_ [PERGOV >20110101]\r\n".encode("latin-1"))
    import_petrarch(Dictionaries(actors=(file,)), tmp_path / "out")
    assert _found(load_actors(tmp_path / "out" / "actors.tsv"), "José Quispe Luna") == [
        "person:PER:jose-quispe-luna"
    ]


@pytest.mark.parametrize(
    "line", ["-" * 999 + "[", "-" * 5000 + "[", "a" + " " * 50_000 + "{", "a <!--" * 9000]
)
def test_a_long_line_costs_no_time(tmp_path: Path, line: str) -> None:
    verbs = tmp_path / "verbs.txt"
    verbs.write_text(f"--- STRIKE [190] ---\n{line}\nSTRIKE [190]\n", encoding="utf-8")
    imported = import_petrarch(Dictionaries(verbs=(verbs,)), tmp_path / "out")
    assert imported.left_out[0].line == 2
    assert [rows for _, rows in imported.written] == [1, 1]


@pytest.mark.parametrize("kind", ["verbs", "actors", "agents"])
def test_a_binary_file_is_no_dictionary(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\x7fELF\0--- A [190] ---\nA_ [PERGOV]\n")
    refuses(
        lambda: import_petrarch(replace(Dictionaries(), **{kind: (file,)}), tmp_path / "out"),
        "no dictionary in PETRARCH's format",
    )


def test_days_at_the_ends_of_the_calendar_stop_nothing(tmp_path: Path) -> None:
    actors = tmp_path / "actors.txt"
    actors.write_text(
        "ELENA_QUISPE [PERGOV 20110801-99991231]\nJUAN_ROCA [PERGOV <00010101]\n", encoding="utf-8"
    )
    imported = import_petrarch(Dictionaries(actors=(actors,)), tmp_path / "out")
    assert imported.reasons() == [("days in the wrong order", 1)]
    assert "2011-08-01\n" in (tmp_path / "out" / "actors.tsv").read_text(encoding="utf-8")


def test_an_agent_without_a_noun_is_noted(tmp_path: Path) -> None:
    agents = tmp_path / "agents.txt"
    agents.write_text("__ [~GOV]\nHARBOURMISTRESS [~GOV]\n", encoding="utf-8")
    imported = import_petrarch(Dictionaries(agents=(agents,)), tmp_path / "out")
    assert imported.reasons() == [("no noun with a code in brackets", 1)]


@pytest.mark.parametrize("is_there", [True, False])
def test_an_import_that_fails_leaves_nothing_behind(tmp_path: Path, *, is_there: bool) -> None:
    actors, verbs, target = tmp_path / "actors.txt", tmp_path / "verbs.txt", tmp_path / "out"
    actors.write_text("HARBOUR_COUNCIL_ [PERGOV]\n", encoding="utf-8")
    verbs.write_text("nothing\n", encoding="utf-8")
    if is_there:
        target.mkdir()
    refuses(
        lambda: import_petrarch(Dictionaries(verbs=(verbs,), actors=(actors,)), target),
        "no dictionary of verbs",
    )
    assert target.exists() is is_there
    assert not is_there or not any(target.iterdir())
