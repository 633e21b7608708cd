"""TensorFlow: one tf.function with a tf.while_loop over the steps, on THREADS threads.

Of the forms tried the fastest: species as separate tensors, counter-based normals drawn within the step, TensorArrays of
whole planes; tf.scan, one tensor for all species and tf.random.Generator take as long, and jit_compile=True twice as long,
since XLA's loop stays on one thread. W3 runs in blocks of 50,000 paths, which was the fastest of 10,000 to 200,000.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow as tf
from article import A21, A31, A32, A42, A51, A52, A53, A54, DT, GAMMA, INITIAL, K_TO_N, PATHS, SIGMA, STEPS, serve

workload, threads = sys.argv[1], int(sys.argv[2])
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
initial = INITIAL["W1" if workload == "W3" else workload]
BLOCK = 50_000
BLOCKS = 5_000_000 // BLOCK
BINS = 50
paths = BLOCK if workload == "W3" else PATHS[workload]


def increment(x, noise):
    """dt f(x) + noise, each gene repressed by the next one of the ring."""
    squares = [other * other for other in (*x[1:], x[0])]
    return [
        DT * K_TO_N / (K_TO_N + s * s * s) - DT * GAMMA * own + n for own, s, n in zip(x, squares, noise, strict=True)
    ]


def add(x, *terms):
    return [own + sum(factor * k[i] for factor, k in terms) for i, own in enumerate(x)]


def step(x, seed, i):
    normals = [tf.random.stateless_normal([paths], [seed * len(x) + j, i], alg="philox") for j in range(len(x))]
    noise = [SIGMA * DT**0.5 * own * normal for own, normal in zip(x, normals, strict=True)]
    k1 = increment(x, noise)
    k2 = increment(add(x, (A21, k1)), noise)
    k3 = increment(add(x, (A31, k1), (A32, k2)), noise)
    k4 = increment(add(x, (A42, k2)), noise)
    return add(x, (A51, k1), (A52, k2), (A53, k3), (A54, k4))


def loop(seed, record, arrays):
    """Runs all steps; `record` writes what is kept of each into the arrays."""

    def body(i, x, arrays):
        x = step(x, seed, i)
        return i + 1, x, record(i, x, arrays)

    x = [tf.fill([paths], value) for value in initial]
    _, _, arrays = tf.while_loop(lambda i, x, arrays: i < STEPS, body, (0, x, arrays))
    return [array.stack() for array in arrays]


@tf.function
def trajectories(seed):
    arrays = [tf.TensorArray(tf.float32, STEPS, element_shape=[paths]) for _ in initial]
    return loop(seed, lambda i, x, arrays: [array.write(i, own) for array, own in zip(arrays, x, strict=True)], arrays)


def moments(own):
    distance = tf.cast(own - 0.5, tf.float64)
    return tf.stack([tf.reduce_sum(distance), tf.reduce_sum(distance * distance)])


def histogram(own):
    slots = tf.clip_by_value(tf.cast(tf.floor(own * (BINS / 1.2)), tf.int32) + 1, 0, BINS + 1)
    return tf.math.bincount(slots, minlength=BINS + 2, maxlength=BINS + 2)


@tf.function
def summaries(seed):
    species = len(initial)
    arrays = [
        tf.TensorArray(tf.float64, STEPS, element_shape=[species, 2]),
        tf.TensorArray(tf.int32, STEPS, element_shape=[species, BINS + 2]),
    ]

    def record(i, x, arrays):
        sums, counts = arrays
        return [
            sums.write(i, tf.stack([moments(own) for own in x])),
            counts.write(i, tf.stack([histogram(own) for own in x])),
        ]

    return loop(seed, record, arrays)


def simulate():
    if workload != "W3":
        trajectories(tf.constant(1))
        return
    totals = summaries(tf.constant(0))
    for block in range(1, BLOCKS):
        totals = [total + more for total, more in zip(totals, summaries(tf.constant(block)), strict=True)]
    [total.numpy() for total in totals]


serve(simulate)
