/*
 * grid_json.c - one trust: its own reports, and for each of its locations the
 * grids of services and key questions, the current one and those before it.
 *
 * An empty field of a grid was not rated this time: an older rating goes on.
 * What is no rating stands as "other:" and CQC's word.
 */
#include <string.h>

#include "formats/cqc.h"

enum { LOCATIONS_MAX = 200 };

/* One object as it is read. */
struct grid {
	struct reading	*reading;
	uint64_t	 line;
	const char	*trust;
	const char	*location, *link;
};

int
grid_is(const json_t *root)
{
	return json_is_object(json_object_get(root, "trust")) &&
	    json_is_array(json_object_get(root, "locations"));
}

static const char *
text_at(const json_t *object, const char *name)
{
	const char	*s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

static void
refuse(struct grid *g, const char *field, const char *value,
    const char *reason)
{
	sheaf_refuse(g->reading->sheaf, g->line, field, value, "%s", reason);
}

/* -1 where there is none, after a wrong one was refused. */
static int
read_date(struct grid *g, const char *text, struct day *out)
{
	*out = day_parse(text);
	if (out->precision != PRECISION_NONE)
		return 0;
	if (*text != '\0')
		refuse(g, "report_date", text, "This is not a date; expected "
		    "one such as 2019-02-26, 2019-02 or 2019.");
	return -1;
}

static const char *
word_of(const json_t *row, enum question q)
{
	static const char	 other[] = "other:";
	const char		*word = text_at(row, question_code(q));
	size_t			 n = sizeof(other) - 1;

	return strncmp(word, other, n) == 0 ? word + n : word;
}

/* A row of its own date, else of that of its grid. */
static void
read_row(struct grid *g, const json_t *row, const char *service,
    const char *date)
{
	struct report_cell	 cell = { .location = g->location,
				    .service = service };
	const char		*own = text_at(row, "report_date"), *word;
	struct day		 rated;
	int			 q;

	if (read_date(g, *own != '\0' ? own : date, &rated) == -1)
		return;
	for (q = QUESTION_SAFE; q <= QUESTION_OVERALL; q++) {
		cell.question = (enum question)q;
		word = word_of(row, cell.question);
		if (*word == '\0' || reading_mark(g->reading, g->line,
		    question_code(cell.question), word, &cell.mark) == -1)
			continue;
		if (sheaf_add(g->reading->sheaf, rated, g->link, &cell) == -1)
			refuse(g, "services", "", "There are too many ratings "
			    "of this trust.");
	}
}

static void
read_grid(struct grid *g, const json_t *grid)
{
	const char	*date = text_at(grid, "report_date"), *name;
	const json_t	*row;
	size_t		 i;

	read_row(g, json_object_get(grid, "location_row"), "", date);
	json_array_foreach(json_object_get(grid, "services"), i, row) {
		name = text_at(row, "service_name");
		if (*name == '\0')
			name = cqc_service(NULL, text_at(row, "service_code"));
		if (*name == '\0')
			refuse(g, "service_name", "", "The rating does not "
			    "name its service.");
		else if (reading_text(g->reading, g->line, "service_name",
		    name, SERVICE_MAX_BYTES) == 0)
			read_row(g, row, name, date);
	}
}

static void
read_location(struct grid *g, const json_t *location)
{
	const json_t	*grid;
	size_t		 i;

	g->link = text_at(json_object_get(location, "source"), "url");
	if (reading_text(g->reading, g->line, "url", g->link,
	    LINK_MAX_BYTES) == -1)
		return;
	read_grid(g, json_object_get(location, "current"));
	json_array_foreach(json_object_get(location, "historic"), i, grid)
		read_grid(g, grid);
}

/* Who it is, with all its locations: one that is not rated yet is one. */
static void
read_locations(struct grid *g, const json_t *list)
{
	const char		*id[LOCATIONS_MAX];
	struct registration	 who = { .type = ORGANISATION_NHS_TRUST,
				    .sector = "", .location = id };
	const json_t		*location;
	size_t			 i;

	json_array_foreach(list, i, location) {
		g->location = text_at(location, "location_id");
		if (reading_code(g->reading, g->line, "location_id",
		    g->location) == -1)
			continue;
		if (who.nlocation == LOCATIONS_MAX) {
			refuse(g, "locations", "", "There are too many of "
			    "them.");
			return;
		}
		id[who.nlocation++] = g->location;
		read_location(g, location);
	}
	sheaf_register(g->reading->sheaf, &who);
}

static void
read_trust(struct grid *g, const json_t *rows)
{
	const char	*text[TRUST_COLUMNS], *link;
	const json_t	*row;
	struct day	 rated;
	size_t		 i;
	int		 k;

	json_array_foreach(rows, i, row) {
		for (k = 0; k < TRUST_COLUMNS; k++)
			text[k] = text_at(row, trust_columns[k]);
		link = text_at(row, "source_url");
		if (read_date(g, text_at(row, "report_date"), &rated) == 0 &&
		    reading_text(g->reading, g->line, "source_url", link,
		    LINK_MAX_BYTES) == 0)
			reading_trust(g->reading, g->line, text, rated, link);
	}
}

void
grid_read(struct reading *r, const json_t *root, uint64_t line)
{
	const json_t	*trust = json_object_get(root, "trust");
	const char	*name = text_at(trust, "name");
	struct grid	 g = { .reading = r, .line = line,
			    .trust = text_at(trust, "ods_code") };

	if (!trust_code(g.trust)) {
		refuse(&g, "ods_code", g.trust, "This is not the code of an "
		    "NHS trust; expected three capital letters or digits, R "
		    "or T first, as in RGT.");
		return;
	}
	if (reading_text(r, line, "name", name, NAME_MAX_BYTES) == -1)
		return;
	sheaf_begin(r->sheaf, g.trust, "", name);
	read_locations(&g, json_object_get(root, "locations"));
	read_trust(&g, json_object_get(root, "trust_rows"));
	sheaf_close(r->sheaf);
}
