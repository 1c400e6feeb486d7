#include <string.h>

#include "formats/base64.h"

enum { GROUP = 4, BITS = 6 };

/* -1: no digit. */
static int
digit(char c)
{
	static const char	 digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char		*at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* Four digits are three bytes; "=" at the end of the last are bytes less, and
 * what it would not need is 0. */
static int
read_group(const char *s, int last, uint8_t *to, size_t *n)
{
	uint32_t	 bits = 0;
	size_t		 i, digits = GROUP;

	while (last && digits > 2 && s[digits - 1] == '=')
		digits--;
	for (i = 0; i < GROUP; i++) {
		if (i < digits && digit(s[i]) < 0)
			return -1;
		bits = bits << BITS |
		    (i < digits ? (uint32_t)digit(s[i]) : 0);
	}
	for (i = 0; i < digits - 1; i++)
		to[(*n)++] = (uint8_t)(bits >> (16 - 8 * i));
	return digits < GROUP && (bits & (0xffffffu >> (8 * (digits - 1)))) != 0 ?
	    -1 : 0;
}

int
base64_read(const char *s, struct arena *a, struct bytes *out)
{
	size_t	 len = strlen(s), i, n = 0;
	uint8_t	*to = arena_alloc(a, len / GROUP * 3 + 1);

	if (len % GROUP != 0)
		return -1;
	for (i = 0; i < len; i += GROUP)
		if (read_group(s + i, i + GROUP == len, to, &n) != 0)
			return -1;
	*out = (struct bytes){ to, n };
	return 0;
}
