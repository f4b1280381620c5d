"""Addresses of signing in, people and booths."""

from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ConfirmCodeView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.urls import path

from moeli.platform.access.views import (
    booths,
    drafts,
    enrolment,
    factors,
    lock,
    own,
    people,
    person,
    person_proofs,
    relief,
    shift,
    sign_out,
)

_sign_in = [
    path("sign-in/", LoginView.as_view(), name="account_login"),
    path("sign-in/code/", AuthenticateView.as_view(), name="mfa_authenticate"),
    path("sign-in/key/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", sign_out.SignOutView.as_view(), name="account_logout"),
    path("password/", PasswordChangeView.as_view(), name="account_change_password"),
    path("confirm/", ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("confirm/key/", ReauthenticateWebAuthnView.as_view(), name="mfa_reauthenticate_webauthn"),
]
_own = [
    path("own/", factors.OwnSignInView.as_view(), name="mfa_index"),
    path("own/app/", factors.AddAppView.as_view(), name="mfa_activate_totp"),
    path("own/app/remove/", DeactivateTOTPView.as_view(), name="mfa_deactivate_totp"),
    path("own/codes/", ViewRecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("own/codes/new/", factors.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("own/keys/add/", factors.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("own/keys/<int:pk>/remove/", factors.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
    path("own/pin/", own.pin, name="pin"),
    path("own/sign-out/", own.sign_out_everywhere, name="sign_out_everywhere"),
]
_booth = [
    path("relief/", relief.relief, name="relief"),
    path("relief/key/", relief.relief_key, name="relief_key"),
    path("lock/", lock.lock_now, name="lock"),
    path("unlock/", lock.unlock, name="unlock"),
    path("drafts/", drafts.keep, name="draft"),
    path("awake/", drafts.awake, name="awake"),
    path("shift/", shift.shift, name="shift"),
    path("shift/let-in/", shift.let_in, name="shift_let_in"),
    path("shift/unlock/", shift.unlock, name="shift_unlock"),
    path("shift/<uuid:enrolment_id>/end/", shift.end, name="shift_end"),
]
_people = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/<uuid:person_id>/", person.person, name="person"),
    path("people/<uuid:person_id>/role/", person.give_role, name="person_role"),
    path("people/<uuid:person_id>/password/", person.new_password, name="person_password"),
    path("people/<uuid:person_id>/close/", person.close, name="person_close"),
    path("people/<uuid:person_id>/open/", person.reopen, name="person_open"),
    path("people/<uuid:person_id>/unlock/", person.unlock, name="person_unlock"),
    path("people/<uuid:person_id>/badge/", person_proofs.give_badge, name="person_badge"),
    path(
        "people/<uuid:person_id>/badge/<uuid:badge_id>/revoke/",
        person_proofs.revoke_badge,
        name="badge_revoke",
    ),
    path("people/<uuid:person_id>/factors/", person_proofs.remove_factors, name="person_factors"),
    path("people/<uuid:person_id>/sign-out/", person_proofs.sign_out, name="person_sign_out"),
    path("people/<uuid:person_id>/roles/<uuid:grant_id>/", person.take_back, name="grant_revoke"),
    path("booths/", booths.booths, name="booths"),
    path("booths/<uuid:booth_id>/retire/", booths.retire, name="booth_retire"),
    path("enrol/<str:token>/", enrolment.enrol, name="enrol"),
]
urlpatterns = [*_sign_in, *_own, *_booth, *_people]
