"""The article's two circuits and its scheme, over any array module; and a peer's end of the pipe."""

import sys
import time

PATHS = {"W1": 50_000, "W2": 25_000}
INITIAL = {"W1": (0.5, 0.5), "W2": (1.0, 0.2, 0.2)}
STEPS = 90
DT = 0.1
K_TO_N = 0.5**6
GAMMA = 1 / (1 + K_TO_N)
SIGMA = 0.1
A21, A31, A32, A42 = 2.71644396264860, -6.95653259006152, 0.78313689457981, 0.48257353309214
A51, A52, A53, A54 = 0.47012396888046, 0.36597075368373, 0.08906615686702, 0.07483912056879


def serve(simulate):
    """Answers each line `run THREADS` with the milliseconds that simulate() took."""
    for _ in sys.stdin:
        start = time.perf_counter()
        simulate()
        print((time.perf_counter() - start) * 1000, flush=True)
