"""The page of one move: what it does, what the gates say, what it needs, and the POST.

The moves themselves are moderation's; opening a page changes nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies import ledger
from testimonies.admin.fields import NoteField, TextField
from testimonies.admin.findings import findings_for
from testimonies.admin.meetings import note_refused
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.visit import person_of, require, roles_held
from testimonies.admin.words import MOVES_IN_WORDS, REASONS_IN_WORDS
from testimonies.catalogue import editions, etag_of, tombstone
from testimonies.moderation import (
    MoveInput,
    MoveRefused,
    Moving,
    awaits_another,
    candidate_bundle,
    embargo_of,
    lock_witness,
    make_move,
    open_moves,
    superseded_with,
)
from testimonies.terms import MOVES, Move, MoveName, Reason, WithdrawalReason

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin

LONGEST_NOTE = 300


class MoveForm(forms.Form):
    """What a move needs; fields that it does not need are taken away."""

    version = forms.CharField(widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[
            ("", "---------"),
            *((r.value, w) for r, w in REASONS_IN_WORDS.items()),
        ],
        help_text=gettext_lazy("The ledger keeps this category for good."),
    )
    numbers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Editions whose words are erased"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
    )
    public_note = NoteField(
        label=gettext_lazy("Note for readers"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Shown where the page was. Name nobody."),
    )
    reason = TextField(
        label=gettext_lazy("In your words"),
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy("Stays at the desk, and can be erased."),
    )
    retract_superseded = forms.BooleanField(
        label=gettext_lazy("Erase the words of the older editions too"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Leave it ticked where the change removes a name, a place or a passage."
        ),
    )

    def __init__(self, *args: Any, move: Move, older: "Older", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"version", *_needs(move, older)}
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        if "reason" in self.fields:
            self.fields["reason"].required = move.reason is Reason.WORDS
        if "numbers" in self.fields:
            self.fields["numbers"].choices = [(n, str(n)) for n in older.own]  # type: ignore[attr-defined]
            self.fields["numbers"].required = not older.beside
        if move.name is MoveName.RETRACT and older.beside:
            self._say_what_goes_too(older)

    def _say_what_goes_too(self, older: "Older") -> None:
        field = self.fields["retract_superseded"]
        field.label = _(
            "Erase the words of all older editions of its quotes and of its witness too"
        )
        field.help_text = _("These: %(editions)s. What readers have now stays.") % {
            "editions": "; ".join(
                f"{ref} ({', '.join(map(str, numbers))})"
                for ref, numbers in older.beside.items()
            )
        }

    def given(self) -> MoveInput:
        """Give what was filled in as moderation takes it."""
        cleaned = self.cleaned_data
        category = cleaned.get("category")
        return MoveInput(
            reason=cleaned.get("reason", ""),
            category=WithdrawalReason(category) if category else None,
            public_note=cleaned.get("public_note", ""),
            numbers=tuple(cleaned.get("numbers", ())),
            retract_superseded=cleaned.get("retract_superseded", False),
        )


@dataclass(frozen=True, slots=True)
class Older:
    """Editions that still have words and are not, or will not be, current.

    `own`: the record's numbers; `beside`: those of what goes with it, by ref.
    """

    own: list[int]
    beside: dict[str, list[int]]

    @property
    def are_any(self) -> bool:
        return bool(self.own or self.beside)


def _needs(move: Move, older: Older) -> set[str]:
    names: set[str] = set()
    if move.reason is Reason.WORDS:
        names = {"reason"}
    elif move.reason is Reason.CATEGORY:
        names = {"category", "reason"}
    if move.name is MoveName.WITHDRAW:
        names |= {"public_note"}
    if move.name is MoveName.RETRACT:
        names |= {"numbers"} if older.own or not older.beside else set()
        names |= {"retract_superseded"} if older.beside else set()
    if move.name is MoveName.PUBLISH and older.own:
        names |= {"retract_superseded"}
    return names


def move_view(
    page: "DeskAdmin[Any]", request: HttpRequest, record: Moving, name: str
) -> HttpResponse:
    """Show the move's page, or make it. Raises Http404 where no move is so called."""
    if name not in set(MoveName) or name == MoveName.SCHEDULE:
        raise Http404
    move = MOVES[MoveName(name)]
    require(request, move.role)
    older = older_editions(record, move)
    if request.method != "POST":
        form = MoveForm(move=move, older=older, initial={"version": _state_of(record)})
        return _shown(page, request, record, move, form)
    form = MoveForm(request.POST, move=move, older=older)
    if not form.is_valid() or not _made(page, request, record, move, form):
        return _shown(page, request, record, move, form)
    done = _("Done: %(move)s.") % {"move": MOVES_IN_WORDS[move.name].label}
    page.message_user(request, done, messages.SUCCESS)
    note = form.given().public_note
    if warning := _warning_of_note(record, note):
        page.message_user(request, warning, messages.WARNING)
    return HttpResponseRedirect(page.url_of("change", record.pk))


