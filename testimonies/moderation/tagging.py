"""Tags are changed here: their words pass the gate, and entries follow at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NoReturn

from django.db import IntegrityError

from testimonies import ledger
from testimonies.catalogue import (
    address_names,
    folded_name,
    issues,
    refresh_tags,
    slug_of,
    strings_of,
)
from testimonies.models import MediaItem, Tag, TagAlias, User
from testimonies.moderation.carried import carrying, withheld_with
from testimonies.moderation.groups import roles_of
from testimonies.moderation.once import tellers_of
from testimonies.moderation.refusals import Finding, MoveRefused
from testimonies.moderation.sealed import PROTECTED, Sealed, of_no_entry, said_of
from testimonies.moderation.showing import accounts_showing
from testimonies.moderation.withheld import (
    TURNED,
    Withheld,
    keys_of_words,
    said_address,
    told_by,
    turns,
)
from testimonies.privacy import holds_protected
from testimonies.terms import Role, is_hidden, mixed_words

BY_STEWARD = "Look whether it tells who is meant; if not, a steward can save it."


@dataclass(frozen=True)
class Beside:
    """What a tag's words must not tell, by the records that carry it."""

    sealed: Sealed
    withheld: Withheld


def beside(tag: Tag) -> Beside:
    """Read what a tag's words must not tell as the records stand now.

    Of accounts that show a clip with the tag, the names that they withhold.
    """
    records = carrying(tag)
    withheld = withheld_with(records)
    if clips := [each for each in records if isinstance(each, MediaItem)]:
        withheld.names |= withheld_with(accounts_showing(clips)).names
    return Beside(Sealed(*records, *tellers_of(records)), withheld)


def roles_of_editor(user: User) -> frozenset[Role]:
    """Give the person's roles; refuse who may not change tags. Raises MoveRefused."""
    roles = roles_of(user)
    if Role.EDITOR not in roles:
        message = "Changing tags needs the role editor."
        raise MoveRefused(message)
    return roles


def require_public_words(
    tag: Tag, held: Beside, roles: Collection[Role], *, is_merged: bool = False
) -> None:
    """Refuse words that readers may not have. Raises MoveRefused.

    Readers get them at once and nobody looks a second time: so a name by its sound, or
    one word of it, stops all but stewards, who may open the vaults. `is_merged`: it
    stands now on records that did not show its words before.
    """
    told = told_by(tag)
    for field, text in told:
        if held.sealed.holds(text):
            named = of_no_entry(field)
            _refuse(PROTECTED, named, said_of(named))
        if holds_protected(text, held.withheld.terms):
            message = (
                f"Words that are withheld in a record with this tag stand in {field}."
                " Take them out, or the tag off."
            )
            _refuse("withheld", field, message)
        if turns(text):
            _refuse("directions", field, f"{field} {TURNED}")
    if Role.STEWARD not in roles:
        known = set() if is_merged else _known(tag)
        _require_no_name([each for each in told if each[1] not in known], held)


def _known(tag: Tag) -> set[str]:
    """Give what readers have had of a tag until now."""
    shown = issues([tag.ref]).get(tag.ref)
    if shown is None:
        return set()
    texts = {text for _, text in strings_of(shown.document)}
    return texts | {said_address(shown.slug)}


def _require_no_name(told: Iterable[tuple[str, str]], held: Beside) -> None:
    """Refuse (field, text) that may hold a name."""
    for field, text in told:
        named = of_no_entry(field)
        if held.sealed.hints(text):
            message = (
                f"{named} holds a protected name as it sounds, or one word of it."
                f" {BY_STEWARD}"
            )
            _refuse(PROTECTED, named, message)
        if keys_of_words(text) & held.withheld.names:
            message = (
                f"{field} holds a word of a name that is withheld in a record with this"
                f" tag, or one that sounds like it. {BY_STEWARD}"
            )
            _refuse("withheld", field, message)


def _refuse(code: str, field: str, message: str) -> NoReturn:
    raise MoveRefused(message, [Finding(code, field, message)])


