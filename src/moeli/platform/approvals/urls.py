"""Addresses of approvals."""

from django.urls import path

from moeli.platform.approvals.views import approval, approvals

urlpatterns = [
    path("", approvals.approvals, name="approvals"),
    path("<uuid:approval_id>/", approval.look, name="approval"),
    path("<uuid:approval_id>/decide/", approval.decide, name="approval_decide"),
    path("<uuid:approval_id>/withdraw/", approval.withdraw, name="approval_withdraw"),
]
