/*
 * call.h - a verb of the command line as a function of the test program itself:
 * what it is given, what it writes, how it ends.  verb.h runs the program.
 */
#ifndef TESTS_LIB_CALL_H
#define TESTS_LIB_CALL_H

/* The verb and its arguments, blanks between; `input` is its standard input.
 * Returns the exit code. */
int		 call_verb(const char *input, const char *words, ...)
		    __attribute__((format(printf, 2, 3)));

#define CALL(...)	call_verb("", __VA_ARGS__)

/* Its standard output and its standard error, until the next call. */
const char	*call_said(void);
const char	*call_complained(void);

/* Fail unless this is part of its standard output. */
void		 call_expect(const char *part);

#endif
