#include <string.h>

#include "operations/fleet.h"
#include "operations/line.h"
#include "operations/say.h"
#include "proto/self.h"

#define ALL	"all"
#define BUILD	SELF_BUILD "version"
#define REST	"what is not listed"

/* ---- who is there ------------------------------------------------------------ */

static int
is_there(const struct fleet *f, const char *instance)
{
	size_t	 i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->member[i].instance, instance) == 0)
			return 1;
	return 0;
}

static int
speaks(const struct member *m)
{
	return m->told.digest != NULL && *m->told.digest != '\0';
}

static void
add(struct fleet *f, struct member m)
{
	struct member	*more;

	if (m.instance == NULL || is_there(f, m.instance))
		return;
	if (f->n == f->cap) {
		f->cap = f->cap == 0 ? 16 : f->cap * 2;
		more = ARENA_ARRAY(f->arena, f->cap, struct member);
		if (f->n != 0)
			memcpy(more, f->member, f->n * sizeof(*more));
		f->member = more;
	}
	f->silent += !speaks(&m);
	f->member[f->n++] = m;
}

static const char *
kind_of(const char *program)
{
	static const char	 ours[] = "sixthkey-";

	return strncmp(program, ours, strlen(ours)) == 0 ?
	    program + strlen(ours) : program;
}

void
fleet_add(struct fleet *f, const struct frame *r)
{
	size_t	 i;

	if (r->instance != NULL && *r->instance != '\0')
		add(f, (struct member){ "broker", r->name, r->instance,
		    r->build, r->told });
	for (i = 0; i < r->nworker; i++)
		add(f, (struct member){ stage_name(r->worker[i].stage),
		    r->worker[i].name, r->worker[i].instance,
		    r->worker[i].build, r->worker[i].told });
	for (i = 0; i < r->nguest; i++)
		add(f, (struct member){ kind_of(r->guest[i].program),
		    r->guest[i].name, r->guest[i].instance,
		    r->guest[i].build, r->guest[i].told });
}

/* ---- what they say ----------------------------------------------------------- */

/* The line of a key, or NULL; its value is behind it. */
static const char *
line_of(const char *settings, const char *key, size_t len)
{
	const char	*at = settings;

	while (at != NULL && *at != '\0') {
		if (strncmp(at, key, len) == 0 && at[len] == '=')
			return at + len + 1;
		at = strchr(at, '\n');
		at = at == NULL ? NULL : at + 1;
	}
	return NULL;
}

/* NULL: it is not for this one to say. */
static const char *
value_of(const struct fleet *f, const struct member *m, const char *key)
{
	const char	*at;

	if (strcmp(key, BUILD) == 0)
		return m->build;
	if (!speaks(m))
		return NULL;
	if (strcmp(key, REST) == 0)
		return m->told.digest;
	at = line_of(m->told.settings, key, strlen(key));
	if (at != NULL)
		return arena_textn(f->arena, at, strcspn(at, "\n"));
	return strncmp(key, SELF_BUILD, strlen(SELF_BUILD)) == 0 ? NULL :
	    "(default)";
}

/* ---- how they differ ----------------------------------------------------------- */

static int
is_of(const struct member *m, const char *kind)
{
	return strcmp(kind, ALL) == 0 || strcmp(m->kind, kind) == 0;
}

static void
join(struct difference *d, const struct member *m, const char *value)
{
	struct camp	*c;
	size_t		 i;

	for (i = 0; i < d->n && d->camp[i].value != NULL &&
	    strcmp(d->camp[i].value, value) != 0; i++)
		;
	c = &d->camp[i];
	if (i == d->n) {
		*c = (struct camp){ .value = i + 1 < CAMPS ? value : NULL };
		d->n++;
	}
	if (c->n < CAMP_NAMED)
		c->who[c->n] = m;
	c->n++;
}

static void
keep(struct fleet *f, const struct difference *d)
{
	f->more = f->ndifference == FLEET_DIFFERENCES;
	if (f->more)
		return;
	if (f->difference == NULL)
		f->difference = ARENA_ARRAY(f->arena, FLEET_DIFFERENCES,
		    struct difference);
	f->difference[f->ndifference++] = *d;
}

