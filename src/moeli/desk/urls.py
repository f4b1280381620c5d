"""Addresses of the room. What is scanned is posted; no address ever holds it."""

from django.urls import path

from moeli.desk.views import (
    afterwards,
    alarm,
    capture,
    commuters,
    consent,
    hand,
    identification,
    inspection,
    party,
    passenger_list,
    slip,
    stay,
    vehicle,
)

urlpatterns = [
    path("", capture.desk, name="desk"),
    path("commuters/", commuters.commuters, name="desk_commuters"),
    path("inspections/<uuid:inspection_id>/", inspection.look, name="inspection"),
    path("inspections/<uuid:inspection_id>/decision/", inspection.decide, name="decision"),
    path("inspections/<uuid:inspection_id>/permits/", stay.permits, name="permits"),
    path(
        "inspections/<uuid:inspection_id>/permits/withdraw/", stay.withdraw, name="permit_withdraw"
    ),
    path("inspections/<uuid:inspection_id>/consents/", consent.consents, name="consents"),
    path(
        "inspections/<uuid:inspection_id>/consents/withdraw/",
        consent.withdraw,
        name="consent_withdraw",
    ),
    path("inspections/<uuid:inspection_id>/stamp/", stay.stamp, name="stamp"),
    path("inspections/<uuid:inspection_id>/questions/", stay.questions, name="questions"),
    path("identifications/", identification.begin, name="identifications"),
    path("identifications/<uuid:identification_id>/", identification.look, name="identification"),
    path(
        "identifications/<uuid:identification_id>/voucher/",
        identification.voucher,
        name="identification_voucher",
    ),
    path(
        "identifications/<uuid:identification_id>/word/",
        identification.word,
        name="identification_word",
    ),
    path(
        "identifications/<uuid:identification_id>/decision/",
        identification.decide,
        name="identification_decision",
    ),
    path("by-hand/", hand.by_hand, name="by_hand"),
    path("decisions/<uuid:decision_id>/undo/", afterwards.withdraw, name="decision_undo"),
    path("decisions/<uuid:decision_id>/correct/", afterwards.correct, name="decision_correct"),
    path("decisions/<uuid:decision_id>/refusal/", afterwards.refusal, name="refusal"),
    path(
        "decisions/<uuid:decision_id>/refusal/write/",
        afterwards.write_notice,
        name="refusal_write",
    ),
    path("decisions/<uuid:decision_id>/refusal/notice/", afterwards.notice, name="refusal_notice"),
    path("decisions/<uuid:decision_id>/refusal/ask/", afterwards.ask_review, name="refusal_ask"),
    path("decisions/<uuid:decision_id>/refusal/review/", afterwards.review, name="refusal_review"),
    path("parties/", party.begin, name="parties"),
    path("parties/list/", passenger_list.upload, name="party_list"),
    path("parties/list/begin/", passenger_list.begin, name="party_list_begin"),
    path("parties/<uuid:party_id>/", party.party, name="party"),
    path("parties/<uuid:party_id>/decision/", party.admit, name="party_admit"),
    path(
        "parties/<uuid:party_id>/members/<uuid:member_id>/pick-out/",
        party.pick_out,
        name="party_pick_out",
    ),
    path("parties/<uuid:party_id>/companions/", party.companions, name="party_companions"),
    path("parties/<uuid:party_id>/cars/", vehicle.vehicles, name="party_vehicles"),
    path("parties/<uuid:party_id>/cars/ask/", vehicle.send, name="task_send"),
    path("parties/<uuid:party_id>/cars/leave/", vehicle.leave, name="car_leave"),
    path("tasks/", vehicle.tasks, name="tasks"),
    path("tasks/<uuid:task_id>/answer/", vehicle.answer, name="task_answer"),
    path("alarms/", alarm.alarms, name="alarms"),
    path("alarms/<uuid:alarm_id>/", alarm.look, name="alarm"),
    path("alarms/<uuid:alarm_id>/answer/", alarm.answer, name="alarm_answer"),
    path("slips/", slip.issue, name="slip_issue"),
    path("slips/lane/", slip.lane, name="slip_lane"),
]
