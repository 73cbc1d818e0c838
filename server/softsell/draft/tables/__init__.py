"""Tables of posts: which column holds the posts, what the other columns say, and how a row becomes a draft."""
