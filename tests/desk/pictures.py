"""A picture that is sent to the pages of pictures, and what they answer."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ANSWERS = {200, 400, 413, 415, 422}


def frame(desk: Client, data: bytes, **headers: str) -> dict[str, object]:
    answer = desk.post(
        "/desk/picture/frame/", data, content_type="image/jpeg", headers=headers or None
    )
    assert answer.status_code in ANSWERS
    assert answer["Content-Type"] == "application/json"
    told: dict[str, object] = json.loads(answer.content)
    return told


def sent(desk: Client, data: bytes) -> str:
    """Where the page of a file leads."""
    file = SimpleUploadedFile("Kabelo's passport.jpg", data, "image/jpeg")
    answer = desk.post("/desk/picture/file/", {"picture": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
