"""What the parser gets wrong, mended by the grammar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.model.syntax import Syntax, Word
from demarche.parse.repairs import repair, repair_headline
from tests.trees import tree


def _arcs(syntax: Syntax) -> dict[str, tuple[str, str]]:
    return {word.text: (word.dep, word.head.text) for word in syntax.words}


def _repaired(rows: str) -> dict[str, tuple[str, str]]:
    syntax = tree(rows)
    repair(syntax.words)
    assert all(child.head is word for word in syntax.words for child in word.children)
    return _arcs(syntax)


_HEADLINE = """
    Envoy envoy NOUN root 0
    to to PART mark 3
    visit visit VERB acl 1
    Osh Osh PROPN obj 3
"""


def test_a_headline_with_an_infinitive_is_a_sentence() -> None:
    syntax = tree(_HEADLINE)
    root = repair_headline(syntax.words[0])
    assert root.text == "visit"
    assert root.is_root
    assert _arcs(syntax)["Envoy"] == ("nsubj", "visit")
    assert [word.text for word in root.subtree()] == ["Envoy", "to", "visit", "Osh"]


@pytest.mark.parametrize(
    "rows",
    [
        _HEADLINE.replace("to to PART mark", "who who PRON nsubj"),
        _HEADLINE.replace("Envoy envoy NOUN", "Go go VERB"),
    ],
    ids=["no infinitive", "root is a verb"],
)
def test_other_headlines_stay(rows: str) -> None:
    syntax = tree(rows)
    assert repair_headline(syntax.words[0]) is syntax.words[0]
    assert _arcs(syntax) == _arcs(tree(rows))


def test_a_title_hangs_on_the_name_behind_it() -> None:
    arcs = _repaired("""
Trade trade NOUN compound 2
minister minister NOUN nsubj 6
Ada Ada PROPN flat 2
Brandt Brandt PROPN flat 3
abroad abroad ADV advmod 2
resigned resign VERB root 0
""")
    assert arcs["Ada"] == ("nsubj", "resigned")
    assert arcs["minister"] == ("nmod:desc", "Ada")
    assert (arcs["Trade"], arcs["Brandt"]) == (("compound", "minister"), ("flat", "Ada"))
    assert arcs["abroad"] == ("advmod", "Ada")


def test_a_clause_with_whether_is_what_the_verb_is_about() -> None:
    rows = """
