"""Telling editors: each alert to each channel, in order, at least once, under a name by which a receiver knows it again."""

from reports.notify.channels import Channel, NotTold, channels_of
from reports.notify.outbox import Told, tell_all

__all__ = ["Channel", "NotTold", "Told", "channels_of", "tell_all"]
