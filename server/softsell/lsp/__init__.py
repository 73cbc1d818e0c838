"""The language server: shows findings in an editor while a person writes.

    positions      offsets to an editor's positions and back
    documents      the open documents, and the changes that the editor sends
    analysis       a document to findings and scores
    messages       findings as diagnostics, hovers and lenses
    actions        what a person can do about a finding
    comment_place  where a comment switches a rule off
    settings       entries added to softsell.toml
    server         all of it as a server, with pygls (the extra ``softsell[lsp]``)

Only ``server``, ``messages`` and ``actions`` know the protocol's types. Checks run in a thread of their own, so the editor never waits.
"""
