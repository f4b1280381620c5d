"""The addresses of the practice desk that a live site does not have."""

from django.urls import path

from moeli.platform.access.views import drafts
from moeli.practice.views import begin_again, document, scene, sign_in

_seat = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("lock/", sign_in.sign_out, name="lock"),
    path("relief/", sign_in.sign_in, name="relief"),
    path("drafts/", drafts.keep, name="draft"),
    path("awake/", drafts.awake, name="awake"),
]
_scenes = [
    path("", scene.scenes, name="home"),
    path("own/", scene.scenes, name="mfa_index"),
    path("practise/", scene.scenes, name="practise"),
    path("practise/deal/", scene.deal, name="practise_deal"),
    path("practise/scene/", scene.scene, name="practise_scene"),
    path("practise/said/", scene.said, name="practise_said"),
    path("practise/pages/<int:number>/", document.picture, name="practise_picture"),
    path("practise/passengers/", document.passengers, name="practise_passengers"),
    path("practise/begin-again/", begin_again.begin_again, name="practise_begin_again"),
]
urlpatterns = [*_seat, *_scenes]
