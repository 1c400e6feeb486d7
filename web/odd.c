#include <string.h>

#include <microhttpd.h>

#include "base/text.h"
#include "web/odd.h"

/*
 * libmicrohttpd takes a line that ends in LF alone, where another program on
 * the way may not see its end.  It reads lines where they arrived and puts a
 * NUL over each byte of their end, so that CRLF leaves two.  (Later versions
 * refuse such a line by themselves, and keep lines elsewhere.)
 */
int
odd_line(const char *text)
{
	return MHD_VERSION <= 0x00097500 && text != NULL &&
	    text[strlen(text) + 1] != '\0';
}

int
odd_text(const char *s)
{
	return s != NULL && !text_utf8(s, strlen(s));
}

size_t
odd_unescape(void *arg, struct MHD_Connection *c, char *s)
{
	size_t	 n = MHD_http_unescape(s), at;

	(void)arg;
	(void)c;
	while ((at = strlen(s)) < n)
		s[at] = '\xff';
	return n;
}
