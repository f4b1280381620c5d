"""The truth about a picture, as the JSON that lies beside it."""

from moeli.specimens.camera import Frame
from moeli.specimens.specimen import Specimen


def truth_of(specimen: Specimen, frame: Frame, file: str) -> dict[str, object]:
    """What a reader should find in `frame`, and what an examiner should find on the page.

    `zone` are the zone's corners in the picture; `alterations` lie in pixels of the page at `dpi`.
    """
    height, width = frame.image.shape[:2]
    return {
        "file": file,
        "kind": frame.kind,
        "seed": specimen.seed,
        "format": specimen.format,
        "lines": list(specimen.lines),
        "size": [width, height],
        "zone": [[round(x, 1), round(y, 1)] for x, y in frame.zone],
        "visual_zone": dict(specimen.values),
        "dpi": specimen.dpi,
        "genuine": not specimen.findings,
        "alterations": [
            {"group": finding.group, "what": finding.what, "where": list(finding.where)}
            for finding in specimen.findings
        ],
    }
