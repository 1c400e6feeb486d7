/*
 * A published document as a sheet.  The rows of a rule set never change, so
 * its id, the counts and the deciding row are all that an explanation needs.
 */
#include <string.h>

#include "explain/sheet.h"

const enum query sheet_queries[] = {
	Q_SHOW_PAGE, Q_SHOW_PAGE_CELLS, Q_SHOW_PAGE_CHECKS, Q_NONE
};

/* Columns of show_page_cells.sql. */
enum {
	COL_LEVEL, COL_LOCATION, COL_SERVICE, COL_QUESTION, COL_AWARDED,
	COL_RATED_ON, COL_REPORT, COL_INHERITED, COL_RULESET, COL_RATING,
	COL_ROW, COL_LOW, COL_HIGH, COL_COMPUTED_ON, COL_COUNTS,
	COL_UNKNOWN = COL_COUNTS + RATING_COUNT, COL_DEPARTS, COL_REASON,
	COL_AUTHOR, COL_APPROVER, COL_REFERENCE, COL_MOVED_ON, COL_MOVED_LOW,
	COL_MOVED_HIGH
};

/* One row, with its texts in the arena. */
struct line {
	const struct rows	*rows;
	size_t			 at;
	struct arena		*arena;
};

static const char *
text(const struct line *l, int column)
{
	return arena_text(l->arena, rows_text(l->rows, l->at, column));
}

static enum rating
rating(const struct line *l, int column)
{
	return rating_parse(rows_text(l->rows, l->at, column));
}

static enum level
level_parse(const char *name)
{
	int	l;

	for (l = LEVEL_COUNT - 1; l > LEVEL_NONE; l--)
		if (strcmp(level_name((enum level)l), name) == 0)
			break;
	return (enum level)l;
}

static const struct rule *
find_rule(const struct ruleset *set, const char *id, enum rating then)
{
	const struct rule	*r = set->rules;

	while (r->id != NULL && (strcmp(r->id, id) != 0 || r->then != then))
		r++;
	return r->id != NULL ? r : NULL;
}

static const struct fact *
read_awarded(const struct line *l, const struct cell *c)
{
	const char	*word = rows_text(l->rows, l->at, COL_AWARDED);
	struct fact	*f;

	if (word[0] == '\0')
		return NULL;
	f = ARENA_NEW(l->arena, struct fact);
	*f = (struct fact){ .location = c->location, .service = c->service,
	    .question = c->question, .mark = mark_parse(word),
	    .rated = day_parse(rows_text(l->rows, l->at, COL_RATED_ON)),
	    .report = text(l, COL_REPORT) };
	f->published = f->rated;
	f->inherited = (uint8_t)rows_bool(l->rows, l->at, COL_INHERITED);
	return f;
}

static const struct deviation *
read_reason(const struct line *l, const struct cell *c)
{
	struct deviation	*d;

	if (rows_text(l->rows, l->at, COL_REASON)[0] == '\0')
		return NULL;
	d = ARENA_NEW(l->arena, struct deviation);
	*d = (struct deviation){ .location = c->location,
	    .service = c->service, .question = c->question,
	    .reason = text(l, COL_REASON), .author = text(l, COL_AUTHOR),
	    .approver = text(l, COL_APPROVER),
	    .reference = text(l, COL_REFERENCE) };
	return d;
}

static void
read_computed(const struct line *l, struct cell *c)
{
	int	r;

	c->set = ruleset_find(rows_text(l->rows, l->at, COL_RULESET));
	if (c->set == NULL)
		return;
	for (r = 0; r < RATING_COUNT; r++)
		c->computed.n[r] = (uint8_t)rows_int(l->rows, l->at,
		    COL_COUNTS + r);
	c->unknown = (uint8_t)rows_int(l->rows, l->at, COL_UNKNOWN);
	c->bounds.low = rating(l, COL_LOW);
	c->bounds.high = rating(l, COL_HIGH);
	c->computed.rating = rules_decide(c->set, c->computed.n).rating;
	c->computed.rule = find_rule(c->set,
	    rows_text(l->rows, l->at, COL_ROW), c->computed.rating);
	c->computed_on = day_parse(rows_text(l->rows, l->at,
	    COL_COMPUTED_ON));
}

