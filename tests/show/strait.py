"""An invented report about two invented states, coded by hand: nested sources, casualties, every kind of status."""

from dataclasses import replace

from demarche.model.coded import CodedReport
from demarche.model.parts import Attribution, Casualties, Count, Participant, When, Where
from demarche.model.records import Problem, Removed, Standing

from .samples import Desk, report

STRAIT_TEXT = """Kestria withdraws patrol boats as Halm talks resume

By Ada Rennick and Jonas Pell

14 May 2025

HALM — Kestria said on Tuesday that it had withdrawn four patrol boats from the Sound of Halm, a day before talks \
with Varenia were due to resume under the mediation of the Lakes Conference.

Varenia’s defence minister, Oren Tsavaris, told the broadcaster Radio Meridian that the boats had “only moved \
behind the headland”. His Kestrian counterpart, Livia Maro, denied that any vessel remained in the disputed waters.

On 9 May at least three fishermen were killed and ten to twelve wounded when a shell struck the harbour of Little \
Halm. Varenia accused Kestrian forces of firing it. Kestria has not admitted the shelling, and an observer of the \
Lakes Conference said that, according to the harbour master, the shell had been fired from a Varenian trawler.

“If a single mine is found in the channel, we will close the Sound to every Kestrian ship,” Mr Tsavaris said on \
Monday. He added that Varenia reserved the right to seize cargo bound for the naval base at Ostrand.

The Lakes Conference demanded that both sides allow inspectors into the harbour by 20 May, failing which it would \
suspend its aid. It has delivered 400 tonnes of grain to Little Halm since March. Kestria plans to send two hospital \
ships next week.

According to the newspaper Ostrand Post, officials in both capitals believe that a ceasefire could be signed in \
June. Neither government has signed the draft. Dockers in Ostrand strike every May, and about 200 of them marched \
on Monday; police allegedly used tear gas against them."""


def _day(desk: Desk, iso: str, words: str | None = None) -> When:
    span = desk.span(words) if words else None
    return When(iso, iso, "day", "reckoned" if words else "carried", span)


def strait() -> CodedReport:
    """Return the report with its claims, problems and what was left out of it."""
    made = report(
        STRAIT_TEXT,
        path="wire/strait.txt",
        title="Kestria withdraws patrol boats as Halm talks resume",
        byline=("Ada Rennick", "Jonas Pell"),
        outlet="The Halm Courier",
        published="2025-05-14",
        removed=(Removed(2400, 2460, "contact block"),),
        mended=(STRAIT_TEXT.index("resume under"),),
    )
    desk = Desk(made)
    _withdrawal(desk)
    _shelling(desk)
    _warnings(desk)
    _conference(desk)
    _outlook(desk)
    unknown = Problem(
        report=made.id,
        stage="resolve",
        code="place-unknown",
        message="the gazetteer has no place of this name",
        span=desk.span("Little Halm"),
    )
    return desk.coded_report(unknown)


def _kestria(desk: Desk, words: str, nth: int = 0, basis: str = "dictionary") -> Participant:
    return desk.who("Kestria", words, nth, id="state:kestria", basis=basis)


def _varenia(desk: Desk, words: str, nth: int = 0, basis: str = "dictionary") -> Participant:
    return desk.who("Varenia", words, nth, id="state:varenia", basis=basis)


def _conference_of(desk: Desk, nth: int = 0) -> Participant:
    return desk.who(
        "Lakes Conference", nth=nth, id="org:lakes-conference", kind="organisation", sectors=("PRM",)
    )


def _tsavaris(desk: Desk, words: str, nth: int = 0) -> Participant:
    return desk.who(
        "Oren Tsavaris", words, nth, id="person:oren-tsavaris", kind="person", role="defence minister"
    )


