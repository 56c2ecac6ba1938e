"""The settings: read from the environment, checked at start, each explained where it is declared."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PATIENCE = 0.7
"""Seconds: a healthy server needs a tenth, and with the embedded engine and the page it stays under 1.5."""
DEVELOPMENT_SECRET = "alleen-voor-ontwikkeling-en-dus-niet-geheim"  # noqa: S105  (refused in production)
SHORTEST_SECRET = 32


class Environment(StrEnum):
    """Where the program runs."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class MailWay(StrEnum):
    """Where messages go; the values are how the status page says it."""

    SERVER = "via de mailserver"
    PAGE = "naar het postvak voor ontwikkelaars"
    NOWHERE = "niet weg, want er is geen mailserver"


def _setting(name: str, description: str, default: Any, **options: Any) -> Any:
    """Declare a setting: its name in the environment, what it is for, and what it is without one."""
    return Field(default=default, validation_alias=name, description=description, **options)


class Settings(BaseSettings):
    """Everything that differs between one machine and another. An empty variable counts as absent.

    Raises pydantic.ValidationError for a setting that cannot be right.
    """

    model_config = SettingsConfigDict(
        frozen=True, populate_by_name=True, env_ignore_empty=True, extra="ignore"
    )

    environment: Environment = _setting(
        "MKBA_ENVIRONMENT", "Waar de site draait: development of production.", Environment.DEVELOPMENT
    )
    data_dir: Path = _setting(
        "DATA_DIR", "De map waarin de site schrijft: database, grafieken, uitvoer.", Path("var")
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "Het adres van de database: sqlite:///pad of postgresql://gebruiker:wachtwoord@server/naam. "
        "Zonder adres is het een SQLite-bestand in DATA_DIR.",
        "",
        repr=False,
    )
    secret: SecretStr = _setting(
        "MKBA_SECRET",
        "Het geheim waarmee de site aanmeldingen ondertekent. In productie verplicht, minstens "
        f"{SHORTEST_SECRET} tekens.",
        SecretStr(DEVELOPMENT_SECRET),
    )
    base_url: str = _setting(
        "MKBA_BASE_URL",
        "Het webadres van de site, zonder schuine streep aan het eind.",
        "http://127.0.0.1:8000",
        pattern=r"^https?://[^/?#]+$",
    )
    site_name: str = _setting(
        "MKBA_SITE_NAME", "De naam van de site.", "MKBA-wijzer sociaal werk", min_length=1
    )
    contact_name: str = _setting(
        "MKBA_CONTACT_NAME", "Wie de site beheert, zoals bezoekers dat lezen.", "de redactie", min_length=1
    )
    contact_email: str | None = _setting(
        "MKBA_CONTACT_EMAIL", "Het e-mailadres dat bezoekers zien.", None, pattern=r"^[^@\s]+@[^@\s]+$"
    )
    meili_url: str = _setting(
        "MEILI_URL",
        "Het adres van een Meilisearch-server (1.12 of nieuwer). Zonder adres zoekt de site zelf.",
        "",
        pattern=r"^(https?://[^?#\s]+)?$",
    )
    meili_search_key: SecretStr = _setting(
        "MEILI_SEARCH_KEY",
        "De sleutel waarmee de site bij Meilisearch alleen mag zoeken.",
        SecretStr(""),
    )
    meili_admin_key: SecretStr = _setting(
        "MEILI_ADMIN_KEY",
        "De sleutel waarmee ‘mkba work’ en ‘mkba reindex’ de index bijhouden. Alleen zij hebben hem nodig.",
        SecretStr(""),
    )
    meili_index: str = _setting(
        "MEILI_INDEX", "De naam van de index bij Meilisearch.", "mkba", pattern=r"^[A-Za-z0-9_-]{1,400}$"
    )
    meili_timeout: float = _setting(
        "MEILI_TIMEOUT",
        "Hoeveel seconden Meilisearch krijgt voor een antwoord; daarna zoekt de site zelf.",
        PATIENCE,
        gt=0,
        le=10,
    )
    smtp_host: str = _setting(
        "MKBA_SMTP_HOST",
        "De mailserver. Zonder server verstuurt de site geen mail: bij het ontwikkelen staan de berichten op "
        "/redactie/postvak, in productie blijven ze wachten.",
        "",
        pattern=r"^[^\s/@]*$",
    )
    smtp_port: int = _setting(
        "MKBA_SMTP_PORT",
        "De poort van de mailserver; vaak 587 met starttls en 465 met tls.",
        587,
        gt=0,
        le=65535,
    )
    smtp_user: str = _setting(
        "MKBA_SMTP_USER",
        "De naam waarmee de site zich bij de mailserver aanmeldt. Leeg: zonder aanmelden.",
        "",
    )
    smtp_password: SecretStr = _setting(
        "MKBA_SMTP_PASSWORD", "Het wachtwoord dat daarbij hoort.", SecretStr("")
    )
    smtp_tls: Literal["starttls", "tls", "geen"] = _setting(
        "MKBA_SMTP_TLS",
        "Hoe de verbinding met de mailserver is versleuteld: starttls, tls of geen.",
        "starttls",
    )
    mail_from: str = _setting(
        "MKBA_MAIL_FROM",
        "Het adres waar mail van de site vandaan komt. Zonder adres is dat MKBA_CONTACT_EMAIL.",
        "",
        pattern=r"^([^@\s<>,;]+@[^@\s<>,;]+)?$",
    )
    desk_mail: str = _setting(
        "MKBA_DESK_MAIL",
        "Het gedeelde adres van de redactie, voor meldingen van bezoekers. "
        "Zonder adres krijgt elke redacteur ze.",
        "",
        pattern=r"^([^@\s<>,;]+@[^@\s<>,;]+)?$",
    )
    digest_hour: int = _setting(
        "MKBA_DIGEST_HOUR",
        "Het uur van de dag waarop het dagoverzicht per mail gaat, in Nederlandse tijd.",
        7,
        ge=0,
        le=23,
    )
    runs_worker: bool = _setting(
        "MKBA_WORKER",
        "Of de site zelf ook de werker draait: 1 of 0. ‘mkba serve’ zet dit op 1 bij het ontwikkelen en "
        "zonder Meilisearch; anders draait ‘mkba work’ apart.",
        default=False,
    )
    oidc_issuer: str = _setting(
        "MKBA_OIDC_ISSUER",
        "Het adres van de dienst voor eenmalig aanmelden (OpenID Connect). Zonder adres is er alleen een "
        "wachtwoord. In productie begint het met https.",
        "",
        pattern=r"^(https?://[^?#\s]+)?$",
    )
    oidc_client_id: str = _setting(
        "MKBA_OIDC_CLIENT_ID", "Onder welke naam die dienst deze site kent (client id).", ""
    )
    oidc_client_secret: SecretStr = _setting(
        "MKBA_OIDC_CLIENT_SECRET", "Het geheim van de site bij die dienst (client secret).", SecretStr("")
    )
    oidc_name: str = _setting(
        "MKBA_OIDC_NAME",
        "Hoe die dienst heet op de knop bij het aanmelden.",
        "uw organisatie",
        min_length=1,
        max_length=60,
    )
    link_checks: bool | None = _setting(
        "MKBA_LINK_CHECKS",
        "Of de werker elke week kijkt of bronnen nog te openen zijn: 1 of 0. Zonder keuze doet hij dat in "
        "productie en anders niet.",
        None,
    )
    log_format: Literal["tekst", "json"] | None = _setting(
        "MKBA_LOG_FORMAT",
        "Hoe logregels eruitzien: tekst of json. Zonder keuze is dat json in productie en anders tekst.",
        None,
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "MKBA_LOG_LEVEL", "Vanaf welk niveau de site logt: DEBUG, INFO, WARNING of ERROR.", "INFO"
    )

    @property
    def is_development(self) -> bool:
        """Whether this is a developer's machine."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def has_single_sign_on(self) -> bool:
        """Whether people can sign in through another service."""
        return bool(self.oidc_issuer)

    @property
    def logs_json(self) -> bool:
        """Whether log lines are JSON."""
        return self.log_format == "json" if self.log_format else not self.is_development

    @property
    def sends_mail(self) -> bool:
        """Whether there is a server to send mail with."""
        return bool(self.smtp_host)

    @property
    def mail_way(self) -> MailWay:
        """Where messages go."""
        if self.sends_mail:
            return MailWay.SERVER
        return MailWay.PAGE if self.is_development else MailWay.NOWHERE

    @property
    def sender(self) -> str:
        """The address that mail comes from; empty when nobody said."""
        return self.mail_from or self.contact_email or ""

    @property
    def checks_links(self) -> bool:
        """Whether the worker opens the web addresses of sources; a developer's machine leaves sites alone."""
        return not self.is_development if self.link_checks is None else self.link_checks

    @property
    def database(self) -> str:
        """The address of the database, also when none was given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'mkba.sqlite3'}"

    @model_validator(mode="after")
    def secret_is_secret(self) -> Self:
        """Refuse to run in production with a secret that anybody can know or guess."""
        secret = self.secret.get_secret_value()
        if not self.is_development and (secret == DEVELOPMENT_SECRET or len(secret) < SHORTEST_SECRET):
            raise ValueError(
                f"Zet in MKBA_SECRET een eigen geheim van minstens {SHORTEST_SECRET} tekens. "
                "Zonder dat start de site niet in productie. Een geheim maakt u met: openssl rand -hex 32"
            )
        return self

    @model_validator(mode="after")
    def single_sign_on_is_whole(self) -> Self:
        """Refuse half of a service for signing in, and one whose answers anybody on the way can change."""
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("Zet bij MKBA_OIDC_ISSUER ook MKBA_OIDC_CLIENT_ID.")
        if self.oidc_issuer.startswith("http:") and not self.is_development:
            raise ValueError("MKBA_OIDC_ISSUER moet in productie met https beginnen.")
        return self

    @model_validator(mode="after")
    def mail_has_a_sender(self) -> Self:
        """Refuse to send mail from nobody: servers would refuse it, and nobody could answer."""
        if self.smtp_host and not self.sender:
            raise ValueError("Zet in MKBA_MAIL_FROM het adres waar mail van de site vandaan komt.")
        return self


def explain(error: ValidationError) -> Iterator[str]:
    """Which settings cannot be right and what they are for, in Dutch."""
    purposes = {str(info.validation_alias): info.description for info in Settings.model_fields.values()}
    for details in error.errors(include_url=False, include_input=False):
        if details["type"] == "value_error":
            yield str(details["ctx"]["error"])
        else:
            name = str(details["loc"][0])
            yield f"{name} heeft een waarde die niet kan. {purposes.get(name, '')}".strip()