static void
read_cell(const struct line *l, struct cell *c)
{
	*c = (struct cell){
	    .level = level_parse(rows_text(l->rows, l->at, COL_LEVEL)),
	    .location = text(l, COL_LOCATION),
	    .service = text(l, COL_SERVICE),
	    .question = question_parse(rows_text(l->rows, l->at,
	    COL_QUESTION)) };
	c->awarded = read_awarded(l, c);
	read_computed(l, c);
	c->departs = (uint8_t)rows_bool(l->rows, l->at, COL_DEPARTS);
	c->deviation = read_reason(l, c);
	c->moved_on = day_parse(rows_text(l->rows, l->at, COL_MOVED_ON));
	c->moved = c->moved_on.precision != PRECISION_NONE;
	c->now.low = rating(l, COL_MOVED_LOW);
	c->now.high = rating(l, COL_MOVED_HIGH);
}

static void
read_cells(struct sheet *s, const struct rows *rows, struct arena *a)
{
	struct line	 l = { rows, 0, a };
	struct cell	*cell = ARENA_ARRAY(a, rows_count(rows) + 1,
			    struct cell);

	for (; l.at < rows_count(rows); l.at++)
		read_cell(&l, &cell[l.at]);
	s->cell = cell;
	s->ncell = l.at;
}

static void
read_checks(struct sheet *s, const struct rows *rows, struct arena *a)
{
	struct line	 l = { rows, 0, a };
	struct check	*check = ARENA_ARRAY(a, rows_count(rows) + 1,
			    struct check);

	for (; l.at < rows_count(rows); l.at++)
		check[l.at] = (struct check){ text(&l, 0), text(&l, 1) };
	s->check = check;
	s->ncheck = l.at;
}

static void
read_head(struct sheet *s, const struct rows *rows, const char *subject,
    struct arena *a)
{
	struct line	 l = { rows, 0, a };
	struct edition	*e = ARENA_ARRAY(a, rows_count(rows) + 1,
			    struct edition);

	*s = (struct sheet){ .id = arena_text(a, subject),
	    .name = text(&l, 2), .sector = text(&l, 4),
	    .is_trust = strcmp(rows_text(rows, 0, 3), "nhs-trust") == 0,
	    .as_of = day_parse(rows_text(rows, 0, 5)), .licence = text(&l, 6),
	    .edition = e, .nedition = rows_count(rows) };
	s->subject = s->id;
	for (; l.at < rows_count(rows); l.at++)
		e[l.at] = (struct edition){
		    (uint32_t)rows_int(rows, l.at, 0), text(&l, 1) };
}

static struct rows *
ask(struct db *db, enum query query, const char *subject, uint32_t version,
    struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, subject);
	if (version != 0)
		params_int4(p, (int32_t)version);
	rows = db_run(db, query, p, NULL, e);
	params_free(&p);
	return rows;
}

/* One question about a version, and what to do with the answer. */
static int
read_part(struct sheet *s, uint32_t version, struct db *db, enum query query,
    void (*read)(struct sheet *, const struct rows *, struct arena *),
    struct arena *a, struct err *e)
{
	struct rows	*rows = ask(db, query, s->subject, version, e);

	if (rows == NULL)
		return -1;
	read(s, rows, a);
	rows_free(&rows);
	return 0;
}

/* The version (0: the newest) if it was published, else 0. */
static uint32_t
find_version(const struct sheet *s, uint32_t version)
{
	size_t	i;

	if (version == 0)
		return s->edition[0].version;
	for (i = 0; i < s->nedition; i++)
		if (s->edition[i].version == version)
			return version;
	return 0;
}

int
sheet_of_version(struct sheet *s, struct db *db, const char *subject,
    uint32_t version, struct arena *a, struct err *e)
{
	struct rows	*rows = ask(db, Q_SHOW_PAGE, subject, 0, e);
	size_t		 n;

	if (rows == NULL)
		return -1;
	if ((n = rows_count(rows)) > 0)
		read_head(s, rows, subject, a);
	rows_free(&rows);
	if (n == 0 || (version = find_version(s, version)) == 0)
		return 0;
	if (read_part(s, version, db, Q_SHOW_PAGE_CELLS, read_cells, a, e)
	    != 0 ||
	    read_part(s, version, db, Q_SHOW_PAGE_CHECKS, read_checks, a, e)
	    != 0)
		return -1;
	return 1;
}

int
sheet_from_published(struct sheet *s, struct db *db, const char *subject,
    struct arena *a, struct err *e)
{
	return sheet_of_version(s, db, subject, 0, a, e);
}
