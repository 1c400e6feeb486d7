/*
 * What a rig has come to: its tables, its books, its memory.
 */
#include "tests/bench/lib/rig_inside.h"
#include "tests/lib/test.h"

static const char *const tables[RIG_TABLES] = { "event", "assessment", "combination",
	"publication", "subject_head", "rating_version", "decision",
	"organisation", "due" };

int64_t
rig_number(struct rig *r, const char *sql)
{
	return strtoll(pg_value(r->pg, "%s", sql), NULL, 10);
}

static double
table_size(struct rig *r, const char *table)
{
	return strtod(pg_value(r->pg, "select pg_total_relation_size('%s')",
	    table), NULL);
}

void
rig_note_sizes(struct rig *r)
{
	size_t	 i;

	for (i = 0; i < RIG_TABLES; i++)
		r->size[i] = table_size(r, tables[i]);
}

struct pg *
rig_server(const struct rig *r)
{
	return r->pg;
}

const struct table_bytes *
rig_tables(struct rig *r)
{
	static struct table_bytes	 out[RIG_TABLES + 1];
	size_t				 i;

	for (i = 0; i < RIG_TABLES; i++)
		out[i] = (struct table_bytes){ tables[i],
		    (table_size(r, tables[i]) - r->size[i]) /
		    (double)(r->sent - 1) };
	return out;
}

long
rig_memory(const struct rig *r, enum stage s)
{
	return line_memory(r->line, s, 0);
}

int64_t
rig_difference(struct rig *r)
{
	int64_t	 want = r->first + (int64_t)r->sent, sum;
	size_t	 i;

	sum = llabs((int64_t)r->accepted - (int64_t)r->sent);
	for (i = 0; i < STAGE_COUNT - 1; i++)
		sum += llabs(strtoll(pg_value(r->pg, "select count(*) from %s",
		    tables[i]), NULL, 10) - want);
	return sum + (strlen(line_faults(r->line)) != 0);
}

double
rig_payload(struct rig *r)
{
	return strtod(pg_value(r->pg, "select avg(octet_length(payload)) from "
	    "event where event_id > (select max(event_id) - 1000 from event)"),
	    NULL);
}

int64_t
rig_dead_tuples(struct rig *r)
{
	return rig_number(r, "select sum(n_dead_tup) from pg_stat_user_tables "
	    "where relname in ('event', 'assessment', 'combination', "
	    "'publication', 'subject_head', 'rating_version', 'decision')");
}
