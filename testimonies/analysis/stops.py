"""Words that say nothing to a search, in one list for all languages.

Own lists, and short. A word that means something in one of the languages is not among
them (бар: there is, and a bar), nor is a negation, which turns a testimony round, nor
what is also a name or a month.
"""

from typing import Final

_ENGLISH = """
a about after all also am an and any are as at be because been being but by can could
did do does doing for from had has have having he he'd he'll he's her here here's hers
him his how i i'd i'll i'm i've if in into is it it'd it'll it's its just let's me my
of off on or our ours out over own she she'd she'll she's should so some such than that
that's the their theirs them then there there's these they they'd they'll they're
they've this those through to too under until up very was we we'd we'll we're we've
were what what's when where where's which while who who's whom whose why with would you
you'd you'll you're you've your yours
"""
_RUSSIAN = """
а без бы был была были было быть в вам вами вас ваш ваша ваше ваши во вот вы где да для
до его ее ей ему если есть еще ею же за и из или им ими их к как ко когда которая
которого которое которой котором которому которую которые который которым которыми
которых кто ли либо меня мне мной мы на над нам нами нас наш наша наше наши него нее
ней нему ним ними них но ну о об он она они оно от по под при про с себе себя со та так
такая такие такое такой там те тебе тебя тем то тобой тогда того тоже той только том
тот ту тут ты у уже хотя чего чем что чтобы эта эти этим этих это этого этой этом этот
эту я
"""
_KAZAKH = """
ал арқылы бен біз бізге бізді біздің бір бұл да де деген дейді деп еді екен ең және
кейін ма маған ме мен мені менің мына немесе ол олар оларды олардың оны оның осы
осындай оған пен саған сен сені сенің сияқты сол соң сіз сізге сізді сіздің та тағы те
туралы ғана қана қарай үшін өзі өте
"""

STOPS: Final = frozenset(f"{_ENGLISH} {_RUSSIAN} {_KAZAKH}".split())
