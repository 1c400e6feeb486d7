#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "tests/chaos/server.h"
#include "tests/chaos/storm_inside.h"
#include "tests/chaos/wire.h"
#include "tests/lib/load.h"

uint64_t
storm_draw(struct storm *s)
{
	return load_random(s->conf.seed ^ 0xc4a05, s->draws++);
}

int
storm_within(struct storm *s, int least, int most)
{
	return least + (int)(storm_draw(s) % (uint64_t)(most - least + 1));
}

int
storm_is_up(const struct storm *s)
{
	return s->up_at == 0 && s->thaw_at == 0 && s->room_at == 0;
}

const char *
storm_kind(const struct storm *s, int kind)
{
	(void)s;
	return kinds[kind].name;
}

int
storm_count(const struct storm *s, int kind)
{
	return s->count[kind];
}

static int
asked_for(const struct storm *s, const char *name)
{
	const char	*p = s->conf.only;
	size_t		 n = strlen(name);

	for (; p != NULL && *p != '\0'; p += strcspn(p, ",")) {
		p += *p == ',';
		if (strcspn(p, ",") == n && strncmp(p, name, n) == 0)
			return 1;
	}
	return s->conf.only == NULL;
}

const char *
storm_skipped(const struct storm *s, int kind)
{
	const struct kind	*k = &kinds[kind];

	if (!asked_for(s, k->name))
		return "not asked for";
	return k->lacks == NULL ? NULL : k->lacks(s);
}

static int
sum(const struct storm *s, enum count what)
{
	int	 i, n = 0;

	for (i = 0; kinds[i].name != NULL; i++)
		if (kinds[i].count == what)
			n += s->count[i];
	return n;
}

int
storm_kills(const struct storm *s)
{
	return sum(s, COUNT_KILL);
}

int
storm_freezes(const struct storm *s)
{
	return sum(s, COUNT_FREEZE);
}

/* A deck of a count's kinds, each as often as its weight; the number of
 * cards. */
static int
make_deck(const struct storm *s, enum count what, int deck[64])
{
	int	 i, j, n = 0;

	for (i = 0; kinds[i].name != NULL; i++)
		for (j = 0; j < kinds[i].weight; j++)
			if (kinds[i].count == what &&
			    storm_skipped(s, i) == NULL)
				deck[n++] = i;
	return n;
}

static void
shuffle(struct storm *s, int *card, int n)
{
	int	 i, j, was;

	for (i = n - 1; i > 0; i--) {
		j = storm_within(s, 0, i);
		was = card[i];
		card[i] = card[j];
		card[j] = was;
	}
}

/* `n` cards, deck after deck, so that even a short run has every kind. */
static void
deal(struct storm *s, enum count what, int n)
{
	int	 deck[64], size = make_deck(s, what, deck), i;

	for (i = 0; size != 0 && i < n; i++) {
		if (i % size == 0)
			shuffle(s, deck, size);
		s->plan[s->nplan++] = deck[i % size];
	}
}

static FILE *
open_log(const char *folder)
{
	char	 path[CAST_TEXT];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/faults", folder);
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	return f;
}

struct storm *
storm_new(const struct storm_conf *conf, struct cast *cast)
{
	struct storm	*s = calloc(1, sizeof(*s));
	int		 deck[64], all = conf->kills + conf->freezes, least;

	if (s == NULL)
		abort();
	s->conf = *conf;
	s->cast = cast;
	s->pg = cast->conf.pg;
	least = all == 0 && conf->only == NULL ? 0 :
	    make_deck(s, COUNT_OTHER, deck);
	s->plan = calloc((size_t)(all * 2 + 64), sizeof(*s->plan));
	if (s->plan == NULL)
		abort();
	s->log = open_log(cast->conf.folder);
	deal(s, COUNT_KILL, conf->kills);
	deal(s, COUNT_FREEZE, conf->freezes);
	deal(s, COUNT_OTHER, all / 6 > least ? all / 6 : least);
	shuffle(s, s->plan, s->nplan);
	s->began = clock_ms();
	return s;
}

void
storm_free(struct storm **sp)
{
	fclose((*sp)->log);
	free((*sp)->plan);
	free(*sp);
	*sp = NULL;
}

static void
note(struct storm *s, int64_t now, const char *what)
{
	fprintf(s->log, "%lld %s\n", (long long)now, what);
	fflush(s->log);
}

/* A fault that lasts and is over: what ends it, and when. */
static void
end_faults(struct storm *s, int64_t now)
{
	if (s->thaw_at != 0 && now >= s->thaw_at) {
		server_signal(s->pg, SIGCONT);
		s->thaw_at = 0;
		note(s, now, "database thawed");
	}
	if (s->up_at != 0 && now >= s->up_at) {
		pg_up(s->pg);
		s->up_at = 0;
		note(s, now, "database up");
	}
	if (s->room_at != 0 && now >= s->room_at) {
		server_disk(s->pg, 0);
		note(s, now, "room again");
		server_surely(s->pg);
		s->room_at = 0;
	}
	if (s->wire_at != 0 && now >= s->wire_at) {
		wire_set(s->cast->conf.folder, WIRE_GOOD);
		s->wire_at = 0;
		note(s, now, "the wire is good");
	}
	if (s->storms != 0 && now >= s->storm_at && storm_is_up(s)) {
		server_terminate(s->pg);
		s->storms--;
		s->storm_at = now + storm_within(s, 20, 200);
	}
}

/* When the i-th of the plan is due: evenly over the time. */
static int64_t
due(const struct storm *s, int i)
{
	return s->began + (int64_t)s->conf.seconds * 1000 * (i + 1) /
	    (s->nplan + 1);
}

int
storm_tick(struct storm *s)
{
	int64_t	 now = clock_ms();

	end_faults(s, now);
	if (s->done < s->nplan && now >= due(s, s->done) &&
	    kinds[s->plan[s->done]].strike(s)) {
		note(s, now, kinds[s->plan[s->done]].name);
		s->count[s->plan[s->done++]]++;
	}
	return s->done < s->nplan || now < due(s, s->nplan) || !storm_is_up(s);
}

void
storm_calm(struct storm *s)
{
	s->storms = 0;
	end_faults(s, INT64_MAX);
	cast_calm(s->cast);
	server_surely(s->pg);
}
