// console.js BASE NAME CHROMIUM TRUST: the console in a browser, as a person
// sees it; the password is the first line of standard input.  Speaks TAP.
"use strict";
const { base, name, words, looks, test, person, look_at, look_here,
    find_faults, says, says_soon, reason, pause, run } = require("./browser.js");

const [trust] = words;

// What the menu offers, and a page of each sort below.
async function all_pages(page)
{
	await page.goto(`${base}/`);
	const menu = await page.$$eval("nav a", (all) =>
	    all.map((a) => a.getAttribute("href")));
	const more = ["/stages/assessment?key=batch_count&value=9",
	    "/events?state=dead&since=7d&until=0s",
	    "/rulesets/nhs-quality-2014?against=in-force", "/events/1",
	    `/trusts/${trust}`, "/trusts/RA7", "/whatif/RA7?safe=godo",
	    `/whatif/${trust}?safe=inadequate&use_of_resources=good`];
	return [...menu, ...more, "/events/999999999", "/signin"];
}

run(async (browser) => {
	await test("a wrong password is told in plain words", async (fault) => {
		const page = await (await browser.newContext()).newPage();
		await page.goto(`${base}/signin`);
		await page.fill("#name", "nobody");
		await page.fill("#password", "wrong wrong wrong");
		await page.click("main button");
		if (!(await says(page)).includes("do not fit"))
			fault(await says(page));
	});

	const page = await person(browser, {});
	for (const [label, look] of looks)
		await test(`axe has nothing to say: ${label}`,
		    async (fault) => {
			const seen = await person(browser, look);
			for (const path of await all_pages(seen))
				await look_at(seen, base + path, fault);
		});

	await test("axe would say something", async (fault) => {
		await page.goto(`${base}/`);
		await page.evaluate(() => document.body.insertAdjacentHTML(
		    "beforeend", "<img src=x>"));
		if ((await find_faults(page)).length === 0)
			fault("nothing");
	});

	await test("a stage is paused, and figures change without a reload",
	    async (fault) => {
		const other = await person(browser, {});
		await page.goto(`${base}/`);
		await page.evaluate(() => { window.mark = 1; });
		await pause(other, "publication", "a drill");
		await says_soon(page, "publication is paused");
		await page.waitForSelector("#pauses .banner");
		if (!(await page.textContent("#pauses")).includes("a drill"))
			fault("no reason");
		await pause(other, "publication", "the drill is over");
		await page.waitForSelector("#pauses .banner",
		    { state: "detached" });
		if (await page.evaluate(() => window.mark) !== 1)
			fault("the page was loaded again");
	});

	await test("without JavaScript it is paused and resumed all the same",
	    async (fault) => {
		const plain = await person(browser, { javaScriptEnabled: false });
		await pause(plain, "ingest", "no script");
		if (!(await says(plain)).includes("ingest is paused"))
			fault(await says(plain));
		await pause(plain, "ingest", "enough");
		if ((await says(plain)).includes("ingest is paused"))
			fault("still paused");
	});

	await test("a newcomer finds a paused stage", async (fault) => {
		await pause(page, "quality-combination", "changing rules");
		await page.goto(base);
		const text = await page.textContent("main");
		for (const part of ["quality-combination is paused", name,
		    "changing rules"])
			if (!text.includes(part))
				fault(`no ${part}`);
		await pause(page, "quality-combination", "done");
	});

	for (const [label, look] of looks)
		await test(`a token is changed for another: ${label}`,
		    async (fault) => {
			const seen = await person(browser, look);
			await seen.goto(`${base}/sources`);
			const text = await seen.textContent("main");
			if (!text.includes("missing 1 of 3: 2"))
				fault(`no gap in ${text.slice(0, 800)}`);
			await seen.click("summary:has-text('Rotate…')");
			await seen.selectOption("details[open] select", "1");
			await reason(seen, "main details[open]", "spring");
			await says_soon(seen, "shown once and stored nowhere");
			await look_here(seen, fault);
			const token = await seen.textContent("#made");
			if (!/^sk_[0-9a-f]{12}_[0-9a-f]{64}$/.test(token))
				fault(token);
			await seen.goto(`${base}/sources`);
			if ((await seen.content()).includes(token.slice(16)))
				fault("it is shown again");
		});

	await test("what a list is filtered to is looked at before it is sent",
	    async (fault) => {
		await page.goto(`${base}/events`);
		await page.fill("#since", "1d");
		await page.fill("#error", "register was closed");
		await page.click("main form.filter button");
		if (!(await page.textContent("footer code")).includes(
		    "get events --class 'register was closed' --since 1d"))
			fault(await page.textContent("footer code"));
		await page.click("summary:has-text('Send again')");
		await reason(page, "main details[open]", "it is open again");
		await says_soon(page, "Nothing is done yet. Would retry 120 "
		    + "events put aside, with \"register was closed\" in the "
		    + "error, accepted since ");
	});

	await test("a newcomer finds a dead letter, and it is sent again",
	    async (fault) => {
		await page.goto(base);
		await says_soon(page, "put aside and need a person");
		await page.click("nav a[href='/aside']");
		await page.click("#groups tbody tr:first-child td.n a");
		if (!(await says(page)).includes("the register was closed"))
			fault(await says(page));
		await page.goto(`${base}/aside`);
		await page.click("#groups tbody tr:first-child summary");
		await reason(page, "#groups tbody tr:first-child details[open]",
		    "it is open again");
		await says_soon(page, "Nothing is done yet. Would retry 120");
		await page.fill("#confirm", "119");
		await page.click("main form button");
		if (!(await says(page)).includes("was not confirmed"))
			fault(await says(page));
		await page.goBack();
		await page.reload();
		await page.fill("#confirm", "120");
		await page.click("main form button");
		await says_soon(page, "Sent again 120 of 120 events");
		await page.goto(`${base}/audit?what=retry`);
		if (!(await page.textContent("main")).includes(
		    "it is open again"))
			fault("no audit");
	});

	await test("a newcomer finds what is held for approval", async (fault) => {
		await page.goto(`${base}/events?subject=${trust}`);
		await page.click("tbody tr:has-text('/inspections/drill') a");
		const text = await page.textContent("main");
		for (const part of ["held", "approv"])
			if (!text.includes(part))
				fault(`no ${part} in ${text.slice(0, 800)}`);
	});

	await test("without JavaScript a viewer asks what if, by a link that stays",
	    async (fault) => {
		const plain = await person(browser, { javaScriptEnabled: false });
		await plain.goto(`${base}/trusts/${trust}`);
		await plain.click("#whatif summary");
		await plain.selectOption("#if-responsive", "good");
		await plain.click("#whatif button");
		const said = await says(plain);
		if (!said.includes("overall quality would"))
			fault(said);
		await plain.click("footer a:has-text('Link to this page')");
		if (await says(plain) !== said)
			fault(await says(plain));
		if (!plain.url().endsWith("?responsive=good"))
			fault(plain.url());
	});

	await test("a trust leads to whom it took over from", async (fault) => {
		await page.goto(`${base}/trusts/RA7`);
		await page.click(".banner a");
		await page.click(".banner:has-text('Succeeded by') a");
		if (!page.url().endsWith("/trusts/RA7"))
			fault(page.url());
	});

	await test("signing out ends it", async (fault) => {
		await page.goto(base);
		await page.click(".me button");
		await page.goto(`${base}/audit`);
		if (!page.url().includes("/signin"))
			fault(page.url());
	});
});
