# Fits energy = amplitude * cos(angle) + offset by least squares, in plain Python.
import json
import math
import sys

scan = json.load(sys.stdin)["scan"]
with open(scan["file"]) as lines:
    rows = [json.loads(line) for line in lines]

x = [math.cos(row["angle"]) for row in rows]
y = [row["energy"] for row in rows]
mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)
print(f"fitted {len(rows)} points of {scan['rows']}", file=sys.stderr)
print(json.dumps({"amplitude": slope, "offset": mean_y - slope * mean_x}))
