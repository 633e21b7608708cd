"""Imports text-format GraphDefs into TensorFlow, runs each once, and prints their summaries as JSON.

Usage: run_graph.py JOBS.json, with JOBS.json a list of {"graph": path, "parameters": {name: value}}.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow.compat.v1 as tf
from google.protobuf import text_format

SUMMARIES = "summaries/"


def load(path):
    definition = tf.GraphDef()
    with open(path, encoding="utf-8") as file:
        text_format.Parse(file.read(), definition)
    return definition


def wrong_shapes(definition, operations):
    """The outputs whose stated shape isn't what TensorFlow infers."""
    stated = {
        node.name: [tuple(d.size for d in shape.dim) for shape in node.attr["_output_shapes"].list.shape]
        for node in definition.node
    }
    return [
        output.name
        for operation in operations
        for output, shape in zip(operation.outputs, stated[operation.name], strict=True)
        if not output.shape.is_compatible_with(shape)
    ]


def run(graph, parameters):
    definition = load(graph)
    with tf.Graph().as_default() as imported, tf.Session(graph=imported) as session:
        tf.import_graph_def(definition, name="")
        operations = imported.get_operations()
        feeds = {
            operation.outputs[0]: parameters[operation.name.split("/")[-1]]
            for operation in operations
            if operation.type == "Placeholder"
        }
        fetches = {
            operation.name.removeprefix(SUMMARIES): operation.outputs[0]
            for operation in operations
            if operation.name.startswith(SUMMARIES) and operation.name.count("/") == 2
        }
        results = {name: value.tolist() for name, value in session.run(fetches, feeds).items()}
        return {"results": results, "wrongShapes": wrong_shapes(definition, operations)}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([run(**job) for job in json.load(file)]))
