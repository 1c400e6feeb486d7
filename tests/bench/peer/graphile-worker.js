/*
 * graphile-worker.js CONNECTION EVENTS BATCH BYTES - the four-stage job on
 * graphile-worker: each stage is a task that writes its effect once and adds the
 * next stage's job, in one transaction.  BATCH events travel in one job.
 *
 * Prints events a second, then the settings as JSON.
 */
'use strict';

const { run, runMigrations, makeWorkerUtils } = require('graphile-worker');
const { Pool } = require('pg');

const [connection, eventsText, batchText, bytesText] = process.argv.slice(2);
const events = Number(eventsText);
const batch = Number(batchText);
const payload = 'x'.repeat(Number(bytesText));
const STAGES = 4;
const settings = {
	client: 'graphile-worker 0.17.3, node ' + process.version,
	events_per_job: batch,
	concurrentJobs: 16,
	maxPoolSize: 18,
	localQueue: 500,
	completeJobBatchDelay_ms: 0,
};
const preset = {
	worker: {
		connectionString: connection,
		concurrentJobs: settings.concurrentJobs,
		maxPoolSize: settings.maxPoolSize,
		pollInterval: 100,
		localQueue: { size: settings.localQueue },
		completeJobBatchDelay: settings.completeJobBatchDelay_ms,
		failJobBatchDelay: settings.completeJobBatchDelay_ms,
	},
};

let through = 0;
let finished;
const all = new Promise(resolve => {
	finished = resolve;
});

/* In one transaction: the effects, and the job of the next stage. */
function task(stage) {
	const effect = `insert into peer.effect${stage} (event_id, payload)
	    select * from unnest($1::bigint[], $2::text[])
	    on conflict do nothing`;
	const next = `select graphile_worker.add_job('stage${stage + 1}',
	    $1::json)`;

	return async (job, helpers) => {
		await helpers.withPgClient(async client => {
			await client.query('begin');
			await client.query({ name: `effect${stage}`,
			    text: effect, values: [job.ids, job.ids.map(() =>
			    job.payload)] });
			if (stage < STAGES)
				await client.query({ name: `next${stage}`,
				    text: next, values: [JSON.stringify(job)] });
			await client.query('commit');
		});
		if (stage === STAGES && (through += job.ids.length) >= events)
			finished();
	};
}

async function makeTables(pool) {
	await pool.query('create schema peer');
	for (let s = 1; s <= STAGES; s++)
		await pool.query(`create table peer.effect${s} (event_id bigint
		    primary key, at timestamptz not null default
		    clock_timestamp(), payload text not null)`);
}

async function feed(utils) {
	const EACH = 1000;
	let jobs = [];

	for (let at = 0; at < events; at += batch) {
		const n = Math.min(batch, events - at);

		jobs.push({ identifier: 'stage1', payload: { payload,
		    ids: Array.from({ length: n }, (_, i) => at + i) } });
		if (jobs.length * batch >= EACH || at + batch >= events) {
			await utils.addJobs(jobs);
			jobs = [];
		}
	}
}

async function main() {
	const pool = new Pool({ connectionString: connection, max: 2 });
	const taskList = {};

	for (let s = 1; s <= STAGES; s++)
		taskList[`stage${s}`] = task(s);
	await makeTables(pool);
	await runMigrations({ preset });
	const utils = await makeWorkerUtils({ preset });
	const from = process.hrtime.bigint();
	const runner = await run({ preset, taskList, noHandleSignals: true });
	await feed(utils);
	await all;
	const took = Number(process.hrtime.bigint() - from) / 1e9;

	console.log((events / took).toFixed(1));
	console.log(JSON.stringify(settings));
	await runner.stop();
	await utils.release();
	await pool.query('drop schema peer cascade');
	await pool.query('drop schema graphile_worker cascade');
	await pool.end();
}

/* The worker tells of every job. */
console.debug = console.info = console.warn = console.error;
const say = console.log;
console.log = text => {
	if (!String(text).startsWith('['))
		say(text);
};
main().catch(e => {
	console.error(e);
	process.exit(1);
});
