"""Comparisons as they are published: group-based beside all other, with what is possible of each and what holds.

``rows`` says what a comparison prints, once for page, file and chart; ``words`` how; ``files`` and ``chart`` draw it;
``rebuilding`` computes it again from the files of a release; ``bodies`` gives the own figure of a body where the
national one cannot be stated.
"""
