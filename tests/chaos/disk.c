#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/chaos/disk.h"
#include "tests/chaos/history.h"
#include "tests/chaos/server.h"

enum {
	LOOK_MS = 200, LIMIT_MS = 90000,
	QUIET_MS = 4000,	/* without an answer: they have stopped */
	SOME = 100		/* answers that show that they go on */
};

/* What the producers were told so far. */
static void
look(struct scene *s, int64_t *accepted, int64_t *pending)
{
	struct history	 h = { 0 };
	char		 path[SCENE_PATH];
	size_t		 n;
	int		 i;

	poll(NULL, 0, LOOK_MS);
	cast_tick(&s->cast);
	for (i = 0; i < s->load.producers; i++)
		history_read(&h, producer_history(&s->load, i, path,
		    sizeof(path)));
	*accepted = *pending = 0;
	for (n = 0; n < h.n; n++) {
		*accepted += h.deed[n].answered != 0;
		*pending += h.deed[n].submitted != 0 &&
		    h.deed[n].answered == 0;
	}
	history_release(&h);
}

static int
await_more(struct scene *s, int64_t than, int64_t *accepted)
{
	int64_t	 until = clock_ms() + LIMIT_MS, pending;

	do
		look(s, accepted, &pending);
	while (*accepted <= than && clock_ms() < until);
	return *accepted > than;
}

/* While they are asked all the time, nobody answers any more. */
static int
await_quiet(struct scene *s, struct disk *d)
{
	int64_t	 until = clock_ms() + LIMIT_MS, since = clock_ms(), now;

	d->before = 0;
	do {
		look(s, &now, &d->pending);
		if (now != d->before)
			since = clock_ms();
		d->before = now;
	} while (clock_ms() - since < QUIET_MS && clock_ms() < until);
	return clock_ms() - since >= QUIET_MS && d->pending != 0;
}

/* SQLSTATE 53100, from the server itself. */
static int
is_said(const struct scene *s)
{
	char	 path[SCENE_PATH], line[2000];
	int	 i, said = 0;
	FILE	*f;

	for (i = 0; i < s->conf.workers; i++) {
		snprintf(path, sizeof(path), "%s/ingest-%d.log", s->folder, i);
		f = fopen(path, "r");
		while (f != NULL && fgets(line, sizeof(line), f) != NULL)
			said |= strstr(line, "(53100)") != NULL;
		if (f != NULL)
			fclose(f);
	}
	return said;
}

void
disk_play(struct scene *s, struct disk *d)
{
	if (!await_more(s, SOME, &d->before)) {
		d->wrong = "nothing was accepted before";
		return;
	}
	server_disk(s->pg, 1);
	if (!await_quiet(s, d))
		d->wrong = "with a full disk events were accepted";
	d->said = is_said(s);
	if (!d->said)
		d->wrong = "no worker met SQLSTATE 53100";
	server_disk(s->pg, 0);
	server_surely(s->pg);
	if (!await_more(s, d->before + SOME, &d->after))
		d->wrong = "with room again nothing was accepted";
}