Police police NOUN nsubj 2
asked ask VERB root 0
{object}
whether whether SCONJ mark 6
they they PRON nsubj 6
left leave VERB advcl 2
"""
    assert _repaired(rows.format(object="then then ADV advmod 2"))["left"] == ("ccomp", "asked")
    assert _repaired(rows.format(object="him he PRON obj 2"))["left"] == ("advcl", "asked")


def test_a_conjunct_hangs_on_what_precedes_it() -> None:
    found = _repaired(
        """Kenya Kenya PROPN nsubj 5
        and and CCONJ cc 3
        Uganda Uganda PROPN conj 4
        envoys envoy NOUN nsubj 5
        met meet VERB root 0"""
    )
    assert found["Uganda"][0] == "conj"
    assert found["Uganda"][1] in {"Kenya", "envoys"}


def test_a_conjunct_is_never_one_of_what_follows() -> None:
    found = _repaired(
        """envoys envoy NOUN obl 4
        Kenya Kenya PROPN conj 3
        troops troops NOUN nsubj 4
        met meet VERB root 0"""
    )
    assert found["Kenya"] == ("conj", "envoys")


def test_the_first_of_two_subjects_belongs_to_the_clause_between_them() -> None:
    found = _repaired(
        """Rebels rebel NOUN nsubj 7
        took take VERB ccomp 7
        the the DET det 4
        town town NOUN obj 2
        , , PUNCT punct 7
        officials official NOUN nsubj 7
        said say VERB root 0"""
    )
    assert found["Rebels"] == ("nsubj", "took")
    assert found["officials"] == ("nsubj", "said")


def test_and_of_a_passive_clause_as_its_passive_subject() -> None:
    found = _repaired(
        """Rebels rebel NOUN nsubj 6
        were be AUX aux:pass 3
        seen see VERB ccomp 6
        , , PUNCT punct 6
        officials official NOUN nsubj 6
        said say VERB root 0"""
    )
    assert found["Rebels"] == ("nsubj:pass", "seen")


def test_the_second_of_two_subjects_behind_a_comma_is_an_apposition() -> None:
    found = _repaired(
        """The the DET det 2
        minister minister NOUN nsubj 7
        , , PUNCT punct 4
        Elena Elena PROPN nsubj 7
        Quispe Quispe PROPN flat 4
        , , PUNCT punct 4
        told tell VERB root 0
        aides aide NOUN obj 7"""
    )
    assert found["Elena"] == ("appos", "minister")
    assert found["minister"] == ("nsubj", "told")


def test_without_a_comma_two_subjects_stay() -> None:
    rows = """Kenya Kenya PROPN nsubj 3
        Uganda Uganda PROPN nsubj 3
        met meet VERB root 0"""
    assert _repaired(rows) == _arcs(tree(rows))


def test_what_stands_before_that_is_outside_the_clause() -> None:
    found = _repaired(
        """She she PRON nsubj 2
        told tell VERB root 0
        aides aide NOUN nsubj 6
        that that SCONJ mark 6
        Lima Lima PROPN nsubj 6
        agreed agree VERB ccomp 2"""
    )
    assert found["aides"] == ("obj", "told")
    assert found["Lima"] == ("nsubj", "agreed")


def test_right_behind_an_object_it_is_its_apposition() -> None:
    found = _repaired(
        """She she PRON nsubj 2
        told tell VERB root 0
        newspaper newspaper NOUN obj 2
        Puente Puente PROPN nsubj 6
        that that SCONJ mark 6
        agreed agree VERB ccomp 2"""
    )
    assert found["Puente"] == ("appos", "newspaper")


_DEPS = ("nsubj", "obj", "conj", "ccomp", "mark", "punct", "appos", "nsubj:pass", "acl")
_UPOS = ("NOUN", "PROPN", "VERB", "PUNCT", "SCONJ")


@st.composite
def _syntaxes(draw: st.DrawFn) -> Syntax:
    """Return a random tree whose words hang on earlier or later ones, never in a circle."""
    size = draw(st.integers(1, 7))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for at, word in enumerate(order[1:], start=1):
        heads[word] = order[draw(st.integers(0, at - 1))] + 1
    lines = []
    for word in range(size):
        form = draw(st.sampled_from(["that", ",", "and", "Kenya", "said"]))
        dep = "root" if heads[word] == 0 else draw(st.sampled_from(_DEPS))
        lines.append(f"{form} {form} {draw(st.sampled_from(_UPOS))} {dep} {heads[word]}")
    return tree("\n".join(lines))


def _is_whole(words: tuple[Word, ...]) -> bool:
    roots = [word for word in words if word.is_root]
    return len(roots) == 1 and {word.i for word in roots[0].subtree()} == {word.i for word in words}


@given(_syntaxes())
def test_a_repaired_tree_is_a_tree(syntax: Syntax) -> None:
    repair(syntax.words)
    for word in syntax.words:
        chain = []
        above = word
        while not above.is_root:
            assert above.i not in chain
            chain.append(above.i)
            above = above.head
    assert _is_whole(syntax.words)
    assert all(child.head is word for word in syntax.words for child in word.children)


def test_a_second_subject_behind_an_inverted_verb_is_an_apposition() -> None:
    arcs = _repaired("""
        said say VERB root 0
        one one NUM nsubj 1
        of of ADP case 4
        them they PRON nmod 2
        , , PUNCT punct 6
        Elena Elena PROPN nsubj 1
        Quispe Quispe PROPN flat 6
    """)
    assert arcs["Elena"] == ("appos", "one")


def test_a_subject_on_either_side_of_the_verb_stays() -> None:
    arcs = _repaired("""
        Nobody nobody PRON nsubj 2
        came come VERB root 0
        , , PUNCT punct 4
        Elena Elena PROPN nsubj 2
    """)
    assert arcs["Elena"] == ("nsubj", "came")


def test_what_stands_after_according_to_is_no_subject() -> None:
    arcs = _repaired("""
According accord VERB case 4
to to ADP fixed 1
two two NUM nummod 4
diplomats diplomat NOUN nsubj 9
, , PUNCT punct 4
the the DET det 7
Union Union PROPN nsubj 9
has have AUX aux 9
offered offer VERB root 0
""")
    assert arcs["diplomats"] == ("obl", "offered")
    assert arcs["Union"] == ("nsubj", "offered")


_CLAIMED = """
Peru Peru PROPN nsubj 2
left leave VERB root 0
Cusa Cusa PROPN obj 2
, , PUNCT punct 9
the the DET det 6
island island NOUN nsubj 9
both both DET det 8
countries country NOUN nsubj 9
claim claim VERB parataxis 2
"""


def test_a_clause_beside_hangs_on_the_noun_that_it_is_about() -> None:
    arcs = _repaired(_CLAIMED)
    assert arcs["island"] == ("appos", "Cusa")
    assert arcs["claim"] == ("acl:relcl", "island")
    assert arcs["countries"] == ("nsubj", "claim")


@pytest.mark.parametrize(
    "rows",
    [
        _CLAIMED.replace(", , PUNCT", "and and CCONJ"),
        _CLAIMED.replace("Cusa Cusa PROPN obj", "there there ADV advmod"),
    ],
    ids=["no comma", "no noun before the comma"],
)
def test_a_clause_beside_stays_where_nothing_parts_it_from_a_noun(rows: str) -> None:
    arcs = _repaired(rows)
    assert arcs["claim"][0] == "parataxis"


@pytest.mark.parametrize(
    ("rows", "guest", "above"),
    [
        (
            """
Oman Oman PROPN nsubj 2
held hold VERB root 0
talks talk NOUN obj 2
with with SCONJ mark 5
visiting visit VERB acl 3
Iranian iranian ADJ amod 7
minister minister NOUN obj 5
in in ADP case 9
Muscat Muscat PROPN obl 5
""",
            ("nmod", "talks"),
            ("Muscat", ("nmod", "talks")),
        ),
        (
            """
