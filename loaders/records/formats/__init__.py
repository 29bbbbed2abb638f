"""Files of every format a record comes in, as the lines of text that the forms are read from.

Which format a file has is told by its bytes, not by its name, because names are often wrong.
"""

from loaders.records.formats.document import Document
from loaders.records.formats.telling import LARGEST_FILE, document_of, too_large

__all__ = ["LARGEST_FILE", "Document", "document_of", "too_large"]
