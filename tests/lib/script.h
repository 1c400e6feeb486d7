/*
 * script.h - a test's work that another language does better.
 */
#ifndef TESTS_LIB_SCRIPT_H
#define TESTS_LIB_SCRIPT_H

/* Run a program of the tree, its arguments NULL-ended, from the top of it; what
 * it prints goes where the test's own goes.  Fails the test where it ends with
 * another status than 0; 77 says that what it needs is not to be had, and skips
 * the test. */
void	script_run(const char *const *argv);

#define SCRIPT(...) \
	script_run((const char *const []){ __VA_ARGS__, NULL })
#define NPM(...)	SCRIPT("tests/npm/run", __VA_ARGS__)

#endif
