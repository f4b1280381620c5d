"""A security key that Chromium believes in: the virtual authenticator of its DevTools protocol."""

from typing import Any

from playwright.sync_api import CDPSession, Page


class VirtualKey:
    """A key plugged into one page's browser; it answers every touch while it is plugged in."""

    def __init__(self, page: Page, *, passkey: bool = False) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        made = self._session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal" if passkey else "usb",
                    "hasResidentKey": passkey,
                    "hasUserVerification": passkey,
                    "isUserVerified": passkey,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self._id = made["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        """What the key holds."""
        named = {"authenticatorId": self._id}
        held: list[dict[str, Any]] = self._session.send("WebAuthn.getCredentials", named)[
            "credentials"
        ]
        return held

    def take(self, credentials: list[dict[str, Any]]) -> None:
        """Hold these credentials too: the same key, carried to another browser."""
        for each in credentials:
            told = {"authenticatorId": self._id, "credential": each}
            self._session.send("WebAuthn.addCredential", told)

    def pull_out(self) -> None:
        """Take the key out of the computer."""
        self._session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._id})
