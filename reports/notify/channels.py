"""The channels that the settings name. A new one is a file with a class that can `send`, and a line here."""

from collections.abc import Mapping
from typing import Protocol

from pipeline.settings import Settings
from pipeline.store import Alert


class NotTold(Exception):
    """An alert did not get through. It stays in the store and is tried again with the next run; the message never holds a secret."""


class Channel(Protocol):
    """Somewhere to tell alerts, one at a time, in the order in which they were raised."""

    @property
    def name(self) -> str:
        """Under this name the store keeps what has been told."""
        ...

    def send(self, alert: Alert) -> None:
        """Raises NotTold where the receiver has not taken it."""
        ...


def channels_of(settings: Settings, environment: Mapping[str, str]) -> tuple[Channel, ...]:
    """E-mail and webhook, where they are set. Secrets come from the environment alone. Raises UsageError for settings that cannot be."""
    found: list[Channel] = []
    if settings.mail_to:
        from reports.notify.email import Email

        found.append(Email(settings, environment.get("CLAIMAUDIT_SMTP_PASSWORD")))
    if settings.webhook_url:
        from reports.notify.webhook import Webhook

        found.append(Webhook(settings.webhook_url, environment.get("CLAIMAUDIT_WEBHOOK_SECRET")))
    return tuple(found)
