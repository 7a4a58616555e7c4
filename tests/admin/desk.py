"""Working at the desk as a person would: open a page, fill in its form, press a button.

Values come from the page itself, so a field that is not offered cannot be filled in.
"""

from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from django.forms import JSONField
from django.test import Client
from django.urls import reverse

from testimonies.models import User
from tests.people import PASSWORD

OK, FOUND = 200, 302
# So often what was sent may lead on, to sign-in and further.
STEPS = 4


class _Forms(HTMLParser):
    """Reads the values of each form of a page, by the form's id."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self.options: dict[str, list[str]] = {}
        self._select = self._area = ""
        self._multiple = self._chosen = False

    @property
    def _values(self) -> dict[str, list[str]]:
        return self.forms[-1][1] if self.forms else {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append((given.get("id") or "", {}))
        elif tag == "input" and name and "disabled" not in given:
            self._input(name, given)
        elif tag == "select" and "disabled" not in given:
            self._select, self._chosen = name, False
            self._multiple = "multiple" in given
            self.options[name] = []
        elif tag == "option" and self._select:
            self._option(given)
        elif tag == "textarea" and "disabled" not in given:
            self._area = name
            self._values[name] = [""]

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        value = given.get("value")
        if kind in {"checkbox", "radio"}:
            self.options.setdefault(name, []).append(value or "on")
            if "checked" in given:
                self._values.setdefault(name, []).append(value or "on")
        elif kind not in {"submit", "button"}:
            self._values[name] = [value or ""]

    def _option(self, given: dict[str, str | None]) -> None:
        value = given.get("value") or ""
        self.options[self._select].append(value)
        is_first = self._select not in self._values and not self._multiple
        if "selected" in given:
            if self._multiple:
                self._values.setdefault(self._select, []).append(value)
            else:
                self._values[self._select] = [value]
        elif is_first:
            self._values[self._select] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            # A browser takes off the first line end and sends CRLF for the others.
            text = self._values[self._area][0].removeprefix("\n")
            self._values[self._area] = [text.replace("\n", "\r\n")]
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._values[self._area][0] += data


class Page:
    """A page of the desk as one person sees it.

    Where what was sent `leads_on`, the page that it leads to is drawn when it is looked
    at: as it is then, not as it was when the form was sent.
    """

    def __init__(
        self, desk: "Desk", address: str, answer: Any, *, leads_on: bool = False
    ) -> None:
        self.desk, self._asked, self._answer = desk, address, answer
        self._steps = STEPS if leads_on else 0

    @cached_property
    def _seen(self) -> tuple[str, Any]:
        address, response = self._asked, self._answer
        for _ in range(self._steps):
            if response.status_code != FOUND:
                break
            address = response.headers["Location"]
            response = self.desk.client.get(address)
        _refuse_json(response)
        return address, response

    @property
    def address(self) -> str:
        return self._seen[0]

    @property
    def response(self) -> Any:
        return self._seen[1]

    @cached_property
    def html(self) -> str:
        text: str = self.response.content.decode()
        return text

    @cached_property
    def _forms(self) -> _Forms:
        parser = _Forms()
        parser.feed(self.html)
        return parser

    @property
    def options(self) -> dict[str, list[str]]:
        return self._forms.options

    @cached_property
    def values(self) -> dict[str, list[str]]:
        forms = [form for form in self._forms.forms if form[0] != "logout-form"]
        return forms[-1][1] if forms else {}

    def send(self, button: str = "_continue", **changes: Any) -> "Page":
        """Fill in and press; a key is a field's name, with __ for the inline's dash."""
        values = {name: list(given) for name, given in self.values.items()}
        for key, value in changes.items():
            name = key.replace("__", "-") if key not in values else key
            if not name.startswith("_"):
                assert name in values or name in self.options, f"no field {name}"
            values[name] = value if isinstance(value, list) else [str(value)]
            if value is None:
                del values[name]
        return self.desk.post(self.address, {**values, button: "1"})

    def add_row(self, prefix: str, **fields: Any) -> dict[str, Any]:
        """Give the changes that fill one more row of an inline, as its script would."""
        total = int(self.values[f"{prefix}-TOTAL_FORMS"][0])
        self.values[f"{prefix}-TOTAL_FORMS"] = [str(total + 1)]
        template = f"{prefix}-__prefix__-"
        for name in [*self.values, *self.options]:
            if not name.startswith(template):
                continue
            own = f"{prefix}-{total}-{name.removeprefix(template)}"
            self.options[own] = self.options.get(name, [])
            if name in self.values:
                self.values[own] = self.values[name]
        return {f"{prefix}-{total}-{name}": value for name, value in fields.items()}

    @property
    def errors(self) -> str:
        """Give what the page complains of, as text."""
        found = []
        at = 0
        while (at := self.html.find('class="errorlist', at)) >= 0:
            end = self.html.index("</ul>", at)
            found.append(self.html[at:end])
            at = end
        return " ".join(found)


def _refuse_json(response: Any) -> None:
    """No person is ever asked for JSON."""
    context = response.context or {}
    forms = [context["adminform"].form] if "adminform" in context else []
    for inline in context.get("inline_admin_formsets", ()):
        forms += [*inline.formset.forms, inline.formset.empty_form]
    for form in forms:
        for name, field in form.fields.items():
            assert not isinstance(field, JSONField), name


class Desk:
    """A person at the desk, signed in as soon as they do something there."""

    def __init__(self, person: User | None = None, *, checks: bool = False) -> None:
        self.person, self._checks = person, checks

    @cached_property
    def client(self) -> Client:
        client = Client(enforce_csrf_checks=self._checks)
        if self.person:
            client.force_login(self.person)
        return client

    def sign_in(self, person: User) -> Page:
        values = {"login": person.username, "password": PASSWORD}
        return self.post(reverse("account_login"), values)

    def open(self, address: str) -> Page:
        return Page(self, address, self.client.get(address))

    def post(self, address: str, values: dict[str, Any]) -> Page:
        """Send a form; it is followed where it leads when that is looked at."""
        return Page(self, address, self.client.post(address, values), leads_on=True)

    def add(self, model: str, **changes: Any) -> Page:
        """Add a row through its form, and stay on its page."""
        page = self.open(reverse(f"admin:testimonies_{model}_add"))
        assert page.response.status_code == OK, page.response
        return page.send(**changes)

    def change(self, row: Any) -> Page:
        return self.open(page_of(row))

    def move(self, record: Any, name: str, **changes: Any) -> Page:
        """Make a move through its page."""
        page = self.open(page_of(record, "move", name))
        assert page.response.status_code == OK, page.response
        return page.send(**changes)


def page_of(row: Any, page: str = "change", *args: Any) -> str:
    """Give the address of a row's page at the desk."""
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_{page}"
    return reverse(name, args=[row.pk, *args])
