"""Alerts to an HTTP address: signed, retried, in order, each under an Idempotency-Key that stays the same when it is sent again."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import urlsplit

from claims.errors import UsageError
from pipeline.settings import is_loopback
from pipeline.store import Alert
from reports.notify.channels import NotTold

_SECONDS = 20
_PAUSES = (1.0, 4.0)


class Webhook:
    """The body is JSON; `X-Claimaudit-Signature: sha256=…` is the HMAC of it under the shared secret, where there is one.

    A receiver that has seen the key already answers 2xx and does nothing.
    """

    name = "webhook"

    def __init__(self, url: str, secret: str | None, *, sleep: Callable[[float], None] = time.sleep) -> None:
        try:
            parts = urlsplit(url)
        except ValueError:
            raise UsageError("webhook_url is no address.") from None
        if (
            parts.scheme not in {"https", "http"}
            or not parts.hostname
            or (parts.scheme == "http" and not is_loopback(parts.hostname))
        ):
            raise UsageError("webhook_url must be an https address (http only on this machine itself).")
        self._url, self._secret, self._sleep = url, secret, sleep

    def send(self, alert: Alert) -> None:
        import requests

        body = json.dumps(asdict(alert), ensure_ascii=False, sort_keys=True).encode("utf-8")
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": alert.key}
        if self._secret:
            headers["X-Claimaudit-Signature"] = (
                f"sha256={hmac.new(self._secret.encode('utf-8'), body, hashlib.sha256).hexdigest()}"
            )
        failed = ""
        for pause in (*_PAUSES, None):
            try:
                answer = requests.post(
                    self._url, data=body, headers=headers, timeout=_SECONDS, allow_redirects=False, stream=True
                )
            except requests.RequestException as error:
                failed = type(error).__name__
            else:
                answer.close()  # its body is nobody's business
                if 200 <= answer.status_code < 300:
                    return
                failed = f"answered {answer.status_code}"
                if 400 <= answer.status_code < 500 and answer.status_code not in {408, 425, 429}:
                    break
            if pause is not None:
                self._sleep(pause)
        raise NotTold(f"{urlsplit(self._url).hostname}: {failed}")
