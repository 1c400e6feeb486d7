#!/usr/bin/python3
"""board.py - the board of Grafana, from the list of metrics.

	deploy/grafana/board.py <deploy/prometheus/metrics.txt >deploy/grafana/sixthkey.json
"""
import json
import sys

WIDTH, HEIGHT, IN_ROW = 8, 8, 3


def metrics(lines):
    for line in lines:
        if line.strip() and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def query(name, kind, labels):
    """Each web server tells of the whole line, and of itself besides: of what
    several say about the line, the greatest."""
    by = f" by ({labels})" if labels else ""
    if kind == "counter" and name.startswith("sixthkey_web_"):
        return f"sum{by} (rate({name}[5m]))"
    if kind == "counter":
        return f"sum{by} (max without (instance) (rate({name}[5m])))"
    if kind == "histogram":
        inside = f"le,{labels}" if labels else "le"
        return (f"histogram_quantile(0.99, sum by ({inside}) "
                f"(rate({name}_bucket[5m])))")
    return f"max{by} ({name})"


def panel(number, at, y, metric):
    name, kind, labels, unit, _, says = metric
    legend = " ".join("{{%s}}" % label for label in labels.split(",") if label)
    return {
        "id": number, "type": "timeseries", "title": says,
        "description": name + (", 99 of 100" if kind == "histogram" else ""),
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {"x": at % IN_ROW * WIDTH, "y": y + at // IN_ROW * HEIGHT,
                    "w": WIDTH, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [{"refId": "A", "expr": query(name, kind, labels),
                     "legendFormat": legend or "all"}],
    }


def panels(all_metrics):
    made, y, number = [], 0, 0
    for title in dict.fromkeys(m[4] for m in all_metrics):
        row = [m for m in all_metrics if m[4] == title]
        number += 1
        made.append({"id": number, "type": "row", "title": title, "panels": [],
                     "collapsed": False,
                     "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
        for at, metric in enumerate(row):
            number += 1
            made.append(panel(number, at, y + 1, metric))
        y += 1 + (len(row) + IN_ROW - 1) // IN_ROW * HEIGHT
    return made


json.dump({
    "title": "Sixthkey", "uid": "sixthkey", "schemaVersion": 36,
    "refresh": "10s", "time": {"from": "now-1h", "to": "now"},
    "templating": {"list": [{"name": "source", "type": "datasource",
                             "query": "prometheus", "label": "Prometheus"}]},
    "panels": panels(list(metrics(sys.stdin))),
}, sys.stdout, indent=1)
print()