def _withdrawal(desk: Desk) -> None:
    tuesday = _day(desk, "2025-05-13", "on Tuesday")
    said = desk.statement(
        "assert",
        "said",
        "that it had withdrawn four patrol boats from the Sound of Halm, a day before talks with Varenia were due "
        "to resume under the mediation of the Lakes Conference",
        speaker=_kestria(desk, "Kestria", 1),
        when=tuesday,
    )
    itself = _kestria(desk, "Kestria", 1)
    by_kestria = Attribution(itself, desk.span("said"), said.id, "CT+")
    withdrew = desk.event(
        "RETREAT",
        (desk.span("withdraws"), desk.span("withdrawn")),
        "it had withdrawn four patrol boats from the Sound of Halm",
        mode="withdraw",
        contexts=("military", "territory"),
        quad=2,
        cameo="087",
        goldstein=8.0,
        actors=(_kestria(desk, "it had", 0, "coreference"),),
        instruments=(desk.who("patrol boats", nth=1, kind="weapon", sectors=()),),
        where=(Where("Sound of Halm", None, None, None, None, "region", None, desk.span("Sound of Halm")),),
        when=When(None, "2025-05-13", "unknown", "publication", None),
        voice="attributed",
        attribution=(desk.author("Uu"), by_kestria),
        rule="withdraw.verb.forces",
    )
    desk.because(
        withdrew, "type", "“withdraw” with forces as its object is RETREAT, mode withdraw", "withdrawn"
    )
    desk.because(withdrew, "voice", "the clause is the content of a statement", "said")
    desk.because(
        withdrew, "actors", "“it” is the subject of the clause; the nearest state before it is Kestria", "it"
    )
    desk.event(
        "CONSULT",
        (desk.span("talks", 1),),
        "talks with Varenia were due to resume under the mediation of the Lakes Conference",
        mode="third-party",
        contexts=("diplomatic",),
        quad=1,
        cameo="046",
        goldstein=1.0,
        actors=(_kestria(desk, "Kestria", 1),),
        recipients=(_varenia(desk, "Varenia"), _conference_of(desk)),
        when=_day(desk, "2025-05-14", "a day before"),
        status="planned",
        voice="attributed",
        attribution=(desk.author("Uu"), replace(by_kestria, factuality="PR+")),
    )
    desk.statement(
        "assert",
        "told",
        "that the boats had “only moved behind the headland”",
        form="mixed",
        speaker=_tsavaris(desk, "Varenia’s defence minister, Oren Tsavaris"),
        channels=(desk.who("Radio Meridian", kind="organisation", sectors=("JRN",)),),
        quoted=(desk.span("only moved behind the headland"),),
        when=_day(desk, "2025-05-13"),
    )
    maro = desk.who(
        "Livia Maro", "His Kestrian counterpart, Livia Maro", id="person:livia-maro", kind="person"
    )
    desk.statement("deny", "denied", "that any vessel remained in the disputed waters", speaker=maro)


def _shelling(desk: Desk) -> None:
    ninth = When("2025-05-09", "2025-05-09", "day", "stated", desk.span("On 9 May"))
    place = Where("Little Halm", None, None, 57.211, 11.954, "city", 2700001, desk.span("Little Halm"))
    harm = Casualties(
        Count(3, None),
        Count(10, 12),
        None,
        (desk.span("at least three fishermen were killed"), desk.span("ten to twelve wounded")),
    )
    desk.event(
        "ASSAULT",
        "struck",
        "a shell struck the harbour of Little Halm",
        mode="heavy-weapons",
        contexts=("military",),
        cameo="194",
        goldstein=-9.5,
        recipients=(desk.who("fishermen", kind="people", sectors=("CVL",)),),
        instruments=(desk.who("shell", "a shell", kind="weapon", sectors=()),),
        where=(place,),
        when=ninth,
        casualties=harm,
    )
    desk.statement(
        "accuse",
        "accused",
        "Kestrian forces of firing it",
        form="narrated",
        speaker=_varenia(desk, "Varenia", 2),
        when=_day(desk, "2025-05-13"),
    )
    desk.event(
        "ACCUSE",
        "accused",
        "Varenia accused Kestrian forces of firing it",
        mode="allege",
        quad=3,
        cameo="112",
        goldstein=-3.5,
        actors=(_varenia(desk, "Varenia", 2),),
        recipients=(desk.who("Kestrian forces", sectors=("MIL",), id="state:kestria"),),
    )
    desk.event(
        "CONCEDE",
        "admitted",
        "Kestria has not admitted the shelling",
        quad=1,
        actors=(_kestria(desk, "Kestria", 3),),
        status="not_happened",
        attribution=(desk.author("CT-"),),
    )
    observer = desk.who(
        "an observer of the Lakes Conference", kind="unnamed", sectors=("PRM",), role="observer"
    )
    heard = desk.statement(
        "report",
        (desk.span("said", 1),),
        "that, according to the harbour master, the shell had been fired from a Varenian trawler",
        speaker=observer,
    )
    by_observer = Attribution(observer, desk.span("said", 1), heard.id, "Uu")
    master = desk.who("the harbour master", kind="unnamed", sectors=("GOV",), role="harbour master")
    nested = desk.statement(
        "assert",
        "according to",
        "the shell had been fired from a Varenian trawler",
        speaker=master,
        parent=heard.id,
        attribution=(desk.author(), by_observer),
    )
    desk.event(
        "ASSAULT",
        "fired",
        "the shell had been fired from a Varenian trawler",
        mode="heavy-weapons",
        contexts=("military",),
        cameo="194",
        goldstein=-9.5,
        actors=(desk.who("Varenian trawler", "a Varenian trawler", kind="unnamed", sectors=("UAF",)),),
        when=ninth,
        voice="attributed",
        attribution=(
            desk.author("Uu"),
            by_observer,
            Attribution(master, desk.span("according to"), nested.id, "PR+"),
        ),
        rule="fire.verb.passive",
    )


