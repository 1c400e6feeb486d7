#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { WORD_MAX = 64 };

uint32_t
text_hash(const char *s)
{
	uint32_t	 h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (uint8_t)*s) * 16777619u;
	return h;
}

/* Lead bytes by range: length and what the second byte may be (RFC 3629). */
static const struct lead {
	uint8_t	 first, last, len, low, high;
} leads[] = {
	{ 0x01, 0x7f, 1, 0, 0 },
	{ 0xc2, 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xe1, 0xec, 3, 0x80, 0xbf },
	{ 0xed, 0xed, 3, 0x80, 0x9f },
	{ 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf },
	{ 0xf1, 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 0xf4, 4, 0x80, 0x8f },
};

static size_t
match_lead(const struct lead *l, const uint8_t *s, size_t n)
{
	size_t	 i;

	if (n < l->len)
		return 0;
	if (l->len > 1 && (s[1] < l->low || s[1] > l->high))
		return 0;
	for (i = 2; i < l->len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return l->len;
}

size_t
text_char(const char *text, size_t n)
{
	const uint8_t	*s = (const uint8_t *)text;
	size_t		 i;

	if (n == 0)
		return 0;
	for (i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (s[0] >= leads[i].first && s[0] <= leads[i].last)
			return match_lead(&leads[i], s, n);
	return 0;
}

/* Eight bytes that are all ASCII, and none of them NUL. */
static int
plain_word(const char *s)
{
	const uint64_t	 ones = UINT64_C(0x0101010101010101);
	const uint64_t	 tops = UINT64_C(0x8080808080808080);
	uint64_t	 w;

	memcpy(&w, s, sizeof(w));
	return ((w | (w - ones)) & tops) == 0;
}

int
text_utf8(const char *s, size_t n)
{
	size_t	 len;

	for (; n != 0; s += len, n -= len) {
		len = n >= sizeof(uint64_t) && plain_word(s) ?
		    sizeof(uint64_t) : 1;
		if (*s <= 0 && (len = text_char(s, n)) == 0)
			return 0;
	}
	return 1;
}

char *
text_mend(char *text)
{
	size_t	 n = strlen(text), len;
	char	*s;

	for (s = text; n != 0; s += len, n -= len) {
		len = text_char(s, n);
		if (len == 0) {
			*s = '?';
			len = 1;
		}
	}
	return text;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Rows are those of the distance table: two back, one back, being filled. */
static void
fill_row(unsigned row[3][WORD_MAX + 1], size_t i, const char *a, const char *b,
    size_t nb)
{
	size_t		 j;
	unsigned	 d;

	row[2][0] = (unsigned)i;
	for (j = 1; j <= nb; j++) {
		d = row[1][j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
		d = least(d, least(row[1][j], row[2][j - 1]) + 1);
		if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
		    lower(a[i - 2]) == lower(b[j - 1]))
			d = least(d, row[0][j - 2] + 1);
		row[2][j] = d;
	}
}

unsigned
text_distance(const char *a, const char *b)
{
	unsigned	 row[3][WORD_MAX + 1];
	size_t		 na = strnlen(a, WORD_MAX), nb = strnlen(b, WORD_MAX);
	size_t		 i;

	memset(row, 0, sizeof(row));
	for (i = 0; i <= nb; i++)
		row[2][i] = (unsigned)i;
	for (i = 1; i <= na; i++) {
		memmove(row[0], row[1], 2 * sizeof(row[0]));
		fill_row(row, i, a, b, nb);
	}
	return row[2][nb];
}

const char *
text_nearest(const char *word, const char *const *list)
{
	const char	*found = NULL;
	unsigned	 d, best = (unsigned)strnlen(word, WORD_MAX) / 3 + 1;

	for (; *list != NULL; list++) {
		d = text_distance(word, *list);
		if (d < best) {
			best = d;
			found = *list;
		}
	}
	return found;
}

int
text_number(const char *s, int64_t min, int64_t max, int64_t *out)
{
	const char	*digits = s + (*s == '-');
	long long	 n;

	if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits))
		return -1;
	errno = 0;
	n = strtoll(s, NULL, 10);
	if (errno != 0 || n < min || n > max)
		return -1;
	*out = n;
	return 0;
}
