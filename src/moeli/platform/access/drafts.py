"""Half-done work, kept for its owner while she is relieved or her page is locked.

A draft is no record: it has not been sent, nobody else can read it, and it ends by itself. So
keeping one is not an entry of the journal; the act that it becomes is.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Draft
from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked, Prepared
from moeli.platform.vault.envelope import Binding

Fields = Mapping[str, str]
# A person has a handful of them: a page more or less costs nothing, another query does.
_KEPT = Prepared(lambda: Draft.objects.filter(user_id=Asked("user")).order_by("saved_at"))


def fields_in(text: str) -> Fields | None:
    """The fields as a page's script sends them; None where they cannot be read."""
    try:
        read = json.loads(text)
    except ValueError:
        return None
    plain = isinstance(read, dict) and all(isinstance(value, str) for value in read.values())
    return read if plain else None


def keep(*, actor: Actor, booth: EnrolledBooth | None, page: str, fields: Fields) -> None:
    """Keep the fields of `page` (a key such as `desk.capture`) in place of what was kept before.

    Raises MoeliError `draft_too_large`.
    """
    plain = json.dumps(dict(fields)).encode()
    if len(plain) > rules.draft_bytes(clock.today()):
        raise MoeliError(AccessError.DRAFT_TOO_LARGE)
    where: dict[str, Any] = {"user_id": UUID(actor.id), "booth_id": _id(booth), "page": page}
    with transaction.atomic(savepoint=False):
        sealed = keyring.seal(_binding(Draft(**where)), plain)
        kept = {"sealed": sealed, "saved_at": clock.now()}
        if not Draft.objects.filter(**where).update(**kept):
            Draft.objects.update_or_create(**where, defaults=kept)


def find(*, actor: Actor, booth: EnrolledBooth | None, page: str) -> Fields:
    """What she had begun on `page` at this booth, or else at another; empty when there is none."""
    return begun(actor=actor, booth=booth, pages=(page,)).get(page, {})


def begun(
    *, actor: Actor, booth: EnrolledBooth | None, pages: Collection[str]
) -> Mapping[str, Fields]:
    """The same for several pages at once, by page."""
    now = clock.now()
    since = now - rules.draft_time(clock.legal_day(now))
    kept = _KEPT.rows(user=UUID(actor.id))
    drafts = sorted(kept, key=lambda each: each.booth_id == _id(booth))
    best = {each.page: each for each in drafts if each.page in pages and each.saved_at > since}
    return {page: _opened(draft) for page, draft in best.items()}


def drop(*, actor: Actor, booth: EnrolledBooth | None, page: str, everywhere: bool = False) -> None:
    """Forget what was kept of `page`, here or at every booth, and whatever has expired."""
    now = clock.now()
    until = now - rules.draft_time(clock.legal_day(now))
    over = [
        each.id
        for each in _KEPT.rows(user=UUID(actor.id))
        if each.saved_at <= until
        or (each.page == page and (everywhere or each.booth_id == _id(booth)))
    ]
    if over:
        Draft.objects.filter(id__in=over).delete()


def _id(booth: EnrolledBooth | None) -> UUID | None:
    return booth.id if booth else None


def _opened(draft: Draft) -> Fields:
    fields: dict[str, str] = json.loads(keyring.unseal(_binding(draft), bytes(draft.sealed)))
    return fields


def _binding(draft: Draft) -> Binding:
    """Bound to whose it is, where and on which page: moved elsewhere, it does not open."""
    owner, row = f"person:{draft.user_id}", f"{draft.booth_id or ''}/{draft.page}"
    return Binding(owner, "draft", "access.Draft", "sealed", row)
