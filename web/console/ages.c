/*
 * How long what waits at a stage has waited: a histogram whose bars stand in
 * the table that says the same in figures.
 */
#include "web/console/ages.h"

enum { COL_AGE, COL_COUNT, COL_LEFT_OUT };
enum { ROW_BY_ROW = 8 };	/* stretches of ids; about 10 ms each */

/* Up to so many seconds; the last has no end. */
static const struct {
	const char	*word;
	int32_t		 below;
} ages[AGES] = {
	{ "under 1 s", 1 },
	{ "1 to 10 s", 10 },
	{ "10 s to 1 min", 60 },
	{ "1 to 10 min", 600 },
	{ "10 min to 1 h", 3600 },
	{ "1 to 6 h", 6 * 3600 },
	{ "6 h to 1 day", 24 * 3600 },
	{ "1 to 7 days", 7 * 24 * 3600 },
	{ "7 days and more", 0 },
};

int
ages_read(struct visit *v, enum stage stage, struct ages *out, struct err *e)
{
	struct params	*p;
	struct rows	*rows;
	size_t		 i;
	int		 bounds;

	*out = (struct ages){ 0 };
	if (stage == STAGE_INGEST)
		return 0;
	p = params_new();
	params_int4(p, (int32_t)stage);
	bounds = params_column(p, COLUMN_INT4);
	for (i = 0; i + 1 < AGES; i++)
		params_add_int(p, bounds, ages[i].below);
	params_int4(p, ROW_BY_ROW);
	rows = visit_rows(v, Q_SHOW_AGES, p, e);
	if (rows == NULL)
		return -1;
	for (i = 0; i < AGES && i < rows_count(rows); i++) {
		out->count[i] = rows_int(rows, i, COL_COUNT);
		out->left_out = rows_int(rows, i, COL_LEFT_OUT);
	}
	return 0;
}

static void
write_age(struct buf *out, size_t i, const struct ages *a, int64_t all)
{
	int64_t	 share = all == 0 ? 0 : a->count[i] * 1000 / all;

	html_add(out, "<tr><th scope=\"row\">%s</th><td class=\"n\">",
	    ages[i].word);
	say_count(out, a->count[i]);
	html_add(out, "</td><td class=\"n\">%lld.%lld %%</td><td class=\"bar\">"
	    "<svg viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" "
	    "aria-hidden=\"true\"><rect width=\"%lld\" height=\"8\"/></svg>"
	    "</td></tr>\n", (long long)share / 10, (long long)share % 10,
	    a->count[i] == 0 ? 0LL : (long long)share + 3);
}

static void
write_histogram(struct buf *out, const struct ages *a)
{
	static const char *const heads[] = { "Waits for", "#Events", "#Share",
	    "As a bar", NULL };
	int64_t	 all = 0;
	size_t	 i;

	for (i = 0; i < AGES; i++)
		all += a->count[i];
	page_table_begin(out, "How long it has waited", heads);
	for (i = 0; i < AGES; i++)
		write_age(out, i, a, all);
	page_table_end(out);
	if (a->left_out > 0)
		html_add(out, "<p class=\"quiet\">Without what waits in %lld "
		    "younger stretches of 10,000 events each.</p>\n",
		    (long long)a->left_out);
}

void
ages_html(struct buf *out, enum stage stage, const struct ages *a)
{
	buf_text(out, "<section id=\"ages\" class=\"ages\" data-live><h2>How "
	    "long what waits has waited</h2>\n");
	if (stage == STAGE_INGEST)
		buf_text(out, "<p class=\"quiet\">What waits here is not "
		    "accepted yet: its producer has it, and its age is known "
		    "there.</p>\n");
	else
		write_histogram(out, a);
	buf_text(out, "</section>\n");
}

void
ages_json(struct json *j, const struct ages *a)
{
	size_t	i;

	json_array(j, "ages");
	for (i = 0; i < AGES; i++) {
		json_object(j, NULL);
		json_text(j, "waits_for", ages[i].word);
		if (ages[i].below > 0)
			json_int(j, "below_s", ages[i].below);
		json_int(j, "events", a->count[i]);
		json_end(j);
	}
	json_end(j);
	json_int(j, "stretches_left_out", a->left_out);
}
