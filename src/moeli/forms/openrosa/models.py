"""Phones that are let in, what came from them, and what was set aside."""

from django.db import models

from moeli.platform.ids import uuid7


class AppUser(models.Model):
    """A person's access from one phone, to some forms, for some time.

    It proves itself by `way`: `digest`, a user name and password that `secret` holds sealed in the
    form that the digest needs; or `token`, in the address, of which a keyed hash is kept.
    """

    retention = "openrosa.phone"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=12)
    forms = models.JSONField(default=list)
    way = models.CharField(max_length=8)
    username = models.CharField(max_length=20, unique=True)
    secret = models.BinaryField(default=bytes)
    token_hash = models.BinaryField(max_length=16, null=True, unique=True)
    issued_by = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"phone {self.id}"


class PhoneTraffic(models.Model):
    """How often a phone came in its last minute, and when it was last seen; no record of acts."""

    retention = "openrosa.traffic"

    phone = models.OneToOneField(AppUser, models.PROTECT, primary_key=True, related_name="traffic")
    minute = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"traffic of phone {self.phone_id}"


class NonceUse(models.Model):
    """How far a challenge was used: a request that was seen once is not taken twice."""

    retention = "openrosa.nonce"

    nonce_hash = models.BinaryField(max_length=16, primary_key=True)
    count = models.PositiveBigIntegerField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return "use of a challenge"


class Submission(models.Model):
    """What a phone sent once, known again by its instanceID and its contents, both keyed hashes.

    `state` is `run` (it became one at once), `waits` (set aside for `reason`, `sealed` in `scope`
    under the key of the run that it may become), `accepted` or `discarded`. `problems` name the
    questions whose answers do not fit, never an answer. `skew` is by how many seconds the phone's
    clock was ahead; None where it did not say.
    """

    retention = "openrosa.submission"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instance = models.BinaryField(max_length=16)
    content = models.BinaryField(max_length=16)
    phone = models.UUIDField()
    person = models.CharField(max_length=60)
    place = models.CharField(max_length=12)
    form = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=60, blank=True)
    run = models.UUIDField(unique=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=20, blank=True)
    problems = models.JSONField(default=list)
    scope = models.CharField(max_length=40)
    sealed = models.BinaryField(default=bytes)
    files_named = models.PositiveIntegerField(default=0)
    skew = models.IntegerField(null=True)
    received_at = models.DateTimeField()
    settled_by = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    motive = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "content"], name="one_submission_an_instance_and_content"
            )
        ]
        indexes = [models.Index(fields=["state", "place", "received_at"])]

    def __str__(self) -> str:
        return f"submission {self.id}"


class SubmissionFile(models.Model):
    """A picture, sound or file that came with a submission; its name lies sealed with the file."""

    retention = "openrosa.submission"

    blob = models.UUIDField(primary_key=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    name = models.BinaryField(max_length=16)
    content = models.BinaryField(max_length=16)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="one_file_a_name")
        ]

    def __str__(self) -> str:
        return f"file of submission {self.submission_id}"
