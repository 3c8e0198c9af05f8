"""Inspection of PDFs: what a redaction left behind in anybody's file."""

from clerestory.protect.documents.inspection.inspecting import inspect_pdf

__all__ = ["inspect_pdf"]
