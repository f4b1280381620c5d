"""The zone's fields, formats and check results in the officer's words (terms of ICAO Doc 9303)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Promise] = {
    "document_number": _("Document number"),
    "birth_date": _("Date of birth"),
    "expiry_date": _("Date of expiry"),
    "sex": _("Sex"),
    "nationality": _("Nationality"),
    "issuing_state": _("Issuing State"),
    "document_code": _("Document code"),
    "primary_identifier": _("Primary identifier"),
    "secondary_identifier": _("Secondary identifier"),
    "optional_data": _("Optional data"),
}

FORMATS: dict[str, Promise] = {
    "TD1": _("card (TD1)"),
    "TD2": _("card or sheet (TD2)"),
    "TD3": _("passport book (TD3)"),
    "MRV-A": _("visa (MRV-A)"),
    "MRV-B": _("visa (MRV-B)"),
    "VIZ": _("copied by eye"),
    "FRA-ID": _("French identity card of the old kind"),
}

STATUSES: dict[str, tuple[Promise, str]] = {
    "verified": (_("Verified"), "good"),
    "refuted": (_("Refuted"), "bad"),
    "not_covered": (_("Not covered"), "neutral"),
}

DATE_FIELDS = ("birth_date", "expiry_date")
STATE_FIELDS = ("issuing_state", "nationality")
NAME_FIELDS = ("primary_identifier", "secondary_identifier")
TRUNCATED = _("may be truncated")

STRIP: dict[str, Promise] = {
    "expired": _("Expired"),
    "name_truncated": _("Name may be truncated"),
    "unknown_state": _("Unknown State code"),
    "unknown_document_code": _("Unknown document code"),
}
