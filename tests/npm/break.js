// break.js EVENTS CASES: each event of a file, one a line, as it is; and the
// first two of each type broken at each place in turn.
"use strict";
const fs = require("fs");

const cases = [];
const clone = (x) => JSON.parse(JSON.stringify(x));

// What may stand in the place of a value, by what it is.
const wrong = {
	string: [{}, 0.5, "x".repeat(17000)],
	number: [{}, 0.5, "7", -1],
	object: [[], "text"],
	boolean: [{}],
};

function* places(value, path = [])
{
	if (Array.isArray(value)) {
		yield* places(value[0], [...path, 0]);
		return;
	}
	if (value === null || typeof value !== "object")
		return;
	yield [path, null];
	for (const key of Object.keys(value)) {
		yield [path, key];
		yield* places(value[key], [...path, key]);
	}
}

const at = (event, path) => path.reduce((o, key) => o[key], event);

function broken(event, path, key, change, label)
{
	const copy = clone(event);
	change(at(copy, path));
	cases.push({ label: `/${[...path, key].join("/")} ${label}`,
	    event: copy });
}

function breakAll(event)
{
	for (const [path, key] of places(event)) {
		if (key === null) {
			broken(event, path, "unheardof", (o) => {
				o.unheardof = [];
			}, "is not known");
			continue;
		}
		broken(event, path, key, (o) => {
			delete o[key];
		}, "left out");
		const kind = typeof at(event, path)[key];
		for (const value of wrong[kind])
			broken(event, path, key, (o) => {
				o[key] = value;
			}, `is ${JSON.stringify(value).slice(0, 9)}`);
	}
}

const seen = {};
for (const line of fs.readFileSync(process.argv[2], "utf8").split("\n")) {
	if (line === "")
		continue;
	const event = JSON.parse(line);
	cases.push({ label: "as written", event });
	seen[event.type] = (seen[event.type] ?? 0) + 1;
	if (seen[event.type] <= 2)
		breakAll(event);
}
for (const c of cases)
	c.kind = c.event.type;
fs.writeFileSync(process.argv[3],
    cases.map((c) => JSON.stringify(c.event)).join("\n") + "\n");
fs.writeFileSync(process.argv[3] + ".labels",
    cases.map((c) => c.label).join("\n") + "\n");
