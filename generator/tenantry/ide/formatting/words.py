"""Names for fields that are added: a model's name in camel case and its plural, letter for letter as Prisma has them.

Prisma takes them from a Rust library, cruet, whose English is that of Ruby on Rails. What stands below gives what it
gives, right or wrong: of a model `Virus`, `viri`.
"""

from __future__ import annotations

import re
import unicodedata

_ALIKE = frozenset(
    """accommodation adulthood advertising advice aggression aid air aircraft alcohol anger applause arithmetic
    assistance athletics bacon baggage beef biology blood botany bread butter carbon cardboard cash chalk chaos
    chess crossroads countryside dancing deer dignity dirt dust economics education electricity engineering
    enjoyment envy equipment ethics evidence evolution fame fiction flour flu food fuel fun furniture gallows
    garbage garlic genetics gold golf gossip grammar gratitude grief guilt gymnastics happiness hardware harm hate
    hatred health heat help homework honesty honey hospitality housework humour hunger hydrogen ice importance
    inflation information innocence iron irony jam jewelry judo karate knowledge lack laughter lava leather leisure
    lightning linguine linguini linguistics literature litter livestock logic loneliness luck luggage macaroni
    machinery magic management mankind marble mathematics mayonnaise measles methane milk money mud music mumps
    nature news nitrogen nonsense nurture nutrition obedience obesity oxygen pasta patience physics poetry pollution
    poverty pride psychology publicity punctuation quartz racism relaxation reliability research respect revenge
    rice rubbish rum safety scenery seafood seaside series shame sheep shopping sleep smoke smoking snow soap
    software soil spaghetti species steam stuff stupidity sunshine symmetry tennis thirst thunder timber traffic
    transportation trust underwear unemployment unity validity veal vegetation vegetarianism vengeance violence
    vitality warmth wealth weather welfare wheat wildlife wisdom yoga zinc zoology""".split()  # noqa: SIM905 - it would fill pages
)
_ALONE = {
    "ox": "oxen",
    "man": "men",
    "woman": "women",
    "die": "dice",
    "yes": "yeses",
    "foot": "feet",
    "eave": "eaves",
    "goose": "geese",
    "tooth": "teeth",
    "quiz": "quizzes",
}
# How a word ends up to its stem's end, what follows the stem, and what follows it in the plural; the first that fits.
_ENDINGS = (
    ("eaux", "", ""),
    ("child", "|ren", "ren"),
    ("pe", "rson|ople", "ople"),
    ("m|l", "ice|ouse", "ice"),
    ("matr|cod|mur|sil|vert|ind|append", "ix|ex", "ices"),
    ("x|ch|ss|sh|zz", "", "es"),
    ("(?:x|ch|ss|sh|zz)es", "", ""),
    ("[^ch][ieo][ln]", "ey", "ies"),
    ("[^aeiouy]|qu", "y", "ies"),
    ("ar|l|ea|eo|oa|hoo", "f", "ves"),
    ("kni|wi|li", "fe", "ves"),
    ("", "sis", "ses"),
    ("apheli|hyperbat|periheli|asyndet|noumen|phenomen|criteri|organ|prolegomen|hedr|automat", "a|on", "a"),
    (
        "agend|addend|millenni|dat|extrem|bacteri|desiderat|strat|candelabr|errat|ov|symposi|curricul|automat|quor",
        "a|um",
        "a",
    ),
    ("her|at|gr", "o", "oes"),
    ("seraph|cherub", "|im", "im"),
    ("alumn|alg|vertebr", "a|ae", "ae"),
    (
        "alumn|syllab|octop|vir|radi|nucle|fung|cact|stimul|termin|bacill|foc|uter|loc|strat",
        "us|i",
        "i",
    ),
    ("[^l]ias|[aeiou]las|[emjzr]as|[iu]am", "", ""),
    ("e[mn]u", "|s", "s"),
    ("alias|[^aou]us|tlas|gas|ris", "", "es"),
    ("ax|test", "is", "es"),
    ("[^aeiou]ese", "", ""),
    ("", "s", "s"),
)
_RULES = tuple((re.compile(rf"(.*(?:{stem}))(?:{ending})\Z"), plural) for stem, ending, plural in _ENDINGS)


def plural(word: str) -> str:
    """`post` to `posts`."""
    if word in _ALIKE:
        return word
    if word in _ALONE:
        return _ALONE[word]
    for rule, ending in _RULES:
        if match := rule.match(word):
            return match[1] + ending
    return f"{word}s"


def camel_case(name: str) -> str:
    """`BlogPost` to `blogPost`. Only ASCII letters change, and a capital that follows another is no new word."""
    written: list[str] = []
    new_word, last = False, " "
    for character in name:
        if not character.isalnum():
            new_word = bool(written)
        elif unicodedata.category(character).startswith("N"):
            new_word = True
            written.append(character)
        elif new_word or (last.islower() and character.isupper()):
            new_word = False
            written.append(_upper(character))
        else:
            last = character
            written.append(_lower(character))
    return "".join(written)


def _upper(character: str) -> str:
    return character.upper() if character.isascii() else character


def _lower(character: str) -> str:
    return character.lower() if character.isascii() else character
