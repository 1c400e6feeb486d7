/*
 * webline.h - a real line with sixthkey-web in front of it, and one token, for
 * reports and registrations.
 */
#ifndef TESTS_LIB_WEBLINE_H
#define TESTS_LIB_WEBLINE_H

#include "tests/lib/http.h"
#include "tests/lib/line.h"

#define TOKEN	"sk_0123456789ab_0123456789abcdef0123456789abcdef" \
		"0123456789abcdef0123456789abcdef"
#define AUTH	"Authorization: Bearer " TOKEN "\r\n"

struct webline {
	/* May be set before the start; else NULL. */
	const char		*source;	/* of the token: "/files/t" */
	const char		*server;	/* more settings of PostgreSQL */
	const char *const	*more;		/* of sixthkey-web, "key=value" */
	const char		*keys;		/* a folder with broker.key,
						 * STAGE.key and web.key */
	struct pg		*pg;
	struct line		*line;
	int			 pid, port, console;	/* ports */
};

void	webline_start(struct webline *);
void	webline_again(struct webline *);	/* kill -9, and a new one */
void	webline_await(const struct webline *);	/* until it is ready */
void	webline_stop(struct webline *);

/* That of a test program which has one; its start and its end, as those of a
 * group of tests. */
extern struct webline	web;
int	web_up(void **state);
int	web_down(void **state);

#endif
