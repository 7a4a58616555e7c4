"""Words that say nothing to a search, in one list for all languages.

Own lists, and short. A word that means something in one of the languages is not among
them (бар: there is, and a bar), nor is a negation, which turns a testimony round, nor
what is also a name or a month.
"""

from typing import Final

_ENGLISH = """
a about after all also am an and any are as at be because been being but by can could
did do does doing for from had has have having he her here hers him his how i if in
into is it its just me my of off on or our ours out over own she should so some such
than that the their theirs them then there these they this those through to too under
until up very was we were what when where which while who whom whose why with would
you your yours i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's
she'd she'll it's it'd it'll we're we've we'd we'll they're they've they'd they'll
that's there's what's who's here's where's let's
"""
_RUSSIAN = """
а без бы был была были было быть в вам вами вас ваш ваша ваше ваши во вот вы где да
для до его ее ей ему если есть еще ею же за и из или им ими их к как ко когда кто ли
либо меня мне мной мы на над нам нами нас наш наша наше наши него нее ней нему ним
ними них но ну о об он она они оно от по под при про с себе себя со та так такая такие
такое такой там тебе тебя тем то тобой тогда того тоже той только том тот ту тут ты те
у уже хотя чего чем что чтобы эта эти это этого этой этом этот эту этим этих я
"""
_KAZAKH = """
ал арқылы бен бір бұл біз біздің бізге бізді да де деген деп дейді еді екен ең және
кейін қана қарай ма мен менің маған мені ме мына не немесе ол олар оның оған оны
олардың оларды осы осындай өзі өте пен сен сенің саған сені сияқты сол соң сіз сіздің
сізге сізді та те тағы туралы үшін ғана
"""

STOPS: Final = frozenset(f"{_ENGLISH} {_RUSSIAN} {_KAZAKH}".split())
