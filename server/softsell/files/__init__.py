"""What every face needs of files: find them, settle their settings, check many at once, mend and write them.

Nothing here knows the command line or the server.
"""
