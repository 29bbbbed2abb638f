"""The one error of the record reader."""

from graph_api.domain.errors import InputUnreadable


class RecordNotRead(InputUnreadable):
    """A file is no knowledge record, or no text: names the file, the reason and the mend."""

    code = "RECORD_NOT_READ"

    def __init__(self, file: str, reason: str, mend: str) -> None:
        super().__init__(f"อ่านบันทึกองค์ความรู้ {file} ไม่ได้: {reason}\n{mend}")
        self.file = file
        self.reason = reason
        self.mend = mend
