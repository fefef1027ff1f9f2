"""Places as clerks write them: what an address, a shop and a point say, and whether two are one place."""

from bureau.places.comparing import same_place
from bureau.places.keys import keys_around, keys_of, place_keys
from bureau.places.place import Place
from bureau.places.reading import read_place
from bureau.places.streets import NO_STREETS, Street, Streets

__all__ = [
    "NO_STREETS",
    "Place",
    "Street",
    "Streets",
    "keys_around",
    "keys_of",
    "place_keys",
    "read_place",
    "same_place",
]
