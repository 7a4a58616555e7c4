"""One address for each kind of answer: a new kind is one row in `samples()`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from unittest import mock

import psycopg
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from psycopg import errors

from archive.limits import LONGEST_PATH, LONGEST_QUERY
from archive.settings import MIDDLEWARE
from testimonies.models import Witness
from testimonies.pages.slips import new_slip, sealed
from testimonies.terms import Role
from tests.admin.desk import page_of
from tests.matrix.cast import ANONYMOUS, STRANGER
from tests.matrix.door_samples import Sample, at_the_door
from tests.matrix.scene import Scene, rolled_back
from tests.matrix.snapshots import Seen, headers_of
from tests.matrix.visitors import PROVEN
from tests.robustness.scene import silent

WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
NOBODY = Witness(pk=0)
TOO_LARGE = b"x" * (5 * 1024 * 1024 + 1)


def samples(scene: Scene) -> list[Sample]:
    """Give every kind of answer that the archive has."""
    return [
        *_of_readers(scene),
        *_of_reports(scene),
        *_of_limits(),
        *_of_machines(),
        *_of_formats(scene),
        *_of_the_api(scene),
        *_of_files(scene),
        *at_the_door(scene),
        *_of_the_desk(scene),
        *_of_files_at_the_desk(scene),
    ]


def _of_readers(scene: Scene) -> list[Sample]:
    ref = scene.testimonies["published"].ref
    gone = scene.testimonies["withdrawn"].ref
    etag = Client().get("/about/").headers["ETag"]
    quote = scene.testimonies["published"].quotes.get()
    read = ("GET", "HEAD")
    account = f"/testimonies/{ref}/shown-published/"
    return [
        Sample("page", "/about/"),
        Sample("page, not modified", "/about/", headers={"if-none-match": etag}),
        Sample("redirect", f"/testimonies/{ref}/"),
        Sample("redirect to the slash", "/about", verbs=read),
        Sample("picture of a quote", f"/quotes/{quote.ref}/picture.png"),
        Sample("page of an account, 400", f"{account}?text=xx"),
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


def _of_reports(scene: Scene) -> list[Sample]:
    ref = scene.testimonies["published"].ref
    gone = scene.testimonies["withdrawn"].ref
    path, send = f"/report/{ref}/", ("POST",)
    form = {"content-type": "application/x-www-form-urlencoded"}
    slip = new_slip(ref).text
    whole = f"slip={slip}&kind=danger&language=en".encode()
    age = partial(mock.patch, "testimonies.pages.slips.Slip.seconds_to_wait")
    early, now = partial(age, return_value=20), partial(age, return_value=0)
    return [
        Sample("report, its form", path),
        Sample("report, led on", f"/report/{ref.upper()}/", verbs=("GET",)),
        Sample("report, 404", "/report/t2222222x/"),
        Sample("report, 410", f"/report/{gone}/"),
        Sample("report, too early", path, ANONYMOUS, send, form, whole, early),
        Sample("report, sent", path, ANONYMOUS, send, form, whole, now),
        Sample("report, too large", path, ANONYMOUS, send, form, TOO_LARGE),
        Sample("report, thanks", f"/report/thanks/{sealed('23456789')}/"),
        Sample("report, no such thanks", "/report/thanks/23456789/", verbs=("GET",)),
    ]


def _fault(place: str) -> Callable[[], AbstractContextManager[object]]:
    """Let a page meet an error that nobody foresaw."""
    return partial(mock.patch, f"testimonies.{place}.answer", side_effect=KeyError)


def _of_limits() -> list[Sample]:
    read = ("GET", "HEAD")
    away = partial(silent, caused(OperationalError(), psycopg.OperationalError()))
    slow = partial(silent, caused(OperationalError(), errors.QueryCanceled()))
    return [
        Sample("414", f"/{'a' * (LONGEST_PATH + 1)}/"),
        Sample("414 of a query", f"/about/?{'a' * (LONGEST_QUERY + 1)}"),
        Sample("414 at the desk", f"/admin/?{'a' * (LONGEST_QUERY + 1)}"),
        Sample("400 of a NUL", "/about/?a=%00"),
        Sample("404 of a control character", "/testimonies/%00/"),
        Sample("503, slow", "/testimonies/", verbs=read, while_=slow),
        Sample("503, away", "/testimonies/", verbs=read, while_=away),
        Sample("503 of a feed", "/feed.atom", verbs=read, while_=away),
        Sample("503 of health", "/healthz", verbs=read, while_=away),
        Sample("503 at the desk", "/admin/", Role.STEWARD, read, while_=away),
        Sample("503 at the door", "/account/login/", PROVEN, read, while_=away),
    ]


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def _of_files(scene: Scene) -> list[Sample]:
    path = f"/files/{scene.copy('published').name}"
    etag = f'"{scene.copy("published").sha256[:32]}"'
    read = ("GET", "HEAD")
    return [
        Sample("file", path),
        Sample("file, a part", path, verbs=read, headers={"range": "bytes=0-9"}),
        Sample("file, no such part", path, verbs=read, headers=_BEYOND),
        Sample("file, not modified", path, headers={"if-none-match": etag}),
        Sample("file, unknown", f"/files/{'0' * 32}.jpg"),
        Sample("file of a draft", f"/files/{scene.copy('draft').name}"),
    ]


_BEYOND = {"range": "bytes=999999-"}


def _of_formats(scene: Scene) -> list[Sample]:
    ref = scene.testimonies["published"].ref
    base = f"/testimonies/{ref}"
    etag = Client().get(f"{base}.bib").headers["ETag"]
    known = {"if-none-match": etag}
    return [
        Sample("record as data", f"{base}.json"),
        Sample("record as BibTeX", f"{base}.bib"),
        Sample("record as RIS", f"{base}.ris"),
        Sample("record as CSL-JSON", f"{base}.csl.json"),
        Sample("record as a sentence", f"{base}.txt"),
        Sample("record as BibTeX, not modified", f"{base}.bib", headers=known),
        Sample("captions", f"{base}.vtt"),
        Sample("captions, not in that language", f"{base}.vtt?text=kk"),
        Sample("record as BibTeX, 400", f"{base}.bib?passage=0"),
        Sample("record as BibTeX, led on", f"/testimonies/{ref.upper()}.bib"),
        Sample("tag as data", f"/tags/{scene.aliased.slug}.json"),
    ]


def _of_machines() -> list[Sample]:
    return [
        Sample("feed", "/feed.atom"),
        Sample("feed of a search", "/search/feed.atom?q=shown"),
        Sample("results of a search", "/search/results.jsonl?q=shown"),
        Sample("results as a table", "/search/results.csv?q=shown"),
        Sample("results as BibTeX", "/search/results.bib?q=shown"),
        Sample("results as RIS", "/search/results.ris?q=shown"),
        Sample("results, 400", "/search/results.ris?kind=nothing"),
        Sample("sitemap", "/sitemap.xml"),
        Sample("part of the sitemap", "/sitemap-1.xml"),
        Sample("robots.txt", "/robots.txt"),
        Sample("security.txt", "/.well-known/security.txt"),
        Sample("health", "/healthz"),
    ]


def _of_the_api(scene: Scene) -> list[Sample]:
    shown, gone = (scene.testimonies[each].ref for each in ("published", "withdrawn"))
    base, read = "/api/v1/testimonies/", ("GET", "HEAD")
    etag = Client().get(base).headers["ETag"]
    away = partial(silent, caused(OperationalError(), psycopg.OperationalError()))
    return [
        Sample("api, a record", f"{base}{shown}/"),
        Sample("api, a list", base),
        Sample("api, a list, not modified", base, headers={"if-none-match": etag}),
        Sample("api, a page of a list", f"{base}?limit=1", verbs=read),
        Sample("api, search", "/api/v1/search/?q=shown"),
        Sample("api, description", "/api/v1/openapi.json"),
        Sample("api, redirect to the slash", base.rstrip("/"), verbs=read),
        Sample("api, 404 of a ref", f"{base}t2222222x/"),
        Sample("api, 404 of an address", "/api/none"),
        Sample("api, 410", f"{base}{gone}/"),
        Sample("api, 400", f"{base}?limit=0", verbs=read),
        Sample("api, 400 of a host", base, headers={"host": "evil.example"}),
        Sample("api, 414", f"{base}?{'a' * (LONGEST_QUERY + 1)}"),
        Sample("api, 500", base, verbs=read, while_=_fault("api.records")),
        Sample("api, 503", base, verbs=read, while_=away),
    ]


def _of_the_desk(scene: Scene) -> list[Sample]:
    draft, steward = scene.testimonies["draft"], Role.STEWARD
    place = reverse("admin:testimonies_place_add")
    form = {"content-type": "application/x-www-form-urlencoded"}
    return [
        Sample("the desk's own door", "/admin/login/"),
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
        Sample("changes of a draft", page_of(draft, "changes"), steward),
        Sample("history", page_of(draft, "history"), steward),
        Sample("vault", page_of(draft.witness, "vault"), steward),
        Sample("script of the desk", "/admin/jsi18n/", steward),
        Sample("leading to one's account", "/admin/password_change/", steward),
        Sample("signing out", "/admin/logout/", steward),
    ]


def _of_files_at_the_desk(scene: Scene) -> list[Sample]:
    clip, copy, steward = scene.media["draft"], scene.copy("draft").pk, Role.STEWARD
    return [
        Sample("form for a file", page_of(clip, "file"), steward),
        Sample(
            "form for a file, too large",
            page_of(clip, "file"),
            steward,
            ("POST",),
            while_=partial(mock.patch, "testimonies.admin.files.MOST_BODY", -1),
        ),
        Sample("cleaned copy", page_of(clip, "copy", copy), steward),
        Sample("cleaned copy, none", page_of(clip, "copy", 999_999), steward),
    ]


NO_ROWS = (
    b"&testimonies-translation-content_type-object_id-TOTAL_FORMS=0"
    b"&testimonies-translation-content_type-object_id-INITIAL_FORMS=0"
)


def ask(scene: Scene, sample: Sample) -> Iterator[Seen]:
    """Ask by each verb, and undo what came of it."""
    person = scene.cast[sample.by]
    for verb in sample.verbs:
        with rolled_back(), sample.while_():
            response = person.ask(verb, sample.path, sample.body, sample.headers)
        status, headers = response.status_code, headers_of(response)
        yield Seen(sample.kind, verb, sample.path, status, headers)


def with_static_files() -> AbstractContextManager[object]:
    """Serve static files as a demo does, by the middleware that tests leave out."""
    at = MIDDLEWARE.index("archive.readers.ReadingMiddleware")
    served = [*MIDDLEWARE[:at], WHITENOISE, *MIDDLEWARE[at:]]
    return override_settings(MIDDLEWARE=served, WHITENOISE_USE_FINDERS=True)