Oman Oman PROPN nsubj 2
met meet VERB root 0
Peru Peru PROPN nsubj 5
's 's PART case 3
visiting visit VERB advcl 2
foreign foreign ADJ amod 7
minister minister NOUN obj 5
""",
            ("obj", "met"),
            ("Peru", ("nmod:poss", "minister")),
        ),
    ],
)
def test_a_visiting_guest_is_no_visit(
    rows: str, guest: tuple[str, str], above: tuple[str, tuple[str, str]]
) -> None:
    arcs = _repaired(rows)
    assert arcs["minister"] == guest
    assert arcs["visiting"] == ("amod", "minister")
    assert arcs[above[0]] == above[1]


def test_a_visit_stays_one() -> None:
    arcs = _repaired("""
She she PRON nsubj 2
angered anger VERB root 0
Oman Oman PROPN obj 2
by by SCONJ mark 5
visiting visit VERB advcl 2
the the DET det 7
shrine shrine NOUN obj 5
""")
    assert arcs["visiting"] == ("advcl", "angered")


_PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
_DONE = "Tense=Past|VerbForm=Part"
_URGED = f"""
    They they PRON nsubj 2
    urged urge VERB root 0 {_PAST}
    both both PRON obj 2
    to to PART mark 5
    wait wait VERB xcomp 2 VerbForm=Inf
    and and CCONJ cc 7
    offered offer VERB conj 5 {_PAST}
    talks talk NOUN obj 7
"""


def test_a_past_form_is_not_joined_to_an_infinitive() -> None:
    assert _repaired(_URGED)["offered"] == ("conj", "urged")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"offered offer VERB conj 5 {_PAST}", "offer offer VERB conj 5 VerbForm=Inf"),
        (f"urged urge VERB root 0 {_PAST}", "urge urge VERB root 0 Mood=Ind|Tense=Pres|VerbForm=Fin"),
        ("talks talk NOUN obj 7", "people people NOUN nsubj 7"),
    ],
    ids=["an infinitive", "another tense", "a subject of its own"],
)
def test_what_fits_an_infinitive_stays_joined_to_it(old: str, new: str) -> None:
    assert ("conj", "wait") in _repaired(_URGED.replace(old, new)).values()


def test_whom_one_asks_stands_outside_the_infinitive() -> None:
    rows = """
        It it PRON nsubj 2
        asked ask VERB root 0
        the the DET det 4
        envoy envoy NOUN obj 6
        to to PART mark 6
        open open VERB xcomp 2 VerbForm=Inf
        talks talk NOUN obj 6
    """
    arcs = _repaired(rows)
    assert arcs["envoy"] == ("obj", "asked")
    assert arcs["talks"] == ("obj", "open")


_ACCUSED = f"""
    They they PRON nsubj 2
    expelled expel VERB root 0
    two two NUM nummod 4
    men man NOUN obj 2
    it it PRON nsubj 6
    accused accuse VERB acl 4 {_DONE}
"""


def test_a_participle_with_a_subject_is_the_verb_of_a_clause() -> None:
    syntax = tree(_ACCUSED)
    repair(syntax.words)
    accused = syntax.words[5]
    assert (accused.dep, accused.xpos, accused.feats) == ("acl:relcl", "VBD", _PAST)


def test_a_participle_without_one_stays() -> None:
    assert _repaired(_ACCUSED.replace("it it PRON nsubj", "long long ADV advmod"))["accused"][0] == "acl"


_RELEASED = f"""
    They they PRON nsubj 2
    threatened threaten VERB root 0
    to to PART mark 4
    strike strike VERB xcomp 2
    if if SCONJ mark 9
    the the DET det 7
    detained detain VERB advcl 9 {_DONE}
    are be AUX aux:pass 9
    freed free VERB advcl 4 {_DONE}
"""


def test_a_participle_with_an_article_is_the_subject_that_a_clause_lacks() -> None:
    syntax = tree(_RELEASED)
    repair(syntax.words)
    detained = syntax.words[6]
    assert (detained.dep, detained.head.text, detained.upos) == ("nsubj:pass", "freed", "NOUN")


def test_a_clause_with_a_subject_keeps_its_participle() -> None:
    rows = _RELEASED.replace("the the DET det 7", "men man NOUN nsubj:pass 9")
    assert _repaired(rows)["detained"] == ("advcl", "freed")


_LIST = """
    Japan Japan PROPN nsubj 6
    , , PUNCT punct 3
    Australia Australia PROPN nmod:unmarked 1
    and and CCONJ cc 5
    Peru Peru PROPN conj 3
    agreed agree VERB root 0
"""


def test_a_list_of_names_is_one_subject() -> None:
    arcs = _repaired(_LIST)
    assert arcs["Australia"] == arcs["Peru"] == ("conj", "Japan")


def test_a_name_with_its_region_is_no_list() -> None:
    assert _repaired(_LIST.replace("Japan PROPN nsubj", "Japan PROPN obl"))["Peru"] == ("conj", "Australia")
