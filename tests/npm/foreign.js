// foreign.js PORT TOKEN: CloudEvents as another's library makes them, in every
// form that it knows.  Prints how many events were taken.
"use strict";
const { CloudEvent, HTTP } = require("cloudevents");
const zlib = require("zlib");

const [, , port, token] = process.argv;
const address = `http://127.0.0.1:${port}/v1/events`;
const type = "uk.sixthkey.inspection.reported.v1";

function event(id, more = {})
{
	return new CloudEvent({ id, type, source: "/files/t",
	    time: "2019-02-27T08:00:00.000Z", subject: "RGT",
	    datacontenttype: "application/json",
	    dataschema: "http://127.0.0.1:8080/v1/schemas/inspection.reported.v1.json",
	    correlationid: "inspection-7",
	    data: { name: "Addenbrooke’s", report: { rated: "2019-02-26",
	    cell: [{ question: "safe", rating: "good" }] } }, ...more });
}

async function send(message)
{
	const r = await fetch(address, { method: "POST", headers:
	    { ...message.headers, authorization: `Bearer ${token}` },
	    body: message.body });
	return { status: r.status, body: await r.json(),
	    location: r.headers.get("location") };
}

const batch = (events) => ({ headers: { "content-type":
    "application/cloudevents-batch+json; charset=utf-8" },
    body: JSON.stringify(events) });

// What goes out, and what has to come back.
const rows = [
	["binary", HTTP.binary(event("f1")), 202],
	["structured", HTTP.structured(event("f2")), 202],
	["the first again, structured", HTTP.structured(event("f1")), 200],
	["other content", HTTP.binary(event("f2", { data: { report: {
	    rated: "2019-02-26", cell: [{ question: "safe",
	    rating: "inadequate" }] } } })), 409],
	["a batch", batch([event("f3"), event("f4")]), 202],
	["a batch that was there", batch([event("f3"), event("f1")]), 200],
	["a type that nobody knows", HTTP.binary(event("f5",
	    { type: "org.example.x.v1" })), 422],
	["another's source", HTTP.binary(event("f6",
	    { source: "/else" })), 403],
	["an extension beside", HTTP.binary(event("f7",
	    { partitionkey: "RGT", sequence: "17" })), 202],
	["ids that are no ASCII", HTTP.binary(event("f%C3%A9")), 202],
	["data with a traceparent", HTTP.structured(event("f8", { traceparent:
	    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" })), 202],
	["data as bytes", HTTP.structured(event("f10", { data: Buffer.from(
	    JSON.stringify(event("f10").data)) })), 202],
	["an encoding that is not taken", { headers: { ...HTTP.structured(
	    event("f9")).headers, "content-encoding": "gzip" },
	    body: zlib.gzipSync(HTTP.structured(event("f9")).body) }, 415],
];

(async () => {
	let bad = 0, taken = 0;
	for (const [label, message, status] of rows) {
		const got = await send(message);
		if (got.status === status) {
			taken += status === 202 ? got.body.accepted ?? 1 : 0;
			continue;
		}
		bad++;
		console.log(`# ${label}: ${got.status}, not ${status}: ` +
		    JSON.stringify(got.body));
	}
	// An event without a type is refused before it leaves.
	try {
		new CloudEvent({ source: "/files/t" });
		bad++;
	} catch (e) { /* as it should be */ }
	console.log(`# ${rows.length} messages, ${taken} events taken`);
	process.exit(bad > 0 || taken !== 8 ? 1 : 0);
})();
