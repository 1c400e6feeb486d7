// openapi.js PORT TOKEN BROKER SEEN PHASE: does the running server do what
// docs/openapi.json says?  Each status of each operation is provoked, and the
// answer held against its schema; "up" while all is well, then "down" without
// the database.  SEEN keeps what came; after "down" nothing may be left over.
"use strict";
const Ajv = require("ajv/dist/2020");
const fs = require("fs");
const net = require("net");

const [, , port, token, broker, seenPath, phase] = process.argv;
const base = `http://127.0.0.1:${port}`;
const doc = JSON.parse(fs.readFileSync("docs/openapi.json"));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(doc, "/v1/openapi.json");
for (const name of fs.readdirSync("docs/schemas"))
	ajv.addSchema(JSON.parse(fs.readFileSync(`docs/schemas/${name}`)));

const seen = new Set(phase === "down" ?
    JSON.parse(fs.readFileSync(seenPath)) : []);
let bad = 0;
const fault = (text) => { bad++; console.log(`# ${text}`); };
const escaped = (s) => s.replace(/~/g, "~0").replace(/\//g, "~1");

// What the document says of this answer, with references followed.
function described(path, method, status)
{
	const r = doc.paths[path]?.[method]?.responses[status];
	if (!r?.$ref)
		return [r, `/v1/openapi.json#/paths/${escaped(path)}/${method}` +
		    `/responses/${status}`];
	return [doc.components.responses[r.$ref.split("/").pop()],
	    `/v1/openapi.json${r.$ref}`];
}

function hold(path, method, status, headers, body)
{
	const label = `${method} ${path} ${status}`;
	const [said, at] = described(path, method, status);
	if (said === undefined)
		return fault(`${label} is not in the document`);
	seen.add(label);
	for (const name of Object.keys(said.headers ?? {}))
		if (!headers.get(name) && !(name === "Location" &&
		    body.startsWith('{"accepted"')))
			fault(`${label}: no ${name}`);
	const types = Object.keys(said.content ?? {});
	const type = headers.get("content-type") ?? "";
	const found = types.find((t) => type === t ||
	    type.startsWith(`${t};`));
	if (types.length === 0 ? body !== "" : found === undefined)
		return fault(`${label}: "${type}" is not in the document`);
	if (found?.includes("json")) {
		const valid = ajv.compile({
		    $ref: `${at}/content/${escaped(found)}/schema` });
		if (!valid(JSON.parse(body)))
			fault(`${label}: ${ajv.errorsText(valid.errors)}: ` +
			    body.slice(0, 300));
	}
}

async function ask(path, method, status, options = {})
{
	const { at = path, headers = {}, body } = options;
	const r = await fetch(base + at, { method, headers, body });
	const text = await r.text();
	if (r.status !== status)
		return fault(`${method} ${at}: ${r.status}, not ${status}: ` +
		    text.slice(0, 400));
	hold(path, method.toLowerCase(), status, r.headers, text);
	return r;
}

// What fetch() would not send.
function raw(path, method, at, headers)
{
	return new Promise((done) => {
		const s = net.connect(port, "127.0.0.1");
		let text = "";
		s.on("data", (d) => { text += d; });
		s.on("close", () => {
			const [head, body] = text.split("\r\n\r\n");
			const lines = head.split("\r\n");
			hold(path, method.toLowerCase(),
			    Number(lines[0].split(" ")[1]),
			    new Headers(lines.slice(1).map((l) =>
			    l.split(/: (.*)/).slice(0, 2))), body);
			done();
		});
		s.write(`${method} ${at} HTTP/1.1\r\nHost: a\r\n` +
		    `${headers}\r\n`);
	});
}

const auth = { authorization: `Bearer ${token}` };
const one = { ...auth, "content-type": "application/cloudevents+json" };
const many = { ...auth,
    "content-type": "application/cloudevents-batch+json" };
const content = doc.paths["/v1/events"].post.requestBody.content;
const example = (type, name) => JSON.parse(JSON.stringify(
    content[type].examples[name].value));
const report = example("application/cloudevents+json", "report");
const post = (status, headers, event) => ask("/v1/events", "POST", status,
    { headers, body: typeof event === "string" ? event :
    JSON.stringify(event) });

function examplesFit()
{
	for (const [type, c] of Object.entries(content))
		for (const [name, x] of Object.entries(c.examples ?? {})) {
			const valid = ajv.compile({ $ref: "/v1/openapi.json#" +
			    "/paths/~1v1~1events/post/requestBody/content/" +
			    `${escaped(type)}/schema` });
			if (!valid(x.value))
				fault(`example ${name} of ${type}: ` +
				    ajv.errorsText(valid.errors).slice(0, 300));
		}
}

async function intake()
{
	report.source = "/files/t";
	await post(202, one, report);
	await post(200, one, report);
	const other = structuredClone(report);
	other.data.report.cell[0].rating = "inadequate";
	await post(409, one, other);
	await post(400, one, "{");
	await post(401, { ...one, authorization: "Bearer no" }, report);
	await post(403, one, { ...report, source: "/else" });
	await post(415, { ...auth, "content-type": "text/plain" }, "x");
	await raw("/v1/events", "POST", "/v1/events",
	    "Content-Length: 99999999\r\n");
	other.id = "other";
	other.data.report.cell[0].rating = "goodish";
	await post(422, one, other);
	const batch = example("application/cloudevents-batch+json", "two");
	for (const e of batch)
		Object.assign(e, { source: "/files/t", id: `batch/${e.id}` });
	await post(403, many, batch);	// a kind that is not this token's
	await post(202, many, batch.slice(0, 1));
	await post(422, many, [batch[0], other]);
	await ask("/v1/events", "POST", 202, { headers: { ...auth,
	    "content-type": "application/json", "ce-specversion": "1.0",
	    "ce-id": "binary", "ce-source": "/files/t", "ce-type": report.type },
	    body: JSON.stringify(example("application/json", "report")) });
	await ask("/v1/events", "OPTIONS", 204);
	await ask("/v1/events/{event}", "GET", 200,
	    { at: "/v1/events/1", headers: auth });
	await ask("/v1/events/{event}", "GET", 401, { at: "/v1/events/1" });
	await ask("/v1/events/{event}", "GET", 404,
	    { at: "/v1/events/999999", headers: auth });
}

// A broker that stands still, and a source that sends too much.
async function pressed()
{
	process.kill(Number(broker), "SIGSTOP");
	await post(503, one, { ...report, id: "held" });
	process.kill(Number(broker), "SIGCONT");
	const bulk = Array.from({ length: 1000 }, (_, i) =>
	    ({ ...report, id: `bulk/${i}`, data: {} }));
	const request = { at: "/v1/events?partial=true", headers: many,
	    body: JSON.stringify(bulk) };
	await fetch(base + request.at, { method: "POST", ...request });
	await ask("/v1/events", "POST", 429, request);
}

async function published()
{
	const trust = "/v1/trusts/{organisation}";
	const tagged = [
	    [trust, "/v1/trusts/RXX"],
	    [`${trust}/versions`, "/v1/trusts/RXX/versions"],
	    [`${trust}/explanation`, "/v1/trusts/RXX/explanation"],
	    ["/v1/openapi.json", "/v1/openapi.json"],
	    ["/v1/schemas", "/v1/schemas"],
	    ["/v1/schemas/{name}", "/v1/schemas/review.opened.v1.json"] ];
	for (const [path, at] of tagged) {
		const r = await ask(path, "GET", 200, { at });
		await ask(path, "GET", 304, { at, headers:
		    { "if-none-match": r.headers.get("etag") } });
	}
	await ask(trust, "GET", 400, { at: "/v1/trusts/RXX?version=x" });
	await ask(trust, "GET", 404, { at: "/v1/trusts/RZZ" });
	for (const end of ["/versions", "/explanation"])
		await ask(trust + end, "GET", 404,
		    { at: `/v1/trusts/RZZ${end}` });
	await ask(`${trust}/explanation`, "GET", 400,
	    { at: "/v1/trusts/RXX/explanation?version=0" });
	await ask("/v1/schemas/{name}", "GET", 404,
	    { at: "/v1/schemas/x.v1.json" });
	for (const path of ["/healthz", "/readyz", "/metrics"])
		await ask(path, "GET", 200);
	const live = await (await fetch(`${base}/v1/openapi.json`)).json();
	if (JSON.stringify(live) !== JSON.stringify(doc))
		fault("the server gives another document");
	for (const { schema } of (await (await fetch(
	    `${base}/v1/schemas`)).json()).schemas)
		if (await (await fetch(base + schema)).text() !==
		    fs.readFileSync(`docs${schema.slice(3)}`, "utf8"))
			fault(`the server gives another ${schema}`);
}

async function doubts()
{
	for (const [path, item] of Object.entries(doc.paths))
		for (const method of Object.keys(item))
			await raw(path, method.toUpperCase(),
			    path.replace(/{[^}]*}/, "1"), "Host: b\r\n");
}

async function down()
{
	await ask("/v1/events/{event}", "GET", 503,
	    { at: "/v1/events/1", headers: auth });
	for (const end of ["", "/versions", "/explanation"])
		await ask(`/v1/trusts/{organisation}${end}`, "GET", 503,
		    { at: `/v1/trusts/RXX${end}` });
	await ask("/readyz", "GET", 503);
	for (const [path, item] of Object.entries(doc.paths))
		for (const [method, op] of Object.entries(item))
			for (const status of Object.keys(op.responses))
				if (!seen.has(`${method} ${path} ${status}`))
					fault(`${method} ${path} ${status} ` +
					    "never came");
}

(async () => {
	if (phase === "down") {
		await down();
	} else {
		examplesFit();
		await intake();
		await published();
		await doubts();
		await pressed();
		fs.writeFileSync(seenPath, JSON.stringify([...seen]));
	}
	console.log(`# ${seen.size} answers held, ${bad} faults`);
	process.exit(bad > 0 ? 1 : 0);
})();
