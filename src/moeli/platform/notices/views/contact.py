"""Where one can be reached when no page is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.platform.notices import selectors, services
from moeli.platform.notices.forms import ContactForm
from moeli.platform.notices.policies import READING
from moeli.platform.notices.views.acting import actor


@require_http_methods(["GET", "POST"])
@signed_in(READING.action)
def contact(request: HttpRequest) -> HttpResponse:
    """One's own e-mail address and number, and nobody else's."""
    if request.method == "GET":
        return _page(request, ContactForm(initial=selectors.own_contact(actor(request))))
    form = ContactForm(request.POST)
    if form.is_valid() and _given(request, form):
        messages.success(request, _("Kept. You will be told there as well."))
        return redirect("notices")
    return _page(request, form, status=400)


def _given(request: HttpRequest, form: ContactForm) -> bool:
    try:
        services.give_contact(actor=actor(request), **form.cleaned_data)
    except MoeliError as error:
        form.refuse(error)
        return False
    return True


def _page(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    return render(request, "moeli/notices/contact.html", {"form": form}, status=status)
