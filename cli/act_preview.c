/*
 * Before anything is done: which messages, how many, and what of it would be in
 * vain.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/act_bulk.h"
#include "cli/cmd.h"

const char *
bulk_filter(const struct bulk_wish *w, struct arena *a)
{
	struct buf	 b = { 0 };
	const char	*text;

	buf_text(&b, w->verdict != VERDICT_NONE ? act_state(w->verdict) :
	    "put aside");
	if (w->stage != STAGE_NONE)
		buf_printf(&b, " at %s", stage_name(w->stage));
	if (w->event != 0)
		buf_printf(&b, ", event %lld", (long long)w->event);
	if (*w->class != '\0')
		buf_printf(&b, ", with \"%s\" in the error", w->class);
	if (*w->exclude != '\0')
		buf_printf(&b, ", without \"%s\" in the error", w->exclude);
	if (*w->since != '\0')
		buf_printf(&b, ", since %s", w->since);
	text = arena_text(a, b.data);
	buf_release(&b);
	return text;
}

static struct params *
choice(const struct bulk_run *r, const char *filter)
{
	const struct bulk_wish	*w = &r->wish;
	struct params		*p = params_new();

	params_text(p, r->bulk->verb);
	params_text(p, act_who());
	params_text(p, w->reason);
	params_text(p, filter);
	params_int4(p, (int32_t)w->stage);
	params_int8(p, w->event);
	params_int4(p, (int32_t)w->verdict);
	params_text(p, w->class);
	params_text(p, w->exclude);
	params_text(p, w->since);
	return p;
}

static int
bind_failed(const struct bulk_run *r, const struct err *e)
{
	if (strstr(e->text, "(22007)") == NULL &&
	    strstr(e->text, "(22008)") == NULL)
		return act_failed(r->bulk->verb, e);
	return cmd_misused(r->bulk->verb, "--since takes a time in UTC, such "
	    "as \"2026-03-01 09:30\" or yesterday, not \"%s\"",
	    r->wish.since);
}

int
bulk_bind(struct bulk_run *r, const char **snapshot)
{
	const char	*filter = bulk_filter(&r->wish, r->arena);
	struct params	*p = choice(r, filter);
	struct err	 e = { 0 };
	struct rows	*rows = db_run(r->db, Q_OPERATION_PUT, p, NULL, &e);
	size_t		 n = rows != NULL ? rows_count(rows) : 0;

	params_free(&p);
	if (rows == NULL)
		return bind_failed(r, &e);
	if (n != 0)
		*snapshot = arena_text(r->arena, rows_text(rows, 0, 0));
	rows_free(&rows);
	if (n != 0)
		return EXIT_OK;
	cmd_say(r->bulk->verb, "nothing done: no message is %s; sixthkey get "
	    "aside lists what there is", filter);
	return EXIT_NO;
}

void
bulk_command(const struct bulk_run *r, const struct bulk_state *s,
    const char *snapshot)
{
	printf("sixthkey %s --snapshot %s", r->bulk->verb, snapshot);
	if (s->count >= BULK_TYPED)
		printf(" --confirm %lld\n", (long long)s->count);
	else
		puts(s->count > BULK_FREE ? " --yes" : "");
}

static void
print_state(const struct bulk_run *r, const struct bulk_state *s,
    const char *snapshot)
{
	int	one = s->left == 1;

	printf("%s %lld message%s %s, as of %s UTC (snapshot %s)\n",
	    r->bulk->would, (long long)s->left, one ? "" : "s", s->filter,
	    s->at, snapshot);
}

static int
print_classes(const struct bulk_run *r, const struct bulk_state *s)
{
	struct params	*p = params_new();
	struct rows	*rows;
	size_t		 i;
	int		 code;

	params_int8(p, s->id);
	rows = act_run(r->bulk->verb, r->db, Q_OPERATION_CLASSES, p, &code);
	params_free(&p);
	if (rows == NULL)
		return code;
	for (i = 0; i < rows_count(rows); i++)
		printf("%7lld  %s at %s: %s%s\n",
		    (long long)rows_int(rows, i, 3),
		    act_state((enum verdict)rows_int(rows, i, 1)),
		    stage_name((enum stage)rows_int(rows, i, 0)),
		    rows_text(rows, i, 2),
		    r->bulk->records || !rows_bool(rows, i, 4) ? "" :
		    "   <- will fail again");
	rows_free(&rows);
	return EXIT_OK;
}

int
bulk_preview(struct bulk_run *r, struct bulk_state *s, const char *snapshot)
{
	int	code;

	print_state(r, s, snapshot);
	if ((code = print_classes(r, s)) != EXIT_OK)
		return code;
	fputs("Nothing done. To go on:  ", stdout);
	bulk_command(r, s, snapshot);
	return EXIT_OK;
}

int
bulk_find(struct bulk_run *r, const char *snapshot, struct bulk_state *s)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int		 code;

	params_text(p, snapshot);
	rows = act_run(r->bulk->verb, r->db, Q_OPERATION_FIND, p, &code);
	params_free(&p);
	if (rows == NULL)
		return code;
	if (rows_count(rows) == 1)
		*s = (struct bulk_state){
			.id = rows_int(rows, 0, 0),
			.verb = arena_text(r->arena, rows_text(rows, 0, 1)),
			.at = arena_text(r->arena, rows_text(rows, 0, 2)),
			.who = arena_text(r->arena, rows_text(rows, 0, 3)),
			.reason = arena_text(r->arena, rows_text(rows, 0, 4)),
			.filter = arena_text(r->arena, rows_text(rows, 0, 5)),
			.count = rows_int(rows, 0, 6),
			.done = rows_int(rows, 0, 7),
			.skipped = rows_int(rows, 0, 8),
			.cancelled = rows_bool(rows, 0, 9),
			.left = rows_int(rows, 0, 10)
		};
	else
		code = EXIT_NOINPUT;
	rows_free(&rows);
	if (code == EXIT_NOINPUT)
		cmd_say(r->bulk->verb, "nothing done: there is no snapshot "
		    "\"%s\"", snapshot);
	return code;
}
