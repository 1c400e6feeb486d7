#include <string.h>

#include "base/text.h"
#include "proto/body.h"
#include "proto/shape.h"

enum { AMOUNT_DIGITS = 15 };

/* The word that was perhaps meant, or NULL. */
static const char *
near_word(const struct vocabulary *w, const char *s, struct arena *a)
{
	const char	**all = ARENA_ARRAY(a, w->count, const char *);
	unsigned	  v;

	for (v = 1; v < w->count; v++)
		all[v - 1] = vocabulary_name(w, v);
	all[v - 1] = NULL;
	return text_nearest(s, all);
}

static int
read_word(const struct field *f, void *body, const char *s, struct arena *a,
    struct err *e)
{
	uint32_t	 v = vocabulary_parse(f->words, s);
	const char	*near;

	memcpy(FIELD_IN(f, body), &v, sizeof(v));
	if (v != 0 || s[0] == '\0')
		return 0;
	near = near_word(f->words, s, a);
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is no %s%s%s%s", f->name, s,
	    f->words->of, near == NULL ? "" : "; did you mean \"",
	    near == NULL ? "" : near, near == NULL ? "" : "\"?");
}

static int
read_day(const struct field *f, void *body, const char *s, struct err *e)
{
	struct day	 d = day_parse(s);

	memcpy(FIELD_IN(f, body), &d, sizeof(d));
	if (d.precision != PRECISION_NONE || s[0] == '\0')
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not a date; expected "
	    "one such as 2019-02-26", f->name, s);
}

static int
read_number(const struct field *f, void *body, const char *s, struct err *e)
{
	int64_t		 n = 0;
	uint32_t	 v;

	if (s[0] != '\0' && text_number(s, 0, (int64_t)f->max, &n) != 0)
		return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not a number up "
		    "to %zu", f->name, s, f->max);
	v = (uint32_t)n;
	memcpy(FIELD_IN(f, body), &v, sizeof(v));
	return 0;
}

/* "-12.5" is -12500 thousandths. */
static int
amount_parse(const char *s, int64_t *out)
{
	int	 sign = s[0] == '-' ? -1 : 1;
	size_t	 whole, part = 0, i;
	int64_t	 v = 0;

	s += s[0] == '-';
	whole = strspn(s, "0123456789");
	if (s[whole] == '.')
		part = strspn(s + whole + 1, "0123456789");
	if (whole == 0 || whole > AMOUNT_DIGITS || part > 3 ||
	    s[whole + (s[whole] == '.') + part] != '\0' ||
	    (s[whole] == '.' && part == 0))
		return -1;
	for (i = 0; i < whole; i++)
		v = v * 10 + (s[i] - '0');
	for (i = 0; i < 3; i++)
		v = v * 10 + (i < part ? s[whole + 1 + i] - '0' : 0);
	*out = sign * v;
	return 0;
}

static int
read_amount(const struct field *f, void *body, const char *s, struct err *e)
{
	int64_t	 v = AMOUNT_NONE;

	if (s[0] != '\0' && amount_parse(s, &v) != 0)
		return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not a number "
		    "with at most three decimals", f->name, s);
	memcpy(FIELD_IN(f, body), &v, sizeof(v));
	return 0;
}

/* The next part of "a | b | c", trimmed; "-" is an empty one. */
static const char *
next_part(const char **rest, struct arena *a)
{
	const char	*s = *rest;
	size_t		 len = strcspn(s, "|"), from = 0, to = len;

	*rest = s[len] == '\0' ? NULL : s + len + 1;
	while (from < to && s[from] == ' ')
		from++;
	while (to > from && s[to - 1] == ' ')
		to--;
	if (to - from == 1 && s[from] == '-')
		return "";
	return arena_textn(a, s + from, to - from);
}

static int
read_entry(const struct shape *s, void *entry, const char *text,
    struct arena *a, struct err *e)
{
	size_t	 i;

	shape_clear(s, entry);
	for (i = 0; i < s->nfield && text != NULL; i++)
		if (field_read(&s->field[i], entry, next_part(&text, a), a,
		    e) != 0)
			return -1;
	return text == NULL ? 0 : err_set(e, ERR_INPUT, "%s: more than %zu "
	    "parts", s->name, s->nfield);
}

static int
read_list(const struct field *f, void *body, const char *s, struct arena *a,
    struct err *e)
{
	size_t		 n;
	const void	*was = field_list(f, body, &n);
	char		*list = arena_array(a, n + 1, f->of->size);

	if (n != 0)
		memcpy(list, was, n * f->of->size);
	field_set_list(f, body, list, n + 1);
	return read_entry(f->of, list + n * f->of->size, s, a, e);
}

int
field_read(const struct field *f, void *body, const char *s, struct arena *a,
    struct err *e)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		s = arena_text(a, s);
		memcpy(FIELD_IN(f, body), &s, sizeof(s));
		return 0;
	case FIELD_DAY:
		return read_day(f, body, s, e);
	case FIELD_WORD:
		return read_word(f, body, s, a, e);
	case FIELD_NUMBER:
		return read_number(f, body, s, e);
	case FIELD_AMOUNT:
		return read_amount(f, body, s, e);
	case FIELD_LIST:
		return read_list(f, body, s, a, e);
	}
	return 0;
}
