"""Handouts: what they may say, their templates rendered as Typst, and the press that prints them.

``variables`` and ``registry`` say what there is, ``templates`` turns sheets into a source,
``press`` turns a source into PDF and pictures. Nobody's words ever stand in a source; see ``said``.
"""
