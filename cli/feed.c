/*
 * feed - submit events from files; validate - only look at them.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/feed.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"

enum { PATIENCE_SECONDS = 60, RATE_MAX = 1000000 };

static void
feed_files(struct feed *f, int n, char **path)
{
	struct err	e = { 0 };
	int		i;

	for (i = 0; i < n; i++)
		if (feed_file(f, path[i], &e) != 0) {
			f->code = EXIT_LATER;
			cmd_say(f->verb, "%s", e.text);
			cmd_say(f->verb, "%zu without an answer: feed the same "
			    "files again", client_pending(f->client));
			return;
		}
}

/* Somebody to submit to, unless this only looks. */
static int
connect_line(struct feed *f)
{
	struct key_conf	 key;
	struct err	 e = { 0 };
	const char	*endpoint;
	int		 code = identity_load(f->verb, &key);

	if (code != EXIT_OK)
		return code;
	endpoint = link_setting(f->verb, "SIXTHKEY_SUBMIT");
	if (endpoint == NULL)
		return EXIT_USAGE;
	f->client = client_open_as(&key, endpoint, 0, feed_answer, f, &e);
	return f->client != NULL ? EXIT_OK : link_failed(f->verb, &e);
}

/* What was refused comes before what went in. */
static void
suggest(const struct feed *f, const char *path)
{
	if (f->code == EXIT_LATER)
		cmd_next("sixthkey doctor");
	else if (f->unreadable == f->files)
		cmd_next("sixthkey help feed");
	else if (f->client == NULL && f->rejected > 0)
		cmd_next("mend what is refused, then sixthkey validate %s",
		    path);
	else if (f->client == NULL)
		cmd_next("sixthkey feed %s", path);
	else
		cmd_next(f->rejected > 0 || f->conflict > 0 ?
		    "sixthkey get rejects" : "sixthkey status --wait");
}

static int
run(struct feed *f, int n, char **path, int dry)
{
	int64_t	 ms = clock_ms();
	int	 code = dry ? EXIT_OK : connect_line(f);

	if (code != EXIT_OK)
		return code;
	f->underway = underway_new();
	f->arena = arena_new(0);
	f->today = clock_today();
	feed_files(f, n, path);
	ms = clock_ms() - ms;
	feed_told(f, ms);
	if (form_is_table(f->form))
		suggest(f, path[0]);
	client_close(&f->client);
	underway_free(&f->underway);
	arena_free(&f->arena);
	return f->code;
}

/* "500" or "500/s". */
static int
read_rate(const char *text, int64_t *out)
{
	char	 digits[24];
	size_t	 n = strlen(text);

	if (n > 2 && strcmp(text + n - 2, "/s") == 0)
		n -= 2;
	if (n >= sizeof(digits))
		return -1;
	snprintf(digits, sizeof(digits), "%.*s", (int)n, text);
	return text_number(digits, 1, RATE_MAX, out);
}

int
cmd_feed(int argc, char **argv)
{
	struct feed		 f = { .verb = "feed", .form = FORM_TABLE };
	int64_t			 patience = PATIENCE_SECONDS;
	const char		*rate = NULL, *progress = NULL;
	int			 json = 0, dry = 0, n;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &f.form },
		{ "json", 0, OPT_FLAG, &json },
		{ "dry-run", 0, OPT_FLAG, &dry },
		{ "resume", 0, OPT_FLAG, &f.resume },
		{ "limit-rate", 0, OPT_TEXT, &rate },
		{ "progress", 0, OPT_TEXT, &progress },
		{ "patience", 0, OPT_NUMBER, &patience },
		{ 0 }
	};

	if ((n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (f.form == FORM_NAME && !dry)
		return form_no_name("feed");
	if (n == 0)
		return cmd_misused("feed", "name at least one file, or - for "
		    "standard input");
	if (rate != NULL && read_rate(rate, &f.rate) != 0)
		return cmd_misused("feed", "--limit-rate %s: expected events a "
		    "second, 1 to %d", rate, RATE_MAX);
	if (progress != NULL && strcmp(progress, "json") != 0)
		return cmd_misused("feed", "--progress %s: expected json",
		    progress);
	if (json)
		f.form = FORM_JSON;
	f.progress.json = progress != NULL;
	f.patience_ms = patience * 1000;
	return run(&f, n, argv + 1, dry);
}

int
cmd_validate(int argc, char **argv)
{
	struct feed		 f = { .verb = "validate", .form = FORM_TABLE };
	int			 json = 0, n;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &f.form },
		{ "json", 0, OPT_FLAG, &json },
		{ 0 }
	};

	if ((n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (n == 0)
		return cmd_misused("validate", "name at least one file, or - "
		    "for standard input");
	if (json)
		f.form = FORM_JSON;
	return run(&f, n, argv + 1, 1);
}
