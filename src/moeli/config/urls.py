"""Which address leads into which room."""

from django.urls import include, path, re_path

from moeli.config.door import door
from moeli.platform.access.views.home import home
from moeli.platform.machine.problems import nothing_here

urlpatterns = [
    path("desk/", include("moeli.desk.urls")),  # first: asked most often by far
    path("", home, name="home"),
    path("", include("moeli.platform.ui.urls")),
    path("", include("moeli.platform.access.urls")),
    path("devices/", include("moeli.platform.machine.urls")),
    path("api/v1/", door.urls),
    re_path("^api/", nothing_here),
    path("approvals/", include("moeli.platform.approvals.urls")),
    path("publications/", include("moeli.platform.publications.urls")),
    path("work/", include("moeli.platform.jobs.urls")),
    path("notices/", include("moeli.platform.notices.urls")),
    path("documents/", include("moeli.documents.urls")),
    path("lists/", include("moeli.screening.urls")),
    path("ports/", include("moeli.ports.urls")),
    path("practise/", include("moeli.practice.door_urls")),
    path("forms/phones/", include("moeli.forms.openrosa.urls")),
    path("forms/", include("moeli.forms.urls")),
    path("openrosa/", include("moeli.forms.openrosa.door_urls")),
    path("network/", include("moeli.network.urls")),
    path("", include("moeli.operations.urls")),
]

handler400 = "moeli.platform.ui.error_pages.bad_request"
handler403 = "moeli.platform.ui.error_pages.absent"
handler404 = "moeli.platform.ui.error_pages.absent"
handler500 = "moeli.platform.ui.error_pages.defect"
