/*
 * logs - what the programs say: of the folder SIXTHKEY_LOGS, where ./start
 * keeps them, else of journald.
 */
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/sibling.h"

enum { WORDS_MOST = 24, OWN = 9 };	/* "sixthkey-" */

static const char	verb[] = "logs";

/* What reads them, and its words. */
struct reader {
	const char	*program, *word[WORDS_MOST + 1];
	size_t		 n;
};

static void
add(struct reader *r, const char *word)
{
	if (r->n < WORDS_MOST)
		r->word[r->n++] = word;
}

/* Never returns where there is such a program. */
static int
become(const struct reader *r)
{
	const char	*argv[WORDS_MOST + 2] = { r->program };

	memcpy(argv + 1, r->word, sizeof(r->word));
	fflush(stdout);
	execvp(r->program, (char **)(uintptr_t)argv);
	cmd_say(verb, "%s is not on the PATH", r->program);
	return EXIT_UNAVAILABLE;
}

static int
read_once(const struct reader *r)
{
	struct buf	 said = { 0 };
	int		 status = sibling_run(r->program, r->word, &said);

	fwrite(said.data, 1, said.len, stdout);
	buf_release(&said);
	if (status == 0) {
		cmd_next("sixthkey logs --follow");
		return EXIT_OK;
	}
	cmd_say(verb, "%s cannot say it; where the logs are in a folder, set "
	    "SIXTHKEY_LOGS to it", r->program);
	return EXIT_UNAVAILABLE;
}

static int
of_folder(const char *folder, const char *who, int follow, struct arena *a)
{
	const char	*pattern = arena_printf(a, "%s/%s.log", folder, who);
	struct reader	 r = { .program = "tail" };
	glob_t		 files;
	size_t		 i;
	int		 code;

	if (glob(pattern, 0, NULL, &files) != 0) {
		cmd_say(verb, "there is no %s; SIXTHKEY_LOGS is the folder of "
		    "the logs", pattern);
		return EXIT_NOINPUT;
	}
	add(&r, "-n");
	add(&r, "100");
	if (follow)
		add(&r, "-F");
	for (i = 0; i < files.gl_pathc; i++)
		add(&r, files.gl_pathv[i]);
	code = follow ? become(&r) : read_once(&r);
	globfree(&files);
	return code;
}

static int
of_journal(const char *who, int follow, struct arena *a)
{
	struct reader	 r = { .program = "journalctl" };

	add(&r, "-u");
	add(&r, arena_printf(a, "sixthkey-%s", who));
	add(&r, "-n");
	add(&r, "100");
	add(&r, follow ? "-f" : "--no-pager");
	return follow ? become(&r) : read_once(&r);
}

static int
logs(const char *word, int follow, struct arena *a)
{
	const char	*folder = getenv("SIXTHKEY_LOGS");
	const char	*who = word == NULL ? "*" : sibling_find(word, a);

	if (who == NULL)
		return sibling_none(verb, word, a);
	if (word != NULL)
		who += OWN;
	return folder != NULL && *folder != '\0' ?
	    of_folder(folder, who, follow, a) : of_journal(who, follow, a);
}

int
cmd_logs(int argc, char **argv)
{
	int			 follow = 0, n, code;
	const struct opt	 opts[] = {
		{ "follow", 'f', OPT_FLAG, &follow },
		{ 0 }
	};
	struct arena		*a;

	if ((n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (n > 1)
		return cmd_misused(verb, "takes one program");
	a = arena_new(0);
	code = logs(n == 1 ? argv[1] : NULL, follow, a);
	arena_free(&a);
	return code;
}
