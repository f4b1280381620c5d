"""What is installed, and what each request passes through."""

INSTALLED_APPS = [
    "moeli.platform.ui.apps.UiConfig",
    "moeli.platform.vault.apps.VaultConfig",
    "moeli.platform.journal.apps.JournalConfig",
    "moeli.platform.access.apps.AccessConfig",
    "moeli.platform.blobs.apps.BlobsConfig",
    "moeli.platform.jobs.apps.JobsConfig",
    "moeli.platform.notices.apps.NoticesConfig",
    "moeli.platform.machine.apps.MachineConfig",
    "moeli.platform.packs.apps.PacksConfig",
    "moeli.platform.approvals.apps.ApprovalsConfig",
    "moeli.platform.publications.apps.PublicationsConfig",
    "moeli.ports.apps.PortsConfig",
    "moeli.crossings.apps.CrossingsConfig",
    "moeli.forms.apps.FormsConfig",
    "moeli.forms.openrosa.apps.OpenRosaConfig",
    "moeli.network.apps.NetworkConfig",
    "moeli.screening.apps.ScreeningConfig",
    "moeli.desk.apps.DeskConfig",
    "moeli.practice.apps.PracticeConfig",
    "moeli.operations.apps.OperationsConfig",
    # After the rooms, whose templates come first.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "moeli.operations.watching.requests.RequestsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "moeli.platform.ui.middleware.HeadersMiddleware",
    "moeli.platform.machine.middleware.DoorMiddleware",
    "moeli.forms.openrosa.middleware.PhoneMiddleware",
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
    "moeli.platform.access.middleware.LockMiddleware",
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
                "moeli.platform.publications.context.to_acknowledge",
                "moeli.platform.notices.context.waiting",
            ],
            "builtins": ["moeli.platform.ui.templatetags.moeli"],
        },
    }
]
