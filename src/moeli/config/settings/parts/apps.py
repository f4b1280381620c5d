"""What is installed, and what each request passes through."""

INSTALLED_APPS = [
    "moeli.platform.ui.apps.UiConfig",
    "moeli.platform.vault.apps.VaultConfig",
    "moeli.platform.journal.apps.JournalConfig",
    "moeli.platform.access.apps.AccessConfig",
    "moeli.ports.apps.PortsConfig",
    "moeli.crossings.apps.CrossingsConfig",
    "moeli.screening.apps.ScreeningConfig",
    "moeli.desk.apps.DeskConfig",
    # After the rooms, whose templates come first.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "moeli.platform.ui.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "moeli.platform.access.middleware.ActorMiddleware",
    "moeli.platform.ui.middleware.ErrorPagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "moeli.platform.ui.context.house",
            ],
            "builtins": ["moeli.platform.ui.templatetags.moeli"],
        },
    }
]
