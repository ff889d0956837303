"""The engine: looks whether one of its jobs has something to do, and has it done once among all workers.

    Engine: every second or tick, `Job.waiting`? -> Durable: a run of that job, its steps in order until nothing is left

One sender at a time (`Seat.alone`), at one pace for all of them (`Pace`), whatever it is that they send.
"""
