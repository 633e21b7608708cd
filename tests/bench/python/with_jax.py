"""JAX: one jit-compiled lax.scan over the steps, on all cores.

The species are separate arrays and the noise is drawn within the step: of the forms tried the fastest by two to four
times (one array and jnp.roll, noise drawn up front, the "rbg" generators, unrolled scans).
"""

import sys

import jax
import jax.numpy as jnp
from article import A21, A31, A32, A42, A51, A52, A53, A54, DT, GAMMA, INITIAL, K_TO_N, PATHS, SIGMA, STEPS, serve
from jax import lax

workload = sys.argv[1]
initial = INITIAL[workload]
paths = PATHS[workload]


def increment(x, noise):
    """dt f(x) + noise, each gene repressed by the next one of the ring."""
    squares = [other * other for other in (*x[1:], x[0])]
    hill = [K_TO_N / (K_TO_N + s * s * s) for s in squares]
    return [DT * (h - GAMMA * own) + n for own, h, n in zip(x, hill, noise, strict=True)]


def add(x, *terms):
    return tuple(own + sum(factor * k[i] for factor, k in terms) for i, own in enumerate(x))


def step(x, key):
    normals = jax.random.normal(key, (len(x), paths), jnp.float32)
    noise = [SIGMA * DT**0.5 * own * normals[i] for i, own in enumerate(x)]
    k1 = increment(x, noise)
    k2 = increment(add(x, (A21, k1)), noise)
    k3 = increment(add(x, (A31, k1), (A32, k2)), noise)
    k4 = increment(add(x, (A42, k2)), noise)
    x = add(x, (A51, k1), (A52, k2), (A53, k3), (A54, k4))
    return x, x


@jax.jit
def ensemble(key):
    x = tuple(jnp.full(paths, value, jnp.float32) for value in initial)
    return lax.scan(step, x, jax.random.split(key, STEPS))[1]


key = jax.random.key(1)


def simulate():
    jax.block_until_ready(ensemble(key))


serve(simulate)
