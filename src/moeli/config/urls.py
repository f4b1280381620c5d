"""Which address leads into which room."""

from django.urls import include, path

from moeli.platform.access.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("moeli.platform.ui.urls")),
    path("", include("moeli.platform.access.urls")),
    path("desk/", include("moeli.desk.urls")),
    path("lists/", include("moeli.screening.urls")),
    path("ports/", include("moeli.ports.urls")),
]

handler400 = "moeli.platform.ui.error_pages.bad_request"
handler403 = "moeli.platform.ui.error_pages.absent"
handler404 = "moeli.platform.ui.error_pages.absent"
handler500 = "moeli.platform.ui.error_pages.defect"
