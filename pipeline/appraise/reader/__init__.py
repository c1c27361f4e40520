"""The measured reader: which sentences of a record bear on a hypothesis, and whether they hold it, refute it or say nothing."""
