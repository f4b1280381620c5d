"""Where notices go besides the screen: by e-mail and SMS, or nowhere when unset."""

import os

MOELI_NOTICE_MAIL = os.environ.get("MOELI_NOTICE_MAIL", "")
MOELI_NOTICE_SMS = os.environ.get("MOELI_NOTICE_SMS", "")
