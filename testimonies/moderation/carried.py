"""What is withheld with records whose pages show other words too: tags, public notes.

As drafted, and as readers have it or can still read it (once.py).
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Q, QuerySet

from testimonies.catalogue import Moving, entries, issues
from testimonies.models import (
    Edition,
    Illustration,
    MediaItem,
    Passage,
    Quote,
    Tag,
    Tagging,
    Testimony,
)
from testimonies.moderation.once import handles_ever, history, withheld_once
from testimonies.moderation.withheld import (
    UNDER_WAY,
    Withheld,
    hidden_in,
    names_hidden_in,
)
from testimonies.terms import Kind, Standing, kind_of

CARRIERS = (Testimony, MediaItem, Quote)


def carrying(tag: Tag) -> set[Moving]:
    """Give the records that carry a tag, public or on their way.

    A draft that nobody has handed in yet is left to the gates.
    """
    merged = Tag.objects.filter(merged_into=tag).values_list("pk", "ref")
    tags = {tag.pk: tag.ref, **dict(merged)}
    carriers: list[QuerySet[Any]] = [
        Testimony.objects.all(),
        MediaItem.objects.all(),
        Quote.objects.select_related("testimony"),
    ]
    rows = Tagging.objects.filter(tag__in=list(tags))
    found: set[Moving] = set()
    for row in rows.prefetch_related(GenericPrefetch("content_object", carriers)):
        carrier = row.content_object
        record = carrier.testimony if isinstance(carrier, Quote) else carrier
        if record.standing == Standing.PUBLISHED or record.state in UNDER_WAY:
            found.add(record)
    # What readers have may carry it still, though its draft does not any more; a quote
    # of it may have no draft at all.
    shown = entries().filter(refs__overlap=list(tags.values()))
    refs = list(shown.values_list("ref", flat=True))
    quotes = [ref for ref in refs if kind_of(ref) is Kind.QUOTE]
    refs += [issue.document.testimony for issue in issues(quotes).values()]
    found.update(Testimony.objects.filter(ref__in=refs))
    found.update(MediaItem.objects.filter(ref__in=refs))
    return found | _shown_before(tags, found)


def _shown_before(tags: dict[int, str], found: set[Moving]) -> set[Moving]:
    """Give other records of which an edition that can be read has one of the tags.

    Which they may be is told by the drafts' history: no index leads to documents.
    """
    once = history(Tagging, tag__in=list(tags))
    keys: dict[int, set[int]] = {}
    for carrier, key in once.values_list("content_type", "object_id").distinct():
        keys.setdefault(carrier, set()).add(key)
    if not keys:
        return set()
    of_kind = ContentType.objects.get_for_models(*CARRIERS)
    accounts, clips, quotes = (keys.get(of_kind[each].pk, set()) for each in CARRIERS)
    rows = history(Quote, pgh_obj__in=quotes).values_list("ref", "testimony_id")
    told = set(rows.distinct())
    records: list[Moving] = [
        *Testimony.objects.filter(pk__in={*accounts, *(key for _, key in told)}),
        *MediaItem.objects.filter(pk__in=clips),
    ]
    records = [each for each in records if each not in found]
    others = {each.pk for each in records if isinstance(each, Testimony)}
    told = {(ref, key) for ref, key in told if key in others}
    if not records:
        return set()
    having = Q(pk__in=())
    for ref in tags.values():
        having |= Q(document__contains=f'"{ref}"')
    refs = [*(record.ref for record in records), *(ref for ref, _ in told)]
    readable = Edition.objects.filter(having, ref__in=refs)
    shown = set(readable.values_list("ref", flat=True))
    through = {key for ref, key in told if ref in shown}
    return {
        each
        for each in records
        if each.ref in shown or (isinstance(each, Testimony) and each.pk in through)
    }


def withheld_by(records: Iterable[Moving]) -> dict[Moving, Withheld]:
    """Give by record what is withheld with it. So many queries for all of them."""
    found = {record: Withheld() for record in records}
    accounts = {each.pk: each for each in found if isinstance(each, Testimony)}
    passages = Passage.objects.filter(
        transcript__testimony__in=list(accounts), redactions__isnull=False
    ).distinct()
    for passage in passages.select_related("transcript").prefetch_related("redactions"):
        own = found[accounts[passage.transcript.testimony_id]]
        own.terms += hidden_in(passage)
        own.names |= names_hidden_in(passage)
    shown = _clips_shown(found)
    clips = set[int]().union(*shown.values())
    handles = handles_ever(MediaItem.objects.filter(pk__in=clips))
    for record, pks in shown.items():
        found[record].terms += [term for pk in pks for term in handles.get(pk, ())]
    for record, once in withheld_once(found).items():
        found[record].terms += once.terms
        found[record].names |= once.names
    return found


def withheld_with(records: Iterable[Moving]) -> Withheld:
    """Give what is withheld with any of the records."""
    found = withheld_by(records).values()
    terms = [term for each in found for term in each.terms]
    return Withheld(terms, set().union(*(each.names for each in found)))


def _clips_shown(records: Collection[Moving]) -> dict[Moving, set[int]]:
    """Give by record the keys of the clips that its draft shows, itself among them."""
    accounts = {each.pk: each for each in records if isinstance(each, Testimony)}
    shown = {record: set[int]() for record in records}
    for record in records:
        if isinstance(record, MediaItem):
            shown[record].add(record.pk)
        elif isinstance(record, Testimony) and record.recording_id:
            shown[record].add(record.recording_id)
    placed = Illustration.objects.filter(testimony__in=list(accounts))
    for account, item in placed.values_list("testimony_id", "item_id"):
        shown[accounts[account]].add(item)
    return shown
