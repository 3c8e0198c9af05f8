"""What of the answers is public, as pages and files of a release."""

from clerestory.publish.answers.files import ANSWERS, ANSWERS_PAGE, answer_files, answer_pages, answer_tables

__all__ = ["ANSWERS", "ANSWERS_PAGE", "answer_files", "answer_pages", "answer_tables"]
