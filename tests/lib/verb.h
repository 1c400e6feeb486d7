/*
 * verb.h - the command line as a process: what it says and how it ends.
 */
#ifndef TESTS_LIB_VERB_H
#define TESTS_LIB_VERB_H

/* Run build/bin/sixthkey with these words, NULL-ended; fail unless it exits
 * with `code`.  Everything that it said, until the next call. */
const char	*verb_run(int code, const char *const *words);

#define VERB(code, ...) \
	verb_run((code), (const char *const []){ __VA_ARGS__, NULL })

/* The same in two halves, for several at once.  What one said is its own until
 * its end, which returns its exit code. */
struct verb {
	int	 pid, out;
};
struct verb	 verb_begin(const char *const *words);
int		 verb_end(struct verb);

#define VERB_BEGIN(...) \
	verb_begin((const char *const []){ __VA_ARGS__, NULL })

/* The same on a terminal of its own, or with each output by itself; until the
 * next call of its like. */
struct verb_apart {
	int		 code;
	const char	*out, *err;
};
const char	*verb_terminal(int code, const char *const *words);
struct verb_apart verb_apart(const char *const *words);

/* Fail unless this is part of what the last one said, or unless it is not. */
void		 verb_said(const char *part);
void		 verb_silent(const char *part);

/* All of it. */
const char	*verb_all(void);

/* The name of the snapshot that the last one has shown; until the next call. */
const char	*verb_snapshot(void);

#endif
