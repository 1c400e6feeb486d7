#include <stddef.h>

#include "explain/subjects.h"
#include "proto/convert.h"

enum { PAGE = 1000 };

/* What is done with each, and how far it is. */
struct walk {
	struct db	*db;
	const char	*known;
	subject_fn	*fn;
	void		*arg;
	struct arena	*arena;		/* of one subject */
	int		 ended;
};

static int
visit_one(struct walk *w, const struct rows *rows, size_t at, struct err *e)
{
	struct state	st;
	struct facts	f;
	struct identity	who;

	arena_reset(w->arena);
	if (state_unpack(rows_bytea(rows, at, 1), w->arena, &st, e) != 0)
		return err_add(e, "state of %s", rows_text(rows, at, 0));
	facts_from_state(&st, w->arena, &f, &who);
	w->ended = w->fn(w->arg, &f, &who, (uint32_t)rows_int(rows, at, 2),
	    w->arena) != 0;
	return 0;
}

static struct rows *
next_page(struct walk *w, const char *after, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, after);
	params_int4(p, PAGE);
	params_text(p, w->known != NULL ? w->known : "");
	rows = db_run(w->db, Q_SHOW_STATES, p, NULL, e);
	params_free(&p);
	return rows;
}

/* 1: there may be more behind it, 0, or -1. */
static int
visit_page(struct walk *w, const struct rows *rows, struct err *e)
{
	size_t	i, n = rows_count(rows);

	for (i = 0; i < n && !w->ended; i++)
		if (visit_one(w, rows, i, e) != 0)
			return -1;
	return n == PAGE && !w->ended;
}

int
subjects_walk(struct db *db, const char *known, subject_fn *fn, void *arg,
    struct err *e)
{
	struct walk	 w = { db, known, fn, arg, arena_new(0), 0 };
	struct rows	*rows, *was = NULL;
	const char	*after = "";
	int		 more = 1;

	while (more == 1) {
		rows = next_page(&w, after, e);
		rows_free(&was);
		was = rows;		/* `after` lives in it */
		more = rows == NULL ? -1 : visit_page(&w, rows, e);
		if (more == 1)
			after = rows_text(rows, PAGE - 1, 0);
	}
	rows_free(&was);
	arena_free(&w.arena);
	return more;
}
