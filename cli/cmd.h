/*
 * cmd.h - the verbs of the command line and what they owe the caller.
 *
 * A verb gets its own arguments (argv[0] is its name), writes what was asked
 * for to standard output and everything else to standard error, and returns
 * one of the exit codes below.  It never calls exit().
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

/* The codes of sysexits.h, so that scripts can tell the reasons apart. */
enum cmd_exit {
	EXIT_OK = 0,		/* done */
	EXIT_NO = 1,		/* done, and the answer is no */
	EXIT_USAGE = 64,	/* the command line is wrong */
	EXIT_DATA = 65,		/* some input was refused; the rest is in */
	EXIT_NOINPUT = 66,	/* no such file or organisation */
	EXIT_UNAVAILABLE = 69,	/* database or line is not there */
	EXIT_BUG = 70,		/* a fault of this program */
	EXIT_CANTCREATE = 73,	/* an output cannot be written */
	EXIT_LATER = 75,	/* not now; the same command may do it later */
	EXIT_DENIED = 77,	/* the database role may not */
	EXIT_CONFIG = 78	/* a setting is wrong */
};

typedef int	 cmd_fn(int argc, char **argv);

struct cmd {
	const char	*name;
	const char	*usage;		/* arguments, without the name */
	const char	*help;		/* one line */
	const char	*more;		/* paragraphs for `help NAME`, or NULL */
	cmd_fn		*run;
};

/* The table of all verbs; a row with NULL name ends it. */
extern const struct cmd cmd_table[];

const struct cmd *cmd_find(const char *name);		/* NULL: no such */

/* "sixthkey VERB: …" and how to call it, on stderr.  Returns EXIT_USAGE. */
int	cmd_misused(const char *verb, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

/* The same where a word is none of these, or is not there (NULL): which it
 * may be meant to be, or all of them.  `what` they are: "stage". */
int	cmd_choose(const char *verb, const char *what, const char *word,
	    const char *const *names);

/* "sixthkey VERB: …" on stderr. */
void	cmd_say(const char *verb, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

/* "Next:  …": the command that is likely to be of use after this one.  For
 * people alone: on stderr behind what was asked for, and never where a program
 * reads the answer. */
void	cmd_next(const char *, ...) __attribute__((format(printf, 1, 2)));

cmd_fn	cmd_rate, cmd_rulesets;
cmd_fn	cmd_feed, cmd_status, cmd_check, cmd_explain, cmd_get, cmd_export, cmd_db;
cmd_fn	cmd_journey, cmd_describe;
cmd_fn	cmd_whatif, cmd_compare_rulesets, cmd_audit, cmd_diff;
cmd_fn	cmd_retry, cmd_discard, cmd_pause, cmd_resume, cmd_set;
cmd_fn	cmd_people, cmd_keys, cmd_help, cmd_validate;
cmd_fn	cmd_award, cmd_publish, cmd_withdraw, cmd_correct;
cmd_fn	cmd_config, cmd_drain, cmd_tail, cmd_replay;
cmd_fn	cmd_bench, cmd_demo, cmd_logs;
cmd_fn	cmd_top, cmd_doctor, cmd_completion, cmd_workflow;

#endif
