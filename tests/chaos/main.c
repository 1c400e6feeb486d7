/*
 * run - a real line under load while its parts are killed, frozen and cut off;
 * then the producers' histories are joined with the tables.
 *
 * Prints one JSON object.  Exit status: 0 nothing was lost, doubled, out of
 * order or unaccounted for; 1 something was; 64 usage.
 */
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/text.h"
#include "tests/chaos/account.h"
#include "tests/chaos/disk.h"
#include "tests/chaos/plants.h"
#include "tests/chaos/scene.h"
#include "tests/chaos/server.h"
#include "tests/chaos/soak.h"

enum {
	EXIT_USAGE = 64, TICK_MS = 10,
	FLUSH_S = 60, SETTLE_S = 120, LEAVE_S = 20
};

struct run {
	struct scene		 scene;
	struct storm		*storm;
	struct history		 history;
	struct verdicts		 verdicts;
	struct account		 account;
	struct disk		 disk;
};

static void
play(struct run *r, const struct options *o)
{
	struct storm_conf	 s = { .seed = (uint64_t)o->seed, .kills = (int)o->kills,
				    .freezes = (int)o->freezes,
				    .seconds = (int)o->seconds,
				    .only = o->faults,
				    .liveness_ms = SCENE_LIVENESS_MS };

	s.disk_ready = server_own_disk(r->scene.pg) == NULL;
	cast_init(&r->scene.cast, &r->scene.conf);
	r->storm = storm_new(&s, &r->scene.cast);
	if (o->full_disk && s.disk_ready) {
		r->account.disk = &r->disk;
		disk_play(&r->scene, &r->disk);
	}
	while (!o->full_disk && storm_tick(r->storm)) {
		cast_tick(&r->scene.cast);
		poll(NULL, 0, TICK_MS);
	}
	storm_calm(r->storm);
}

/* Who dies of poison meanwhile is started again. */
static int
settle(struct run *r)
{
	int64_t	 until = clock_ms() + SETTLE_S * 1000, n;

	while ((n = judge_unsettled(r->scene.pg)) != 0 && clock_ms() < until) {
		cast_tick(&r->scene.cast);
		poll(NULL, 0, TICK_MS);
	}
	if (n != 0)
		fprintf(stderr, "after %d s %lld events are not settled\n",
		    SETTLE_S, (long long)n);
	return n == 0;
}

/* After the storm: answers to everything, records of everything, and every
 * program leaves when it is asked to. */
static void
wind_down(struct run *r)
{
	char	 path[SCENE_PATH];
	int	 i, well;

	well = cast_dismiss(&r->scene.cast, CAST_PRODUCER, FLUSH_S);
	if (!well)
		fprintf(stderr, "the producers did not end well\n");
	r->account.settled = settle(r) && well;
	for (i = 0; i < SCENE_PRODUCERS; i++)
		history_read(&r->history, producer_history(&r->scene.load, i, path,
		    sizeof(path)));
	judge(r->scene.pg, &r->scene.load, &r->history, &r->verdicts);
	r->account.left = cast_dismiss(&r->scene.cast, CAST_WORKER, LEAVE_S) &
	    cast_dismiss(&r->scene.cast, CAST_BROKER, LEAVE_S);
}

static int
chaos(const struct options *o)
{
	static struct run	 r;
	int64_t			 began = clock_ms();
	int			 good;

	scene_open(&r.scene, o);
	play(&r, o);
	wind_down(&r);
	r.account.options = o;
	r.account.storm = r.storm;
	r.account.verdicts = &r.verdicts;
	r.account.cast = &r.scene.cast;
	r.account.ms = clock_ms() - began;
	account_print(&r.account);
	good = account_good(&r.account) && (!o->plants ||
	    plants_found(r.scene.pg, &r.scene.load, &r.history));
	scene_close(&r.scene, o->keep || !good);
	storm_free(&r.storm);
	history_release(&r.history);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
usage(FILE *to, int code)
{
	fputs("usage: run [--kills N] [--freezes M] [--seed S] [--seconds T] "
	    "[--rate R]\n"
	    "           [--faults KIND,…] [--poison N] [--keep] [--json]\n"
	    "       run --plants [--seed S]\n"
	    "       run --full-disk [--seed S] [--rate R] [--keep] [--json]\n"
	    "       run --soak MINUTES [--seed S] [--json]\n", to);
	return code;
}

static const struct option longs[] = {
	{ "kills", 1, NULL, 'k' }, { "freezes", 1, NULL, 'f' },
	{ "seed", 1, NULL, 's' }, { "seconds", 1, NULL, 't' },
	{ "rate", 1, NULL, 'r' }, { "faults", 1, NULL, 'F' },
	{ "poison", 1, NULL, 'p' }, { "soak", 1, NULL, 'S' },
	{ "plants", 0, NULL, 'P' }, { "full-disk", 0, NULL, 'D' }, { "keep", 0, NULL, 'K' },
	{ "json", 0, NULL, 'j' }, { "help", 0, NULL, 'h' }, { 0 }
};

static int64_t *
number_for(struct options *o, int c)
{
	switch (c) {
	case 'k':
		return &o->kills;
	case 'f':
		return &o->freezes;
	case 's':
		return &o->seed;
	case 't':
		return &o->seconds;
	case 'r':
		return &o->rate;
	case 'p':
		return &o->poison;
	case 'S':
		return &o->soak;
	default:
		return NULL;
	}
}

/* -1: go on; else the exit code. */
static int
parse(int argc, char **argv, struct options *o)
{
	int64_t	*number;
	int	 c;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		number = number_for(o, c);
		if (number != NULL && text_number(optarg, 0, 1000000,
		    number) != 0)
			return usage(stderr, EXIT_USAGE);
		if (c == 'F')
			o->faults = optarg;
		o->plants |= c == 'P';
		o->full_disk |= c == 'D';
		o->keep |= c == 'K';
		if (c == 'h' || c == '?')
			return usage(c == 'h' ? stdout : stderr,
			    c == 'h' ? 0 : EXIT_USAGE);
	}
	if (o->full_disk)
		o->faults = "full-disk";
	if (o->seconds == 0)
		o->seconds = 15 + (o->kills + o->freezes) * 11 / 10;
	return optind == argc ? -1 : usage(stderr, EXIT_USAGE);
}

int
main(int argc, char **argv)
{
	struct options	 o = { .seed = 1, .rate = 100 };
	int		 rc = parse(argc, argv, &o);

	if (rc != -1)
		return rc;
	return o.soak != 0 ? soak(&o) : chaos(&o);
}
