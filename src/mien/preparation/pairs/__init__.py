"""Photo pairs: two photos of one person, and the clip between them.

The stages, a file each: `checks` asks whether the two belong together, `align` lays head on head,
`warp` moves both photos to a common shape, `colour` and `refine` make them meet, `dissolve` and
`mouth` say which photo a place shows at a degree, `clip` draws the frames. `listing` and `table`
find the photos and `source` offers them to preparation.
"""

from mien.preparation.pairs.listing import Listing, list_photos
from mien.preparation.pairs.settings import DOUBTS, Settings
from mien.preparation.pairs.source import Pairs
from mien.preparation.pairs.table import list_table

__all__ = ["DOUBTS", "Listing", "Pairs", "Settings", "list_photos", "list_table"]
