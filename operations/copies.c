#include <string.h>

#include "operations/copies.h"
#include "operations/say.h"

enum { LATE_MS = 60000 };
enum { COL_NAME, COL_STATE, COL_SYNC, COL_BYTES, COL_MS, COL_SINCE };
enum { COL_MODE, COL_OK_MS, COL_FAILED_MS, COL_OK, COL_FAILED, COL_WHAT,
	COL_AWAITED };

const enum query copies_queries[] = {
	Q_SHOW_REPLICAS, Q_SHOW_ARCHIVE, Q_NONE
};

/* What PostgreSQL calls it, and whether it may stand in for this server. */
static const struct {
	const char	*state, *does;
	int		 follows;
} states[] = {
	{ "streaming", "follows", 1 },
	{ "catchup", "catches up", 1 },
	{ "startup", "begins", 0 },
	{ "backup", "copies all of it", 0 },
	{ "stopping", "leaves", 0 },
	{ "away", "is away; its place is kept", 0 },
	{ "", "may not be seen from here", 1 },
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

static size_t
state_of(const struct replica *r)
{
	size_t	 i;

	for (i = 0; i + 1 < STATES; i++)
		if (strcmp(states[i].state, r->state) == 0)
			break;
	return i;
}

const char *
replica_does(const struct replica *r)
{
	size_t	 i = state_of(r);

	return i == STATES - 1 && *r->state != '\0' ? r->state :
	    states[i].does;
}

const char *
replica_awaited(const struct replica *r)
{
	static const struct {
		const char	*sync, *word;
	} words[] = {
		{ "sync", "yes" }, { "quorum", "yes, or for another" },
		{ "potential", "if another is gone" }, { "async", "no" },
	};
	size_t	 i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].sync, r->sync) == 0)
			return words[i].word;
	return "";
}

static int
follows(const struct replica *r)
{
	return states[state_of(r)].follows;
}

static int
is_away(const struct replica *r)
{
	return strcmp(r->state, "away") == 0;
}

static int64_t
known(const struct rows *r, size_t i, int column)
{
	return rows_null(r, i, column) ? -1 : rows_int(r, i, column);
}

static void
take_replicas(struct copies *c, const struct rows *r, struct arena *a)
{
	size_t	 i;

	c->nreplica = rows_count(r);
	c->replica = ARENA_ARRAY(a, c->nreplica, struct replica);
	for (i = 0; i < c->nreplica; i++)
		c->replica[i] = (struct replica){
		    arena_text(a, rows_text(r, i, COL_NAME)),
		    arena_text(a, rows_text(r, i, COL_STATE)),
		    arena_text(a, rows_text(r, i, COL_SYNC)),
		    arena_text(a, rows_text(r, i, COL_SINCE)),
		    known(r, i, COL_BYTES), known(r, i, COL_MS) };
}

static void
take_archive(struct copies *c, const struct rows *r, struct arena *a)
{
	c->archive = arena_text(a, rows_text(r, 0, COL_MODE));
	c->ok_ms = known(r, 0, COL_OK_MS);
	c->failed_ms = known(r, 0, COL_FAILED_MS);
	c->ok = rows_int(r, 0, COL_OK);
	c->failed = rows_int(r, 0, COL_FAILED);
	c->failed_what = arena_text(a, rows_text(r, 0, COL_WHAT));
	c->awaited = arena_text(a, rows_text(r, 0, COL_AWAITED));
}

int
copies_read(struct copies *c, struct db *db, struct arena *a, struct err *e)
{
	static void	(*const take[])(struct copies *, const struct rows *,
			    struct arena *) = { take_replicas, take_archive };
	struct rows	*r;
	size_t		 i;

	for (i = 0; copies_queries[i] != Q_NONE; i++) {
		r = db_run(db, copies_queries[i], NULL, NULL, e);
		if (r == NULL)
			return -1;
		take[i](c, r, a);
		rows_free(&r);
	}
	return 0;
}

/* ---- in a sentence ----------------------------------------------------------- */

static int
say_away(const struct copies *c, struct buf *b)
{
	size_t	 i;

	for (i = 0; i < c->nreplica && !is_away(&c->replica[i]); i++)
		;
	if (i == c->nreplica)
		return 0;
	buf_printf(b, "%s is away and its place is kept: ",
	    c->replica[i].name);
	say_count(b, c->replica[i].bytes);
	buf_text(b, " bytes of WAL wait for it, and more until the disk is "
	    "full; start it, or drop its slot");
	return 1;
}

static int
say_awaited(const struct copies *c, struct buf *b)
{
	size_t	 i;

	for (i = 0; i < c->nreplica; i++)
		if (strcmp(c->replica[i].sync, "sync") == 0 ||
		    strcmp(c->replica[i].sync, "quorum") == 0)
			return 0;
	if (*c->awaited == '\0')
		return 0;
	buf_printf(b, "Every commit waits for %s, and no such standby is "
	    "there; see docs/backup.md", c->awaited);
	return 1;
}

static void
say_behind(const struct replica *r, struct buf *b)
{
	if (r->bytes < 0)
		return;
	say_count(b, r->bytes);
	buf_text(b, " bytes");
	if (r->ms >= 0) {
		buf_text(b, " and ");
		say_age(b, r->ms);
	}
	buf_text(b, " behind");
}

static int
say_followers(const struct copies *c, struct buf *b)
{
	const struct replica	*far = NULL;
	int64_t			 n = 0;
	size_t			 i;

	for (i = 0; i < c->nreplica; i++) {
		const struct replica	*r = &c->replica[i];

		n += follows(r);
		if (follows(r) && (far == NULL || r->bytes > far->bytes))
			far = r;
	}
	if (far == NULL) {
		buf_printf(b, "No replica: a lost disk loses what is not in the "
		    "archive%s; see docs/backup.md",
		    strcmp(c->archive, "off") == 0 ? ", and there is none" : "");
		return 0;
	}
	say_events(b, n, "replica follows", "replicas follow");
	buf_text(b, far->bytes < 0 ? "; how far is not known" :
	    n == 1 ? ", " : ", the farthest ");
	say_behind(far, b);
	return far->ms > LATE_MS;
}

int
copies_say_replicas(const struct copies *c, struct buf *b)
{
	return say_awaited(c, b) || say_away(c, b) || say_followers(c, b);
}

/* The last that came through, and what did not. */
static int
say_archived(const struct copies *c, int fails, struct buf *b)
{
	if (c->ok_ms < 0)
		buf_text(b, "nothing was stored yet");
	else {
		buf_text(b, "the last file was stored ");
		say_age(b, c->ok_ms);
		buf_text(b, " ago");
	}
	if (c->failed > 0) {
		buf_text(b, "; it failed ");
		say_events(b, c->failed, "time", "times");
		buf_text(b, ", the last ");
		say_age(b, c->failed_ms);
		buf_printf(b, " ago with %s", c->failed_what);
	}
	return fails;
}

int
copies_say_archive(const struct copies *c, struct buf *b)
{
	int	 fails = c->failed_ms >= 0 &&
		    (c->ok_ms < 0 || c->failed_ms < c->ok_ms);

	if (strcmp(c->archive, "off") == 0) {
		buf_text(b, "There is none: a lost disk loses what no dump "
		    "has; see docs/backup.md");
		return 0;
	}
	buf_text(b, fails ? "It does not work now: " : "It works: ");
	return say_archived(c, fails, b);
}
