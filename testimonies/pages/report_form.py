"""What a form for a concern asks, and what is wrong with what was filled in.

Every error says what to do. Nothing that was typed is lost by a refusal.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from testimonies.terms import ConcernKind

LONGEST_WORDS, LONGEST_CONTACT = 4000, 200

KINDS = {
    ConcernKind.DANGER: _("It is a danger to somebody."),
    ConcernKind.PERSON: _("It is about me, or these are my words."),
    ConcernKind.MISTAKE: _("Something is wrong."),
    ConcernKind.RIGHT: _("Somebody’s right is touched: a picture, a text, a name."),
    ConcernKind.OTHER: _("Something else."),
}
# Where a field begins on the page.
_ANCHORS = {
    "kind": f"kind-{ConcernKind.DANGER}",
    "words": "words",
    "contact": "contact",
    "language": "language",
}
_TOO_LONG = _("This is too long: %(show_value)d characters, at most %(limit_value)d.")
_HIDDEN = _("A character in it cannot be kept. Type it instead of pasting.")


class WordsField(forms.CharField):
    """Several lines; what a browser does to line ends is undone before they count."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)


class ReportForm(forms.Form):
    """One concern."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        error_messages={
            "required": _("Choose what it is."),
            "invalid_choice": _("Choose what it is."),
        },
    )
    words = WordsField(
        label=_("What is wrong, and what should happen?"),
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={
            "max_length": _TOO_LONG,
            "null_characters_not_allowed": _HIDDEN,
        },
    )
    contact = forms.CharField(
        label=_("How can we reach you? (optional)"),
        required=False,
        max_length=LONGEST_CONTACT,
        error_messages={
            "max_length": _TOO_LONG,
            "null_characters_not_allowed": _HIDDEN,
        },
    )
    language = forms.ChoiceField(
        label=_("In which language may we answer?"),
        choices=settings.LANGUAGES,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose a language."),
        },
    )
    # Nobody sees it; a program that fills in whatever it finds does.
    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Refuse a filled trap aloud: a browser may have filled it in for a person."""
        if self.cleaned_data["website"]:
            message = _(
                "A field that nobody sees was filled in, perhaps by your browser. It is"
                " empty again: send the form once more."
            )
            raise forms.ValidationError(message)
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for words where nothing could be done without."""
        cleaned = super().clean() or {}
        kind, words = cleaned.get("kind"), cleaned.get("words", "")
        is_wordless = "words" not in self.errors and not words.strip()
        if kind and ConcernKind(kind).needs_words and is_wordless:
            self.add_error("words", _("Say in a few words what is wrong."))
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """Give the words as they came, whatever is wrong with them."""
        return {name: self.data.get(name, "") for name in ("words", "contact")}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Give each sentence with the id of what it is about; "": the whole form."""
        found = {**dict.fromkeys((NON_FIELD_ERRORS, "website"), ""), **_ANCHORS}
        return [
            (anchor, str(sentence))
            for name, anchor in found.items()
            for sentence in self.errors.get(name, ())
        ]
