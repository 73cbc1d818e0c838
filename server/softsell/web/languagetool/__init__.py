"""The LanguageTool HTTP API below ``/v2``, so that clients made for it can use softsell. Off unless the user turns it on.

Its clients can't send a token. The gate checks their Host, Origin and Sec-Fetch-Site instead and, on Linux, which user is asking.
Errors are plain text, offsets are UTF-16 code units, and forms are parsed whatever Content-Type says. Options that softsell doesn't
have (mother tongue, dictionaries, accounts) are accepted and ignored.
"""
