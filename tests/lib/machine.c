#include <jansson.h>

#include "tests/lib/machine.h"
#include "tests/lib/test.h"

static void
parse_json(const char *text, size_t n, const char *what)
{
	json_error_t	 why;
	json_t		*o = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);

	if (o == NULL)
		fail_msg("%s is not JSON (%s): %.*s", what, why.text, (int)n,
		    text);
	json_decref(o);
}

static void
parse_all(const char *text, const char *what)
{
	parse_json(text, strlen(text), what);
}

static void
parse_lines(const char *text, const char *what)
{
	size_t	 n;

	for (; *text != '\0'; text += n + 1) {
		n = strcspn(text, "\n");
		parse_json(text, n, what);
	}
}

/* A header of words, and as many values in each row. */
static void
parse_csv(const char *text, const char *what)
{
	size_t	 n = 1, columns = 0;
	int	 quoted = 0, head = 1;

	if (*text < 'a' || *text > 'z')
		fail_msg("%s: not a header: %s", what, text);
	for (; *text != '\0'; text++) {
		if (head && strchr("abcdefghijklmnopqrstuvwxyz0123456789_,\n",
		    *text) == NULL)
			fail_msg("%s: not a header: %s", what, text);
		quoted ^= *text == '"';
		n += *text == ',' && !quoted;
		if (*text != '\n' || quoted)
			continue;
		if (!head && n != columns)
			fail_msg("%s: %zu values of %zu", what, n, columns);
		columns = n;
		n = 1;
		head = 0;
	}
	assert_int_equal(head, 0);
}

static void
parse_names(const char *text, const char *what)
{
	if (strstr(text, "\n\n") != NULL || text[0] == '\n')
		fail_msg("%s: a name is empty: %s", what, text);
}

static const struct {
	const char	*form;
	void		(*parse)(const char *text, const char *what);
} forms[] = {
	{ "json", parse_all }, { "jsonl", parse_lines },
	{ "csv", parse_csv }, { "name", parse_names },
};

int
machine_parse(const char *form, const char *text, const char *what)
{
	size_t	 i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strcmp(forms[i].form, form) != 0)
			continue;
		forms[i].parse(text, what);
		return 1;
	}
	return 0;
}
