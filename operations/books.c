#include <stddef.h>

#include "base/json.h"
#include "operations/books.h"

const enum query books_queries[] = { Q_SHOW_STAGES, Q_NONE };
const enum query books_recount_queries[] = { Q_CHECK_STAGES, Q_NONE };

/* Columns of show_stages.sql. */
enum {
	COL_STAGE, COL_CAME, COL_RECORDED, COL_WAITING, COL_RETRYING, COL_DEAD,
	COL_PARKED, COL_OLDEST, COL_RECENT, COL_PUBLISHED, COL_NO_CHANGE,
	COL_HELD, COL_SUPERSEDED, COL_DISCARDED, COL_AHEAD
};

static void
read_stage(struct books *b, const struct rows *rows, size_t at)
{
	int64_t	stage = rows_int(rows, at, COL_STAGE);

	if (stage <= STAGE_NONE || stage >= STAGE_COUNT)
		return;
	b->stage[stage] = (struct stage_books){
		.came = rows_int(rows, at, COL_CAME),
		.recorded = rows_int(rows, at, COL_RECORDED),
		.waiting = rows_int(rows, at, COL_WAITING),
		.retrying = rows_int(rows, at, COL_RETRYING),
		.dead = rows_int(rows, at, COL_DEAD),
		.parked = rows_int(rows, at, COL_PARKED),
		.oldest_ms = rows_int(rows, at, COL_OLDEST),
		.recent = rows_int(rows, at, COL_RECENT)
	};
}

static void
read_ends(struct books *b, const struct rows *rows)
{
	b->accepted = b->stage[STAGE_INGEST].recorded;
	b->published = rows_int(rows, 0, COL_PUBLISHED);
	b->no_change = rows_int(rows, 0, COL_NO_CHANGE);
	b->held = rows_int(rows, 0, COL_HELD);
	b->superseded = rows_int(rows, 0, COL_SUPERSEDED);
	b->discarded = rows_int(rows, 0, COL_DISCARDED);
	b->ahead = rows_int(rows, 0, COL_AHEAD);
}

static int
read_all(struct books *b, struct db *db, enum query q, struct err *e)
{
	struct params	*none = params_new();
	struct rows	*rows = db_run(db, q, none, NULL, e);
	size_t		 i;

	params_free(&none);
	if (rows == NULL)
		return -1;
	*b = (struct books){ 0 };
	for (i = 0; i < rows_count(rows); i++)
		read_stage(b, rows, i);
	read_ends(b, rows);
	rows_free(&rows);
	return 0;
}

int
books_read(struct books *b, struct db *db, struct err *e)
{
	return read_all(b, db, Q_SHOW_STAGES, e);
}

int
books_recount(struct books *b, struct db *db, struct err *e)
{
	return read_all(b, db, Q_CHECK_STAGES, e);
}

struct stage_books
books_total(const struct books *b)
{
	struct stage_books	sum = { .oldest_ms = -1 };
	int			s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		sum.waiting += b->stage[s].waiting;
		sum.retrying += b->stage[s].retrying;
		sum.dead += b->stage[s].dead;
		sum.parked += b->stage[s].parked;
		if (b->stage[s].oldest_ms > sum.oldest_ms)
			sum.oldest_ms = b->stage[s].oldest_ms;
	}
	return sum;
}

int64_t
books_stage_gap(const struct books *b, enum stage stage)
{
	const struct stage_books	*s = &b->stage[stage];

	return s->came - s->recorded - s->waiting - s->retrying - s->dead -
	    s->parked;
}

/* Fewer than none, or more than wait, are not ahead but a fault. */
int64_t
books_undecided(const struct books *b)
{
	int64_t	 waiting = books_total(b).waiting;
	int	 fine = b->ahead >= 0 &&
		    b->ahead <= b->stage[STAGE_PUBLICATION].waiting;

	return fine ? waiting - b->ahead : waiting;
}

int64_t
books_gap(const struct books *b)
{
	struct stage_books	open = books_total(b);

	return b->accepted - b->published - b->no_change - b->held -
	    b->superseded - b->discarded - books_undecided(b) - open.retrying -
	    open.dead - open.parked;
}

int
books_balanced(const struct books *b)
{
	int	s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		if (books_stage_gap(b, (enum stage)s) != 0)
			return 0;
	return books_gap(b) == 0;
}

void
books_entries(const struct books *b, struct book_entry out[BOOKS_ENTRIES])
{
	struct stage_books	open = books_total(b);
	const struct book_entry	all[BOOKS_ENTRIES] = {
		{ "accepted", "accepted", b->accepted },
		{ "published", "published", b->published },
		{ "no_change", "no change", b->no_change },
		{ "held", "held", b->held },
		{ "superseded", "superseded", b->superseded },
		{ "discarded", "discarded", b->discarded },
		{ "waiting", "waiting", books_undecided(b) },
		{ "retrying", "retrying", open.retrying },
		{ "dead", "dead", open.dead },
		{ "parked", "parked", open.parked },
	};
	int	i;

	for (i = 0; i < BOOKS_ENTRIES; i++)
		out[i] = all[i];
}

void
books_json(const struct books *b, struct buf *out)
{
	struct book_entry	all[BOOKS_ENTRIES];
	struct json	j;
	int		i;

	books_entries(b, all);
	json_init(&j, out, 0);
	json_object(&j, NULL);
	for (i = 0; i < BOOKS_ENTRIES; i++)
		json_int(&j, all[i].name, all[i].n);
	json_bool(&j, "balanced", books_balanced(b));
	json_end(&j);
	buf_char(out, '\n');
}

void
books_csv(const struct books *b, struct buf *out)
{
	struct book_entry	all[BOOKS_ENTRIES];
	int		i;

	books_entries(b, all);
	buf_text(out, "what,events\n");
	for (i = 0; i < BOOKS_ENTRIES; i++)
		buf_printf(out, "%s,%lld\n", all[i].name, (long long)all[i].n);
}
