/*
 * floor - how fast PostgreSQL records four chained stages, whatever the program
 * around it: the figure that tests/bench/line is held against.
 *
 *	tests/bench/floor [--events N] [--rounds N] [--payload BYTES] [--json]
 *
 * In batches of 1, 10, 100 and 1,000.  Small batches run fewer events, so that
 * a round takes seconds.
 */
#include <getopt.h>

#include "tests/bench/lib/bench.h"
#include "tests/bench/lib/chain.h"
#include "tests/bench/lib/floor.h"
#include "tests/lib/test.h"

enum { EXIT_USAGE = 64, PER_BATCH = 10000 };

struct options {
	uint64_t	 events, rounds, payload;
	int		 json;
};

static const unsigned	 batches[] = { 1, 10, 100, 1000 };

enum { BATCHES = sizeof(batches) / sizeof(*batches) };

struct row {
	struct sample	 rate, database, client, wal, table;
};

static uint64_t
events_for(const struct options *o, unsigned batch)
{
	uint64_t	 most = (uint64_t)batch * PER_BATCH;

	return o->events < most ? o->events : most;
}

static void
run(const struct options *o, struct pg *pg, unsigned batch, struct row *r)
{
	struct floor_figures	 f = floor_run(pg, events_for(o, batch), batch,
				    o->payload);

	sample_add(&r->rate, f.events_per_second);
	sample_add(&r->database, f.database_us);
	sample_add(&r->client, f.client_us);
	sample_add(&r->wal, f.wal_bytes);
	sample_add(&r->table, f.table_bytes);
}

static void
report(const struct options *o, struct pg *pg, const struct row *row,
    double fsync_us)
{
	struct buf	 out = { 0 };
	struct json	 j;
	size_t		 i;

	json_init(&j, &out, o->json ? 0 : 2);
	json_object(&j, NULL);
	bench_settings(&j, pg);
	json_int(&j, "events", (int64_t)o->events);
	json_int(&j, "rounds", (int64_t)o->rounds);
	json_int(&j, "stages", CHAIN_STAGES);
	json_int(&j, "payload_bytes", (int64_t)o->payload);
	bench_number(&j, "fsync_us", fsync_us, 0);
	json_array(&j, "batches");
	for (i = 0; i < BATCHES; i++) {
		json_object(&j, NULL);
		json_int(&j, "batch", batches[i]);
		json_int(&j, "events", (int64_t)events_for(o, batches[i]));
		sample_json(&j, "events_per_second", &row[i].rate, 0);
		sample_json(&j, "database_us_per_event", &row[i].database, 1);
		sample_json(&j, "client_us_per_event", &row[i].client, 1);
		sample_json(&j, "wal_bytes_per_event", &row[i].wal, 0);
		sample_json(&j, "table_bytes_per_event", &row[i].table, 0);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

static int
usage(void)
{
	fputs("usage: tests/bench/floor [--events N] [--rounds N] "
	    "[--payload BYTES] [--json]\n", stderr);
	return EXIT_USAGE;
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "events", required_argument, NULL, 'n' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "payload", required_argument, NULL, 'p' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 }
	};
	struct options	 o = { 100000, 5, FLOOR_PAYLOAD, 0 };
	struct row	 row[BATCHES] = { 0 };
	struct pg	*pg;
	double		 fsync_us;
	int		 c;
	size_t		 i;
	uint64_t	 round;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'n')
			o.events = bench_option(optarg, 1000, 100000000);
		else if (c == 'r')
			o.rounds = bench_option(optarg, 1, BENCH_ROUNDS);
		else if (c == 'p')
			o.payload = bench_option(optarg, 1, 100000);
		else if (c == 'j')
			o.json = 1;
		else
			return usage();
	}
	pg = pg_start_with(BENCH_SERVER);
	fsync_us = bench_fsync_us(pg_socket(pg));
	for (round = 0; round < o.rounds; round++)
		for (i = 0; i < BATCHES; i++)
			run(&o, pg, batches[i], &row[i]);
	report(&o, pg, row, fsync_us);
	pg_stop(&pg);
	return 0;
}
