"""Why a card, a batch or an entry is refused, each in one sentence with what to do."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class NetworkError(ErrorCode):
    """The anticipated errors of what travels between nodes."""

    PRACTICE = (
        "practice_travels",
        _("This is a practice desk: nothing in it is real, and nothing travels to or from it."),
        409,
    )
    NOT_A_CARD = (
        "not_a_card",
        _("This file is no card of a node, or it was changed. Ask for the card again."),
        400,
    )
    WRONG_FINGERPRINT = (
        "wrong_fingerprint",
        _("This is not the fingerprint of the card. Ask for it again by telephone."),
        409,
    )
    WRONG_ROLE = (
        "wrong_role",
        _("Headquarters admits posts, and a post trusts headquarters: this card is neither here."),
        409,
    )
    KNOWN_OTHERWISE = (
        "known_otherwise",
        _(
            "This node is known in this epoch with other keys. If it was restored, let it begin a "
            "new epoch and send its new card."
        ),
        409,
    )
    NO_RECIPIENT = (
        "no_recipient",
        _("No node is known to write for. Admit a post, or trust headquarters, by its card first."),
        409,
    )
    UNWRITABLE = (
        "unwritable",
        _("The file %(file)s cannot be written: %(why)s. Check the disk or stick."),
        500,
    )
    UNREADABLE_FILE = (
        "unreadable_file",
        _("The file %(file)s cannot be read: %(why)s. Check the disk or stick."),
        400,
    )
    DAMAGED = (
        "damaged",
        _("The file is damaged: %(why)s. Have it written again; nothing of this batch was taken."),
        400,
    )
    NOT_FOR_US = (
        "not_for_us",
        _("This batch was written for another node. Carry it there."),
        409,
    )
    UNKNOWN_NODE = (
        "unknown_node",
        _("The sender is not known here. Admit its card before you import from it."),
        403,
    )
    UNKNOWN_EPOCH = (
        "unknown_epoch",
        _(
            "The sender was rebuilt and says it is in epoch %(epoch)d, which is not admitted here. "
            "Admit its new card first."
        ),
        403,
    )
    EPOCH_CLOSED = (
        "epoch_closed",
        _("The sender's keys of epoch %(epoch)d were replaced and are believed no longer."),
        403,
    )
    FORGED = (
        "forged",
        _("The batch is not signed by the node it names. Nothing was taken; tell headquarters."),
        403,
    )
    WRONG_DIRECTION = (
        "wrong_direction",
        _("A post's batch goes to headquarters, and headquarters' to a post: this goes astray."),
        409,
    )
    BROKEN_CHAIN = (
        "broken_chain",
        _("The sender's chain is broken at entry %(sequence)d. Verify the journal at the sender."),
        409,
    )
    GAP = (
        "gap",
        _(
            "Entries are missing: this batch begins at %(first)d, and %(wanted)d is next. "
            "Import the batches before it, or have all written again."
        ),
        409,
    )
    FORKED = (
        "forked",
        _(
            "Entry %(sequence)d was received earlier with other content. Nothing was taken: the "
            "sender was copied, or restored without a new epoch."
        ),
        409,
    )
    ID_TAKEN = (
        "id_taken",
        _("The batch uses an entry's id a second time. Nothing was taken; examine the sender."),
        409,
    )
    KEYS_CLOSED = (
        "keys_closed",
        _("The data keys of the batch do not open here. Have it written again."),
        409,
    )
