/*
 * opt.h - the options of a verb as rows.
 *
 * "--name value", "--name=value", "-n value", "-nvalue"; "--" ends them; "-"
 * alone is an operand; options and operands may be mixed.  Every verb also
 * takes the options that stand for settings of the environment: --db,
 * --operator-db, --submit, --control and --color.
 */
#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdint.h>

enum opt_type {
	OPT_END,
	OPT_FLAG,	/* int: 1 where given */
	OPT_TEXT,	/* const char *: needs a value */
	OPT_NUMBER,	/* int64_t: needs a number from 0 */
	OPT_FORM,	/* enum form: one of those that -o takes */
	OPT_MAYBE,	/* const char *: "" where given without "=value" */
	OPT_SETTING	/* an environment variable, named by `target` */
};

struct opt {
	const char	*name;
	char		 letter;	/* 0: long form only */
	enum opt_type	 type;
	void		*target;
};

/* Operands are left in argv[1..n]; returns n, or -1 after it has said what is
 * wrong. */
int	opt_parse(const struct opt *, int argc, char **argv);

/* The same up to the first operand, whose place in argv is returned (argc:
 * there is none). */
int	opt_leading(const struct opt *, int argc, char **argv);

#endif
