"""A very small browser: cookies, redirects and the forms of a page, over real HTTP."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

_TIMEOUT_SECONDS = 20


@dataclass(slots=True)
class Form:
    """A form as the page offers it: where it goes, what its fields hold, what may be chosen."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._select = ""
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._in_link = True
            self.links.append((given.get("href", ""), ""))
        elif tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms and tag == "option":
            self._option(given)
        elif self.forms and given.get("name"):
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self._in_link = self._in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._in_link:
            address, words = self.links[-1]
            self.links[-1] = address, words + data

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, value = self.forms[-1], given["name"], given.get("value", "")
        if tag == "button" or given.get("type") == "submit":
            form.buttons.append((name, value))
        elif given.get("type") in {"radio", "checkbox"}:
            if "checked" in given:
                form.values[name] = value
        else:
            form.values[name] = value
            self._select = name if tag == "select" else ""

    def _option(self, given: dict[str, str]) -> None:
        form, value = self.forms[-1], given.get("value", "")
        form.choices.setdefault(self._select, []).append(value)
        if "selected" in given or len(form.choices[self._select]) == 1:
            form.values[self._select] = value


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: where we are, its words, its forms, its links with their words."""

    url: str
    text: str
    forms: tuple[Form, ...]
    links: tuple[tuple[str, str], ...] = ()

    def form_with(self, name: str) -> Form:
        """The form that has a field or button called `name`. Raises LookupError."""
        for form in self.forms:
            if name in form.values or name in dict(form.buttons):
                return form
        raise LookupError(f"no form with {name} on the page")

    def link_to(self, words: str) -> str:
        """The address of the first link that begins with `words`. Raises LookupError."""
        for address, said in self.links:
            if said.strip().startswith(words):
                return address
        raise LookupError(f"no link {words} on the page")


class Browser:
    """One person at one screen of the site at `base`."""

    def __init__(self, base: str) -> None:
        self._base, self._jar = base, CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self._jar))

    @property
    def cookies(self) -> dict[str, str]:
        """What it has been given to carry."""
        return {each.name: each.value or "" for each in self._jar}

    def get(self, path: str) -> Page:
        """The page at `path`, redirects followed. Raises urllib.error.HTTPError."""
        return self._open(Request(urljoin(self._base, path)))  # noqa: S310 -- our own address

    def send(self, page: Page, form: Form, **values: str) -> Page:
        """The page that answers `form` with `values` filled in."""
        return self._open(_filled(page, form, values))

    def file(self, page: Page, form: Form, **values: str) -> bytes:
        """The file that answers `form`. Raises urllib.error.HTTPError."""
        with self._opener.open(_filled(page, form, values), timeout=_TIMEOUT_SECONDS) as answer:
            return bytes(answer.read())

    def _open(self, request: Request) -> Page:
        with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            parser = _Forms()
            parser.feed(answer.read().decode())
            text = " ".join(" ".join(parser.text).split())
            return Page(answer.url, text, tuple(parser.forms), tuple(parser.links))


def _filled(page: Page, form: Form, values: dict[str, str]) -> Request:
    address = urljoin(page.url, form.action)
    body = urlencode(form.values | values).encode()
    return Request(address, body, {"Referer": page.url})  # noqa: S310 -- our own address
