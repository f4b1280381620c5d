"""A party with three who need an adult, and what the page of their papers sends."""

from uuid import UUID

from django.test import Client

from moeli.desk.party_forms import AS_ALL
from moeli.desk.presenters.companions import CompanionsForm
from moeli.desk.presenters.party import PartyPage


def look(desk: Client, party: str) -> PartyPage:
    shown: PartyPage = desk.get(party).context["page"]
    return shown


def form_of(desk: Client, party: str) -> CompanionsForm:
    form = look(desk, party).companions
    assert form
    return form


def said(papers: dict[UUID, str], adult: object) -> dict[str, str]:
    return {"adult": str(adult)} | {f"consent-{id}": paper for id, paper in papers.items()}


def meant(form: CompanionsForm, *rows: int, **key: str) -> dict[str, str]:
    """As the page sends it: these rows as all of them, of the others nothing, a key pressed."""
    sent = {"adult": form.adults[0].value, "for_all": "consent_letter", **key}
    for number, row in enumerate(form.rows):
        sent[f"consent-{row.id}"] = AS_ALL if number in rows else ""
    return sent
