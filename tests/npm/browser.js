// browser.js: what scripts at the console share: people, each with a browser of
// their own, and results as TAP.  They are called BASE NAME CHROMIUM ..., with
// the password on the first line of standard input.
"use strict";
const fs = require("fs");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [, , base, name, executablePath, ...words] = process.argv;
const password = fs.readFileSync(0, "utf8").split("\n")[0];
const patience = 60000;
let n = 0, bad = 0;

async function test(label, fn)
{
	const faults = [];
	try {
		await fn((fault) => faults.push(fault));
	} catch (e) {
		faults.push(e.message);
	}
	bad += faults.length > 0;
	console.log(`${faults.length > 0 ? "not " : ""}ok ${++n} - ${label}`);
	for (const f of faults)
		console.log(`# ${f}`.replace(/\n/g, "\n# "));
}

async function person(browser, options, who = name)
{
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.setDefaultTimeout(patience);
	await page.goto(`${base}/signin`);
	await page.fill("#name", who);
	await page.fill("#password", password);
	await page.click("main button");
	await page.waitForURL(`${base}/`);
	return page;
}

/* How pages are looked at. */
const looks = [["light", 1280], ["dark", 1280], ["light", 320], ["dark", 320]]
    .map(([colorScheme, width]) => [`${colorScheme}, ${width} wide`,
	{ colorScheme, viewport: { width, height: 800 } }]);

async function find_faults(page)
{
	await page.evaluate(axe);
	const { violations } = await page.evaluate("axe.run()");
	return violations.map((v) => `${v.id}: ${v.nodes[0].html}`);
}

// Anybody can read what is there, and nobody has to move it sideways.
async function look_here(page, fault)
{
	for (const found of await find_faults(page))
		fault(`${page.url()}: ${found}`);
	const [wide, seen] = await page.evaluate(() =>
	    [document.documentElement.scrollWidth, innerWidth]);
	if (wide > seen)
		fault(`${page.url()}: ${wide} wide on ${seen}`);
}

async function look_at(page, address, fault)
{
	await page.goto(address);
	await look_here(page, fault);
}

const says = (page) => page.textContent("#say");

async function says_soon(page, words)
{
	try {
		await page.waitForFunction((w) => document.getElementById(
		    "say").textContent.includes(w), words);
	} catch (e) {
		throw new Error(`no "${words}" in: ${await says(page)}`);
	}
}

// Gives a reason, sends the form, and sees the page that comes back.
async function reason(page, form, words)
{
	await page.fill(`${form} input[name=reason]`, words);
	await Promise.all([page.waitForEvent("load"),
	    page.click(`${form} button`)]);
}

// Pauses it, or resumes what is paused.
async function pause(page, stage, words)
{
	await page.goto(`${base}/`);
	await page.click(`#do-${stage} summary`);
	await reason(page, `#do-${stage}`, words);
}

async function run(fn)
{
	try {
		const browser = await chromium.launch({ executablePath,
		    args: ["--no-sandbox"] });
		await fn(browser);
		await browser.close();
		console.log(`1..${n}`);
		process.exit(bad > 0 ? 1 : 0);
	} catch (e) {
		console.log(`Bail out! ${e.message}`);
		process.exit(1);
	}
}

module.exports = { base, name, words, looks, test, person, look_at,
    look_here, find_faults, says, says_soon, reason, pause, run };
