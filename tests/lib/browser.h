/*
 * browser.h - who uses the console of a line: what is held, what is sent, what
 * came back.  One line and one last answer for a test program.
 */
#ifndef TESTS_LIB_BROWSER_H
#define TESTS_LIB_BROWSER_H

#include <stdint.h>

#include "tests/lib/webline.h"

enum { BROWSER_COOKIE = 240, BROWSER_TOKEN = 200, BROWSER_PATH = 200 };

struct browser {
	char	 cookie[BROWSER_COOKIE];
};

extern struct webline	 browser_line;
extern struct reply	 browser_answer;

/* At the end of a group of tests: the line is stopped. */
int	browser_down(void **state);

/* The last answer has this status and this part; NULL: any. */
void	browser_expect(const char *label, int status, const char *has);

/* Rows of a table ("audit where who = 'olu'"), now, and until so many. */
int64_t	browser_count(const char *which);
void	browser_wait(const char *which, int64_t n);

void	browser_get(const struct browser *, const char *path);

/* Again and again, until there is this part: figures follow in seconds. */
void	browser_see(const struct browser *, const char *path,
	    const char *has);
void	browser_post(const struct browser *, const char *path,
	    const char *headers, const char *fields);

/* What stands between two texts of the last answer, from a place on. */
void	browser_between(const char *from, const char *before,
	    const char *after, char *out, size_t size);

/* The token of the form on the page that was read last. */
void	browser_token(const char *path, char out[BROWSER_TOKEN]);

/* Open a page and send a form of it, its token in front of the fields. */
void	browser_act(const struct browser *, const char *page,
	    const char *path, const char *fields);

/* An operation: what the last answer has bound, and its page. */
struct bound {
	char	 snapshot[40], path[60];
};
struct bound	browser_bound(void);

/* Let it be done, of so many; NULL: the form has no number. */
void	browser_confirm(const struct browser *, const struct bound *,
	    const char *count, int status, const char *says);

/* Somebody with the one password of all tests; roles with blanks between. */
#define BROWSER_PASSWORD	"correct horse battery staple"
void	browser_person(const char *name, const char *roles);

/* What stands in front of the names of the cookies. */
extern const char	*browser_prefix;
void	browser_try(struct browser *, const char *name,
	    const char *password);
struct browser browser_sign_in(const char *name);

/* A dead letter at assessment that would go through now; its event. */
int64_t	browser_dead(const char *id, const char *error);

#endif
