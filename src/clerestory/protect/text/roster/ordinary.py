"""Ordinary words that are also names, and the words around them that show which is meant; lists of our own."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of everyday English that are first or family names too: by themselves they need a capital and a context.
ORDINARY = _words(
    """
    abbey all amber angel april archer art august autumn baker ball banks barber barker basil bass bay bean
    bear beck bell berry best bill bird bishop black blessing bliss bloom blue bold bond booth bow bowl box boy
    brand bridge bridges bright brook brooks brown buck bud bull burn burns bush butcher butler can candy care
    carpenter carter case cash castle chance chandler chapel charity chase cherry child christian church clay
    close coal cook cooper copper cotton court cousins cox crane crook cross crow crystal cross dale dawn day days
    dean dear dial dick dot dove down drew drum duke earl east end faith fair falls farmer fell fern field fields
    finch fine fisher flint flower flowers fly ford forest foster fountain fox frank free freeman french frost
    garden gardener gates gay gem gentle gift gill glen golden good grace grand grant grass grave graves gray
    green grey ground grove guest gull guy hale hall ham hand hard harp hart hawk hazel heath heather hill
    hills holly home honey hood hook hope horn house hunt hunter ice iris iron ivory ivy jade jay jewel job joy
    judge june just keen key king kitchen knight lake lamb lance land lane lark last laurel law lay lee light lily
    little lock long lord love low loyal lucky major man mann mark marks marsh marshal marshall martin mason
    master masters may mead meadows merry mike miles mill miller mills mint mole monday money moon moor more
    morning moss nail neat new nice noble noel none norm north oak old olive page paige palm parish park parker
    part patience paul pearl peel penny pepper perry person pike pine piper pitt plain planet plant pond pool
    poole poor pope porter post potter power powers price priest prince prior proud purse quick rain ram ray read
    reader red reed rice rich riches ring rise river rivers roach road rob robin rock rod rose rosemary rough
    rowan royal ruby rush rust sage sally sandy savage say sea seal self sharp shaw shed shepherd short silver
    singer skinner sky slater small smart smith snow son song south spear spencer spicer spring stack star stark
    stephens steel stern stone storm street strong sue sugar summer summers sun sunny swallow swan sweet swift
    tailor tanner taylor temple thatcher thorn tim tom town trip troy true tucker turner van vase victor viola
    violet wade wait wake walker wall walls ward ware warm warner water waters way weaver webb weeks well wells
    west wheat wheeler white wild wilder will willow winter wise wolf wood woods worth wren yard yates young
    """
)

# The commonest words of English; what is near a name and is one of these is taken for the word. Those that are names
# too stand here as well as above.
EVERYDAY = ORDINARY | _words(
    """
    about above accept account across act action add address after again against age ago agree air also although
    always am among amount and another answer any anyone anything appear are area arm around as ask asked at away back
    bad base based be bear beat became because become bed been before began begin behind being below between big bit
    board body book both bottom break bring brother build business but buy by call called came can carry cell cells
    change chart check chi children choose city claim class clear code codes cold column come common community could
    count counts course cover cut data date daughter decide deep describe did die differ different do does done door
    doubt down draw drive each early east eat edge either else end english enough error even event ever every example
    face fact fall family far fast father fault feel feet few figure file files fill find fire first five follow food
    foot for force form found four friend from front full gave general get girl give given gives go goes gone got
    group grow had half happen has have he head hear heard heart heavy held help her here high him himself his hold
    hole hour how however hundred idea if important in into is it its join keep kept kind knew know known large late
    later law lead learn least leave led left less let letter life like line list listen live local look lose lost lot
    made main make man many map matter max mean means measure meet men method might min mind minute miss model month
    months most mother move much must my name named near need never next nine nobody none nor not note nothing now
    number of off office often on once one only open or order other our out over own page paid pair paper past pay
    people per perhaps phone place plan play point police possible prove public put question quite ran range rate
    reach real reason record rest result right room row rows rule run said same sat saw say says school search second
    see seem seen sell send sense sent set seven several shall share she shop should show shown side sign since sister
    sit six size sleep so some son soon sort sound space speak stage stand start state stay step still stop story
    study such sum sure table take taken talk team tell ten test text than thank that the their them then there these
    they thing things think third this those though thought three through time to today together told too took top
    total toward try turn two type under unit until up upon us use used uses usual value values very voice want was
    watch we week went were what when where whether which while who whole whom whose why wide wife with within without
    woman women word words work works world worse would write written wrong year years yes yet you your
    """
)

# Parts of names that are no name by themselves.
PARTICLES = _words("al ul ur ud el abu bin ibn bint von van der den de da do dos del di la le mac mc st o ap")

TITLES = _words(
    "mr mrs ms miss mx master dr prof professor sir lady lord dame rev father imam sister pc dc ds di dci dsu sgt cllr"
    " judge"
)

# Of a post or an office: who signs by one gives words away that stand for nobody elsewhere.
POSTS = _words(
    "admin administrator assistant board borough care centre centres chair child children children's clerk college"
    " commissioner constabulary council county court department deputy desk detective director duty enquiries force"
    " group head headteacher helpdesk hospital hub inspector lead leader manager ministry office officer panel"
    " personal police practice recipients regards reply safeguarding school secretary section senior service services"
    " social solicitor solicitors squad staff subject sent support team trust undisclosed unit worker"
)

# Before a month or a thing; after these a capital alone makes no name of an ordinary word.
NOT_BEFORE_A_NAME = _words(
    "a an the this that these those in since until last next early late mid during every each some any no"
    " its our your their my his her"
)

# After a name more often than after a thing.
SAID = _words(
    "said says told asked replied answered added stated reported recalled explained denied admitted met knew phoned"
    " texted rang messaged was is has had lives lived went came did does would could who whose aged and"
)
