"""Who is let in: the password's holder, once a request, while the person may run forms."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY, generate_latest

from moeli.forms.openrosa import digest, nonces, services
from moeli.forms.openrosa.admission import _secret
from moeli.forms.openrosa.models import AppUser, NonceUse, PhoneTraffic
from moeli.platform import clock
from moeli.platform.access import services as access
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import Grant
from tests.forms.conftest import NOW, Publish
from tests.forms.openrosa.phones import Phone, challenges, let_in, said
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LIST = "/openrosa/formList"


@pytest.fixture
def known(phone: Phone) -> Phone:
    """It has a challenge already."""
    phone.get("formList")
    return phone


@pytest.mark.parametrize("algorithm", digest.ALGORITHMS)
def test_both_algorithms_let_it_in(phone: Phone, algorithm: str) -> None:
    phone.algorithm = algorithm
    assert phone.get("formList").status_code == 200
    assert phone.get("formList").status_code == 200
    assert NonceUse.objects.get().count == 2


def test_the_example_of_the_standard_is_computed_as_it_says() -> None:
    """RFC 7616, 3.9.1: its realm is not ours, so the parts are put together by hand."""
    for algorithm, response in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        answer = digest.Shown(
            username="Mufasa",
            nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            uri="/dir/index.html",
            response=response,
            algorithm=algorithm,
            nc="00000001",
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        )
        a1 = digest._hash(algorithm, "Mufasa:http-auth@example.org:Circle of Life")
        assert digest.is_right(answer, {algorithm: a1}, "GET")
        assert not digest.is_right(answer, {algorithm: a1}, "POST")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic cGhvbmU6c2VjcmV0",
        "Digest",
        "Digest username=x",
        'Digest username="a", username="b", realm="moeli", nonce="n", uri="/", response="r",'
        " qop=auth, nc=00000001, cnonce=c",
        'Digest username="a", realm="other", nonce="n", uri="/", response="r", qop=auth,'
        " nc=00000001, cnonce=c",
        'Digest username="a", realm="moeli", nonce="n", uri="/", response="r", qop=auth-int,'
        " nc=00000001, cnonce=c",
        'Digest username="a", realm="moeli", nonce="n", uri="/", response="r", qop=auth,'
        " nc=1, cnonce=c",
        'Digest username="a", realm="moeli", nonce="n", uri="/", response="r", qop=auth,'
        " nc=00000001, cnonce=c, algorithm=SHA-512",
        "Digest " + "x" * 3000,
    ],
)
def test_what_is_no_digest_of_ours_is_none(header: str) -> None:
    assert digest.shown(header) is None


def wrong_password(phone: Phone) -> str:
    return phone.authorization("GET", LIST, nc="00000009", password="AAAAA-BBBBB")


def of_another_address(phone: Phone) -> str:
    return phone.authorization("GET", "/openrosa/submission", nc="00000009")


def of_another_method(phone: Phone) -> str:
    return phone.authorization("HEAD", LIST, nc="00000009")


def a_made_up_challenge(phone: Phone) -> str:
    phone.challenge["nonce"] = "0" * 64
    return phone.authorization("GET", LIST, nc="00000009")


def a_signature_changed(phone: Phone) -> str:
    nonce = phone.challenge["nonce"]
    phone.challenge["nonce"] = f"{int(nonce[:8], 16) + 60:08x}{nonce[8:]}"
    return phone.authorization("GET", LIST, nc="00000009")


@pytest.mark.parametrize(
    "made",
    [
        wrong_password,
        of_another_address,
        of_another_method,
        a_made_up_challenge,
        a_signature_changed,
    ],
)
def test_a_proof_that_is_not_right_is_one_answer_whatever_is_wrong(
    known: Phone, made: Callable[[Phone], str]
) -> None:
    answer = known.client.get(LIST, HTTP_AUTHORIZATION=made(known))
    assert answer.status_code == 401
    assert "not known" in said(answer)
    assert not any("stale" in each for each in challenges(answer))


def test_a_request_seen_once_is_not_taken_twice(known: Phone) -> None:
    proof = known.authorization("GET", LIST, nc="00000005")
    assert known.client.get(LIST, HTTP_AUTHORIZATION=proof).status_code == 200
    again = known.client.get(LIST, HTTP_AUTHORIZATION=proof)
    assert again.status_code == 401
    assert all("stale=true" in each for each in challenges(again))
    earlier = known.authorization("GET", LIST, nc="00000004")
    assert known.client.get(LIST, HTTP_AUTHORIZATION=earlier).status_code == 401


def test_an_old_challenge_is_answered_with_a_new_one_that_the_phone_takes_by_itself(
    known: Phone,
) -> None:
    with clock.standing_still(NOW + timedelta(minutes=11)):
        old = known.once("GET", LIST)
        assert all("stale=true" in each for each in challenges(old))
        assert known.get("formList").status_code == 200
        assert NonceUse.objects.count() == 1  # the ended one is forgotten


def test_a_challenge_of_a_clock_that_was_set_back_has_ended(known: Phone) -> None:
    nonce = known.challenge["nonce"]
    assert nonces.standing(nonce, NOW) is nonces.Standing.GOOD
    assert nonces.standing(nonce, NOW - timedelta(hours=1)) is nonces.Standing.ENDED


def test_taken_back_it_is_nothing_at_the_next_request_and_its_secret_is_erased(
    known: Phone,
) -> None:
    row = known.issued.phone
    services.revoke_phone(actor=SYSTEM, phone_id=row.id)
    assert known.get("formList").status_code == 401
    with refused("shredded"):
        _secret(AppUser.objects.get(id=row.id))
    with refused("phone_already_revoked"):
        services.revoke_phone(actor=SYSTEM, phone_id=row.id)


def test_after_its_days_it_is_let_in_no_longer(phone: Phone) -> None:
    with clock.standing_still(NOW + timedelta(days=31)):
        assert phone.get("formList").status_code == 401


def test_a_person_who_lost_her_role_or_account_sends_nothing_more(known: Phone) -> None:
    grant = Grant.objects.get(user_id=known.issued.phone.person)
    access.revoke_grant(actor=SYSTEM, grant_id=grant.id)
    with clock.standing_still(NOW + timedelta(days=2)):
        assert known.get("formList").status_code == 401


def test_a_token_is_known_by_its_hash_alone_and_says_so_when_it_is_not(publish: Publish) -> None:
    publish()
    phone = let_in(["few"], way="token")
    assert phone.get("formList").status_code == 200
    wrong = phone.client.get(f"/openrosa/key/{phone.issued.token[:-1]}x/formList")
    assert (wrong.status_code, challenges(wrong)) == (403, [])
    services.revoke_phone(actor=SYSTEM, phone_id=phone.issued.phone.id)
    assert phone.get("formList").status_code == 403


def test_by_the_other_way_it_is_not_let_in(publish: Publish) -> None:
    publish()
    by_token = let_in(["few"], way="token")
    assert by_token.client.get(LIST).status_code == 401
    assert not bytes(by_token.issued.phone.secret)


def test_a_page_of_another_site_is_turned_away(known: Phone) -> None:
    answer = known.get("formList", HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == 403


def test_no_cookie_is_looked_at(known: Phone) -> None:
    known.client.cookies["django_language"] = "st"
    answer = known.get("formList", HTTP_ACCEPT_LANGUAGE="en")
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")


def test_without_tls_it_is_told_so_and_led_nowhere(known: Phone, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]  # pytest-django's
    settings.SECURE_REDIRECT_EXEMPT = [r"^openrosa/"]  # type: ignore[attr-defined]  # the same
    answer = known.once("GET", LIST)
    assert (answer.status_code, answer.get("Location")) == (403, None)
    assert known.get("formList", secure=True).status_code == 200


def test_a_phone_that_asks_too_often_waits_a_minute(known: Phone) -> None:
    PhoneTraffic.objects.update(count=120)
    busy = known.get("formList")
    assert (busy.status_code, busy["Retry-After"]) == (429, "60")
    with clock.standing_still(NOW + timedelta(minutes=1)):
        assert known.get("formList").status_code == 200


def test_neither_log_nor_metric_holds_the_token(
    publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    publish()
    phone = let_in(["few"], way="token")
    with caplog.at_level("DEBUG"):
        phone.get("formList")
        phone.client.get(f"/openrosa/key/{phone.issued.token}/nowhere")
        phone.client.get(f"/openrosa/key/{phone.issued.token}")
    told = generate_latest(REGISTRY).decode() + "".join(
        str(vars(each)) for each in caplog.records if each.name.startswith(("moeli", "granian"))
    )
    assert "phone_form_list" in told
    assert phone.issued.token not in told