def require_plain_names(names: Iterable[str]) -> None:
    """Refuse names that look like others. Raises MoveRefused."""
    for name in names:
        if any(map(is_hidden, name)):
            message = "A name holds an invisible character. Type it instead of pasting."
            raise MoveRefused(message)
        if word := next(mixed_words(name), ""):
            message = (
                f"“{word}” mixes letters of two scripts that look alike. Type it in one"
                " keyboard layout, or put a hyphen between the two parts."
            )
            raise MoveRefused(message)


def save_tag(tag: Tag, *, by: User, aliases: Iterable[str] | None = None) -> Tag:
    """Save a new or changed tag, with its aliases where they are given.

    A renamed tag has a new address; its old name becomes an alias, and the old address
    leads to it, unless they hold what is withheld. Raises MoveRefused where another tag
    has a name, its words hold what is withheld, or a name looks like another: by hidden
    characters, by letters of two scripts.
    """
    aliases = None if aliases is None else list(aliases)
    require_plain_names([tag.name, *(aliases or ())])
    try:
        with ledger.acting(by):
            roles, former = roles_of_editor(by), _former_names(tag)
            if former or not tag.slug:
                tag.slug = _free_slug(tag)
            tag.save()
            held = beside(tag)
            if aliases is not None or former:
                kept = _tellable(former, held)
                _set_aliases(tag, [*_wanted(tag, aliases), *kept])
            require_plain_names(translated_names(tag))
            require_public_words(tag, held, roles)
            refresh_tags([tag.ref])
            action = "rename_tag" if former else "save_tag"
            ledger.append(action, actor=by, ref=tag.ref)
    except IntegrityError:
        message = (
            "Another tag is known under one of these names. Merge the two instead."
        )
        raise MoveRefused(message) from None
    return tag


def _former_names(tag: Tag) -> list[str]:
    """Give the name that a rename takes from the tag, and its address's if need be."""
    row = Tag.objects.filter(pk=tag.pk).values_list("name", "slug").first()
    if row is None or row[0] == tag.name:
        return []
    return without_derived([row[0]], row[1])


def _tellable(names: list[str], held: Beside) -> list[str]:
    """Leave out names that readers may not have: a tag may be renamed for that."""
    sealed, withheld = held.sealed, held.withheld
    return [
        name
        for name in names
        if not turns(name) and not any(map(is_hidden, name))
        for said in [said_address(name)]
        if not sealed.holds(said) and not sealed.hints(said)
        if not holds_protected(said, withheld.terms)
        if not keys_of_words(said) & withheld.names
    ]


def without_derived(names: list[str], slug: str) -> list[str]:
    """Give the names, and the slug where none of them leads to its address."""
    return names if folded_name(slug) in address_names(names) else [*names, slug]


def _free_slug(tag: Tag) -> str:
    """Give the address that the tag's name makes, with a number where it is taken."""
    wanted = slug_of(tag.name) or tag.ref
    others = Tag.objects.filter(slug__startswith=wanted).exclude(pk=tag.pk)
    taken = set(others.values_list("slug", flat=True))
    number, slug = 0, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}_{number}"
    return slug


def _wanted(tag: Tag, aliases: list[str] | None) -> list[str]:
    return (
        list(tag.aliases.values_list("name", flat=True)) if aliases is None else aliases
    )


def _set_aliases(tag: Tag, aliases: Iterable[str]) -> None:
    wanted = {name.strip().casefold(): name.strip() for name in aliases if name.strip()}
    wanted.pop(tag.name.casefold(), None)
    there = {alias.name.casefold(): alias for alias in tag.aliases.all()}
    for folded in there.keys() - wanted.keys():
        there[folded].delete()
    for folded in wanted.keys() - there.keys():
        TagAlias.objects.create(tag=tag, name=wanted[folded])


def translated_names(tag: Tag) -> list[str]:
    """Give the tag's name in other languages."""
    return list(tag.translations.filter(field="name").values_list("text", flat=True))