static void
compare(struct fleet *f, const char *kind, const char *key)
{
	struct difference	 d = { .kind = kind, .key = key };
	const char		*value;
	size_t			 i;

	for (i = 0; i < f->n && !f->more; i++)
		if (is_of(&f->member[i], kind) &&
		    (value = value_of(f, &f->member[i], key)) != NULL)
			join(&d, &f->member[i], value);
	if (d.n > 1)
		keep(f, &d);
}

/* Has this one above that line, or one before it, named the key already? */
static int
was_named(const struct fleet *f, size_t upto, const char *kind,
    const char *key, size_t len)
{
	size_t	 i;

	if (line_of(f->member[upto].told.settings, key, len) != key + len + 1)
		return 1;
	for (i = 0; i < upto; i++)
		if (is_of(&f->member[i], kind) && speaks(&f->member[i]) &&
		    line_of(f->member[i].told.settings, key, len) != NULL)
			return 1;
	return 0;
}

/* Every key that a member is the first to name, of so many. */
static void
compare_named(struct fleet *f, size_t i)
{
	const char	*at = f->member[i].told.settings, *kind;
	size_t		 n;
	int		 keys;

	if (!speaks(&f->member[i]))
		return;
	for (keys = 0; keys < FLEET_KEYS && !f->more && *at != '\0'; keys++) {
		n = strcspn(at, "=\n");
		kind = strncmp(at, SELF_BUILD, strlen(SELF_BUILD)) == 0 ?
		    ALL : f->member[i].kind;
		if (!was_named(f, i, kind, at, n))
			compare(f, kind, arena_textn(f->arena, at, n));
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
}

static int
is_first(const struct fleet *f, size_t i)
{
	size_t	 k = 0;

	while (strcmp(f->member[k].kind, f->member[i].kind) != 0)
		k++;
	return k == i;
}

static int
is_explained(const struct fleet *f, const char *kind)
{
	size_t	 i;

	for (i = 0; i < f->ndifference; i++)
		if (strcmp(f->difference[i].kind, kind) == 0 ||
		    strcmp(f->difference[i].kind, ALL) == 0)
			return 1;
	return 0;
}

/* What differs and was cut off the lists shows in their digests alone. */
void
fleet_compare(struct fleet *f)
{
	size_t	 i;

	compare(f, ALL, BUILD);
	for (i = 0; i < f->n; i++)
		compare_named(f, i);
	for (i = 0; i < f->n; i++)
		if (is_first(f, i) && !is_explained(f, f->member[i].kind))
			compare(f, f->member[i].kind, REST);
}

/* ---- in words ---------------------------------------------------------------- */

static void
say_silent(const struct fleet *f, struct buf *b)
{
	if (f->silent == 0)
		return;
	buf_text(b, "; ");
	say_events(b, (int64_t)f->silent, "says", "say");
	buf_text(b, " nothing of it");
}

int
fleet_say(const struct fleet *f, struct buf *b)
{
	if (f->n == f->silent && f->ndifference == 0) {
		buf_text(b, "How the processes are configured is not known");
		return 0;
	}
	if (f->ndifference == 0 && f->n == 1)
		buf_text(b, "The one process has nothing to differ from");
	else if (f->ndifference == 0) {
		buf_text(b, "All ");
		say_count(b, (int64_t)(f->n - f->silent));
		buf_text(b, " processes are configured alike");
	} else {
		buf_text(b, f->more ? "More than " : "");
		say_events(b, (int64_t)f->ndifference, "setting differs",
		    "settings differ");
		buf_text(b, " between processes of a kind");
	}
	say_silent(f, b);
	return f->ndifference != 0;
}

/* A worker without a name of its own is called as its instance. */
static void
say_member(const struct member *m, struct buf *b)
{
	if (strcmp(m->name, m->instance) != 0)
		buf_printf(b, "%s ", m->name);
	buf_printf(b, "%.*s", LINE_NODE, m->instance);
}

void
camp_say(const struct camp *c, struct buf *b)
{
	size_t	 i;

	for (i = 0; i < c->n && i < CAMP_NAMED; i++) {
		const struct member	*m = c->who[i];

		buf_text(b, i == 0 ? "" : ", ");
		say_member(m, b);
		if (speaks(m)) {
			buf_text(b, " for ");
			say_age(b, (int64_t)m->told.up_ms);
		}
	}
	if (c->n > CAMP_NAMED) {
		buf_text(b, " and ");
		say_count(b, (int64_t)(c->n - CAMP_NAMED));
		buf_text(b, " more");
	}
}
