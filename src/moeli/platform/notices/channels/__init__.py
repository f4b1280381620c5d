"""The ways out of the house for the one sentence that a task waits."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from moeli.platform.notices.channels import mail, sms
from moeli.platform.notices.channels.letter import Letter


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out: the address it is pointed at, the field of a contact it uses, how it sends."""

    name: str
    address: str
    field: str
    send: Callable[[str, Letter], None]


def open_channels() -> dict[str, Channel]:
    """The channels that the settings point somewhere, by name."""
    both = (
        Channel("mail", settings.MOELI_NOTICE_MAIL, "mail", mail.send),
        Channel("sms", settings.MOELI_NOTICE_SMS, "phone", sms.send),
    )
    return {each.name: each for each in both if each.address}
