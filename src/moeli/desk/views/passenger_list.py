"""A bus by its list of passengers: read, shown with each bad row, then begun as a party."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from moeli.crossings.parties import filling, manifest
from moeli.desk.party_forms import ListForm, SoundForm
from moeli.desk.presenters.passenger_list import list_page, refusal
from moeli.desk.station import officer, station_of
from moeli.platform import clock
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError

_AGAIN = _("The list arrived incomplete, and nothing was recorded. Choose the file again.")


@require_http_methods(["GET", "POST"])
@signed_in("inspection.open")
def upload(request: HttpRequest) -> HttpResponse:
    """The form; posted, the list as it was understood. Nothing is recorded yet."""
    if request.method != "POST":
        return _form(request, ListForm(), 200)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, 400)
    direction, content = form.given()
    read = manifest.read(content, clock.today())
    if why := refusal(read):
        form.add_error("file", why)
        return _form(request, form, 400)
    return render(request, "moeli/desk/party_list_check.html", {"page": list_page(read, direction)})


@require_POST
@signed_in("inspection.open")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a party of those whose rows are sound."""
    form, station = SoundForm(request.POST), station_of(request)
    if not form.is_valid():
        return _refused(request, str(_AGAIN), 400)
    direction, zones = form.sound()
    boarding = filling.Boarding(
        place=station.place,
        desk=station.desk,
        direction=direction,
        zones=zones,
        key=form.cleaned_data["key"],
    )
    try:
        party = filling.begin_with_list(actor=officer(request), boarding=boarding)
    except MoeliError as error:
        if error.status not in {400, 409}:
            raise
        return _refused(request, str(error), error.status)
    return redirect("party", party.id)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    form = ListForm(request.POST)
    form.errors.clear()
    form.add_error(None, why)
    return _form(request, form, status)


def _form(request: HttpRequest, form: ListForm, status: int) -> HttpResponse:
    return render(request, "moeli/desk/party_list.html", {"form": form}, status=status)
