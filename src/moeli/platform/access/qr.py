"""A QR code as one SVG path, so that it stands in the page and is fetched from nowhere. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QrPath:
    """The dark modules as an SVG path; `size` is the side in modules, the quiet zone included."""

    size: int
    path: str


def qr_path(text: str) -> QrPath:
    """The QR code of `text` (ISO/IEC 18004, level M, quiet zone of four modules)."""
    import qrcode  # loaded where a code is drawn: most processes draw none
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return QrPath(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
