"""Noun phrases to mentions: a name, a role with its country, or a person with a role beside them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.lexicon.actors import Actors, Role
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.model.values import ParticipantKind
from demarche.resolve.identity import Identity, Name

_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE = frozenset({"compound", "amod", "nmod:desc", "nmod:unmarked", "nmod:poss", "flat", "nmod"})
_OF = frozenset({"of", "from", "in", "for", "at", "to"})
_ROLE_WORDS = 5
_STATE = "state"
_OUTSIDE_TITLES = frozenset({"PUNCT", "VERB", "ADP", "CCONJ", "AUX", "PRON", "SCONJ"})
_INSIDE_TITLES = frozenset({"-", "."})
_NATIONAL = frozenset({"state", "adjective", "demonym", "capital", "seat"})
_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed"})
_FORMER_SECTORS = ("ELI",)
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class PhraseResolver:
    """Resolves the noun phrases of one report; `names` are those found in it, by head word."""

    reading: Reading
    syntax: Syntax
    actors: Actors
    names: Mapping[int, Name]
    day: date | None

    def mentions(self) -> dict[int, Mention]:
        """Return the mentions by the index of their head word; pronouns are left to `coreference`."""
        inside = {index: name for name in self.names.values() for index in range(name.start, name.end)}
        people = self._people()
        found: dict[int, Mention] = {}
        for word in self.syntax.words:
            name = inside.get(word.i)
            mention = None
            if name is not None:
                mention = self._named(name, people) if word is name.head else None
            elif word.upos in _NOMINAL or (word.upos == "ADJ" and word.dep in {"nsubj", "obj"}):
                mention = self._by_role(word)
            if mention is not None:
                found[word.i] = mention
        return found

    def _people(self) -> dict[str, Identity]:
        """Return the persons that the report names, by name: what the fullest of their titles says of them."""
        found: dict[str, Identity] = {}
        for name in self.names.values():
            if name.sort != "person" or name.identity.basis == "coreference":
                continue
            identity = self._with_title(name, self._title_before(name))
            known = found.get(identity.name)
            if known is None or _knowledge(identity) > _knowledge(known):
                found[identity.name] = identity
        return found

    def _named(self, name: Name, people: Mapping[str, Identity]) -> Mention | None:
        if name.sort == "place":
            return None
        words = list(self.syntax.words[name.start : name.end])
        identity = name.identity
        if name.sort == "person":
            title = self._title_before(name)
            identity = self._with_title(name, title)
            known = people.get(identity.name)
            if known is not None and _knowledge(known) > _knowledge(identity):
                identity = replace(known, basis=identity.basis, reason=f"{identity.reason}; {known.reason}")
            words = [*title, *words, *self._apposition(name.head)]
        elif name.sort == "body" and identity.basis == "text":
            identity = self._described(name)
            words = [*self._described_by(name), *words]
        elif name.sort == "demonym":
            identity = replace(
                identity, id=None, name=self._text(words), kind="people", sectors=("CVL",), basis="dictionary"
            )
        return self._mention(name.head, [identity], words)

    def _by_role(self, head: Word) -> Mention | None:
        role = self._role_ending_at(head)
        if role is None:
            return None
        owners = self._owners(head)
        words = self._noun_phrase(head)
        person = self._apposed_person(head)
        if person is not None:
            identity = self._titled(person, role, owners[:1])
            return self._mention(head, [identity], [*words, *self.syntax.words[person.start : person.end]])
        if len(owners) < 2:  # noqa: PLR2004 - one owner or none
            return self._mention(head, [self._of_role(role, words, owners, head)], words)
        identities = [
            self._of_role(role, self._told_apart(words, owner, owners), [owner], head) for owner in owners
        ]
        return self._mention(head, identities, words)

    def _role_ending_at(self, head: Word) -> Role | None:
        """Return the longest role whose last word is the head."""
        words = self.syntax.words
        for size in range(min(_ROLE_WORDS, head.i + 1), 0, -1):
            run = words[head.i - size + 1 : head.i + 1]
            if run[0].sentence != head.sentence:
                continue
            role = self.actors.role([word.text for word in run])
            if role is not None:
                return role
        return None

    def _title_before(self, name: Name) -> list[Word]:
        """Return the words before a person's name that belong to the same phrase: "Peruvian foreign minister"."""
        found: list[Word] = []
        for index in range(name.start - 1, -1, -1):
            word = self.syntax.words[index]
            is_inside = bool(found) and word.text in _INSIDE_TITLES
            if word.sentence != name.head.sentence or (word.upos in _OUTSIDE_TITLES and not is_inside):
                break
            if word.is_root or word.head.i > name.end or word.head.i < index - 1:
                break
            found.insert(0, word)
        return found

    def _with_title(self, name: Name, title: Sequence[Word]) -> Identity:
        role = self._last_role(title)
        owners = [self._covering(word) for word in title]
        named = [owner for owner in owners if owner is not None and owner.sort != "person"]
        apposed = self._role_after(name)
        if role is None and apposed is not None:
            role, named = apposed
        if role is not None and role.kind == "organisation" and name.identity.basis == "text":
            country = named[0].identity.country if named else None
            return replace(name.identity, kind="organisation", sectors=role.sectors, country=country)
        former = any(word.lower in _FORMER for word in title)
        return self._titled(name, role, named[:1], former=former)

    def _last_role(self, words: Sequence[Word]) -> Role | None:
        for last in range(len(words), 0, -1):
            for first in range(max(0, last - _ROLE_WORDS), last):
                role = self.actors.role([word.text for word in words[first:last]])
                if role is not None:
                    return role
        return None

    def _role_after(self, name: Name) -> tuple[Role, list[Name]] | None:
        """Return the role in an apposition behind a name: "Elena Quispe, the foreign minister of Peru"."""
        for child in name.head.having("appos"):
            role = self._role_ending_at(child)
            if role is not None:
                return role, self._owners(child)
        return None

    def _titled(
        self, name: Name, role: Role | None, owners: Sequence[Name], *, former: bool = False
    ) -> Identity:
        """Return the person with what a title says of them; the tables' office of the day is kept."""
        identity = name.identity
        owner = owners[0].identity if owners else None
        country = identity.country or (None if owner is None else owner.country)
        if former:
            text = None if role is None else f"former {role.office or role.lemma}"
            return replace(identity, role=text, sectors=_FORMER_SECTORS, country=country)
        if identity.role is None and role is not None:
            known = f", {role.lemma}" + ("" if owner is None else f" of {owner.name}")
            sectors = _joined(
                role.sectors, () if owner is None or owners[0].sort in _NATIONAL else owner.sectors
            )
            identity = replace(
                identity, role=role.office or role.lemma, sectors=sectors, reason=identity.reason + known
            )
        if identity.id is None:
            identity = replace(
                identity,
                country=country,
                id=_person_id(identity.name, country) if " " in identity.name else None,
            )
        return identity if identity.country is not None else replace(identity, country=country)

    def _apposition(self, head: Word) -> list[Word]:
        for child in head.having("appos"):
            if self._role_ending_at(child) is not None:
                return [word for word in child.subtree() if word.dep not in {"acl:relcl", "acl"}]
        return []

    def _described(self, name: Name) -> Identity:
        """Return an unknown organisation with what stands before it: "the newspaper El Puente"."""
        words = self._described_by(name)
        role = self._last_role(words)
        owners = [owner for owner in map(self._covering, words) if owner is not None]
        owners = owners or self._owners(name.head)
        country = owners[0].identity.country if owners else None
        sectors = () if role is None else role.sectors
        if role is None:
            own = self._role_ending_at(self.syntax.words[name.end - 1])
            sectors = () if own is None else own.sectors
        return replace(name.identity, country=country, sectors=sectors)

    def _described_by(self, name: Name) -> list[Word]:
        return [word for word in self._title_before(name) if word.upos != "DET" or word.i < name.start]

    def _apposed_person(self, head: Word) -> Name | None:
        """Return the person that a role is said to be: "the foreign minister, Elena Quispe"."""
        for child in head.having("appos", "flat", "nmod:desc"):
            name = self._covering(child)
            if name is not None and name.sort == "person" and child.i > head.i:
                return name
        return None

    def _owners(self, head: Word) -> list[Name]:
        """Return the names that say whose a role is: possessor, adjective, compound or of-phrase, with conjuncts."""
        for child in head.children:
            if child.i < head.i and child.dep in _BEFORE:
                found = self._names_at(child)
                if found:
                    return found
        for child in head.having("nmod", "nmod:poss", "obl"):
            case = child.first("case")
            if child.i > head.i and case is not None and case.lower in _OF:
                found = self._names_at(child)
                if found:
                    return found
        return []

    def _names_at(self, word: Word) -> list[Name]:
        found: list[Name] = []
        for member in (word, *word.having("conj")):
            name = self._covering(member)
            if name is not None and name.identity.country is not None:
                found.append(name)
            elif name is None and member.upos in _NOMINAL:
                found.extend(self._owners(member)[:1])
        return found

    def _covering(self, word: Word) -> Name | None:
        direct = self.names.get(word.i)
        if direct is not None:
            return direct
        return next((name for name in self.names.values() if name.start <= word.i < name.end), None)

    def _of_role(self, role: Role, words: Sequence[Word], owners: Sequence[Name], head: Word) -> Identity:
        owner = owners[0] if owners else None
        text = self._text(words)
        country = None if owner is None else owner.identity.country
        of = "" if owner is None else f" of {owner.identity.name}"
        reason = f"“{head.text}” is a role ({role.lemma}){of}"
        sectors = role.sectors
        if owner is not None and owner.sort not in _NATIONAL and owner.sort != "person":
            sectors = _joined(role.sectors, owner.identity.sectors)
        if (
            role.institution is not None
            and owner is not None
            and country is not None
            and head.xpos not in _PLURAL
        ):
            if role.institution == _STATE:
                return Identity(
                    f"state:{country}", text, "state", country, sectors, None, "dictionary", reason
                )
            if owner.sort in _NATIONAL:
                identifier = f"org:{country}:{role.institution}"
                return Identity(
                    identifier, text, "organisation", country, sectors, None, "dictionary", reason
                )
        holder = self._holder(role, country, head)
        if holder is not None:
            return replace(holder, reason=f"{reason}; {holder.reason}")
        return Identity(None, text, _kind(role, head), country, sectors, role.office, "text", reason)

    def _holder(self, role: Role, country: str | None, head: Word) -> Identity | None:
        """Return who held a state's office on the day, for "the Russian president" without a name."""
        if country is None or role.office is None or self.day is None or head.xpos in _PLURAL:
            return None
        if any(
            child.lower in _FORMER or (child.dep == "det" and child.lower in {"a", "an"})
            for child in head.children
        ):
            return None
        term = self.actors.holder(country, role.office, self.day)
        if term is None:
            return None
        reason = f"{term.name} held the office on {self.day}"
        return Identity(term.id, term.name, "person", country, term.sectors, term.role, "dictionary", reason)

    def _told_apart(self, words: Sequence[Word], owner: Name, owners: Sequence[Name]) -> list[Word]:
        """Return the words of "Russian and Belarusian troops" that are those of one owner."""
        others = {index for other in owners if other is not owner for index in range(other.start, other.end)}
        return [word for word in words if word.i not in others and word.upos not in {"CCONJ", "PUNCT"}]

    def _noun_phrase(self, head: Word) -> list[Word]:
        """Return the head with what stands before it, and its of-phrase if that names a country."""
        words = [head]
        for child in head.children:
            if (
                child.i < head.i
                and child.dep not in {"case", "punct", "cc", "mark", "acl:relcl", "advmod", "conj", "appos"}
            ) or (
                child.i > head.i
                and child.dep in {"nmod", "flat"}
                and self._names_at(child)
                and child.dep != "conj"
            ):
                words.extend(child.subtree())
        return sorted(words, key=lambda word: word.i)

    def _text(self, words: Sequence[Word]) -> str:
        """Return the words of a name as they stand, without article and number, the first in small letters if common."""
        kept = [word for word in words if not _is_article_or_number(word)]
        kept = kept or list(words)
        text = ""
        for before, word in zip([None, *kept], kept, strict=False):
            gap = before is not None and (word.start > before.end or word.i > before.i + 1)
            text += (" " if gap else "") + word.text
        first = kept[0]
        return (
            text
            if first.upos == "PROPN" or not first.text.istitle() or self._covering(first)
            else text[0].lower() + text[1:]
        )

    def _mention(self, head: Word, identities: Sequence[Identity], words: Iterable[Word]) -> Mention:
        run = _run(words, head)
        span = self.reading.span(run[0].start, run[-1].end)
        participants = tuple(
            Participant(one.name, one.id, one.kind, one.country, one.sectors, one.role, one.basis, span)
            for one in identities
        )
        return Mention(head.i, participants, "; ".join(dict.fromkeys(one.reason for one in identities)))


