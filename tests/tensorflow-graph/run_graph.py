"""Imports a text-format GraphDef into TensorFlow, runs it once, and prints its summaries as JSON.

Usage: run_graph.py GRAPH.pbtxt '{"K": 0.5, ...}'
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow.compat.v1 as tf
from google.protobuf import text_format

path, parameters = sys.argv[1], json.loads(sys.argv[2])
definition = tf.GraphDef()
with open(path, encoding="utf-8") as file:
    text_format.Parse(file.read(), definition)

with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
    tf.import_graph_def(definition, name="")
    operations = graph.get_operations()
    feeds = {
        operation.outputs[0]: parameters[operation.name.split("/")[-1]]
        for operation in operations
        if operation.type == "Placeholder"
    }
    fetches = {
        operation.name: operation.outputs[0]
        for operation in operations
        if operation.name.startswith("summaries/") and operation.name.count("/") == 2
    }
    # What the graph states of its shapes must be what TensorFlow infers.
    stated = {
        node.name: [tuple(d.size for d in shape.dim) for shape in node.attr["_output_shapes"].list.shape]
        for node in definition.node
    }
    wrong = [
        (operation.name, [str(output.shape) for output in operation.outputs], stated[operation.name])
        for operation in operations
        for output, shape in zip(operation.outputs, stated[operation.name], strict=True)
        if not output.shape.is_compatible_with(shape)
    ]
    results = {name: value.tolist() for name, value in session.run(fetches, feeds).items()}
    print(json.dumps({"results": results, "wrongShapes": wrong, "operations": len(operations)}))
