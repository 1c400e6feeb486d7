#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/subjects.h"

enum { NEAR_MAX = 5 };

const enum query subject_queries[] = {
	Q_SHOW_SUBJECT, Q_SHOW_KNOWN, Q_SHOW_NAMES, Q_NONE
};

/* What is being looked for. */
struct search {
	const char	*verb, *organisation, *known;
	struct db	*db;
};

/* An organisation that may have been meant; less is nearer. */
struct near {
	const char	*id, *name;
	unsigned	 distance;
};

static void
keep_near(struct near *near, const struct near *one)
{
	struct near	here = *one, was;
	size_t		i;

	for (i = 0; i < NEAR_MAX; i++) {
		if (near[i].id != NULL && near[i].distance <= here.distance)
			continue;
		was = near[i];
		near[i] = here;
		here = was;
		if (here.id == NULL)
			break;
	}
}

/* A part of the name is as near as one wrong letter. */
static unsigned
distance(const char *word, const char *id, const char *name)
{
	return strcasestr(name, word) != NULL ? 1 : text_distance(word, id);
}

static void
say_near(const struct near *near, const char *word)
{
	unsigned	most = strlen(word) < 6 ? 1 : 3;
	size_t		i;

	if (near[0].id != NULL && near[0].distance <= most)
		fputs("did you mean\n", stderr);
	for (i = 0; i < NEAR_MAX && near[i].id != NULL; i++)
		if (near[i].distance <= most)
			fprintf(stderr, "  %-18s %s\n", near[i].id,
			    near[i].name);
}

static int
not_known_then(const struct search *q)
{
	cmd_say(q->verb, "nothing of \"%s\" was published before %s",
	    q->organisation, q->known);
	return EXIT_NOINPUT;
}

static int
not_found(const struct search *q)
{
	struct near	 near[NEAR_MAX] = { { 0 } }, one;
	struct params	*p = params_new();
	int		 code;
	struct rows	*rows = link_run(q->verb, q->db, Q_SHOW_NAMES, p,
			    &code);
	size_t		 i;

	params_free(&p);
	if (rows == NULL)
		return code;
	cmd_say(q->verb, "nothing is known of \"%s\"", q->organisation);
	for (i = 0; i < rows_count(rows); i++) {
		one.id = rows_text(rows, i, 0);
		one.name = rows_text(rows, i, 1);
		one.distance = distance(q->organisation, one.id, one.name);
		keep_near(near, &one);
	}
	say_near(near, q->organisation);
	cmd_next("sixthkey get ratings");
	rows_free(&rows);
	return EXIT_NOINPUT;
}

int
subject_find(const char *verb, struct db *db, const char *organisation,
    const char *known, struct arena *arena, struct subject *s)
{
	const struct search	 q = { verb, organisation, known, db };
	struct err		 e = { 0 };
	int			 found;

	if (*organisation == '\0')
		return cmd_misused(verb, "name one organisation");
	found = subject_read(s, db, organisation, known, arena, &e);
	if (found < 0)
		return link_failed(verb, &e);
	return found ? EXIT_OK : known != NULL ? not_known_then(&q) :
	    not_found(&q);
}

/* ---- all of them --------------------------------------------------------- */

int
subjects_each(const char *verb, struct db *db, const char *known,
    subject_fn *fn, void *arg)
{
	struct err	e = { 0 };

	return subjects_walk(db, known, fn, arg, &e) == 0 ? EXIT_OK :
	    link_failed(verb, &e);
}
