"""softsell's tests. A package, so that ``python -m tests.eval`` finds these and not a ``tests`` that another distribution installed."""
