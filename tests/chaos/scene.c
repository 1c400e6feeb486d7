#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/chaos/scene.h"

/* With few subjects events meet each other.  A soak has a new one for each
 * event: a state grows with its events, and its load must be the same all the
 * time. */
enum { SUBJECTS = 200, SUBJECTS_SOAK = 900000000 };

/* Short, so that what breaks is noticed within the second.  An event that is
 * alone in the hands of a victim is not at fault: many have to die of it. */
static const char *const broker_settings[] = {
	"heartbeat_ms=200", "liveness_ms=1000", "flight_ms=2000",
	"sweep_ms=200", "retry_ms=100", "lease_ms=1500", NULL, NULL
};
static const char *const worker_settings[] = {
	"heartbeat_ms=200", "batch=100", NULL
};

/* build/test/chaos/run is run: the programs are in build/bin. */
static void
find_programs(struct scene *s)
{
	char	 self[SCENE_PATH - 8];
	ssize_t	 n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int	 up;

	if (n <= 0) {
		perror("/proc/self/exe");
		exit(EXIT_FAILURE);
	}
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	snprintf(s->poison, sizeof(s->poison), "%s/poison.so", self);
	for (up = 0; up < 2; up++)
		*strrchr(self, '/') = '\0';
	snprintf(s->bin, sizeof(s->bin), "%s/bin", self);
}

static const char *
find_faketime(void)
{
	static const char *const places[] = {
		"/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
		"/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
		"/usr/lib/faketime/libfaketimeMT.so.1",
	};
	size_t	 i;

	for (i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (access(places[i], R_OK) == 0)
			return places[i];
	return NULL;
}

static void
make_folder(struct scene *s)
{
	FILE	*f;

	snprintf(s->folder, sizeof(s->folder), "/var/tmp/sixthkey-chaos-XXXXXX");
	if (mkdtemp(s->folder) == NULL) {
		perror(s->folder);
		exit(EXIT_FAILURE);
	}
	snprintf(s->clock, sizeof(s->clock), "%s/clock", s->folder);
	f = fopen(s->clock, "w");
	if (f != NULL) {
		fputs("+0\n", f);
		fclose(f);
	}
}

void
scene_open(struct scene *s, const struct options *o)
{
	struct cast_conf	*c = &s->conf;

	find_programs(s);
	make_folder(s);
	s->pg = pg_start();
	s->load = (struct producer_conf){ .load = { (uint64_t)o->seed,
	    o->soak != 0 ? SUBJECTS_SOAK : SUBJECTS, "/files/chaos" },
	    .folder = s->folder, .producers = SCENE_PRODUCERS,
	    .rate = (double)o->rate / SCENE_PRODUCERS,
	    .poison = (unsigned)o->poison };
	*c = (struct cast_conf){ .pg = s->pg, .folder = s->folder,
	    .bin = s->bin, .workers = 2, .producers = SCENE_PRODUCERS,
	    .preload = o->poison != 0 ? s->poison : NULL, .clock = s->clock,
	    .faketime = find_faketime(), .producer = producer_run,
	    .arg = &s->load };
	if (o->soak != 0)
		return;
	memcpy(c->broker, broker_settings, sizeof(broker_settings));
	memcpy(c->worker, worker_settings, sizeof(worker_settings));
	if (o->poison == 0)
		c->broker[sizeof(broker_settings) / sizeof(*broker_settings) -
		    2] = "kills=100";
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void
scene_close(struct scene *s, int keep)
{
	cast_end(&s->cast);
	if (keep)
		fprintf(stderr, "histories, faults and logs are in %s\n", s->folder);
	else
		nftw(s->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	pg_stop(&s->pg);
}