def _warnings(desk: Desk) -> None:
    monday = _day(desk, "2025-05-12", "on Monday")
    speaker = _tsavaris(desk, "Mr Tsavaris")
    said = desk.statement(
        "threaten",
        (desk.span("said", 2),),
        "“If a single mine is found in the channel, we will close the Sound to every Kestrian ship,”",
        form="direct",
        quoted=(
            desk.span(
                "If a single mine is found in the channel, we will close the Sound to every Kestrian ship,"
            ),
        ),
        speaker=speaker,
        when=monday,
    )
    chain = (desk.author(), Attribution(speaker, desk.span("said", 2), said.id, "CT+"))
    threat = desk.event(
        "THREATEN",
        "will close",
        "If a single mine is found in the channel, we will close the Sound to every Kestrian ship",
        mode="restrict",
        contexts=("territory",),
        quad=3,
        cameo="131",
        goldstein=-3.0,
        actors=(_varenia(desk, "we will", 0, "coreference"),),
        recipients=(_kestria(desk, "Kestrian ship"),),
        when=monday,
        voice="attributed",
        attribution=chain,
    )
    desk.event(
        "COERCE",
        "close",
        "we will close the Sound to every Kestrian ship",
        mode="restrict",
        cameo="172",
        goldstein=-7.0,
        actors=(_varenia(desk, "we will", 0, "coreference"),),
        recipients=(_kestria(desk, "Kestrian ship"),),
        status="conditional",
        voice="attributed",
        attribution=(desk.author("Uu"), replace(chain[1], factuality="PS+")),
    )
    desk.commitment(
        "red_line",
        "we will close the Sound to every Kestrian ship",
        issuers=(_varenia(desk, "we will", 0, "coreference"),),
        addressees=(_kestria(desk, "Kestrian ship"),),
        condition=(desk.span("If a single mine is found in the channel"),),
        consequence=(desk.span("we will close the Sound to every Kestrian ship"),),
        history=(Standing("issued", monday, chain),),
        statements=(said.id,),
        events=(threat.id,),
    )
    added = desk.statement(
        "threaten",
        "added",
        "that Varenia reserved the right to seize cargo bound for the naval base at Ostrand",
        speaker=desk.who(
            "Oren Tsavaris", "He added", basis="coreference", id="person:oren-tsavaris", kind="person"
        ),
    )
    desk.commitment(
        "reservation",
        "reserved the right to seize cargo bound for the naval base at Ostrand",
        issuers=(_varenia(desk, "Varenia", 4),),
        strength="reserves",
        statements=(added.id,),
    )


