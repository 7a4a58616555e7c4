"""Adding a file to a media item, and looking at its cleaned copies, at the desk alone.

The body is read only once it is known who sends it, to which record, and how long it
says it is. An original is never shown: not even to those who added it.
"""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_protect

from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.uploads import MOST_BODY, MOST_BYTES, OneFile
from testimonies.admin.visit import person_of
from testimonies.answers import policy_of
from testimonies.custody import (
    IntakeRefused,
    Part,
    Pieces,
    Room,
    Shown,
    look_alikes,
    open_stored,
    take_in,
    workshop,
)
from testimonies.files import FileRefused, Refusal
from testimonies.models import MediaFile, MediaItem

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin

_ANSWERS: Final = [
    ("", gettext_lazy("not decided yet")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
]
_MEANT: Final = {"yes": True, "no": False}


class FileForm(forms.Form):
    """A file, and what an editor can say of it at once; all of it may wait."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A picture, a video or a sound recording. What it is is read from the file"
            " itself; its name is not kept."
        ),
    )
    shows_witness = forms.ChoiceField(
        label=gettext_lazy("Shows a witness's image"), choices=_ANSWERS, required=False
    )
    sounds_witness = forms.ChoiceField(
        label=gettext_lazy("Carries a witness's voice"),
        choices=_ANSWERS,
        required=False,
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("Show the cleaned copies to readers"),
        required=False,
        help_text=gettext_lazy("With the next edition of this record."),
    )

    def said(self) -> Shown:
        """Give what was filled in as intake takes it."""
        cleaned = self.cleaned_data
        return Shown(
            is_shown=cleaned["is_shown"],
            shows_witness=_MEANT.get(cleaned["shows_witness"]),
            sounds_witness=_MEANT.get(cleaned["sounds_witness"]),
        )


def file_view(
    page: "DeskAdmin[Any]", request: HttpRequest, item: MediaItem
) -> HttpResponseBase:
    """Show the form, or take a file in. Not CSRF-exempt: its POST is checked here."""
    if not page.has_change_permission(request, item):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(page, request, item, FileForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BODY:
        response = _shown(page, request, item, _too_large(FileForm({})))
        response.status_code = 413
        return response
    with workshop() as bench:
        handler = OneFile(bench, MOST_BYTES)
        request.upload_handlers = [handler]

        # The check of the token reads the body, so it comes after the handler.
        @csrf_protect
        def received(request: HttpRequest) -> HttpResponseBase:
            return _received(page, request, item, handler)

        return received(request)


def _too_large(form: FileForm) -> FileForm:
    form.full_clean()
    form.errors.pop("file", None)
    limit = MOST_BYTES // (1024 * 1024)
    form.add_error("file", str(FileRefused(Refusal.TOO_MANY_BYTES, limit=limit)))
    return form


def _received(
    page: "DeskAdmin[Any]", request: HttpRequest, item: MediaItem, handler: OneFile
) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    # Known only now: asking for the fields is what reads the body.
    if handler.is_too_large:
        return _shown(page, request, item, _too_large(form))
    if not form.is_valid():
        return _shown(page, request, item, form)
    received = form.cleaned_data["file"]
    try:
        original = take_in(item, received.path, by=person_of(request), said=form.said())
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
    except (IntakeRefused, *REFUSALS) as error:
        if not is_refusal(error):
            raise
        form.add_error(None, sentence_of(error))
    else:
        _tell(page, request, original)
        return HttpResponseRedirect(f"{page.url_of('change', item.pk)}#desk-files")
    finally:
        received.close()
    return _shown(page, request, item, form)


def _tell(page: "DeskAdmin[Any]", request: HttpRequest, original: MediaFile) -> None:
    done = _("The file is stored, and its copies are cleaned.")
    page.message_user(request, done, messages.SUCCESS)
    if alike := look_alikes(original).count():
        found = ngettext(
            "The archive holds %(count)s file that looks like it: see below.",
            "The archive holds %(count)s files that look like it: see below.",
            alike,
        )
        page.message_user(request, found % {"count": alike}, messages.WARNING)


def _shown(
    page: "DeskAdmin[Any]", request: HttpRequest, item: MediaItem, form: FileForm
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": _("Add a file"),
        "subtitle": str(item),
        "opts": page.opts,
        "form": form,
        "most": MOST_BYTES // (1024 * 1024),
        "back": page.url_of("change", item.pk),
    }
    return TemplateResponse(request, "admin/desk/file.html", context)


def _copy_of(item: MediaItem, file_id: int) -> MediaFile | None:
    """Give a cleaned copy of this very record; an original is none."""
    return item.files.filter(pk=file_id, is_cleaned=True).first()


def copy_view(request: HttpRequest, item: MediaItem, file_id: int) -> HttpResponseBase:
    """Stream a cleaned copy of this record. Raises Http404 for everything else."""
    row = _copy_of(item, file_id)
    if row is None:
        raise Http404
    try:
        stored = open_stored(Room.PRIVATE, row.name)
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Content-Type": row.media_type,
        "Content-Length": str(row.size),
        "Content-Disposition": "inline",
        "Content-Security-Policy": policy_of(row.media_type),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        stored.close()
        return HttpResponse(headers=headers)
    pieces = Pieces(stored, Part(0, row.size, row.size))
    return StreamingHttpResponse(pieces, headers=headers)
