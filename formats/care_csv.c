/*
 * care_csv.c - CQC's lists of who is registered: one row is one location.
 *
 * There are three: the care directory with filters, the CQC directory, and the
 * locations that are active.  Their ratings have no date, for what is called so
 * is that of the registration, so they are left out: nobody could say which of
 * two is the newer.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "formats/cloudevents.h"
#include "formats/date.h"
#include "formats/draft.h"

/* The names of its columns; "": it has none for that. */
struct layout {
	const char	*location, *name, *provider, *category, *start, *end;
	struct day	(*parse)(const char *);
	const char	*expected;
};

#define LOCATION	"Location ID"
#define NAME		"Location Name"
#define PROVIDER	"Provider ID"
#define START		"Location HSCA start date"
#define RATING		"Location Latest Overall Rating"
#define CARE_CATEGORY	"Primary inspection category"
#define ACTIVE_CATEGORY	"Location Primary Inspection Category"
#define OFFICE_LOCATION	"CQC Location ID (for office use only)"
#define OFFICE_PROVIDER	"CQC Provider ID (for office use only)"

static const char *const care_columns[] = {
	LOCATION, NAME, PROVIDER, CARE_CATEGORY, START, RATING, NULL
};
static const char *const active_columns[] = {
	LOCATION, NAME, PROVIDER, ACTIVE_CATEGORY, START, NULL
};
static const char *const directory_columns[] = {
	OFFICE_LOCATION, "Name", OFFICE_PROVIDER, NULL
};

/* "2/26/2019 12:00:00 AM": the month comes first. */
static struct day
parse_american(const char *s)
{
	unsigned	 month, day, year;
	int		 end = 0;

	if (sscanf(s, "%2u/%2u/%4u%n", &month, &day, &year, &end) != 3 ||
	    (s[end] != '\0' && s[end] != ' '))
		return (struct day){ 0, PRECISION_NONE };
	return day_from((int)year, (int)month, (int)day);
}

static struct day
parse_start(const char *s)
{
	struct day	 day = day_parse(s);

	return day.precision == PRECISION_DAY ? day : parse_american(s);
}

static const struct layout care = { LOCATION, NAME, PROVIDER, CARE_CATEGORY,
	START, "Location HSCA end date", parse_start,
	"2019-02-26 or 2/26/2019" };
static const struct layout active = { LOCATION, NAME, PROVIDER,
	ACTIVE_CATEGORY, START, "Location HSCA End Date", date_british,
	"2019-02-26 or 26/02/2019" };
static const struct layout directory = { OFFICE_LOCATION, "Name",
	OFFICE_PROVIDER, "", "", "", date_british, "" };

/* NONE where the field is empty; -1 after it was refused. */
static int
read_start(struct reading *r, const struct layout *l, struct day *out)
{
	const char	*text = csv_get(r->csv, l->start);

	*out = (struct day){ 0, PRECISION_NONE };
	if (*text == '\0')
		return 0;
	*out = l->parse(text);
	if (out->precision == PRECISION_DAY)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), l->start, text, "This is not a "
	    "date of this file; expected one as in %s.", l->expected);
	return -1;
}

static int
has_ended(struct reading *r, const struct layout *l)
{
	const char	*end = csv_get(r->csv, l->end);

	if (*end == '\0' || strcmp(end, "-") == 0)
		return 0;
	reading_skip(r, "locations that are no longer registered", 1);
	return 1;
}

static void
read_row(struct reading *r, const struct layout *l)
{
	uint64_t		 line = csv_line(r->csv);
	const char		*location = csv_get(r->csv, l->location);
	const char		*provider = csv_get(r->csv, l->provider);
	const char		*name = csv_get(r->csv, l->name);
	struct registration	 reg = { .type = ORGANISATION_LOCATION,
				    .sector = csv_get(r->csv, l->category) };

	if (has_ended(r, l) ||
	    reading_code(r, line, l->location, location) == -1 ||
	    reading_code(r, line, l->provider, provider) == -1 ||
	    reading_text(r, line, l->name, name, NAME_MAX_BYTES) == -1 ||
	    reading_text(r, line, l->category, reg.sector,
	    SERVICE_MAX_BYTES) == -1 ||
	    read_start(r, l, &reg.as_of) == -1)
		return;
	if (*csv_get(r->csv, RATING) != '\0')
		reading_skip(r, "ratings without a date", 1);
	sheaf_begin(r->sheaf, provider, location, name);
	sheaf_register(r->sheaf, &reg);
	sheaf_close(r->sheaf);
}

static void
draft(const struct reading *r, const struct layout *l, struct json *j)
{
	const char	*date = csv_get(r->csv, l->start);

	json_text(j, "type", CLOUD_TYPE_PREFIX "organisation.registered"
	    CLOUD_TYPE_VERSION);
	json_object(j, "data");
	draft_text(j, "provider", csv_get(r->csv, l->provider));
	draft_text(j, "location", csv_get(r->csv, l->location));
	draft_text(j, "name", csv_get(r->csv, l->name));
	json_object(j, "registration");
	json_text(j, "type", "location");
	draft_text(j, "sector", csv_get(r->csv, l->category));
	draft_day(j, "as_of", l->parse(date), date);
	json_end(j);
	json_end(j);
}

/* A format of each layout. */
#define FORMAT(layout, title, where) \
	static void \
	row_##layout(struct reading *r) \
	{ \
		read_row(r, &layout); \
	} \
	static void \
	draft_##layout(const struct reading *r, struct json *j) \
	{ \
		draft(r, &layout, j); \
	} \
	const struct format	 layout##_csv = { \
		.name = title " CSV", \
		.in_sheets = title " ODS", \
		.source = where, \
		.columns = layout##_columns, \
		.row = row_##layout, \
		.draft = draft_##layout, \
	}

FORMAT(care, "care directory", "/files/cqc-care-directory");
FORMAT(active, "active locations", "/files/cqc-active-locations");
FORMAT(directory, "CQC directory", "/files/cqc-directory");
