"""An account's recording at the desk: chosen, and said to be cut of what is redacted.

What is said is said of the redactions and files as they are. Where they changed since,
the form asks again.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField

from testimonies.admin.forms import DeskForm
from testimonies.models import MediaFile, MediaItem, Redaction, Testimony
from testimonies.moderation import HEARD
from testimonies.privacy import heard_as, is_cut, sounds_shown


class TestimonyForm(DeskForm[Testimony]):
    """A testimony; a digest is kept of what its recording was said to be cut of."""

    _BESIDE = ("recording_is_cut", "recording_heard")
    TOGETHER: ClassVar = {"recording": _BESIDE, "recording_is_cut": _BESIDE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        testimony, item = self.instance, self.instance.recording
        if item and not is_cut(testimony, item, sounds_shown(item)):
            said = False if testimony.recording_is_cut is False else None
            self.initial["recording_is_cut"] = said

    def clean(self) -> Any:
        cleaned = super().clean()
        if "recording_is_cut" not in self.cleaned_data:
            return cleaned
        item: MediaItem | None = self.cleaned_data.get("recording")
        # Before it is saved an account has no redaction that one could listen for, and
        # the form's version does not hold the files of a recording chosen just now.
        if item is None or not self.instance.pk or "recording" in self.changed_data:
            self.cleaned_data["recording_is_cut"] = None
        self.instance.recording_heard = ""
        if item is not None and self.cleaned_data["recording_is_cut"]:
            heard = heard_as(self.instance, sounds_shown(item))
            self.instance.recording_heard = heard
        return cleaned


def rows_heard(testimony: Testimony) -> Iterator[QuerySet[Any]]:
    """Give the rows of which it is said that they are cut, and from which files.

    Who opened the form before one of them changed has not listened for it.
    """
    spans = Redaction.objects.filter(passage__transcript__testimony=testimony)
    yield spans
    if testimony.recording_id:
        yield MediaFile.objects.filter(item=testimony.recording_id)


def recording_choices(column: ForeignKey[Any, Any]) -> ModelChoiceField[Any] | None:
    """Offer the sounds and videos, the newest first."""
    rows = MediaItem.objects.filter(kind__in=HEARD).order_by("-pk")
    return column.formfield(queryset=rows)  # type: ignore[return-value]
