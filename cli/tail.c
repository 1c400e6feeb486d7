/*
 * tail - what happens, while it happens: records of a stage, and what is put
 * aside there.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "operations/aside.h"
#include "proto/event.h"

enum { STEP_MS = 500, PAGE = 1000, SEEN = 8192, COLUMNS = 6, STAMP = 40 };
enum { COL_AT, COL_EVENT, COL_DID, COL_CODE, COL_ASIDE, COL_SUBJECT, COL_KIND,
	COL_TEXT };

static const enum query queries[] = { Q_SHOW_MOMENT, Q_SHOW_RECENT, Q_NONE };

static const struct heading headings[COLUMNS] = {
	{ "event", 1 }, { "at", 0 }, { "subject", 0 }, { "kind", 0 },
	{ "what", 0 }, { "text", 0 }
};

struct follow {
	struct db	*db;
	struct list	*list;
	enum stage	 stage;
	const char	*organisation;
	int		 failed;
	int64_t		 left;		/* lines; 0: no end */
	char		 before[STAMP], now[STAMP];
	int64_t		 aside;
	int64_t		 seen[SEEN];	/* the newest records, in a ring */
	size_t		 nseen;
};

/* Ctrl-C ends it like everything has an end. */
static volatile sig_atomic_t	 stopped;

static void
stop(int signo)
{
	(void)signo;
	stopped = 1;
}

static int
is_new(struct follow *f, int64_t event)
{
	size_t	 i, n = f->nseen < SEEN ? f->nseen : SEEN;

	for (i = 0; i < n; i++)
		if (f->seen[i] == event)
			return 0;
	f->seen[f->nseen++ % SEEN] = event;
	return 1;
}

static const char *
what(const struct rows *rows, size_t i)
{
	int64_t	 code = rows_int(rows, i, COL_CODE);

	if (rows_int(rows, i, COL_DID) == 2)
		return aside_state((enum verdict)code);
	return code == 9 ? "discarded" : code == 2 ? "led to a version" :
	    "no change";
}

/* A table that has no end cannot be measured; nothing foreign may move the
 * cursor. */
static void
print(const char *const *value)
{
	const char	*at;

	printf("%s  %8s  %-6s %-28s %-18s", value[1], value[0], value[2],
	    value[3], value[4]);
	for (at = value[5]; *at != '\0'; at++)
		putchar((unsigned char)*at < ' ' || *at == 0x7f ? '?' : *at);
	putchar('\n');
}

static void
put(struct follow *f, const struct rows *rows, size_t i)
{
	char		 event[24];
	const char	*value[COLUMNS] = { event, rows_text(rows, i, COL_AT),
	    rows_text(rows, i, COL_SUBJECT),
	    event_kind_name((enum event_kind)rows_int(rows, i, COL_KIND)),
	    f->stage <= STAGE_ASSESSMENT && rows_int(rows, i, COL_DID) == 1 ?
	    "recorded" : what(rows, i), rows_text(rows, i, COL_TEXT) };

	snprintf(event, sizeof(event), "%lld",
	    (long long)rows_int(rows, i, COL_EVENT));
	if (f->list != NULL)
		list_row(f->list, value);
	else
		print(value);
	if (f->left != 0 && --f->left == 0)
		stopped = 1;
}

static void
take(struct follow *f, const struct rows *rows)
{
	size_t	 i;

	for (i = 0; i < rows_count(rows) && !stopped; i++) {
		if (rows_int(rows, i, COL_DID) == 2)
			f->aside = rows_int(rows, i, COL_ASIDE);
		else if (f->failed ||
		    !is_new(f, rows_int(rows, i, COL_EVENT)))
			continue;
		put(f, rows, i);
	}
	fflush(stdout);
}

/* The moment before the last one: what commits late is still seen. */
static int
look(struct follow *f)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int		 code;

	params_int4(p, (int32_t)f->stage);
	params_text(p, f->before);
	params_int8(p, f->aside);
	params_text(p, f->organisation);
	params_int4(p, PAGE);
	rows = link_run("tail", f->db, Q_SHOW_RECENT, p, &code);
	params_free(&p);
	if (rows == NULL)
		return code;
	take(f, rows);
	rows_free(&rows);
	return EXIT_OK;
}

static int
note_moment(struct follow *f, int first)
{
	int		 code;
	struct rows	*rows = link_run("tail", f->db, Q_SHOW_MOMENT, NULL,
			    &code);

	if (rows == NULL)
		return code;
	memcpy(f->before, f->now, sizeof(f->before));
	snprintf(f->now, sizeof(f->now), "%s", rows_text(rows, 0, 0));
	if (first) {
		memcpy(f->before, f->now, sizeof(f->before));
		f->aside = rows_int(rows, 0, 1);
	}
	rows_free(&rows);
	return EXIT_OK;
}

static int
follow(struct follow *f)
{
	struct sigaction	 sa = { .sa_handler = stop };
	int			 n, code = note_moment(f, 1);

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	for (n = 1; code == EXIT_OK && !stopped; n++) {
		code = look(f);
		if (code == EXIT_OK && !stopped)
			poll(NULL, 0, STEP_MS);
		/* Ten looks back is late enough for any commit. */
		if (code == EXIT_OK && n % 10 == 0)
			code = note_moment(f, 0);
	}
	return code;
}

static int
run(struct follow *f, enum form form)
{
	int	 code = link_db("tail", queries, &f->db);

	if (code != EXIT_OK)
		return code;
	if (!form_is_table(form))
		f->list = list_open(stdout, form, headings, COLUMNS);
	code = follow(f);
	if (f->list != NULL)
		list_close(&f->list);
	else if (code == EXIT_OK)
		cmd_next("sixthkey journey EVENT");
	db_close(&f->db);
	return code;
}

int
cmd_tail(int argc, char **argv)
{
	struct follow		 f = { .stage = STAGE_PUBLICATION,
				    .organisation = "" };
	enum form		 form = isatty(STDOUT_FILENO) ? FORM_TABLE :
				    FORM_JSONL;
	const struct opt	 opts[] = {
		{ "trust", 0, OPT_TEXT, &f.organisation },
		{ "failed", 0, OPT_FLAG, &f.failed },
		{ "limit", 0, OPT_NUMBER, &f.left },
		{ "output", 'o', OPT_FORM, &form },
		{ 0 }
	};
	int			 code, n;

	if ((n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (n > 1)
		return cmd_misused("tail", "takes one stage");
	if (n == 1 &&
	    (code = act_stage("tail", argv[1], 1, &f.stage)) != EXIT_OK)
		return code;
	return run(&f, form);
}
