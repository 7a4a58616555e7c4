"""Tags are changed here: their words pass the gate, and entries follow at once."""

from collections.abc import Iterable
from typing import NoReturn

from django.db import IntegrityError

from testimonies import ledger
from testimonies.catalogue import (
    describe_tag,
    refresh_tagged,
    refresh_tags,
    strings_of,
)
from testimonies.models import Tag, TagAlias, User
from testimonies.moderation.groups import has_role
from testimonies.moderation.refusals import Finding, MoveRefused
from testimonies.moderation.withheld import TURNED, holds, turns, withheld_beside
from testimonies.privacy import protected_terms, where_protected
from testimonies.terms import Role, is_hidden, mixed_words


def _require_editor(user: User) -> None:
    if not has_role(user, Role.EDITOR):
        message = "Changing tags needs the role editor."
        raise MoveRefused(message)


def _require_public_words(tag: Tag) -> None:
    terms, hidden = protected_terms(), withheld_beside(tag)
    for field, text in strings_of(describe_tag(tag)):
        if where_protected(text, terms) is not None:
            _refuse("protected", field, f"A protected term stands in {field}.")
        if holds(text, hidden):
            message = (
                f"Words that are withheld in a record with this tag stand in {field}."
                " Take them out, or the tag off."
            )
            _refuse("withheld", field, message)
        if turns(text):
            _refuse("directions", field, f"{field} {TURNED}")


def _refuse(code: str, field: str, message: str) -> NoReturn:
    raise MoveRefused(message, [Finding(code, field, message)])


def _require_plain_names(names: Iterable[str]) -> None:
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

    Raises MoveRefused where another tag has a name, its words hold what is withheld, or
    a name looks like another: by hidden characters, by letters of two scripts.
    """
    _require_editor(by)
    aliases = None if aliases is None else list(aliases)
    _require_plain_names([tag.name, *(aliases or ())])
    try:
        with ledger.acting(by):
            tag.save()
            if aliases is not None:
                _set_aliases(tag, aliases)
            _require_plain_names(_translated_names(tag))
            _require_public_words(tag)
            refresh_tags([tag.ref])
            ledger.append("save_tag", actor=by, ref=tag.ref)
    except IntegrityError:
        message = (
            "Another tag is known under one of these names. Merge the two instead."
        )
        raise MoveRefused(message) from None
    return tag


def _set_aliases(tag: Tag, aliases: Iterable[str]) -> None:
    wanted = {name.strip().casefold(): name.strip() for name in aliases if name.strip()}
    wanted.pop(tag.name.casefold(), None)
    there = {alias.name.casefold(): alias for alias in tag.aliases.all()}
    for folded in there.keys() - wanted.keys():
        there[folded].delete()
    for folded in wanted.keys() - there.keys():
        TagAlias.objects.create(tag=tag, name=wanted[folded])


def merge_tags(kept: Tag, merged: Tag, *, by: User) -> None:
    """Let everything under `merged` be found under `kept`; its names become aliases.

    The merged tag stays as a row that points to the kept one, because editions that
    name its ref are never rewritten. Raises MoveRefused.
    """
    _require_editor(by)
    if kept.pk == merged.pk or kept.merged_into_id or merged.merged_into_id:
        message = "Choose two different tags, neither of them merged before."
        raise MoveRefused(message)
    with ledger.acting(by):
        names = _names_of(merged)
        merged.aliases.all().delete()
        # The names are free for the kept tag once the merged one goes by its ref.
        merged.name = merged.slug = merged.ref
        merged.merged_into = kept
        merged.save()
        Tag.objects.filter(merged_into=merged).update(merged_into=kept)
        for name in names:
            if not _is_taken(name):
                TagAlias.objects.create(tag=kept, name=name)
        _require_public_words(kept)
        refresh_tagged(merged.ref)
        refresh_tags([kept.ref, merged.ref])
        ledger.append("merge_tags", actor=by, ref=merged.ref, category=kept.ref)


def _translated_names(tag: Tag) -> list[str]:
    return list(tag.translations.filter(field="name").values_list("text", flat=True))


def _names_of(tag: Tag) -> list[str]:
    """List every name under which readers find the tag, each once."""
    translated = _translated_names(tag)
    aliases = tag.aliases.values_list("name", flat=True)
    names: dict[str, str] = {}
    for name in (tag.name, *aliases, *translated, tag.slug):
        names.setdefault(name.casefold(), name)
    return list(names.values())


def _is_taken(name: str) -> bool:
    """Say whether a tag has the name: the kept one, or a third that has it longer."""
    return (
        Tag.objects.filter(name__iexact=name).exists()
        or TagAlias.objects.filter(name__iexact=name).exists()
    )
