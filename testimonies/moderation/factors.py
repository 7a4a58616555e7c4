"""Second factors as the archive's keeper sees them: their secrets, and their loss."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from testimonies import ledger
from testimonies.models import User, decrypt, encrypt

SECRETS = ("secret", "seed")


def rotate_factor_keys() -> int:
    """Encrypt the secret of every second factor with the newest key; give how many.

    A passkey has none: the archive holds its public half.
    """
    count = 0
    with transaction.atomic():
        for each in Authenticator.objects.select_for_update():
            held = [name for name in SECRETS if name in each.data]
            for name in held:
                each.data[name] = encrypt(decrypt(each.data[name]))
            if held:
                each.save(update_fields=["data"])
                count += 1
    return count


def forget_second_factors(person: User, *, by: User) -> int:
    """Remove all second factors of a person who lost them; give how many.

    Ends every session of theirs (a trigger), and the password stops working too:
    whoever knew it alone could set up a factor of their own.
    """
    with ledger.acting(by):
        count: int = Authenticator.objects.filter(user=person).delete()[0]
        fresh = User.objects.select_for_update().get(pk=person.pk)
        fresh.set_unusable_password()
        fresh.save(update_fields=["password"])
        ledger.append(
            "forget_second_factors", actor=by, category=f"account {person.pk}"
        )
    return count
