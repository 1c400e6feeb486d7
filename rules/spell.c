#include "rules/spell.h"

static int
is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '_' || c == '-';
}

static const char *
skip_gap(const char *s)
{
	while (is_gap(*s))
		s++;
	return s;
}

/* Takes one letter or one whole gap; a gap at the end is the end. */
static char
take(const char **s)
{
	char	c = **s;

	if (c == '\0')
		return '\0';
	if (is_gap(c)) {
		*s = skip_gap(*s);
		return **s == '\0' ? '\0' : ' ';
	}
	(*s)++;
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int
spell_same(const char *a, const char *b)
{
	char	c;

	a = skip_gap(a);
	b = skip_gap(b);
	while ((c = take(&a)) == take(&b))
		if (c == '\0')
			return 1;
	return 0;
}

int
spell_starts(const char *text, const char *start)
{
	char	c;

	text = skip_gap(text);
	start = skip_gap(start);
	while ((c = take(&start)) != '\0')
		if (c != take(&text))
			return 0;
	return 1;
}
