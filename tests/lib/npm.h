/*
 * npm.h - a script of tests/npm, which borrows from npm.
 */
#ifndef TESTS_LIB_NPM_H
#define TESTS_LIB_NPM_H

/* Run it with its arguments, NULL-ended, from the top of the tree; what it
 * prints goes where the test's own goes.  Fails the test where it ends with
 * another status than 0; skips it where npm is not to be had. */
void	npm_run(const char *script, const char *const *argument);

#endif
