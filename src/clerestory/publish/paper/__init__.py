"""The paper: Markdown in which every number is a reference; its parts, references and texts, read and checked."""
