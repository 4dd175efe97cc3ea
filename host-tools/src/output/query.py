# SPDX-License-Identifier: Apache-2.0
# The Python side of --query. On standard input: one line with the expression, then one per document, JSON each. On
# standard output: one line of JSON for each, {"result": ...}, or {"error": "..."} with the words for people.
import json
import sys

try:
    # Debian's place, where the start-up options keep Python from looking: searching all others takes longer.
    sys.path.append("/usr/lib/python3/dist-packages")
    import jmespath
except ImportError:
    import site
    site.main()
    import jmespath


def lines():
    return iter(sys.stdin.buffer.readline, b"")


def answer(work):
    try:
        reply = json.dumps({"result": work()}, allow_nan=False)
    except Exception as error:
        reply = json.dumps({"error": str(error)})
    sys.stdout.write(reply + "\n")
    sys.stdout.flush()


def compile_expression(text):
    global expression
    expression = jmespath.compile(text)


requests = map(json.loads, lines())
text = next(requests)
answer(lambda: compile_expression(text))
for document in requests:
    answer(lambda: expression.search(document))
