/*
 * latest_csv.c - CQC's "Latest ratings" file: one row is one rating.
 *
 * Rows of one organisation stand together, but its reports are mixed (each
 * service shows its own latest), so an organisation is gathered before its
 * reports go out.  A wrong row is refused alone.
 */
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "formats/cloudevents.h"
#include "formats/date.h"
#include "formats/draft.h"

#define GROUP		"Service / Population Group"
#define DOMAIN		"Domain|Key Question"
#define RATING		"Latest Rating"
#define PUBLISHED	"Publication Date"
#define INHERITED	"Inherited Rating (Y/N)"
#define LOCATION	"Location ID"
#define PROVIDER	"Provider ID"

static const char *const columns[] = {
	GROUP, DOMAIN, RATING, PUBLISHED, PROVIDER, NULL
};

static int
read_date(struct reading *r, struct day *out)
{
	const char	*text = csv_get(r->csv, PUBLISHED);

	*out = date_british(text);
	if (out->precision != PRECISION_NONE)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), PUBLISHED, text, "This is not "
	    "a date of this file; expected dd/mm/yyyy, as in 26/02/2019.");
	return -1;
}

static int
read_inherited(struct reading *r, int *out)
{
	const char	*text = csv_get(r->csv, INHERITED);

	*out = strcasecmp(text, "Y") == 0;
	if (*out || *text == '\0' || strcmp(text, "-") == 0 ||
	    strcasecmp(text, "N") == 0)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), INHERITED, text, "This is "
	    "neither Y nor N.");
	return -1;
}

static int
read_service(struct reading *r, const char **out)
{
	const char	*text = csv_get(r->csv, GROUP);

	if (*text == '\0') {
		sheaf_refuse(r->sheaf, csv_line(r->csv), GROUP, text, "The "
		    "row does not say which service it rates.");
		return -1;
	}
	*out = strcasecmp(text, "Overall") == 0 ? "" : text;
	return reading_text(r, csv_line(r->csv), GROUP, text,
	    SERVICE_MAX_BYTES);
}

static int
read_organisation(struct reading *r, const char **provider,
    const char **location)
{
	uint64_t	 line = csv_line(r->csv);

	*provider = csv_get(r->csv, PROVIDER);
	*location = csv_get(r->csv, LOCATION);
	if (**location != '\0' &&
	    reading_code(r, line, LOCATION, *location) == -1)
		return -1;
	if (**location != '\0' && **provider == '\0')
		return 0;
	return reading_code(r, line, PROVIDER, *provider);
}

static int
read_cell(struct reading *r, struct day *rated, struct report_cell *cell)
{
	const char	*column = csv_column(r->csv, "Domain") != -1 ?
			    "Domain" : "Key Question";
	uint64_t	 line = csv_line(r->csv);

	if (read_service(r, &cell->service) == -1 ||
	    reading_question(r, line, column, csv_get(r->csv, column),
	    &cell->question) == -1 ||
	    reading_mark(r, line, RATING, csv_get(r->csv, RATING),
	    &cell->mark) == -1 ||
	    read_date(r, rated) == -1 ||
	    read_inherited(r, &cell->inherited) == -1)
		return -1;
	return 0;
}

static void
add_row(struct reading *r, const struct report_cell *cell, struct day rated)
{
	if (sheaf_add(r->sheaf, rated, csv_get(r->csv, "URL"), cell) == -1)
		sheaf_refuse(r->sheaf, csv_line(r->csv), "", "", "There are "
		    "more than %d ratings of this organisation.",
		    SHEAF_CELLS_MAX);
}

/* 0 where the row belongs to the next organisation and is kept for it. */
static int
turn_to(struct reading *r, const char *provider, const char *location)
{
	const char	*name;

	if (sheaf_about(r->sheaf, provider, location))
		return 1;
	if (!sheaf_empty(r->sheaf)) {
		sheaf_close(r->sheaf);
		r->ahead = 1;
		return 0;
	}
	name = csv_get(r->csv, *location != '\0' ? "Location Name" :
	    "Provider Name");
	sheaf_begin(r->sheaf, provider, location, name);
	sheaf_whole(r->sheaf);
	return 1;
}

static int
has_rating(struct reading *r)
{
	const char	*text = csv_get(r->csv, RATING);

	if (*text != '\0' && strcmp(text, "-") != 0)
		return 1;
	reading_skip(r, "rows without a rating", 1);
	return 0;
}

static int
check_texts(struct reading *r)
{
	uint64_t	 line = csv_line(r->csv);
	static const struct {
		const char	*column;
		size_t		 max;
	} texts[] = {
		{ "Location Name", NAME_MAX_BYTES },
		{ "Provider Name", NAME_MAX_BYTES },
		{ "URL", LINK_MAX_BYTES },
	};
	size_t		 i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (reading_text(r, line, texts[i].column,
		    csv_get(r->csv, texts[i].column), texts[i].max) == -1)
			return -1;
	return 0;
}

static void
read_row(struct reading *r)
{
	const char		*provider, *location;
	struct report_cell	 cell = { 0 };
	struct day		 rated;

	if (!has_rating(r) ||
	    read_organisation(r, &provider, &location) == -1 ||
	    check_texts(r) == -1 || read_cell(r, &rated, &cell) == -1 ||
	    !turn_to(r, provider, location))
		return;
	cell.location = location;
	add_row(r, &cell, rated);
}

static void
draft_cell(const struct reading *r, struct json *j)
{
	const char	*service = csv_get(r->csv, GROUP);
	long		 question = column_find(r->csv, DOMAIN);

	json_object(j, NULL);
	draft_text(j, "location", csv_get(r->csv, LOCATION));
	if (strcasecmp(service, "Overall") != 0)
		draft_text(j, "service", service);
	draft_text(j, "question", csv_field(r->csv, (size_t)question));
	draft_text(j, "rating", csv_get(r->csv, RATING));
	if (strcasecmp(csv_get(r->csv, INHERITED), "Y") == 0)
		json_bool(j, "inherited", 1);
	json_end(j);
}

static void
draft(const struct reading *r, struct json *j)
{
	const char	*date = csv_get(r->csv, PUBLISHED);
	const char	*location = csv_get(r->csv, LOCATION);

	json_text(j, "type", CLOUD_TYPE_PREFIX "inspection.reported"
	    CLOUD_TYPE_VERSION);
	json_object(j, "data");
	draft_text(j, "provider", csv_get(r->csv, PROVIDER));
	draft_text(j, "location", location);
	draft_text(j, "name", csv_get(r->csv, *location != '\0' ?
	    "Location Name" : "Provider Name"));
	json_object(j, "report");
	draft_text(j, "link", csv_get(r->csv, "URL"));
	draft_day(j, "rated", date_british(date), date);
	json_array(j, "cell");
	draft_cell(r, j);
	json_end(j);
	json_end(j);
	json_end(j);
}

const struct format	 latest_csv = {
	.name = "Latest ratings CSV",
	.in_sheets = "Latest ratings ODS",
	.source = "/files/cqc-latest-ratings",
	.columns = columns,
	.row = read_row,
	.draft = draft,
};
