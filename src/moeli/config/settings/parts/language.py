"""Languages and times: English and Sesotho; stored in UTC, shown in Africa/Maseru."""

from moeli.config.settings.parts.places import ROOT

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("st", "Sesotho")]
LOCALE_PATHS = [ROOT / "src" / "moeli" / "locale"]
FORMAT_MODULE_PATH = ["moeli.platform.ui.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Maseru"
