"""Text within a text in another writing: base64, hexadecimal, escapes, quoted-printable, tags within words."""

from clerestory.protect.text.coded.finder import CodedMatter

__all__ = ["CodedMatter"]
