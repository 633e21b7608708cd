"""Runs SavedModels by TensorFlow's session loader and prints what they give as JSON.

Usage: run_saved_models.py JOBS.json, with JOBS.json a list of {"folder": path, "signature": name, "inputs": {name: value},
"outputs": [names]}. Inputs with defaults may be left out. Not-a-number and infinities are printed as null.
"""

import json
import math
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow.compat.v1 as tf


def finite(value):
    if isinstance(value, list):
        return [finite(each) for each in value]
    return value if math.isfinite(value) else None


def run(folder, signature, inputs, outputs):
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        infos = tf.saved_model.loader.load(session, ["serve"], folder).signature_def[signature]
        feeds = {info.name: inputs[name] for name, info in infos.inputs.items() if name in inputs}
        results = session.run({name: infos.outputs[name].name for name in outputs}, feeds)
        return {name: finite(value.tolist()) for name, value in results.items()}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([run(**job) for job in json.load(file)]))
