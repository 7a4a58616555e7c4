"""Accounts and groups: managed by superusers, who get no role and no move by that."""
# ruff: noqa: FBT001 - Django's own signatures

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Field, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies import ledger
from testimonies.admin.base import DeskAdmin
from testimonies.admin.doors import Beside, Who
from testimonies.admin.forms import Refusable
from testimonies.admin.visit import person_of
from testimonies.models import User
from testimonies.moderation import MoveRefused, may_enter_desk
from testimonies.terms import Role


class ByManagers:
    """Only a superuser, and nobody deletes: an account is made inactive instead."""

    sees: ClassVar[Who] = Beside.MANAGERS
    adds: ClassVar[Who] = Beside.MANAGERS
    changes: ClassVar[Who] = Beside.MANAGERS
    deletes: ClassVar[Who] = Beside.NOBODY


class NewPersonForm(Refusable, AdminUserCreationForm[User]):
    """A new account."""

    class Meta(AdminUserCreationForm.Meta):
        model = User


class PersonForm(Refusable, UserChangeForm[User]):
    """An account."""

    class Meta(UserChangeForm.Meta):
        model = User


class PersonAdmin(ByManagers, DeskAdmin[User], UserAdmin[User]):
    """The accounts; groups carry the roles."""

    form: Any = PersonForm
    add_form = NewPersonForm
    inherited_pages = {"auth_user_password_change": Beside.MANAGERS}
    add_form_template = "admin/desk/add_person.html"
    list_display = ("username", "first_name", "last_name", "is_active", "roles")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (
            _("What they may do"),
            {
                "fields": ("groups", "is_superuser"),
                "description": _(
                    "Groups are the roles; managing accounts is none of them."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
            kwargs["help_text"] = ""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_superuser":
            field.label = _("Manages accounts")
            field.help_text = _("Grants no role, no move and no vault.")
        return field

    def rows_shown(self, request: HttpRequest, row: Any) -> Iterator[QuerySet[Any]]:
        yield from super().rows_shown(request, row)
        yield User.groups.through._default_manager.filter(user_id=row.pk)

    def roles(self, person: User) -> str:
        return ", ".join(person.groups.values_list("name", flat=True))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the groups; the ledger keeps that roles were given or taken."""
        person: User = form.instance
        before = set(person.groups.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(person.groups.values_list("name", flat=True))
        if person.pk == person_of(request).pk and before != after:
            message = _("Nobody gives roles to themselves: ask another manager.")
            raise MoveRefused(str(message))
        is_staff = may_enter_desk(person)
        if person.is_staff != is_staff:
            person.is_staff = is_staff
            person.save(update_fields=["is_staff"])
        if before != after or "is_superuser" in form.changed_data:
            ledger.append(
                "change_roles",
                actor=person_of(request),
                category=f"account {person.pk}",
                note=f"{person.username}: {', '.join(sorted(after)) or 'no role'}",
            )


class GroupAdmin(ByManagers, DeskAdmin[Group]):
    """The groups; those that carry a role keep their names."""

    list_display = ("name",)
    search_fields = ("name",)
    fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name",) if obj and obj.name in set(Role) else ()