def _conference(desk: Desk) -> None:
    conference = _conference_of(desk, 2)
    deadline = When("2025-05-20", "2025-05-20", "day", "stated", desk.span("by 20 May"))
    asked = desk.statement(
        "demand",
        "demanded",
        "that both sides allow inspectors into the harbour by 20 May",
        speaker=conference,
    )
    desk.event(
        "REQUEST",
        "demanded",
        "The Lakes Conference demanded that both sides allow inspectors into the harbour by 20 May",
        mode="yield",
        contexts=("peacekeeping",),
        quad=3,
        cameo="105",
        goldstein=-1.0,
        actors=(conference,),
        recipients=(desk.who("both sides", kind="group", basis="none"),),
    )
    desk.event(
        "RETREAT",
        "allow",
        "both sides allow inspectors into the harbour by 20 May",
        mode="access",
        contexts=("peacekeeping",),
        quad=2,
        goldstein=6.5,
        actors=(desk.who("both sides", kind="group", basis="none"),),
        when=deadline,
        status="demanded",
        voice="attributed",
        attribution=(desk.author("Uu"), Attribution(conference, desk.span("demanded"), asked.id, "Uu")),
    )
    desk.commitment(
        "ultimatum",
        "suspend its aid",
        issuers=(conference,),
        addressees=(desk.who("both sides", kind="group", basis="none"),),
        condition=(desk.span("failing which"),),
        consequence=(desk.span("it would suspend its aid"),),
        deadline=deadline,
        statements=(asked.id,),
    )
    desk.event(
        "AID",
        "delivered",
        "It has delivered 400 tonnes of grain to Little Halm since March",
        contexts=("disasters",),
        quad=2,
        cameo="073",
        goldstein=10.0,
        actors=(
            desk.who(
                "Lakes Conference", "It has", basis="coreference", kind="organisation", sectors=("PRM",)
            ),
        ),
        when=When("2025-03-01", None, "month", "reckoned", desk.span("since March")),
        status="ongoing",
    )
    desk.event(
        "AID",
        "send",
        "Kestria plans to send two hospital ships next week",
        contexts=("health",),
        quad=2,
        goldstein=10.0,
        actors=(_kestria(desk, "Kestria", 4),),
        when=When("2025-05-19", "2025-05-25", "week", "reckoned", desk.span("next week")),
        status="planned",
    )


def _outlook(desk: Desk) -> None:
    officials = desk.who("officials in both capitals", kind="unnamed", role="officials")
    post = desk.who("Ostrand Post", kind="organisation", sectors=("JRN",))
    told = desk.statement(
        "report",
        "According to",
        "officials in both capitals believe that a ceasefire could be signed in June",
        speaker=post,
    )
    desk.event(
        "AGREE",
        "signed",
        "a ceasefire could be signed in June",
        contexts=("military", "diplomatic"),
        quad=1,
        cameo="0871",
        goldstein=2.5,
        when=When("2025-06-01", "2025-06-30", "month", "stated", desk.span("in June")),
        status="possible",
        voice="attributed",
        attribution=(
            desk.author("Uu"),
            Attribution(post, desk.span("According to"), told.id, "Uu"),
            Attribution(officials, desk.span("believe"), None, "PS+"),
        ),
    )
    desk.event(
        "AGREE",
        "signed the draft",
        "Neither government has signed the draft",
        quad=1,
        actors=(desk.who("neither government", "Neither government", kind="group"),),
        status="not_happened",
        attribution=(desk.author("CT-"),),
    )
    desk.event(
        "PROTEST",
        (desk.span("strike"),),
        "Dockers in Ostrand strike every May",
        mode="strike",
        actors=(desk.who("dockers", "Dockers", kind="people", sectors=("LAB",)),),
        status="habitual",
    )
    desk.event(
        "ASSAULT",
        "used tear gas",
        "police allegedly used tear gas against them",
        mode="crowd-control",
        contexts=("human_rights",),
        cameo="1822",
        goldstein=-7.5,
        actors=(desk.who("police", kind="organisation", sectors=("COP",)),),
        recipients=(desk.who("dockers", "them.", basis="coreference", kind="people", sectors=("LAB",)),),
        instruments=(desk.who("tear gas", kind="weapon", sectors=()),),
        when=_day(desk, "2025-05-12", "on Monday"),
        voice="alleged",
        attribution=(desk.author("PR+"),),
    )
