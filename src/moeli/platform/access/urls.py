"""Addresses of signing in, people and booths."""

from allauth.account.views import LoginView, PasswordChangeView
from django.urls import path

from moeli.platform.access.views import booths, enrolment, people, person, sign_out

urlpatterns = [
    path("sign-in/", LoginView.as_view(), name="account_login"),
    path("sign-out/", sign_out.SignOutView.as_view(), name="account_logout"),
    path("password/", PasswordChangeView.as_view(), name="account_change_password"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/<uuid:person_id>/", person.person, name="person"),
    path("people/<uuid:person_id>/role/", person.give_role, name="person_role"),
    path("people/<uuid:person_id>/password/", person.new_password, name="person_password"),
    path("people/<uuid:person_id>/close/", person.close, name="person_close"),
    path("people/<uuid:person_id>/open/", person.reopen, name="person_open"),
    path("people/<uuid:person_id>/unlock/", person.unlock, name="person_unlock"),
    path("people/<uuid:person_id>/roles/<uuid:grant_id>/", person.take_back, name="grant_revoke"),
    path("booths/", booths.booths, name="booths"),
    path("booths/<uuid:booth_id>/retire/", booths.retire, name="booth_retire"),
    path("enrol/<str:token>/", enrolment.enrol, name="enrol"),
]
