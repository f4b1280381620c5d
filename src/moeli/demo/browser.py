"""A very small browser: cookies, redirects and the forms of a page, over real HTTP."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

_TIMEOUT_SECONDS = 20


@dataclass(slots=True)
class Form:
    """A form as the page offers it: where it goes and what its fields hold."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms and given.get("name"):
            self._field(tag, given)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, value = self.forms[-1], given["name"], given.get("value", "")
        if tag == "button" or given.get("type") == "submit":
            form.buttons.append((name, value))
        elif given.get("type") in {"radio", "checkbox"}:
            if "checked" in given:
                form.values[name] = value
        else:
            form.values[name] = value


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: where we are, its words and its forms."""

    url: str
    text: str
    forms: tuple[Form, ...]

    def form_with(self, name: str) -> Form:
        """The form that has a field or button called `name`. Raises LookupError."""
        for form in self.forms:
            if name in form.values or name in dict(form.buttons):
                return form
        raise LookupError(f"no form with {name} on the page")


class Browser:
    """One person at one screen of the site at `base`."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        """The page at `path`, redirects followed. Raises urllib.error.HTTPError."""
        return self._open(Request(urljoin(self._base, path)))  # noqa: S310 -- our own address

    def send(self, page: Page, form: Form, **values: str) -> Page:
        """The page that answers `form` with `values` filled in."""
        address = urljoin(page.url, form.action)
        body = urlencode(form.values | values).encode()
        headers = {"Referer": page.url}
        return self._open(Request(address, body, headers))  # noqa: S310 -- our own address

    def _open(self, request: Request) -> Page:
        with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            parser = _Forms()
            parser.feed(answer.read().decode())
            text = " ".join(" ".join(parser.text).split())
            return Page(answer.url, text, tuple(parser.forms))
