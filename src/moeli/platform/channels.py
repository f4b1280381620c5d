"""What rooms say about the channels on which headquarters publishes, taken from `room`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class PublicationProblem:
    """Why a content cannot be published; `where` names its line or row."""

    code: str
    sentence: Text
    where: str = ""


@dataclass(frozen=True, slots=True)
class PublicationChange:
    """One row that differs: an added row has no `before`, a removed row no `after`."""

    row: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PublicationKind:
    """A channel: something that headquarters publishes in numbered, signed versions.

    `validate` is handed the content and its first day; it, `difference` and `count` (rows) are
    pure, and judging takes at most `seconds`. `packaged` is what holds before the first version.
    A change of more than the share `drift` of the rows, and of more than `slack` rows, needs a
    stated override. `protected` content is shown to people only with an entry in the journal.
    Of a content that is not `text`, `validate` judges the letters too, and no page prints it;
    `look` names the page that shows an upload, given its id, to who approves it.
    """

    code: str
    label: Text
    validate: Callable[[bytes, date], Iterable[PublicationProblem]]
    difference: Callable[[bytes, bytes], Iterable[PublicationChange]]
    count: Callable[[bytes], int]
    packaged: Callable[[], bytes] = bytes
    largest: int = 1_000_000
    seconds: float = 5.0
    drift: float = 0.2
    slack: int = 5
    stage: str = "publication.stage"
    publish: str = "publication.publish"
    approval: str = "publication.version"
    rollback_approval: str = ""
    posts_acknowledge: bool = False
    officers_acknowledge: bool = False
    stale_after: timedelta | None = None
    protected: bool = False
    text: bool = True
    look: str = ""


@dataclass(frozen=True, slots=True)
class PublicationFamily:
    """Channels that come to be as they are needed: `prefix.NAME`, each with versions of its own.

    `kind` is asked with NAME and answers None for what can be no name. `url_name` leads to the
    page that lists them. A family asks nobody's acknowledgement.
    """

    prefix: str
    label: Text
    kind: Callable[[str], PublicationKind | None]
    url_name: str
