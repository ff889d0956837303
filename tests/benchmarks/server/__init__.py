"""A fast fake of the Bot API with the people who use it, for benchmarks: `python -m tests.benchmarks.server`.

It knows what one bot in private chats needs, checks nothing, and answers at once. Like the real one it hands the whole
message back, with text and buttons; unlike the real one it does not read markup in texts. `launch.py` starts it.
"""
