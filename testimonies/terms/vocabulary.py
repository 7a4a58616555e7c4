"""Closed lists of the field: consent, platforms, verification, languages, notes.

Pure data. Labels for people stand beside each value in English; pages translate them.
"""

from enum import StrEnum


class Scope(StrEnum):
    """What a consent is about. No entry for a scope means no."""

    ARCHIVE = "archive"
    WEB = "web_publication"
    QUOTATION = "quotation"
    TRANSLATION = "translation"
    IMAGE = "image"
    VOICE = "voice"
    REUSE = "reuse_by_third_parties"
    MACHINE = "machine_processing"


class ConsentBasis(StrEnum):
    """How the archive knows that the scope was granted."""

    DOCUMENTED = "documented_consent"
    RECORDED = "recorded_consent"
    PREVIOUSLY_PUBLISHED = "previously_published"
    PUBLIC_INTEREST = "public_interest_decision"


class MediaBasis(StrEnum):
    """Why a clip may be shown."""

    UNDECIDED = "undecided"
    CONSENT = "consent"
    PUBLISHED_ACCOUNT = "published_by_a_named_account"
    PREVIOUSLY_PUBLISHED = "previously_published"
    PUBLIC_INTEREST = "public_interest_decision"


class NameKind(StrEnum):
    """What kind of name a witness is shown under."""

    FULL = "full"
    GIVEN = "given_name"
    PSEUDONYM = "pseudonym"
    ANONYMOUS = "anonymous"


class Platform(StrEnum):
    """Where a clip was posted; `unknown` is a finding, not a gap."""

    TIKTOK = "tiktok"
    TELEGRAM = "telegram"
    YOUTUBE = "youtube"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    X = "x"
    VK = "vk"
    OTHER = "other"
    UNKNOWN = "unknown"


class AccountHolder(StrEnum):
    """Who holds the account: a private person's handle is never shown."""

    UNKNOWN = "unknown"
    PRIVATE = "private_person"
    PUBLIC = "public_account"


class MediaKind(StrEnum):
    """What the item is."""

    VIDEO = "video"
    PICTURE = "picture"
    SCREENGRAB = "screengrab"
    AUDIO = "audio"


class Verification(StrEnum):
    """How sure the archive is of a clip."""

    UNREVIEWED = "unreviewed"
    IN_PROGRESS = "in_progress"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    REFUTED = "refuted"


class DateBasis(StrEnum):
    """How the date of posting is known."""

    UNKNOWN = "unknown"
    STATED = "stated"
    DECODED = "decoded_from_id"
    INFERRED = "inferred"


class EventStatus(StrEnum):
    """How a fact of the chronology stands."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn_by_source"


class ContentNote(StrEnum):
    """What a reader may wish to know before going on."""

    GRAPHIC_VIOLENCE = "graphic_violence"
    BODY = "body"
    WEAPONS = "weapons"
    GUNFIRE = "gunfire"
    DESTRUCTION = "destruction"
    IDENTIFIABLE_PEOPLE = "identifiable_people"
    MINORS = "minors"
    DISTRESS = "distress"


COVERED_NOTES = frozenset({ContentNote.GRAPHIC_VIOLENCE, ContentNote.BODY})
"""Notes for which the item stays covered until the reader asks for it."""


class PassageKind(StrEnum):
    """Whose words a passage holds."""

    TESTIMONY = "testimony"
    QUESTION = "question"
    CONTEXT = "context"


class RedactionKind(StrEnum):
    """What a redacted span held."""

    NAME = "name"
    PLACE = "place"
    DATE = "date"
    THIRD_PARTY = "third_party"
    LEGAL = "legal"


class TagKind(StrEnum):
    """A noise tag is kept as data but is no subject."""

    SUBJECT = "subject"
    NOISE = "noise"


class FileRole(StrEnum):
    """What a stored file is to its media item."""

    ORIGINAL = "original"
    PUBLIC_COPY = "public_copy"
    POSTER = "poster"
    SCREENSHOT = "screenshot"
    CAPTURE = "capture"


COPY_ROLES = (FileRole.PUBLIC_COPY, FileRole.POSTER)
"""What is cleaned of an original, and alone may be shown."""


class Fixity(StrEnum):
    """What the last check found of a stored file's bytes."""

    INTACT = "intact"
    MISSING = "missing"
    CHANGED = "changed"


# How a stored file is called: random, with the ending of its sniffed type.
STORED_NAME = r"[0-9a-f]{32}\.[0-9a-z]{2,4}"


class Precision(StrEnum):
    """How finely a place is named in public."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    DISTRICT = "district"


LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "kk": "Kazakh",
    "fr": "French",
    "de": "German",
    "uk": "Ukrainian",
    "uz": "Uzbek",
    "ky": "Kyrgyz",
    "ug": "Uyghur",
    "tr": "Turkish",
    "zh": "Chinese",
    "ar": "Arabic",
    "fa": "Persian",
    "es": "Spanish",
    "und": "not recorded",
}
"""BCP 47 codes; `und` (undetermined) says that nobody recorded the language."""


def labelled(choices: type[StrEnum]) -> list[tuple[str, str]]:
    """Give (value, label) pairs in declared order, for a model field's choices."""
    return [(item.value, item.value.replace("_", " ")) for item in choices]
