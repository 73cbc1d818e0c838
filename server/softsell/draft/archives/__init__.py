"""The archives and exports of platforms and schedulers, recognised by their shape. Each shape is data, or a small module of its own."""
