"""One address for each kind of answer: a new kind is one row in `samples()`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from unittest import mock

from django.test import Client, override_settings
from django.urls import reverse

from archive.settings import MIDDLEWARE
from testimonies.models import Witness
from testimonies.terms import Role
from tests.admin.desk import page_of
from tests.matrix.cast import ANONYMOUS, STRANGER
from tests.matrix.cells import VERBS
from tests.matrix.scene import Scene, rolled_back
from tests.matrix.snapshots import Seen, headers_of

WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
NOBODY = Witness(pk=0)
TOO_LARGE = b"x" * (5 * 1024 * 1024 + 1)


@dataclass(frozen=True, slots=True)
class Sample:
    """Who asks for what, by which verbs, for a kind of answer."""

    kind: str
    path: str
    by: str = ANONYMOUS
    verbs: tuple[str, ...] = VERBS
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    while_: AbstractContextManager[object] = field(default_factory=nullcontext)


def samples(scene: Scene) -> list[Sample]:
    """Give every kind of answer that the archive has."""
    return [*_of_readers(scene), *_of_machines(), *_of_the_desk(scene)]


def _of_readers(scene: Scene) -> list[Sample]:
    ref = scene.testimonies["published"].ref
    gone = scene.testimonies["withdrawn"].ref
    etag = Client().get("/about/").headers["ETag"]
    read = ("GET", "HEAD")
    return [
        Sample("page", "/about/"),
        Sample("page, not modified", "/about/", headers={"if-none-match": etag}),
        Sample("redirect", f"/testimonies/{ref}/"),
        Sample("redirect to the slash", "/about", verbs=read),
        Sample("search page", "/search/?q=shown"),
        Sample("search page, 400", "/search/?kind=nothing"),
        Sample("404 of a ref", "/testimonies/t2222222x/"),
        Sample("404 of an address", "/no/such/page/"),
        Sample("410", f"/testimonies/{gone}/"),
        Sample("400 of a host", "/about/", headers={"host": "evil.example"}),
        Sample("500", "/about/", verbs=read, while_=_fault("pages.about")),
        Sample("static file", "/static/testimonies/css/base.css"),
        Sample("static file, unknown", "/static/none.css"),
    ]


def _fault(place: str) -> AbstractContextManager[object]:
    """Let a page meet an error that nobody foresaw."""
    return mock.patch(f"testimonies.{place}.answer", side_effect=KeyError)


def _of_machines() -> list[Sample]:
    return [
        Sample("feed", "/feed.atom"),
        Sample("feed of a search", "/search/feed.atom?q=shown"),
        Sample("sitemap", "/sitemap.xml"),
        Sample("part of the sitemap", "/sitemap-1.xml"),
        Sample("robots.txt", "/robots.txt"),
        Sample("security.txt", "/.well-known/security.txt"),
        Sample("health", "/healthz"),
    ]


def _of_the_desk(scene: Scene) -> list[Sample]:
    draft, steward = scene.testimonies["draft"], Role.STEWARD
    place = reverse("admin:testimonies_place_add")
    form = {"content-type": "application/x-www-form-urlencoded"}
    return [
        Sample("sign-in page", "/admin/login/"),
        Sample("desk, not signed in", "/admin/"),
        Sample("desk, no role", "/admin/", STRANGER),
        Sample("desk page", "/admin/", steward),
        Sample("desk list", reverse("admin:testimonies_place_changelist"), steward),
        Sample("desk list, 400", "/admin/testimonies/place/?ref__gt=a", steward),
        Sample("desk form", place, steward),
        Sample(
            "desk form, saved",
            place,
            steward,
            ("POST",),
            form,
            b"name=Aqtau&precision=city&country=KZ&text_language=en" + NO_ROWS,
        ),
        Sample(
            "desk, too large",
            place,
            steward,
            ("POST",),
            form,
            TOO_LARGE,
        ),
        Sample(
            "desk, unknown row", page_of(draft).replace(f"/{draft.pk}/", "/0/"), steward
        ),
        Sample("desk, unknown address", "/admin/none/", steward),
        Sample("preview", page_of(draft, "preview"), steward),
        Sample("history", page_of(draft, "history"), steward),
        Sample("vault", page_of(draft.witness, "vault"), steward),
        Sample("script of the desk", "/admin/jsi18n/", steward),
        Sample("own password", "/admin/password_change/", steward),
        Sample("own password, done", "/admin/password_change/done/", steward),
        Sample("signing out", "/admin/logout/", steward),
    ]


NO_ROWS = (
    b"&testimonies-translation-content_type-object_id-TOTAL_FORMS=0"
    b"&testimonies-translation-content_type-object_id-INITIAL_FORMS=0"
)


def ask(scene: Scene, sample: Sample) -> Iterator[Seen]:
    """Ask by each verb, and undo what came of it."""
    person = scene.cast[sample.by]
    for verb in sample.verbs:
        with rolled_back(), sample.while_:
            response = person.ask(verb, sample.path, sample.body, sample.headers)
        status, headers = response.status_code, headers_of(response)
        yield Seen(sample.kind, verb, sample.path, status, headers)


def with_static_files() -> AbstractContextManager[object]:
    """Serve static files as a demo does, by the middleware that tests leave out."""
    at = MIDDLEWARE.index("archive.readers.ReadingMiddleware")
    served = [*MIDDLEWARE[:at], WHITENOISE, *MIDDLEWARE[at:]]
    return override_settings(MIDDLEWARE=served, WHITENOISE_USE_FINDERS=True)
