/*
 * odd.h - what no peer of good faith sends, and what libmicrohttpd takes all the
 * same.
 */
#ifndef WEB_ODD_H
#define WEB_ODD_H

#include <stddef.h>

struct MHD_Connection;

/* True if the line of which libmicrohttpd gave this end, a header's value or the
 * version, ended in LF alone. */
int	odd_line(const char *text);

/* True if it is not UTF-8; NULL is nothing odd. */
int	odd_text(const char *);

/* Undo percent-encoding in place; returns the length.  A NUL would end the
 * address early: it becomes a byte that no text has. */
size_t	odd_unescape(void *, struct MHD_Connection *, char *);

#endif
