// public.js BASE NAME CHROMIUM FOLDER TRUST...: the pages that were exported into
// a folder, as the public sees them.  Speaks TAP.
"use strict";
const { words, looks, test, look_at, run } = require("./browser.js");

const [folder, ...trusts] = words;
const pages = ["index.html", ...trusts.map((id) => `trusts/${id}.html`)];

run(async (browser) => {
	for (const [label, look] of looks)
		await test(`axe has nothing to say of a public page: ${label}`,
		    async (fault) => {
			const page = await (await browser.newContext(look))
			    .newPage();
			for (const path of pages)
				await look_at(page, `file://${folder}/${path}`,
				    fault);
		});

	await test("no script, nothing from elsewhere", async (fault) => {
		const page = await browser.newPage();
		page.on("request", (r) => r.url().startsWith("file://") ||
		    fault(r.url()));
		for (const path of pages) {
			await page.goto(`file://${folder}/${path}`);
			if (await page.$("script, [style], link, img") !== null)
				fault(path);
		}
	});
});
