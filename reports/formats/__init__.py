"""The formats that an audit can be written in: one file each, and one line here."""

from reports.formats.registry import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
