"""Forms of our own; the library's stay for what it checks itself."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from testimonies.models import User
from testimonies.moderation import NewAccount
from testimonies.terms import Role


class AskForm(forms.Form):
    """Where a link to a new password shall go."""

    # Django has no Kazakh for its own sentence.
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "invalid": _("This is no e-mail address: look whether it is whole.")
        },
    )


class SearchNameForm(forms.Form):
    """What somebody calls a search of theirs."""

    name = forms.CharField(
        max_length=100,
        error_messages={
            "required": _("Give it a name."),
            "max_length": _("A name has 100 characters at most."),
        },
    )


class InviteForm(forms.Form):
    """The role that an invitation carries; those that the giver may give."""

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.TypedChoiceField(
            choices=[(role.value, role.value) for role in roles], coerce=Role
        )


class AcceptForm(forms.Form):
    """The name and the password of a new account."""

    username = forms.CharField(
        max_length=150, validators=[User.username_validator], strip=True
    )
    password1 = forms.CharField(strip=False, max_length=4096)
    password2 = forms.CharField(strip=False, max_length=4096)

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("This name is taken: choose another."))
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            try:
                validate_password(first, User(username=given.get("username", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return given

    def account(self, language: str) -> NewAccount:
        """Give what was chosen."""
        return NewAccount(
            username=self.cleaned_data["username"],
            password=self.cleaned_data["password1"],
            language=language,
        )
