"""The words for the values of closed lists, in the reader's language. Pure data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from testimonies.terms import (
    ContentNote,
    DateBasis,
    EventStatus,
    Fidelity,
    Kind,
    MediaBasis,
    MediaKind,
    NameKind,
    Platform,
    Scope,
    Verification,
)

Label = str | Promise

_FIDELITY: dict[str, Label] = {
    Fidelity.VERBATIM: _("Word for word"),
    Fidelity.CONDENSED: _("Condensed"),
    Fidelity.PARAPHRASE: _("Not the witness’s words: a paraphrase"),
    Fidelity.ABSENT: _("Not in the account"),
}
_FIDELITY_SENTENCE: dict[str, Label] = {
    Fidelity.VERBATIM: _(
        "The words stand in the account exactly as they are printed here."
    ),
    Fidelity.CONDENSED: _(
        "The words stand in the account in this order; what was left out or added"
        " is marked."
    ),
    Fidelity.PARAPHRASE: _(
        "The witness did not say it in these words. According to the editor, they"
        " render a passage of the account."
    ),
    Fidelity.ABSENT: _(
        "These words were printed with the testimony, but they are found nowhere in"
        " the account."
    ),
}
_PLATFORM: dict[str, Label] = {
    Platform.TIKTOK: "TikTok",
    Platform.TELEGRAM: "Telegram",
    Platform.YOUTUBE: "YouTube",
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.X: "X",
    Platform.VK: "VK",
    Platform.OTHER: _("Another platform"),
    Platform.UNKNOWN: _("Platform unknown"),
}
_MEDIA_KIND: dict[str, Label] = {
    MediaKind.VIDEO: _("Video"),
    MediaKind.PICTURE: _("Picture"),
    MediaKind.SCREENGRAB: _("Still from a video"),
    MediaKind.AUDIO: _("Sound recording"),
}
_VERIFICATION: dict[str, Label] = {
    Verification.UNREVIEWED: _("Not yet checked by the archive"),
    Verification.IN_PROGRESS: _("Being checked by the archive"),
    Verification.CORROBORATED: _("Corroborated"),
    Verification.DISPUTED: _("Disputed"),
    Verification.REFUTED: _("Refuted"),
}
_DATE_BASIS: dict[str, Label] = {
    DateBasis.UNKNOWN: _("how the date is known was not recorded"),
    DateBasis.STATED: _("as stated by the source"),
    DateBasis.DECODED: _("read from the platform’s identifier"),
    DateBasis.INFERRED: _("the year is inferred"),
}
_EVENT_STATUS: dict[str, Label] = {
    EventStatus.REPORTED: _("Reported"),
    EventStatus.CONFIRMED: _("Confirmed"),
    EventStatus.DISPUTED: _("Disputed"),
    EventStatus.WITHDRAWN: _("Withdrawn by its source"),
}
_CONTENT_NOTE: dict[str, Label] = {
    ContentNote.GRAPHIC_VIOLENCE: _("graphic violence"),
    ContentNote.BODY: _("a dead body"),
    ContentNote.WEAPONS: _("weapons"),
    ContentNote.GUNFIRE: _("gunfire"),
    ContentNote.DESTRUCTION: _("destruction"),
    ContentNote.IDENTIFIABLE_PEOPLE: _("people who can be recognised"),
    ContentNote.MINORS: _("minors"),
    ContentNote.DISTRESS: _("distress"),
}
_NAME_KIND: dict[str, Label] = {
    NameKind.FULL: _("full name"),
    NameKind.GIVEN: _("given name only"),
    NameKind.PSEUDONYM: _("not the real name"),
    NameKind.ANONYMOUS: _("name withheld"),
}
_MEDIA_BASIS: dict[str, Label] = {
    MediaBasis.UNDECIDED: _("Not decided yet"),
    MediaBasis.CONSENT: _("Shown with the consent of the person concerned"),
    MediaBasis.PUBLISHED_ACCOUNT: _("Posted in public by a named account"),
    MediaBasis.PREVIOUSLY_PUBLISHED: _("Published before by a newsroom"),
    MediaBasis.PUBLIC_INTEREST: _("Shown by a decision in the public interest"),
}
_SCOPE: dict[str, Label] = {
    Scope.ARCHIVE: _("keeping in the archive"),
    Scope.WEB: _("publication on the web"),
    Scope.QUOTATION: _("quotation"),
    Scope.TRANSLATION: _("translation"),
    Scope.IMAGE: _("showing the image"),
    Scope.VOICE: _("playing the voice"),
    Scope.REUSE: _("reuse by others"),
    Scope.MACHINE: _("processing by machines"),
}
_KIND: dict[str, Label] = {
    Kind.TESTIMONY: _("Testimony"),
    Kind.WITNESS: _("Witness"),
    Kind.QUOTE: _("Quote"),
    Kind.MEDIA: _("Clip or picture"),
    Kind.COLLECTION: _("Collection"),
    Kind.TAG: _("Tag"),
}
_KINDS: dict[str, Label] = {
    Kind.TESTIMONY: _("Testimonies"),
    Kind.WITNESS: _("Witnesses"),
    Kind.QUOTE: _("Quotes"),
    Kind.MEDIA: _("Clips and pictures"),
    Kind.COLLECTION: _("Collections"),
    Kind.TAG: _("Tags"),
}
_LANGUAGE: dict[str, Label] = {
    "en": pgettext_lazy("language", "English"),
    "ru": pgettext_lazy("language", "Russian"),
    "kk": pgettext_lazy("language", "Kazakh"),
    "fr": pgettext_lazy("language", "French"),
    "de": pgettext_lazy("language", "German"),
    "uk": pgettext_lazy("language", "Ukrainian"),
    "uz": pgettext_lazy("language", "Uzbek"),
    "ky": pgettext_lazy("language", "Kyrgyz"),
    "ug": pgettext_lazy("language", "Uyghur"),
    "tr": pgettext_lazy("language", "Turkish"),
    "zh": pgettext_lazy("language", "Chinese"),
    "ar": pgettext_lazy("language", "Arabic"),
    "fa": pgettext_lazy("language", "Persian"),
    "es": pgettext_lazy("language", "Spanish"),
    "und": pgettext_lazy("language", "not recorded"),
}

_PART: dict[str, Label] = {
    "title": _("the title"),
    "summary": _("the summary"),
    "description": _("the description"),
    "transcripts": _("the account"),
    "quotes": _("which quotes belong to it"),
    "text": _("the words"),
    "fidelity": _("how faithful it is"),
    **dict.fromkeys(
        ("anchor", "passage", "start", "end", "prefix", "suffix"),
        _("the place in the account"),
    ),
    "tags": _("the tags"),
    "sources": _("the sources"),
    "events": _("the chronology"),
    "illustrations": _("which clips stand beside it"),
    "witness": _("the witness"),
    "name": _("the name"),
    "place": _("the place"),
    "happened": _("when it happened"),
    "given": _("when it was told"),
    "posted": _("when it was posted"),
    "caption": _("the caption"),
    "caption_translations": _("the translations of the caption"),
    "verification": _("how sure the archive is"),
    "verification_notes": _("how sure the archive is"),
    "files": _("the files"),
    "consents": _("on what basis it is shown"),
    "basis": _("on what basis it is shown"),
    "content_notes": _("the content notes"),
    "content_note_text": _("the content notes"),
    "rights": _("the rights"),
}

_ROLE: dict[str, Label] = {
    "contributor": _("Contributor: writes drafts"),
    "editor": _("Editor: also tags, makes quotes, revises"),
    "reviewer": _("Reviewer: approves what others wrote, withdraws"),
    "steward": _("Steward: publishes, records consent, opens the vault"),
    "researcher": _("Researcher: reads only"),
}

_FACET: dict[str, Label] = {
    "tag": _("Tag"),
    "any": _("One of"),
    "not": _("Not"),
    "kind": _("Kind"),
    "lang": _("Language"),
    "place": _("Place"),
    "platform": _("Platform"),
    "from": pgettext_lazy("date", "From"),
    "to": pgettext_lazy("date", "To"),
}
_ORDER: dict[str, Label] = {
    "relevance": _("Best match"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "happened": _("By when it happened"),
    "left": _("By the word before"),
    "right": _("By the word after"),
    "list": _("List"),
    "kwic": _("Concordance"),
}

_COUNTRY: dict[str, Label] = {
    "AF": _("Afghanistan"),
    "AM": _("Armenia"),
    "AZ": _("Azerbaijan"),
    "BY": _("Belarus"),
    "CN": _("China"),
    "DE": _("Germany"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GE": _("Georgia"),
    "IR": _("Iran"),
    "KG": _("Kyrgyzstan"),
    "KZ": _("Kazakhstan"),
    "MD": _("Moldova"),
    "MN": _("Mongolia"),
    "PL": _("Poland"),
    "RU": _("Russia"),
    "SY": _("Syria"),
    "TJ": _("Tajikistan"),
    "TM": _("Turkmenistan"),
    "TR": _("Turkey"),
    "UA": _("Ukraine"),
    "US": _("United States"),
    "UZ": _("Uzbekistan"),
}

# What stands on a time line (templatetags/dated.py).
_DATED: dict[str, Label] = {
    "testimony": _("Testimonies"),
    "clip": _("Clips and pictures"),
    "event": _("What was reported"),
}

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ug"})

# Where in a source words are printed, as the desk writes it.
_PRINTED_WHERE: dict[str, Label] = {
    "title": pgettext_lazy("of a source", "title"),
    "heading": pgettext_lazy("of a source", "heading"),
    "caption": pgettext_lazy("of a source", "caption"),
}

LABELS: dict[str, dict[str, Label]] = {
    "fidelity": _FIDELITY,
    "fidelity sentence": _FIDELITY_SENTENCE,
    "platform": _PLATFORM,
    "media kind": _MEDIA_KIND,
    "verification": _VERIFICATION,
    "date basis": _DATE_BASIS,
    "event status": _EVENT_STATUS,
    "content note": _CONTENT_NOTE,
    "name kind": _NAME_KIND,
    "media basis": _MEDIA_BASIS,
    "scope": _SCOPE,
    "kind": _KIND,
    "kinds": _KINDS,
    "language": _LANGUAGE,
    "part": _PART,
    "printed where": _PRINTED_WHERE,
    "facet": _FACET,
    "order": _ORDER,
    "roles": _ROLE,
    "country": _COUNTRY,
    "dated": _DATED,
}
