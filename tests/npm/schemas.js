// schemas.js CASES WORDS: do the schemas of docs/schemas say of events, one a
// line, what the reader says?  Its words, one a line: "taken"; "refused REASON";
// or "meaning REASON", which only one can tell who knows what the values mean.
"use strict";
const Ajv = require("ajv/dist/2020");
const fs = require("fs");

const folder = "docs/schemas";
const ajv = new Ajv({ strict: true, strictTypes: false,
    strictRequired: false, allErrors: true });
const check = {};
const lines = (path) => fs.readFileSync(path, "utf8").trimEnd().split("\n");

for (const name of fs.readdirSync(folder)) {
	const schema = JSON.parse(fs.readFileSync(`${folder}/${name}`));
	check[schema.title] = ajv.compile(schema);
}

const [, , cases, words] = process.argv;
const said = lines(words), label = lines(`${cases}.labels`);
const count = { taken: 0, refused: 0, meaning: 0 };
let bad = 0;

lines(cases).forEach((text, i) => {
	const event = JSON.parse(text);
	const valid = check[event.type]?.(event) ?? false;
	const word = said[i].split(" ", 1)[0];
	count[word]++;
	if (word === "meaning" || valid === (word === "taken") || bad++ >= 20)
		return;
	console.log(`# ${label[i]}: ${said[i]}; the schema says ${valid}: ` +
	    ajv.errorsText(check[event.type]?.errors).slice(0, 300));
	console.log("#   " + text.slice(0, 500));
});
console.log(`# ${JSON.stringify(count)}, ${bad} disagreements`);
process.exit(bad > 0 || !count.taken || !count.refused ? 1 : 0);
