"""Pages drawn once for all tests of a process: no test changes one in place."""

from functools import cache

from moeli.specimens.specimen import draw

drawn = cache(draw)
