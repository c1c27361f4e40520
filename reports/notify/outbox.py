"""What has not been told yet goes out, the oldest first; where one does not get through, its channel waits, so that order is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.store import Store
from pipeline.store.alerts import record_delivery, untold
from reports.notify.channels import Channel, NotTold


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


def _tell(store: Store, channel: Channel, now: str) -> Told:
    waiting = untold(store.connection, channel.name)
    for at, (number, alert) in enumerate(waiting):
        try:
            channel.send(alert)
        except NotTold as error:
            with store.writing() as connection:
                record_delivery(connection, number, channel.name, told=None, error=str(error))
            return Told(channel.name, at, len(waiting) - at, str(error))
        with store.writing() as connection:
            record_delivery(connection, number, channel.name, told=now, error=None)
    return Told(channel.name, len(waiting), 0, None)
