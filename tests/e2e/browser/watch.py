"""Hears what a page should not say: other origins, console errors, missing files, exceptions."""

from playwright.sync_api import ConsoleMessage, Page, Response, Route

_STATUS_OF_THE_PAGE = "Failed to load resource: the server responded with a status of"


class Watch:
    """Listens to pages; `heard` is what should not have happened."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def listen(self, page: Page, origin: str) -> None:
        """Abort whatever leaves `origin`, and note whatever goes wrong."""
        page.route("**/*", lambda route: self._let_through(route, origin))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"exception: {error}"))
        page.on("response", self._response)

    def _let_through(self, route: Route, origin: str) -> None:
        url = route.request.url
        if url.startswith((origin, "data:")):
            route.continue_()
        else:
            self.heard.append(f"asked another origin: {url}")
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # The browser repeats the status of a page that says itself that something is wrong.
        if message.type == "error" and not message.text.startswith(_STATUS_OF_THE_PAGE):
            self.heard.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.heard.append(f"{response.status}: {response.url}")
