"""What holds for all tests."""

from __future__ import annotations

import signal

from hypothesis import settings

# No test asserts a time, and an example takes as long as the machine is busy.
settings.register_profile("softsell", deadline=None)
settings.load_profile("softsell")

# A shell that starts a job in the background has it ignore Ctrl-C, and every program the tests start would inherit that;
# some of them are ended by just this signal.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
