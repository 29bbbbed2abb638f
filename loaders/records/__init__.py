"""Knowledge records: the two forms community-development officers write, read without inventing."""

from loaders.records.errors import RecordNotRead
from loaders.records.model import KnowledgeRecordReading
from loaders.records.reader import read_bytes, read_record

__all__ = ["KnowledgeRecordReading", "RecordNotRead", "read_bytes", "read_record"]
