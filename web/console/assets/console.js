/*
 * Live figures: the same page is asked for every two seconds, and each part
 * marked data-live takes its new form.  A part that somebody is using stays.
 */
"use strict";
(() => {
	const every = 2000;
	const say = document.getElementById("say");
	let missed = 0;

	const isUsed = (part) => part.contains(document.activeElement) ||
	    part.querySelector("details[open]") !== null;

	/* Each answer has fresh tokens in its forms: that is no change. */
	const shown = (part) => part.outerHTML.replace(
	    /(name="token" value=")[^"]*/g, "$1");

	const take = (fresh) => {
		for (const part of document.querySelectorAll("[data-live]")) {
			const now = fresh.getElementById(part.id);
			if (now === null || isUsed(part) ||
			    shown(part) === shown(now))
				continue;
			part.replaceWith(document.importNode(now, true));
		}
	};

	const miss = (words) => {
		const part = document.getElementById("say");
		if (part === null)
			return;
		part.textContent = words;
		part.classList.add("grave");
	};

	const look = async () => {
		if (document.hidden)
			return;
		try {
			const answer = await fetch(location.href, {
				headers: { "X-Poll": "1" },
				signal: AbortSignal.timeout(5 * every),
			});
			if (answer.status === 401) {
				miss("Your session has ended. Sign in again.");
				clearInterval(timer);
				return;
			}
			if (!answer.ok)
				throw new Error(answer.statusText);
			take(new DOMParser().parseFromString(
			    await answer.text(), "text/html"));
			missed = 0;
		} catch {
			if (++missed > 1)
				miss("The console does not answer: these " +
				    "figures are old.");
		}
	};

	const timer = say !== null &&
	    document.querySelector("main [data-live]:not(#say)") !== null ?
	    setInterval(look, every) : null;
	document.addEventListener("visibilitychange", () => {
		if (timer !== null)
			look();
	});

	/* "Copy" beside a command. */
	for (const button of document.querySelectorAll("[data-copy]")) {
		button.hidden = false;
		button.addEventListener("click", async () => {
			await navigator.clipboard.writeText(
			    button.dataset.copy);
			button.textContent = "Copied";
		});
	}
})();
