"""NumPy, whole arrays at a time, in place: no allocation inside a run."""

import sys

import numpy as np
from article import A21, A31, A32, A42, A51, A52, A53, A54, DT, GAMMA, INITIAL, K_TO_N, PATHS, SIGMA, STEPS, serve

workload = sys.argv[1]
initial = np.array(INITIAL[workload], np.float32)[:, None]
shape = (len(initial), PATHS[workload])
trajectories = np.empty((STEPS, *shape), np.float32)
noise, power, y, *slopes = (np.empty(shape, np.float32) for _ in range(7))
generator = np.random.Generator(np.random.SFC64(1))
f32 = np.float32


def stage(x, k):
    """k = dt f(x) + noise, each gene repressed by the next one of the ring."""
    for i in range(len(x)):
        other = x[(i + 1) % len(x)]
        np.multiply(other, other, out=k[i])
        np.multiply(k[i], k[i], out=power[i])
        k[i] *= power[i]
    k += f32(K_TO_N)
    np.divide(f32(DT * K_TO_N), k, out=k)
    np.multiply(x, f32(-DT * GAMMA), out=power)
    k += power
    k += noise


def add(target, factor, k):
    np.multiply(k, f32(factor), out=power)
    target += power


def step(x, to):
    generator.standard_normal(dtype=np.float32, out=noise)
    np.multiply(noise, f32(SIGMA * DT**0.5), out=noise)
    np.multiply(noise, x, out=noise)
    k1, k2, k3, k4 = slopes
    stage(x, k1)
    np.copyto(y, x)
    add(y, A21, k1)
    stage(y, k2)
    np.copyto(y, x)
    add(y, A31, k1)
    add(y, A32, k2)
    stage(y, k3)
    np.copyto(y, x)
    add(y, A42, k2)
    stage(y, k4)
    np.copyto(to, x)
    for factor, k in zip((A51, A52, A53, A54), slopes, strict=True):
        add(to, factor, k)


def simulate():
    x = np.broadcast_to(initial, shape)
    for to in trajectories:
        step(x, to)
        x = to


serve(simulate)
