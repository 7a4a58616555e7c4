"""The demo's accounts: three roles, random passwords, kept in the data folder."""

import json
import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from testimonies.models import User
from testimonies.terms import Role

PEOPLE = {"editor": Role.EDITOR, "reviewer": Role.REVIEWER, "steward": Role.STEWARD}


def demo_people(folder: Path) -> dict[str, str]:
    """Make the accounts where they are missing; give their passwords by name.

    A password that somebody changed at the desk is set back to the kept one.
    """
    passwords = _kept_passwords(folder / "demo-accounts.json")
    for name, password in passwords.items():
        person, _ = User.objects.get_or_create(
            username=name, defaults={"is_staff": True}
        )
        if not person.check_password(password):
            person.set_password(password)
            person.save(update_fields=["password"])
        person.groups.set(Group.objects.filter(name=PEOPLE[name]))
    return passwords


def _kept_passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        made = {name: secrets.token_urlsafe(12) for name in PEOPLE}
        file.touch(mode=0o600)
        file.write_text(json.dumps(made, indent=1))
    kept: dict[str, str] = json.loads(file.read_text())
    return {name: kept[name] for name in PEOPLE}
