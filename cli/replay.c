/*
 * replay - work the history of an organisation again: an event for each that
 * says so.  Nothing recorded is changed; where the rules or their tables give
 * something else now, there is a new version.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "proto/client.h"

enum { PATIENCE_MS = 60000, PAGE = 500, CONFIRM_FROM = 100 };

static const enum query queries[] = { Q_SHOW_TOUCHED, Q_NONE };

struct wish {
	const char	*trust, *since, *reason, *ruleset;
	int64_t		 confirm;
	int		 yes;
	enum form	 form;
	struct db	*db;
	struct client	*client;	/* NULL: only count */
	int64_t		 n, accepted;
};

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct wish	*w = arg;

	if (answer->answer == ANSWER_ACCEPTED)
		w->accepted++;
	else if (answer->answer != ANSWER_DUPLICATE)
		cmd_say("replay", "%s", answer->text);
}

static struct day
today(void)
{
	return (struct day){ clock_today(), PRECISION_DAY };
}

static int
submit(struct wish *w, const char *subject, struct err *e)
{
	struct arena		*a = arena_new(0);
	char			 day[DAY_TEXT];
	const struct recompute	 r = { .on = today(), .reason = w->reason,
				    .author = act_who(),
				    .ruleset = w->ruleset };
	struct event		 ev = { .source = "/desk",
				    .kind = KIND_RATING_RECOMPUTED,
				    .provider = "", .location = "",
				    .name = "", .trace = "", .via = "",
				    .recompute = &r };
	int			 rc;

	if (strchr(subject, '-') != NULL)
		ev.location = subject;
	else
		ev.provider = subject;
	ev.source_id = arena_printf(a, "replay/%s/%s/%s/%08x", subject,
	    day_text(today(), day), w->ruleset, text_hash(w->reason));
	rc = event_check(&ev, clock_today(), e);
	if (rc == 0)
		rc = client_submit(w->client, &ev, 1, PATIENCE_MS, e);
	arena_free(&a);
	return rc;
}

static struct rows *
page(const struct wish *w, const char *after, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, w->since);
	params_text(p, w->trust);
	params_text(p, after);
	params_int4(p, PAGE);
	rows = link_run("replay", w->db, Q_SHOW_TOUCHED, p, code);
	params_free(&p);
	return rows;
}

/* Count them, or submit one event for each. */
static int
each(struct wish *w)
{
	char		 after[300] = "";
	struct rows	*rows;
	struct err	 e = { 0 };
	size_t		 i, n = PAGE;
	int		 code = EXIT_OK;

	for (w->n = 0; code == EXIT_OK && n == PAGE;) {
		rows = page(w, after, &code);
		n = rows == NULL ? 0 : rows_count(rows);
		for (i = 0; i < n && code == EXIT_OK; i++, w->n++)
			if (w->client != NULL &&
			    submit(w, rows_text(rows, i, 0), &e) != 0)
				code = link_failed("replay", &e);
		if (n > 0)
			snprintf(after, sizeof(after), "%s",
			    rows_text(rows, n - 1, 0));
		rows_free(&rows);
	}
	if (code == EXIT_OK && w->client != NULL &&
	    client_flush(w->client, PATIENCE_MS, &e) != 0)
		code = link_failed("replay", &e);
	return code;
}

static void
put_counts(const struct wish *w)
{
	static const struct heading	headings[] = {
		{ "organisations", 1 }, { "worked_again", 1 }
	};
	char	 n[24], accepted[24];

	snprintf(n, sizeof(n), "%lld", (long long)w->n);
	snprintf(accepted, sizeof(accepted), "%lld", (long long)w->accepted);
	list_one(stdout, w->form, headings, 2,
	    (const char *const []){ n, accepted });
}

/* Many are confirmed by their number. */
static int
is_confirmed(const struct wish *w)
{
	return w->n < CONFIRM_FROM ? w->yes || w->confirm == w->n :
	    w->confirm == w->n;
}

static int
carry_out(struct wish *w)
{
	const char	*endpoint = link_setting("replay", "SIXTHKEY_SUBMIT");
	struct key_conf	 key;
	struct err	 e = { 0 };
	int		 code = identity_load("replay", &key);

	if (endpoint == NULL || code != EXIT_OK)
		return endpoint == NULL ? EXIT_USAGE : code;
	w->client = client_open_as(&key, endpoint, 0, on_answer, w, &e);
	if (w->client == NULL)
		return link_failed("replay", &e);
	code = each(w);
	client_close(&w->client);
	if (code == EXIT_OK && w->form != FORM_TABLE) {
		put_counts(w);
	} else if (code == EXIT_OK) {
		printf("%lld of %lld are worked again, the others were "
		    "asked for before\n", (long long)w->accepted,
		    (long long)w->n);
		cmd_next("sixthkey status --wait");
	}
	return code;
}

static int
replay(struct wish *w)
{
	int	 code = link_db("replay", queries, &w->db);

	if (code != EXIT_OK || (code = each(w)) != EXIT_OK)
		return code;
	if (w->n == 0) {
		cmd_say("replay", "nobody is meant by that; sixthkey get "
		    "ratings lists who is rated");
		return EXIT_NOINPUT;
	}
	if (is_confirmed(w))
		return carry_out(w);
	if (w->form != FORM_TABLE) {
		put_counts(w);
		return EXIT_OK;
	}
	printf("Would work %lld again: their ratings are made anew from what "
	    "is recorded; nobody who comes out the same gets a new version.\n"
	    "Nothing done.  To go on: the same with ", (long long)w->n);
	if (w->n < CONFIRM_FROM)
		puts("--yes");
	else
		printf("--confirm %lld\n", (long long)w->n);
	return EXIT_OK;
}

int
cmd_replay(int argc, char **argv)
{
	struct wish		 w = { .trust = "", .since = "",
				    .ruleset = "", .confirm = -1,
				    .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &w.form },
		{ "trust", 0, OPT_TEXT, &w.trust },
		{ "since", 0, OPT_TEXT, &w.since },
		{ "ruleset", 0, OPT_TEXT, &w.ruleset },
		{ "reason", 0, OPT_TEXT, &w.reason },
		{ "confirm", 0, OPT_NUMBER, &w.confirm },
		{ "yes", 0, OPT_FLAG, &w.yes },
		{ 0 }
	};
	int			 code, n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (w.form == FORM_NAME)
		return form_no_name("replay");
	if (n > 0 || (*w.trust == '\0') == (*w.since == '\0'))
		return cmd_misused("replay", "say --trust ORGANISATION, or "
		    "--since DATE for all that have events since then");
	if (*w.since != '\0' && day_parse(w.since).precision != PRECISION_DAY)
		return cmd_misused("replay", "--since takes a day such as "
		    "2020-02-05, not \"%s\"", w.since);
	if ((code = act_reason("replay", w.reason)) != EXIT_OK)
		return code;
	code = replay(&w);
	db_close(&w.db);
	return code;
}
