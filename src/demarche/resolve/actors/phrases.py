"""Noun phrases to mentions: a name, a role with its country, or a person with a role beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.lexicon.actors import Actors, Role
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.model.values import ParticipantKind
from demarche.resolve.actors.phrase_words import is_article_or_number, is_beside_phrase, run
from demarche.resolve.actors.titles import TitleReader
from demarche.resolve.actors.weapons import Weapons
from demarche.resolve.identity import Identity, Name, knowledge, person_id

_NOMINAL = frozenset({"NOUN", "PROPN"})
_STATE = "state"
_NATIONAL = frozenset({"state", "adjective", "demonym", "capital", "seat"})
_FORMER_SECTORS = ("ELI",)
_CIVILIANS = ("CVL",)
_LOCAL = frozenset(
    {"CVL", "OPP", "LAB", "EDU", "CRM", "REB", "AGR", "UAF", "PRM"}
)  # people who mostly are where they act
_REGION = "region:"
_HYPHENS = frozenset({"-", "‑"})
_GOVERNMENT = "GOV"
_SERVING = frozenset(
    {"GOV", "UNK", "SPY"}
)  # sectors of roles that say nothing beside the body that is served
_PLURAL = frozenset({"NNS", "NNPS"})
_NOT_IN_PHRASE = frozenset({"case", "punct", "cc", "mark", "acl:relcl", "advmod", "conj", "appos"})


@dataclass(frozen=True, slots=True)
class PhraseResolver:
    """Resolves the noun phrases of one report; `names` are those found in it, by head word."""

    reading: Reading
    syntax: Syntax
    actors: Actors
    names: Mapping[int, Name]
    day: date | None
    titles: TitleReader

    @property
    def _weapons(self) -> Weapons:
        return Weapons(self.syntax, self.actors)

    def mentions(self) -> dict[int, Mention]:
        """Return the mentions by the index of their head word; pronouns are left to `coreference`."""
        people, bodies = self._people(), self._bodies()
        titles = self._title_words()
        found: dict[int, Mention] = {}
        for word in self.syntax.words:
            name = self.titles.covering.get(word.i)
            mention = None
            if name is not None:
                mention = self._named(name, people, bodies) if word is name.head else None
            elif word.i in titles:
                continue
            elif word.upos in _NOMINAL or (word.upos == "ADJ" and word.dep in {"nsubj", "obj"}):
                mention = self._by_role(word, people) or self._weapon(word)
            if mention is not None:
                found[word.i] = mention
        for index, mention in list(found.items()):  # the words before that the tree has as one name with it
            top = self.syntax.words[index]
            while top.dep == "flat" and top.head.upos == "PROPN":
                top = top.head
                found.setdefault(top.i, replace(mention, head=top.i))
        return self._without_parts_of_weapons(found)

    def _without_parts_of_weapons(self, found: Mapping[int, Mention]) -> dict[int, Mention]:
        """Return the mentions without those inside the name of a kind of weapon: "rocket" of "rocket-propelled grenade"."""
        inside = {
            index
            for index, mention in found.items()
            if self.syntax.words[index].upos == "NOUN" and mention.participants[0].kind == "weapon"
            for index in range(index - self._weapons.length(self.syntax.words[index]) + 1, index)
        }
        return {index: mention for index, mention in found.items() if index not in inside}

    def _title_words(self) -> set[int]:
        """Return the words of roles in front of persons, who are no participants of their own ("Maj. Gen. X")."""
        found: set[int] = set()
        for name in self.names.values():
            title = self.titles.title_before(name) if name.sort == "person" else []
            run = self.titles.last_role(title)
            if run is not None:
                heads = {name.head.i, *(word.i for word in title)}
                found.update(
                    word.i
                    for word in title
                    if word.i < run.end and (word.i >= run.start or word.head.i in heads)
                )
        return found

    def _people(self) -> dict[str, Identity]:
        """Return the persons that the report names, by name: what the fullest of their titles says of them."""
        found: dict[str, Identity] = {}
        for name in self.names.values():
            if name.sort != "person" or name.identity.basis == "coreference":
                continue
            identity = self._with_title(name, self.titles.title_before(name))
            known = found.get(identity.name)
            if known is None or knowledge(identity) > knowledge(known):
                found[identity.name] = identity
        return found

    def _bodies(self) -> dict[str, Identity]:
        """Return the bodies that only the report knows, by name: what the fullest of their descriptions says of them."""
        found: dict[str, Identity] = {}
        for name in self.names.values():
            if name.sort != "body" or name.identity.basis != "text":
                continue
            identity = self._described(name, self.titles.title_before(name))
            known = found.get(identity.name)
            if known is None or knowledge(identity) > knowledge(known):
                found[identity.name] = identity
        return found

    def _named(
        self, name: Name, people: Mapping[str, Identity], bodies: Mapping[str, Identity]
    ) -> Mention | None:
        if name.sort == "place":
            return None
        words = list(self.syntax.words[name.start : name.end])
        identity = name.identity
        if name.sort == "person":
            title = self.titles.title_before(name)
            identity = self._with_title(name, title)
            known = people.get(identity.name)
            if known is not None and knowledge(known) > knowledge(identity):
                identity = replace(known, basis=identity.basis, reason=f"{identity.reason}; {known.reason}")
            words = [*title, *words, *self._apposition(name.head)]
        elif name.sort == "body" and identity.basis in {"text", "coreference"}:
            title = self.titles.title_before(name) if identity.basis == "text" else []
            identity = self._described(name, title)
            known = bodies.get(identity.name)
            if known is not None and knowledge(known) > knowledge(identity):
                identity = replace(known, basis=identity.basis)
            words = [*title, *words]
        elif name.sort == "demonym":
            identity = self._people_of(name, words)
        elif name.sort in {"body", "seat"}:
            return self._body(name, words, people)
        return self._mention(name.head, [identity], words)

    def _people_of(self, name: Name, words: Sequence[Word]) -> Identity:
        """Return a people; "ethnic Albanians" are of where they live, if the text says, not of Albania."""
        country, reason = name.identity.country, name.identity.reason
        if any(child.lower in self.titles.relations.descent for child in name.head.having("amod")):
            owners = self.titles.owners(name.head)
            country = owners[0].identity.country if owners else None
            reason += "; by descent, not by country"
        return Identity(None, self._text(words), "people", country, _CIVILIANS, None, "dictionary", reason)

    def _body(self, name: Name, words: Sequence[Word], people: Mapping[str, Identity]) -> Mention:
        """Return a body of the tables; a further owner of its noun has one too: "US and British forces"."""
        head = name.head
        run = self.titles.role_ending_at(self.syntax.words[name.end - 1])
        owners = [
            owner
            for owner in self.titles.owners(head)
            if owner.sort in _NATIONAL and owner.identity.country != name.identity.country
        ]
        if run is None and _is_national(name.identity) and (possessor := _possessor(name, owners)):
            return self._mention(head, [self._of_possessor(name, possessor, words)], words)
        if run is None or not owners or name.identity.id is None or not _is_national(name.identity):
            return self._mention(head, [name.identity], words)
        if name.sort == "seat":  # "Ivory Coast's Supreme Court" is not the best known one
            owned = sorted({*words, *self._noun_phrase(head)}, key=lambda word: word.i)
            return self._mention(head, [self._of_role(run.role, owned, owners, head, people)], owned)
        last = self.syntax.words[run.start : name.end]
        found = [
            self._of_role(
                run.role, [*self.syntax.words[owner.start : owner.end], *last], [owner], head, people
            )
            for owner in owners
        ]
        return self._mention(
            head, [name.identity, *found], [*words, *(self.syntax.words[o.start] for o in owners)]
        )

    def _of_possessor(self, name: Name, possessor: Name, words: Sequence[Word]) -> Identity:
        """Return the body of another state that has the same name: "Tajikistan's State Committee for National Security"."""
        owner = possessor.identity
        reason = f"“{self._text(words)}” is that of {owner.name}, not of {name.identity.country}"
        return Identity(
            None, self._text(words), name.identity.kind, owner.country, name.identity.sectors, None, "text", reason
        )  # fmt: skip

    def _by_role(self, head: Word, people: Mapping[str, Identity]) -> Mention | None:
        run = self.titles.role_ending_at(head)
        if (
            run is None
            or self._weapons.is_part(head)
            or self._is_counted(head)
            or self._is_mass(head, run.role)
        ):
            return None
        owners = self.titles.owners(head, run)
        if (
            not owners
            and _LOCAL.issuperset(run.role.sectors)
            and run.role.sectors
            and run.role.kind != "organisation"
        ):
            owners = self.titles.around(head)
        words = self._noun_phrase(head)
        apposed = self.titles.apposed(head)
        if apposed is not None:
            is_person = apposed.sort == "person" and run.role.kind != "organisation"
            identity = (
                self._titled(apposed, run.role, owners[:1]) if is_person else self._described(apposed, words)
            )
            return self._mention(head, [identity], [*words, *self.syntax.words[apposed.start : apposed.end]])
        if len(owners) < 2:  # noqa: PLR2004 - one owner or none
            return self._mention(head, [self._of_role(run.role, words, owners, head, people)], words)
        identities = [
            self._of_role(run.role, self._told_apart(words, owner, owners), [owner], head, people)
            for owner in owners
        ]
        return self._mention(head, identities, words)

    def _weapon(self, head: Word) -> Mention | None:
        """Return the weapon that a noun names, by the name it stands with ("ATACMS missiles") or by its kind."""
        if head.upos != "NOUN":
            return None
        if head.dep == "compound" and self._weapons.kind(head.head) is not None:
            return None
        words = [
            word for word in self._noun_phrase(head) if word.i <= head.i and not is_article_or_number(word)
        ]
        named = {
            name.identity.id: name.identity
            for word in words
            if (name := self.titles.covering.get(word.i)) is not None and name.sort == "weapon"
        }
        if named:
            return self._mention(head, list(named.values()), words)
        entry = self._weapons.kind(head)
        if entry is None:
            return None
        reason = f"“{head.text}” is in the table of weapons ({entry.name})"
        identity = Identity(entry.id, entry.name, "weapon", None, (), None, "dictionary", reason)
        return self._mention(head, [identity], words)

    def _is_mass(self, word: Word, role: Role) -> bool:
        """Tell whether a noun names no group but what it has: "the use of force"; with an article or plural it is one."""
        return (
            word.lower in self.titles.relations.mass
            and word.lower == role.lemma
            and word.first("det", "nmod:poss", "amod", "compound", "nummod") is None
        )

    def _is_counted(self, word: Word) -> bool:
        """Tell whether a noun only says of how many something is: "member" of "the 15-member body"."""
        before = self.syntax.words[max(word.i - 2, 0) : word.i]
        is_joined = bool(before) and before[-1].text in _HYPHENS and before[0].upos == "NUM"
        return word.dep == "compound" and is_joined

    def _with_title(self, name: Name, title: Sequence[Word]) -> Identity:
        run = self.titles.last_role(title)
        owners = self.titles.owners_among(title, run)
        if run is not None and not owners:
            owners = [owner for owner in self.titles.following(name) if owner.sort in _NATIONAL]
        beside = self.titles.role_beside(name) if run is None else None
        if beside is not None:
            run, owners = beside
        role = None if run is None else run.role
        if role is not None and role.kind == "organisation" and name.identity.basis == "text":
            country = owners[0].identity.country if owners else None
            return replace(name.identity, kind="organisation", sectors=role.sectors, country=country)
        former = any(word.lower in self.titles.relations.former for word in title)
        return self._titled(name, role, owners[:1], former=former)

    def _titled(
        self, name: Name, role: Role | None, owners: Sequence[Name], *, former: bool = False
    ) -> Identity:
        """Return the person with what a title says of them; the tables' office of the day is kept."""
        owner = owners[0].identity if owners else None
        identity = name.identity
        if owner is not None and self._is_namesake(identity, owner):
            identity = Identity(None, identity.name, "person", None, (), None, "text", f"“{identity.name}”")
        country = identity.country or (None if owner is None else owner.country)
        if former:
            text = None if role is None else _formerly(role.office or role.lemma)
            return replace(identity, role=text, sectors=_FORMER_SECTORS, country=country)
        if identity.role is None and role is not None:
            known = f", {role.lemma}" + ("" if owner is None else f" of {owner.name}")
            sectors = self._sectors(role, owners[0] if owners else None)
            identity = replace(
                identity, role=role.office or role.lemma, sectors=sectors, reason=identity.reason + known
            )
        if identity.id is None and " " in identity.name:
            identity = replace(identity, id=person_id(identity.name, country))
        return identity if identity.country is not None else replace(identity, country=country)

    def _is_namesake(self, identity: Identity, owner: Identity) -> bool:
        """Tell whether a person of the tables never led the state that the title names: it is somebody else."""
        terms = () if identity.id is None else self.actors.leaders(identity.id)
        countries = {identity.country, *(term.country for term in terms)}
        return bool(terms) and owner.country in self.actors.states and owner.country not in countries

    def _apposition(self, head: Word) -> list[Word]:
        for child in head.having("appos"):
            if self.titles.role_ending_at(child) is not None:
                return [word for word in child.subtree() if word.dep not in {"acl:relcl", "acl"}]
        return []

    def _described(self, name: Name, title: Sequence[Word]) -> Identity:
        """Return a body that the text names with what stands before it: "the newspaper El Puente"."""
        if name.identity.basis != "text":
            return name.identity
        run = self.titles.last_role(title) or self.titles.role_ending_at(self.syntax.words[name.end - 1])
        owners = self.titles.owners_among(title, run) or self.titles.owners(name.head)
        beside = self.titles.role_beside(name) if run is None else None
        if beside is not None:  # "its Australian owner, Redstone Metals"
            run, owners = beside[0], owners or beside[1]
        country = owners[0].identity.country if owners else None
        sectors = () if run is None else run.role.sectors
        return replace(name.identity, id=None, kind="organisation", country=country, sectors=sectors)

    def _of_role(
        self,
        role: Role,
        words: Sequence[Word],
        owners: Sequence[Name],
        head: Word,
        people: Mapping[str, Identity],
    ) -> Identity:
        owner = owners[0] if owners else None
        text = self._text(words)
        country = None if owner is None else owner.identity.country
        of = "" if owner is None else f" of {owner.identity.name}"
        reason = f"“{head.text}” is a role ({role.lemma}){of}"
        sectors = self._sectors(role, owner)
        if owner is not None and _stands_for_state(owner):
            known = self._of_state(role, country, head) if country is not None else None
            if known is not None:
                return Identity(known[0], text, known[1], country, sectors, None, "dictionary", reason)
            holder = self._holder(role, country, head, people)
            if holder is not None:
                return replace(holder, reason=f"{reason}; {holder.reason}")
        return Identity(None, text, _kind(role, head), country, sectors, role.office, "text", reason)

    def _of_state(self, role: Role, country: str, head: Word) -> tuple[str, ParticipantKind] | None:
        """Return id and kind of what a state has one of: its government is the state itself."""
        if role.institution is None or head.xpos in _PLURAL:
            return None
        if role.institution == _STATE:
            return f"state:{country}", "state"
        return f"org:{country}:{role.institution}", "organisation"

    def _sectors(self, role: Role, owner: Name | None) -> tuple[str, ...]:
        """Return the sectors of a role; somebody who works for a body has those of the body ("a Hamas official")."""
        if owner is not None and owner.sort == "seat" and not role.sectors:
            return owner.identity.sectors
        if owner is not None and (owner.identity.id or "").startswith(_REGION):
            return _joined(
                role.sectors, [sector for sector in owner.identity.sectors if sector != _GOVERNMENT]
            )
        if owner is None or owner.sort in _NATIONAL or owner.sort in {"person", "place"}:
            return role.sectors
        if owner.identity.sectors and set(role.sectors) <= _SERVING:
            return owner.identity.sectors
        return _joined(role.sectors, owner.identity.sectors)

    def _holder(
        self, role: Role, country: str | None, head: Word, people: Mapping[str, Identity]
    ) -> Identity | None:
        """Return who held a state's office, for "the Russian president" without a name: whom the text says, else the tables.

        Nobody where the text names several, or no day is known for the tables.
        """
        if country is None or role.office is None or head.xpos in _PLURAL:
            return None
        if any(
            child.lower in self.titles.relations.former
            or (child.dep == "det" and "Definite=Ind" in child.feats)
            for child in head.children
        ):
            return None
        term = None if self.day is None else self.actors.holder(country, role.office, self.day)
        named = [one for one in people.values() if (one.role, one.country) == (role.office, country)]
        named = named or self._unplaced(role.office, country, people)
        if named and (term is None or all(one.id != term.id for one in named)):
            reason = f"{named[0].name} has the office in the text"
            return replace(named[0], reason=reason) if len(named) == 1 else None
        if term is None:
            return None
        reason = f"{term.name} held the office on {self.day}"
        return Identity(term.id, term.name, "person", country, term.sectors, term.role, "dictionary", reason)

    def _unplaced(self, office: str, country: str, people: Mapping[str, Identity]) -> list[Identity]:
        """Return who has an office in the text and no country, placed, where no other country is named: the headline's."""
        named = {name.identity.country for name in self.names.values()} & set(self.actors.states)
        if named != {country}:
            return []
        return [
            replace(one, country=country, id=person_id(one.name, country))
            for one in people.values()
            if (one.role, one.country) == (office, None) and one.id is not None
        ]

    def _told_apart(self, words: Sequence[Word], owner: Name, owners: Sequence[Name]) -> list[Word]:
        """Return the words of "Russian and Belarusian troops" that are those of one owner."""
        others = {index for other in owners if other is not owner for index in range(other.start, other.end)}
        return [word for word in words if word.i not in others and word.upos not in {"CCONJ", "PUNCT"}]

    def _noun_phrase(self, head: Word) -> list[Word]:
        """Return the head with what stands before it, and its of-phrase if that names a country."""
        words = [head]
        for child in head.children:
            is_before = child.i < head.i and child.dep not in _NOT_IN_PHRASE and not is_beside_phrase(child)
            if (is_before and not self.titles.is_apart(child, head)) or (
                child.i > head.i and child.dep in {"nmod", "flat"} and self.titles.is_of_country(child)
            ):
                words.extend(child.subtree())
        return sorted(words, key=lambda word: word.i)

    def _text(self, words: Sequence[Word]) -> str:
        """Return the words of a name as they stand, without article and number; a common first word in small letters."""
        kept = [word for word in words if not is_article_or_number(word)] or list(words)
        text = ""
        for before, word in zip([None, *kept], kept, strict=False):
            gap = before is not None and (word.start > before.end or word.i > before.i + 1)
            text += (" " if gap else "") + word.text
        first = kept[0]
        is_name = first.upos == "PROPN" or first.i in self.titles.covering
        begins = self._begins_sentence(first)
        if (
            is_name
            or not first.text.istitle()
            or any(word.text[:1].isupper() for word in kept[1:])
            or not begins
        ):
            return text
        return text[0].lower() + text[1:]

    def _begins_sentence(self, word: Word) -> bool:
        """Tell whether nothing but marks, articles and numbers stands before a word in its sentence."""
        start = self.syntax.sentences[word.sentence].start
        return all(
            other.upos in {"PUNCT", "SYM"} or is_article_or_number(other)
            for other in self.syntax.words[start : word.i]
        )

    def _mention(self, head: Word, identities: Sequence[Identity], words: Iterable[Word]) -> Mention:
        inside = run(words, head)
        span = self.reading.span(inside[0].start, inside[-1].end)
        participants = tuple(
            Participant(one.name, one.id, one.kind, one.country, one.sectors, one.role, one.basis, span)
            for one in identities
        )
        return Mention(head.i, participants, "; ".join(dict.fromkeys(one.reason for one in identities)))


def _stands_for_state(owner: Name) -> bool:
    """Tell whether an owner is a state, or somebody whose government is meant; a part of a state is not ("Scottish")."""
    return owner.sort == "person" or owner.identity.id == f"state:{owner.identity.country}"


def _is_national(identity: Identity) -> bool:
    """Tell whether something is a body that every state may have: its id holds the state."""
    return identity.id is not None and identity.country is not None and f":{identity.country}:" in identity.id


def _possessor(name: Name, owners: Sequence[Name]) -> Name | None:
    """Return the state whose possessive stands before a name."""
    return next(
        (owner for owner in owners if owner.head.dep == "nmod:poss" and owner.end <= name.start), None
    )


def _formerly(role: str) -> str:
    return role if role.startswith("former ") else f"former {role}"


def _kind(role: Role, head: Word) -> ParticipantKind:
    """Return the kind of a role without a name: several are a group, one is unnamed unless it is an office."""
    if role.kind != "person":
        return role.kind
    if head.xpos in _PLURAL:
        return "group"
    return "person" if role.office is not None else "unnamed"


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))
