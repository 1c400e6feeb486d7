/*
 * webline.h - a real line with sixthkey-web in front of it, and one token: for
 * /files/t, reports and registrations.
 */
#ifndef TESTS_LIB_WEBLINE_H
#define TESTS_LIB_WEBLINE_H

#include "tests/lib/http.h"
#include "tests/lib/line.h"

#define TOKEN	"sk_0123456789ab_0123456789abcdef0123456789abcdef" \
		"0123456789abcdef0123456789abcdef"
#define AUTH	"Authorization: Bearer " TOKEN "\r\n"

struct webline {
	struct pg		*pg;
	struct line		*line;
	int			 pid, port;
	const char		*keys;		/* folder of key files, or NULL */
	const char *const	*more;		/* settings of web, or NULL */
};

void	webline_start(struct webline *);

/* The same with more settings, "key=value", NULL-ended. */
void	webline_start_with(struct webline *, const char *const *more);

/* The same where broker.key, STAGE.key and web.key of a folder say where
 * everybody is and who. */
void	webline_start_keyed(struct webline *, const char *keys);

void	webline_again(struct webline *);	/* kill -9, and a new one */
void	webline_await(const struct webline *);	/* until it is ready */
void	webline_stop(struct webline *);

#endif
