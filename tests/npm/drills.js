// drills.js BASE NAME CHROMIUM: an award with its second person; then a
// newcomer finds from the console alone why the rating of one trust is late,
// and mends it.  Events come by the command line, which the environment leads
// to this line; the folder is the top of the tree.
"use strict";
const { execFileSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { base, test, person, says, says_soon, reason, pause, run } =
    require("./browser.js");

// A report of today about one trust, from that source; the nth of them says
// what none before it has said, so that it makes a version.
function report(source, trust, n = 1)
{
	const questions = ["safe", "effective", "caring", "responsive",
	    "well-led"];
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drill-"));
	const file = path.join(folder, "report.jsonl");
	const cell = [{ question: questions[(n - 1) % questions.length],
	    rating: n % 2 ? "good" : "inadequate" }];

	fs.writeFileSync(file, JSON.stringify({ specversion: "1.0", source,
	    id: `${trust}/${n}`, type: "uk.sixthkey.inspection.reported.v1",
	    subject: trust, data: { report: { rated: today(), cell } } }));
	try {
		execFileSync("build/bin/sixthkey", ["feed", file],
		    { stdio: "pipe" });
	} finally {
		fs.rmSync(folder, { recursive: true });
	}
}

const today = () => new Date().toISOString().slice(0, 10);

function expect(text, ...parts)
{
	for (const part of parts)
		if (!text.includes(part))
			throw new Error(`no "${part}" in: ${text}`);
}

// As somebody does who knows nothing but the name of the trust.
async function open_trust(page, trust)
{
	await page.click("nav a[href='/trusts']");
	await page.fill("#from", trust);
	await page.click("form.filter button");
	await page.click(`tbody a[href='/trusts/${trust}']`);
	await page.waitForSelector("#versions");
}

// The number of the version that is public now; nothing is in its way.
async function public_version(page, trust)
{
	await open_trust(page, trust);
	const found = /^Version (\d+) is public since/.exec(await says(page));
	if (!found)
		throw new Error(await says(page));
	return Number(found[1]);
}

const row_of = (trust) => `tbody tr:has(a[href='/trusts/${trust}'])`;

// The form of a page of a trust, filled in; what was filled in already stays.
async function propose(page, what, fields)
{
	await page.click("summary:has-text('Propose…')");
	await page.click(`details[open] a:has-text('${what}')`);
	expect(await says(page), "Nothing changes until somebody else carries");
	for (const [field, value] of Object.entries(fields))
		if (field === "rating" || field === "proposed")
			await page.selectOption(`#f-${field}`, value);
		else
			await page.fill(`#f-${field}`, value);
	await page.click("form.ask button");
	await page.waitForURL("**/decisions");
	expect(await says(page), "1 proposal waits for a second person");
}

// By a second person; returns the words of what became of it.
async function carry(page, trust, words)
{
	await page.click("nav a[href='/decisions']");
	await reason(page, `${row_of(trust)} form[action='/carry']`, words);
	await says_soon(page, "No proposal waits for anybody");
	await page.waitForSelector(
	    `${row_of(trust)} td:last-child a[href^='/events/']`);
	return page.textContent(`${row_of(trust)} td:last-child`);
}

async function award(rita, omar, trust)
{
	await open_trust(rita, trust);
	await propose(rita, "Award a use-of-resources rating", { rating: "good",
	    on: today(), proposed: "good", why: "the panel agreed" });
	expect(await rita.textContent(row_of(trust)), "Award a use-of-resources",
	    "rita", "“the panel agreed”", "waits for an approver");
	expect(await carry(omar, trust, "I was there"), "carried by omar",
	    "“I was there”");
	await omar.click(`${row_of(trust)} td:last-child a[href^='/events/']`);
	await says_soon(omar, "This event is through");
	expect(await omar.textContent("main"), "/sixthkey/console", "motion/",
	    '"author": "rita"', '"approver": "omar"');
}

// Reports come until one waits, for the broker hears of a pause a moment later;
// returns the version that waits.
async function report_until_paused(page, trust, version)
{
	const why = "publication is paused by olga, “the minister speaks at " +
	    "noon”";

	for (let n = 1;; n++) {
		report("/files/drill", trust, n);
		await open_trust(page, trust);
		await page.waitForFunction((w) => w.some((words) =>
		    document.getElementById("say").textContent.includes(words)),
		    [why, `Version ${version + n} is public since`]);
		if ((await says(page)).includes(why))
			return version + n;
	}
}

async function paused_stage(page, olga, trust)
{
	const version = await public_version(page, trust);

	await pause(olga, "publication", "the minister speaks at noon");
	const late = await report_until_paused(page, trust, version);
	await page.click("#events tbody tr:first-child a[href^='/events/']");
	await says_soon(page, "waiting at publication, which is paused by olga");
	await page.click("nav a[href='/']");
	await says_soon(page, "publication is paused");
	expect(await page.textContent("#pauses"), "olga", "the minister");
	await pause(page, "publication", "she has spoken");
	await open_trust(page, trust);
	await says_soon(page, `Version ${late} is public since`);
}

async function dead_letter(page, trust)
{
	const version = await public_version(page, trust);

	report("/files/dead-letter", trust);
	await open_trust(page, trust);
	await says_soon(page, "it did not go through. Nothing is lost.");
	const [, id] = /^Event (\d+) about it is dead at assessment/.exec(
	    await says(page));
	await page.click(`#events a[href='/events/${id}']`);
	expect(await says(page), "This event is dead at assessment",
	    "the register was closed that day");
	await page.click("summary:has-text('Send it again…')");
	await reason(page, "details[open]", "the register is open again");
	await page.goto(new URL(`/events/${id}`, page.url()).href);
	await says_soon(page, "This event is through");
	await open_trust(page, trust);
	await says_soon(page, `Version ${version + 1} is public since`);
}

async function held_for_approval(page, omar, trust)
{
	const version = await public_version(page, trust) + 1;

	report("/inspections/drill", trust);
	await page.goto(base);
	await page.waitForSelector("#books a");
	await page.click("#books a");
	await page.click(`tbody a[href='/trusts/${trust}']`);
	await says_soon(page, `Version ${version} is held and not public: `);
	expect(await says(page), "approv");
	await page.click("#events tbody tr:first-child a[href^='/events/']");
	expect(await says(page), `version ${version} that it led to is held`);
	await open_trust(page, trust);
	const digest = await page.textContent(
	    "#versions tbody tr:first-child code");
	await page.click("summary:has-text('Propose…')");
	const link = await page.getAttribute(
	    "a:has-text('Approve a version for publication')", "href");
	expect(link, `about=${digest}`);
	await page.click("summary:has-text('Propose…')");
	await propose(page, "Approve a version for publication",
	    { on: today(), why: "the chair has read it" });
	expect(await page.textContent(row_of(trust)), digest);
	expect(await carry(omar, trust, "and so have I"), "carried by omar");
	await open_trust(page, trust);
	await says_soon(page, `Version ${version} is public since`);
}

run(async (browser) => {
	const newcomer = await person(browser, {});
	const [olga, rita, omar] = await Promise.all(["olga", "rita", "omar"].map(
	    (who) => person(browser, {}, who)));

	await test("an award is proposed by one and carried by another",
	    () => award(rita, omar, "RAX"));
	await test("why is it late? publication is paused",
	    () => paused_stage(newcomer, olga, "RBK"));
	await test("why is it late? its event is a dead letter",
	    () => dead_letter(newcomer, "RBZ"));
	await test("why is it late? it is held for approval",
	    () => held_for_approval(newcomer, omar, "RC9"));
});
