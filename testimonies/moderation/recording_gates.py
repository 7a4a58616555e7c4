"""The gates between an account and the recording of it, asked from either side.

A recording moves by itself: what its account needs of it is asked when the account is
published, and again when the recording is. Each yields findings and changes nothing.
"""

from collections.abc import Collection, Iterator

from testimonies.catalogue import Issue, entries, issues
from testimonies.models import Edition, MediaFile, MediaItem, Redaction, Testimony
from testimonies.moderation.falling import readable
from testimonies.moderation.once import history
from testimonies.moderation.refusals import Finding
from testimonies.privacy import MARKER, is_cut, is_granted, is_heard, sounds_shown
from testimonies.terms import Kind, MediaBasis, MediaKind, Scope, Standing

HEARD = (MediaKind.AUDIO, MediaKind.VIDEO)


def recording(testimony: Testimony) -> Iterator[Finding]:
    """Ask of an account's recording: its kind, her consent, what is cut from it."""
    item = testimony.recording
    if item is None:
        return
    if item.kind not in HEARD:
        yield Finding(
            "recording",
            "recording",
            "The recording is neither a sound nor a video. Choose one, or none.",
        )
    for message in _unconsented(testimony, item):
        yield Finding("recording", "recording", message)
    public = issues([item.ref]).get(item.ref)
    sounds = _sounds_of(public) if public else sounds_shown(item)
    if is_redacted(testimony) and not is_cut(testimony, item, sounds):
        yield Finding(
            "recording",
            "recording_is_cut",
            "The account has redactions, or an older edition with some, and nobody has"
            " said that they are cut from the recording as it is now. Listen to all of"
            " it, and say so; where the recording is being changed, publish it first.",
        )
    yield from _told(public, sounds)


def _told(public: Issue | None, sounds: frozenset[str]) -> Iterator[Finding]:
    """Say what no gate can decide, and what keeps readers from hearing anything."""
    if public is None or not sounds:
        yield Finding(
            "recording",
            "recording",
            "Readers do not have the recording yet, or no copy of it that plays: the"
            " account is shown without it until they do.",
            is_blocking=False,
        )
    yield Finding(
        "recording",
        "recording",
        "No gate can hear a protected name. Listen to the whole recording for what"
        " must not be said, also where no passage stands for it.",
        is_blocking=False,
    )


def recorded(item: MediaItem) -> Iterator[Finding]:
    """Ask of an item that records accounts what each of them needs of it."""
    accounts = accounts_of(item)
    for testimony in accounts:
        for message in _unconsented(testimony, item):
            field = "basis_witness"
            yield Finding("recording", field, f"Testimony {testimony.ref}: {message}")
    sounds = sounds_shown(item)
    uncut = [each for each in accounts if not is_cut(each, item, sounds)]
    for testimony in filter(is_redacted, [*uncut, *_once_of(item, sounds, accounts)]):
        yield Finding(
            "recording",
            "files",
            f"This is the recording of testimony {testimony.ref}, which has"
            " redactions, or an older edition with some, and nobody has said there"
            " that they are cut from the files that are shown now. Listen to all of"
            " it, and say so there, or retract the editions that it belongs to.",
        )


def accounts_of(item: MediaItem) -> list[Testimony]:
    """List the testimonies that it records: as drafted, and as readers have them."""
    shown = entries().filter(kind=Kind.TESTIMONY, refs__contains=[item.ref])
    public = issues(shown.values_list("ref", flat=True)).values()
    refs = {each.ref for each in public if each.document.recording == item.ref}
    drafted = item.recorded.values_list("ref", flat=True)
    rows = Testimony.objects.filter(ref__in={*refs, *drafted})
    return list(rows.select_related("witness").order_by("pk"))


def _once_of(
    item: MediaItem, sounds: frozenset[str], besides: Collection[Testimony]
) -> list[Testimony]:
    """List the testimonies that have it in an older edition alone.

    None where readers have these very sounds already.
    """
    public = issues([item.ref]).get(item.ref)
    if public is None or sounds <= _sounds_of(public):
        return []
    named = history(Testimony, recording=item).values("id")
    rows = Testimony.objects.filter(pk__in=named, standing=Standing.PUBLISHED)
    return [
        row
        for row in rows.exclude(pk__in=[each.pk for each in besides]).order_by("pk")
        if any(document.recording == item.ref for document in readable(row))
    ]


def is_redacted(testimony: Testimony) -> bool:
    """Say whether anything is redacted, in the draft or in what readers can open."""
    spans = Redaction.objects.filter(passage__transcript__testimony=testimony)
    shown = Edition.objects.filter(ref=testimony.ref, document__contains=MARKER)
    return spans.exists() or shown.exists()


def _sounds_of(public: Issue) -> frozenset[str]:
    files = public.document.files
    return frozenset(each.sha256 for each in files if is_heard(each.media_type))


def _unconsented(testimony: Testimony, item: MediaItem) -> Iterator[str]:
    """Say what of her consent is missing; her withdrawal takes off what rests on it."""
    witness = testimony.witness
    if item.basis != MediaBasis.CONSENT or item.basis_witness_id != witness.pk:
        yield (
            "The recording has to rest on the consent of this testimony's witness, so"
            " that her withdrawal takes it off. Say so on its page."
        )
    if not is_granted(witness, Scope.VOICE):
        yield (
            "The recording plays the witness's voice, and consent to that is not on"
            " record. Record it, or leave the recording out."
        )
    shown = [each for each in item.shown_files() if _plays(each)]
    if any(each.sounds_witness is not True for each in shown):
        yield (
            "It is not said of the recording's file that it carries the witness's"
            " voice. Say so on the item's page: her consent is asked for by that."
        )
    # A face that was kept out of a picture needs no consent; undecided is no.
    is_seen = any(
        each.media_type.startswith("video/") and each.shows_witness is not False
        for each in shown
    )
    if is_seen and not is_granted(witness, Scope.IMAGE):
        yield (
            "The recording shows the witness's image, or may, and consent to that is"
            " not on record. Record it, or say that it does not show her."
        )


def _plays(file: MediaFile) -> bool:
    return is_heard(file.media_type)
