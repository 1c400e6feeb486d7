#include "explain/subject.h"
#include "proto/convert.h"

const enum query subject_read_queries[] = { Q_SHOW_SUBJECT, Q_SHOW_KNOWN, Q_NONE };

static int
look_up(struct subject *s, struct db *db, const char *known, struct arena *a,
    struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int		 found = -1;

	params_text(p, s->id);
	if (known != NULL)
		params_text(p, known);
	rows = db_run(db, known != NULL ? Q_SHOW_KNOWN : Q_SHOW_SUBJECT, p,
	    NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) == 0) {
		found = 0;
	} else if (state_unpack(rows_bytea(rows, 0, 1), a, &s->state, e) == 0) {
		s->version = (uint32_t)rows_int(rows, 0, 2);
		s->published = arena_text(a, rows_text(rows, 0, 3));
		found = 1;
	}
	rows_free(&rows);
	return found;
}

/* Codes are upper case; people are not. */
static char *
upper(const char *word, struct arena *a)
{
	char	*text = arena_text(a, word), *p;

	for (p = text; *p != '\0'; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	return text;
}

int
subject_read(struct subject *s, struct db *db, const char *organisation,
    const char *known, struct arena *a, struct err *e)
{
	int	found;

	*s = (struct subject){ .id = organisation, .published = "" };
	found = look_up(s, db, known, a, e);
	if (found != 0)
		return found;
	s->id = upper(organisation, a);
	return look_up(s, db, known, a, e);
}
