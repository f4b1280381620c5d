"""Hears what a page should not say: other origins, console errors, missing files, exceptions.

It only listens. That nothing leaves the machine is the browser's doing: it finds no other host.
"""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

_STATUS_OF_THE_PAGE = "Failed to load resource: the server responded with a status of"


class Watch:
    """Listens to pages; `heard` is what should not have happened."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def listen(self, page: Page, origin: str) -> None:
        """Note whatever is asked of another than `origin`, and whatever goes wrong."""
        page.on("request", lambda request: self._request(request, origin))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"exception: {error}"))
        page.on("response", self._response)

    def _request(self, request: Request, origin: str) -> None:
        if not request.url.startswith((f"{origin}/", "data:")):
            self.heard.append(f"asked another origin: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # The browser repeats the status of a page that says itself that something is wrong.
        if message.type == "error" and not message.text.startswith(_STATUS_OF_THE_PAGE):
            self.heard.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.heard.append(f"{response.status}: {response.url}")
