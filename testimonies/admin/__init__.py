"""The desk: where editors curate everything by forms. Mounted as `desk.urls`.

Decides nothing: who may do what is asked of roles, every change of a state is
moderation's. Readers' pages never come here.
"""

from django.contrib.auth.models import Group

from testimonies.admin.concerns import ConcernAdmin
from testimonies.admin.context import PlaceAdmin, SourceAdmin
from testimonies.admin.doors import may_enter
from testimonies.admin.media import IllustrationAdmin, MediaAdmin
from testimonies.admin.people import WitnessAdmin
from testimonies.admin.quotes import QuoteAdmin
from testimonies.admin.site import DeskSite
from testimonies.admin.subjects import CollectionAdmin, EventAdmin
from testimonies.admin.tags import TagAdmin
from testimonies.admin.testimonies import TestimonyAdmin
from testimonies.admin.transcripts import PassageAdmin, TranscriptAdmin
from testimonies.admin.unsaved import Why, unsaved
from testimonies.admin.users import GroupAdmin, PersonAdmin
from testimonies.models import (
    ChronologyEvent,
    Collection,
    Concern,
    Illustration,
    MediaItem,
    Passage,
    Place,
    Quote,
    Source,
    Tag,
    Testimony,
    Transcript,
    User,
    Witness,
)

__all__ = ["Why", "desk", "may_enter", "unsaved"]

desk = DeskSite(name="admin")
desk.register(Testimony, TestimonyAdmin)
desk.register(Quote, QuoteAdmin)
desk.register(Transcript, TranscriptAdmin)
desk.register(Passage, PassageAdmin)
desk.register(Illustration, IllustrationAdmin)
desk.register(Witness, WitnessAdmin)
desk.register(MediaItem, MediaAdmin)
desk.register(Collection, CollectionAdmin)
desk.register(ChronologyEvent, EventAdmin)
desk.register(Place, PlaceAdmin)
desk.register(Source, SourceAdmin)
desk.register(Tag, TagAdmin)
desk.register(Concern, ConcernAdmin)
desk.register(User, PersonAdmin)
desk.register(Group, GroupAdmin)
