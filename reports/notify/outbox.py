"""What has not been told yet goes out, the oldest first; where one does not get through, its channel waits, so that order is kept."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.store import Alert, Store
from pipeline.store.alerts import record_delivery, untold
from reports.notify.channels import Channel, NotTold

# Seconds for one alert, its retries with it.
_LONGEST = 90.0


@dataclass(frozen=True, slots=True)
class Told:
    """`failed`: why the channel stopped, None where all got through."""

    channel: str
    sent: int
    waiting: int
    failed: str | None


def tell_all(store: Store, channels: Iterable[Channel], now: str) -> tuple[Told, ...]:
    """One run over all channels. A kill between sending and noting it sends that alert again, under the same name."""
    with store.locked("telling"):
        return tuple(_tell(store, channel, now) for channel in channels)


def _within(seconds: float, channel: Channel, alert: Alert) -> None:
    """Send within a time: a receiver that answers drop by drop must not hold everyone up. Raises NotTold."""
    ended: list[BaseException | None] = []

    def send() -> None:
        try:
            channel.send(alert)
            ended.append(None)
        except BaseException as error:
            ended.append(error)

    sending = threading.Thread(target=send, daemon=True)
    sending.start()
    sending.join(seconds)
    if not ended:
        raise NotTold(f"no answer within {seconds:.0f} seconds")
    if isinstance(ended[0], NotTold) or not isinstance(ended[0], Exception | None):
        raise ended[0]
    if ended[0] is not None:  # whatever a library raises, the other channels are told
        raise NotTold(f"{type(ended[0]).__name__}")


def _tell(store: Store, channel: Channel, now: str) -> Told:
    waiting = untold(store.connection, channel.name)
    for at, (number, alert) in enumerate(waiting):
        try:
            _within(_LONGEST, channel, alert)
        except NotTold as error:
            with store.writing() as connection:
                record_delivery(connection, number, channel.name, told=None, error=str(error))
            return Told(channel.name, at, len(waiting) - at, str(error))
        with store.writing() as connection:
            record_delivery(connection, number, channel.name, told=now, error=None)
    return Told(channel.name, len(waiting), 0, None)
