"""Two tags become one: nothing that either has is lost, and no edition is rewritten.

The merged tag stays as a row that points to the kept one (docs/decisions/0004), because
editions that name its ref are never rewritten.
"""

from testimonies import ledger
from testimonies.catalogue import refresh_merged
from testimonies.models import Tag, TagAlias, Translation, User
from testimonies.moderation.refusals import MoveRefused
from testimonies.moderation.tagging import (
    beside,
    require_public_words,
    roles_of_editor,
    translated_names,
    without_derived,
)

LONGEST = TagAlias._meta.get_field("name").max_length or 0


def merge_tags(kept: Tag, merged: Tag, *, by: User) -> None:
    """Let everything under `merged` be found under `kept`; its names become aliases.

    Its description, and translations, stand where the kept tag has none. Raises
    MoveRefused.
    """
    with ledger.acting(by):
        roles = roles_of_editor(by)
        kept, merged = _locked(kept, merged)
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
        _take_over_texts(kept, merged)
        require_public_words(kept, beside(kept), roles, is_merged=True)
        refresh_merged(merged.ref, kept.ref)
        ledger.append("merge_tags", actor=by, ref=merged.ref, category=kept.ref)


def _locked(kept: Tag, merged: Tag) -> tuple[Tag, Tag]:
    """Lock the two rows in one order for all, and read them anew. Raises MoveRefused.

    Two merges at once could otherwise make each of two tags point to the other.
    """
    rows = Tag.objects.select_for_update().order_by("pk")
    found = {tag.pk: tag for tag in rows.filter(pk__in=[kept.pk, merged.pk])}
    if len(found) < len((kept, merged)) or any(
        t.merged_into_id for t in found.values()
    ):
        message = "Choose two different tags, neither of them merged before."
        raise MoveRefused(message)
    return found[kept.pk], found[merged.pk]


def _names_of(tag: Tag) -> list[str]:
    """List every name under which readers find the tag, each once.

    A translation that is too long for a name of its own stays one (_take_over_texts).
    """
    aliases = tag.aliases.values_list("name", flat=True)
    names: dict[str, str] = {}
    for name in (tag.name, *aliases, *translated_names(tag)):
        if len(name) <= LONGEST:
            names.setdefault(name.casefold(), name)
    return without_derived(list(names.values()), tag.slug)


def _is_taken(name: str) -> bool:
    """Say whether a tag has the name: the kept one, or a third that has it longer."""
    return (
        Tag.objects.filter(name__iexact=name).exists()
        or TagAlias.objects.filter(name__iexact=name).exists()
    )


def leaves_description(kept: Tag, merged: Tag) -> bool:
    """Say whether the merged tag's description would be shown no more.

    The kept one has its own, or its words are in another language and no person
    translated the description into that.
    """
    return bool(merged.description) and _description_for(kept, merged) is None


def _description_for(kept: Tag, merged: Tag) -> str | None:
    """Give the merged tag's description in the language of the kept one's words."""
    if kept.description or not merged.description:
        return None
    if merged.text_language == kept.text_language:
        return str(merged.description)
    translated = merged.translations.filter(
        field="description", language=kept.text_language, is_machine=False
    )
    text: str | None = translated.values_list("text", flat=True).first()
    return text


def _take_over_texts(kept: Tag, merged: Tag) -> None:
    """Give the kept tag the description and the translations that it lacks."""
    fields, rows = ["name"], list(merged.translations.all())
    if description := _description_for(kept, merged):
        kept.description = description
        kept.save(update_fields=["description"])
        fields.append("description")
        rows.append(_as_translation(merged))
    there = set(kept.translations.values_list("field", "language"))
    for row in rows:
        is_new = (row.field, row.language) not in there
        if is_new and row.field in fields and row.language != kept.text_language:
            row.pk, row.record = None, kept
            row.save(force_insert=True)


def _as_translation(tag: Tag) -> Translation:
    """Give a tag's own description as one of another tag's translations."""
    return Translation(
        field="description", language=tag.text_language, text=tag.description
    )