def _warning_of_note(record: Moving, note: str) -> str:
    """Say what of a public note readers do not get; "" where they get all of it."""
    stone = tombstone(record.ref) if note else None
    told = stone.public_note if stone else ""
    if note and not told:
        return _(
            "Withdrawn. The public note was left out: it holds words that must not be"
            " shown."
        )
    if told != note:
        return _(
            "Withdrawn. Characters that nobody sees were taken out of the public note:"
            " readers get «%(note)s»."
        ) % {"note": told}
    return ""


def _made(
    page: "DeskAdmin[Any]",
    request: HttpRequest,
    record: Moving,
    move: Move,
    form: MoveForm,
) -> bool:
    """Make the move; what refuses it stands in the form."""
    person = person_of(request)
    try:
        with ledger.acting(person):
            lock_witness(record)
            locked = page.locked(request, str(record.pk))
            # Taking words from readers waits for nobody's edit of the draft.
            is_stale = form.cleaned_data["version"] != _state_of(cast("Moving", locked))
            if is_stale and move.name is not MoveName.WITHDRAW:
                message = _(
                    "The record changed after you opened this page. Look at it again."
                )
                raise MoveRefused(message)
            make_move(record, move.name, by=person, form=form.given())
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        note_refused(request, error, lambda *_: record)
        form.add_error(None, sentence_of(error))
        return False
    return True


def _state_of(record: Moving) -> str:
    """Say which words and which state a person saw, so that they move no others."""
    bundle = candidate_bundle(record)
    pairs = [
        (issue.ref, issue.digest) for issue in (bundle.main, *bundle.others.values())
    ]
    return etag_of([*pairs, (record.state, record.standing)])


def older_editions(record: Moving, move: Move) -> Older:
    """Give what a publication would supersede, or what can be retracted."""
    own = [
        line.number
        for line in editions(record.ref)
        if line.erased_on is None
        and (move.name is MoveName.PUBLISH or not line.is_current)
    ]
    beside = superseded_with(record) if move.name is MoveName.RETRACT else {}
    return Older(own, beside)


def _shown(
    page: "DeskAdmin[Any]",
    request: HttpRequest,
    record: Moving,
    move: Move,
    form: MoveForm,
) -> HttpResponse:
    record.refresh_from_db()
    wording = MOVES_IN_WORDS[move.name]
    is_publishing = move.name is MoveName.PUBLISH
    asks_gates = move.runs_gates or move.name is MoveName.SUBMIT
    found = findings_for(request, record) if asks_gates else []
    roles = roles_held(request)
    moves = open_moves(record, person_of(request), roles)
    context = {
        **page.admin_site.each_context(request),
        "title": wording.label,
        "subtitle": str(record),
        "original": record,
        "opts": page.opts,
        "effect": wording.effect,
        "is_open": move in moves,
        "awaits_another": move.needs_second_person
        and awaits_another(record, moves, roles),
        "is_grave": move.reason is Reason.CATEGORY,
        "embargo_until": embargo_of(record) if is_publishing else None,
        "findings": found,
        "asks_gates": asks_gates,
        "form": form,
        "preview_address": page.url_of("preview", record.pk),
        "changes_address": page.url_of("changes", record.pk),
        "history_address": page.url_of("history", record.pk),
        "back": page.url_of("change", record.pk),
    }
    return TemplateResponse(request, "admin/desk/move.html", context)
