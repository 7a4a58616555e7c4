"""The moves, the gates, approvals, the queue: the only room that changes a state.

Every public act is one function, atomic, named in the ledger, and refuses with
MoveRefused. Nothing here renders, searches or speaks HTTP.
"""

from testimonies.catalogue import Moving
from testimonies.moderation.candidates import shown_of
from testimonies.moderation.clip_gates import Posting, posting_of
from testimonies.moderation.concerns import (
    WORDS_KEPT,
    Flood,
    Received,
    Reception,
    Report,
    Waiting,
    close_concern,
    concerns_in_order,
    concerns_waiting,
    erase_concern,
    floods,
    read_concern,
    receive_concern,
    reopen_concern,
    rotate_concern_keys,
)
from testimonies.moderation.due import Due, publish_due
from testimonies.moderation.ended import clear_expired
from testimonies.moderation.factors import forget_second_factors, rotate_factor_keys
from testimonies.moderation.falling import rested_on, resting_on, superseded_with
from testimonies.moderation.gates import findings
from testimonies.moderation.groups import (
    has_role,
    make_groups,
    may_enter_desk,
    roles_of,
)
from testimonies.moderation.invitations import (
    NewAccount,
    accept,
    invitation_behind,
    invite,
    open_invitations,
    roles_to_give,
    take_back,
)
from testimonies.moderation.likeness import MOST_ALIKE, Likeness, TagLine, likenesses
from testimonies.moderation.merging import leaves_description, merge_tags
from testimonies.moderation.moves import (
    approve,
    awaits_another,
    embargo_of,
    make_move,
    open_moves,
    publish,
    recall,
    reopen,
    retract,
    retract_beside,
    return_for_changes,
    revise,
    submit,
    withdraw,
)
from testimonies.moderation.moving import MoveInput, lock_witness
from testimonies.moderation.people import (
    VAULT_FIELDS,
    ConsentEntry,
    open_vault,
    record_consent,
    rotate_vault_keys,
    seal_vault,
)
from testimonies.moderation.previews import (
    DraftChanges,
    candidate_bundle,
    draft_changes,
)
from testimonies.moderation.queue import QueueItem, queue_for, under_way
from testimonies.moderation.recording_gates import HEARD
from testimonies.moderation.refusals import Finding, MoveRefused
from testimonies.moderation.replay import replay_erasures
from testimonies.moderation.sealed import (
    Meetings,
    Sealed,
    found_in,
    note_meetings,
    note_refusal,
    protected_met,
)
from testimonies.moderation.tagging import save_tag
from testimonies.moderation.withheld import said_address, told_by

__all__ = [
    "HEARD",
    "MOST_ALIKE",
    "VAULT_FIELDS",
    "WORDS_KEPT",
    "ConsentEntry",
    "DraftChanges",
    "Due",
    "Finding",
    "Flood",
    "Likeness",
    "Meetings",
    "MoveInput",
    "MoveRefused",
    "Moving",
    "NewAccount",
    "Posting",
    "QueueItem",
    "Received",
    "Reception",
    "Report",
    "Sealed",
    "TagLine",
    "Waiting",
    "accept",
    "approve",
    "awaits_another",
    "candidate_bundle",
    "clear_expired",
    "close_concern",
    "concerns_in_order",
    "concerns_waiting",
    "draft_changes",
    "embargo_of",
    "erase_concern",
    "findings",
    "floods",
    "forget_second_factors",
    "found_in",
    "has_role",
    "invitation_behind",
    "invite",
    "leaves_description",
    "likenesses",
    "lock_witness",
    "make_groups",
    "make_move",
    "may_enter_desk",
    "merge_tags",
    "note_meetings",
    "note_refusal",
    "open_invitations",
    "open_moves",
    "open_vault",
    "posting_of",
    "protected_met",
    "publish",
    "publish_due",
    "queue_for",
    "read_concern",
    "recall",
    "receive_concern",
    "record_consent",
    "reopen",
    "reopen_concern",
    "replay_erasures",
    "rested_on",
    "resting_on",
    "retract",
    "retract_beside",
    "return_for_changes",
    "revise",
    "roles_of",
    "roles_to_give",
    "rotate_concern_keys",
    "rotate_factor_keys",
    "rotate_vault_keys",
    "said_address",
    "save_tag",
    "seal_vault",
    "shown_of",
    "submit",
    "superseded_with",
    "take_back",
    "told_by",
    "under_way",
    "withdraw",
]
