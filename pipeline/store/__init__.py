"""`store.sqlite`: what is watched, every audit of it, editors' decisions, alerts and whether they were told. It must never be lost."""

from pipeline.store.alerts import Alert
from pipeline.store.store import Store, open_store
from pipeline.store.watches import Watch, WatchedClaim

__all__ = ["Alert", "Store", "Watch", "WatchedClaim", "open_store"]