def _run(words: Iterable[Word], head: Word) -> list[Word]:
    """Return the words without marks and conjunctions at the ends; never none."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and kept[0].upos in {"PUNCT", "CCONJ", "ADP"}:
        kept.pop(0)
    while kept and kept[-1].upos in {"PUNCT", "CCONJ", "ADP"}:
        kept.pop()
    return kept or [head]


def _is_article_or_number(word: Word) -> bool:
    """Tell whether a word of a phrase only counts or points: "the", "its", "more than 20"."""
    if (
        word.upos in {"DET", "NUM"}
        or word.dep in {"det", "nummod"}
        or (word.upos == "PRON" and word.dep == "nmod:poss")
    ):
        return True
    return any(above.upos == "NUM" and above.dep == "nummod" for above in word.ancestors())


def _knowledge(identity: Identity) -> int:
    """Return how much is known of a person: id, country, sectors, role."""
    return sum(map(bool, (identity.id, identity.country, identity.sectors, identity.role)))


def _kind(role: Role, head: Word) -> ParticipantKind:
    """Return the kind of a role without a name: several are a group, one is unnamed unless it is an office."""
    if role.kind != "person":
        return role.kind
    if head.xpos in _PLURAL:
        return "group"
    return "person" if role.office is not None else "unnamed"


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))


def _person_id(name: str, country: str | None) -> str:
    """Return the id of a person whom only the text introduces: country, if known, and name in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"person:{country}:{slug}" if country is not None else f"person:{slug}"
