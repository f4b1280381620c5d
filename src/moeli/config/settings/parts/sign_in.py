"""Signing in: django-allauth asks, for second factors too; django-axes locks by user and booth."""

AUTH_USER_MODEL = "moeli_access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "moeli.platform.access.backends.PersonBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "moeli.platform.access.sign_in.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "moeli.platform.access.forms.sign_in.SignInForm",
    "change_password": "moeli.platform.access.forms.sign_in.PasswordForm",
    "reauthenticate": "moeli.platform.access.forms.sign_in.ConfirmForm",
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = (
    False  # per address: one wrong password would lock a hall. Axes locks by booth
)

ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60

MFA_ADAPTER = "moeli.platform.access.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = False  # per address, as above; guesses are counted by person and booth
MFA_FORMS = {
    "authenticate": "moeli.platform.access.forms.factors.CodeForm",
    "reauthenticate": "moeli.platform.access.forms.factors.ConfirmCodeForm",
    "activate_totp": "moeli.platform.access.forms.factors.AppForm",
    "add_webauthn": "moeli.platform.access.forms.factors.NewKeyForm",
    "authenticate_webauthn": "moeli.platform.access.forms.factors.KeyForm",
    "reauthenticate_webauthn": "moeli.platform.access.forms.factors.ConfirmKeyForm",
}

MOELI_DEMO_ACCOUNTS = False  # whether accounts of the demonstration may sign in; dev and test only

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # the callable below makes it user and booth
AXES_USERNAME_CALLABLE = "moeli.platform.access.lockout.user_and_booth"
AXES_LOCKOUT_CALLABLE = "moeli.platform.access.lockout.locked_out_page"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False  # its log lines would name people
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the journal is the access log
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]  # neither logged nor stored
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who waits as told gets in

SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the user name that axes counts already holds the booth

MOELI_BOOTH_LINK_MINUTES = 30  # how long a link that enrols a booth can be opened
MOELI_PLACES = "moeli.ports.directory.all_ports"  # who knows the places that roles are limited to

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

SESSION_ENGINE = "moeli.platform.access.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "moeli.platform.ui.error_pages.stale_form"
