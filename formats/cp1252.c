#include <stdint.h>

#include "formats/cp1252.h"

/* 0x80 to 0x9f; the others are those of Latin-1.  0: no character. */
static const uint16_t	 high[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static unsigned
character(unsigned char c)
{
	return c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c;
}

static void
add(struct buf *out, unsigned c)
{
	if (c >= 0x800)
		buf_char(out, (char)(0xe0 | c >> 12));
	if (c >= 0x800)
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
	else if (c >= 0x80)
		buf_char(out, (char)(0xc0 | c >> 6));
	buf_char(out, (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c));
}

int
cp1252_read(const char *s, size_t n, struct buf *out)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (character((unsigned char)s[i]) == 0)
			return -1;
	for (i = 0; i < n; i++)
		add(out, character((unsigned char)s[i]));
	return 0;
}
