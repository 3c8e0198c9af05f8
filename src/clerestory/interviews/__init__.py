"""Interviews: coded transcripts in and out, used with consent alone, protocol and coders' limits checked.

``refi`` reads and writes files of coded texts by the REFI-QDA standard; ``register`` says which interviews may be used
and for what; what is used of them becomes units for the agreement of coders, a cohort for tables, a curve of saturation
and candidates for quotes. Protection, agreement and decisions are other rooms' work; the pipeline brings them together.
"""
