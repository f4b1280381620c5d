"""Addresses of forms. None holds a name, an answer, or what is asked."""

from django.urls import path

from moeli.forms.views import editions, files, menu, paper, runs

urlpatterns = [
    path("", menu.forms, name="forms"),
    path("begin/<str:form>/", menu.begin, name="form_begin"),
    path("away/", menu.away, name="form_away"),
    path("runs/<uuid:run_id>/", runs.step, name="form_run"),
    path("runs/<uuid:run_id>/resume/", runs.resume, name="form_resume"),
    path("runs/<uuid:run_id>/finish/", runs.finish, name="form_finish"),
    path("runs/<uuid:run_id>/abandon/", runs.abandon, name="form_abandon"),
    path("runs/<uuid:run_id>/answers/", paper.answers, name="form_answers"),
    path("runs/<uuid:run_id>/files/<str:name>/", files.of_run, name="form_run_file"),
    path("runs/<uuid:run_id>/sent/<str:name>/", files.of_answer, name="form_answer_file"),
    path("editions/", editions.shelf, name="form_editions"),
    path("editions/upload/", editions.upload, name="form_upload_new"),
    path("editions/of/<str:form>/", editions.history, name="form_history"),
    path("editions/<uuid:edition_id>/", editions.edition, name="form_edition"),
    path("editions/<uuid:edition_id>/paper/", paper.empty, name="form_paper"),
    path("editions/<uuid:edition_id>/files/<str:name>/", files.of_edition, name="form_file"),
    path("uploads/<uuid:staged_id>/", editions.look, name="form_upload"),
    path("uploads/<uuid:staged_id>/files/<str:name>/", files.of_upload, name="form_upload_file"),
]
