"""Alerts by e-mail: SMTP with TLS, one message an alert, under a Message-ID that stays the same when it is sent again."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from claims.errors import UsageError
from pipeline.settings import Settings, is_loopback
from pipeline.store import Alert
from reports.notify.channels import NotTold
from reports.notify.text import subject_of, text_of

_SECONDS = 30


class Email:
    """`smtp_security`: "tls" from the first byte, "starttls", or "none" (on this machine itself only)."""

    name = "email"

    def __init__(self, settings: Settings, password: str | None) -> None:
        if not settings.smtp_host or not settings.mail_from:
            raise UsageError(
                "mail_to is set, but not smtp_host and mail_from: nothing can be sent. Set them in the settings file."
            )
        if any(not letter.isprintable() for letter in f"{settings.mail_from}{settings.mail_to}"):
            raise UsageError("mail_from and mail_to must be addresses on one line.")
        if settings.smtp_user and not password:
            raise UsageError("smtp_user is set, but not its password: set CLAIMAUDIT_SMTP_PASSWORD.")
        if settings.smtp_security not in {"tls", "starttls", "none"}:
            raise UsageError("smtp_security must be tls, starttls or none.")
        if settings.smtp_security == "none" and not is_loopback(settings.smtp_host):
            raise UsageError("smtp_security = none is for a mail server on this machine itself. Use tls or starttls.")
        self._settings, self._password = settings, password

    def send(self, alert: Alert) -> None:
        try:
            with self._connected() as server:
                server.send_message(self.message(alert))
        except (OSError, smtplib.SMTPException) as error:
            raise NotTold(f"{self._settings.smtp_host}: {type(error).__name__}: {str(error)[:200]}") from None

    def message(self, alert: Alert) -> EmailMessage:
        made = EmailMessage()
        made["From"] = self._settings.mail_from
        made["To"] = self._settings.mail_to
        made["Subject"] = subject_of(alert)
        made["Date"] = format_datetime(datetime.fromisoformat(alert.at))
        made["Message-ID"] = f"<{alert.key}@claimaudit.invalid>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(text_of(alert))
        return made

    def _connected(self) -> smtplib.SMTP:
        one = self._settings
        host, port = one.smtp_host or "", one.smtp_port
        if one.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port or 465, timeout=_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, port or 587, timeout=_SECONDS)
            if one.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
        if one.smtp_user and self._password:
            server.login(one.smtp_user, self._password)
        return server
