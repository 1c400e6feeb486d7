/*
 * care_csv.c - CQC's care directory with filters: one row is one location.
 *
 * It says who is registered.  Its ratings have no date, for its "Publication
 * Date" is that of the registration, so they are left out: nobody could say
 * which of two is the newer.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "formats/cloudevents.h"
#include "formats/draft.h"

#define LOCATION	"Location ID"
#define NAME		"Location Name"
#define PROVIDER	"Provider ID"
#define CATEGORY	"Primary inspection category"
#define START		"Location HSCA start date"
#define RATING		"Location Latest Overall Rating"

static const char *const columns[] = {
	LOCATION, NAME, PROVIDER, CATEGORY, START, RATING, NULL
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

/* NONE where the field is empty; -1 after it was refused. */
static int
read_start(struct reading *r, struct day *out)
{
	const char	*text = csv_get(r->csv, START);

	*out = (struct day){ 0, PRECISION_NONE };
	if (*text == '\0')
		return 0;
	*out = parse_start(text);
	if (out->precision == PRECISION_DAY)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), START, text, "This is not a "
	    "date of this file; expected one as in 2019-02-26 or 2/26/2019.");
	return -1;
}

static void
read_row(struct reading *r)
{
	uint64_t		 line = csv_line(r->csv);
	const char		*location = csv_get(r->csv, LOCATION);
	const char		*provider = csv_get(r->csv, PROVIDER);
	struct registration	 reg = { .type = ORGANISATION_LOCATION,
				    .sector = csv_get(r->csv, CATEGORY) };

	if (reading_code(r, line, LOCATION, location) == -1 ||
	    reading_code(r, line, PROVIDER, provider) == -1 ||
	    reading_text(r, line, NAME, csv_get(r->csv, NAME),
	    NAME_MAX_BYTES) == -1 ||
	    reading_text(r, line, CATEGORY, reg.sector,
	    SERVICE_MAX_BYTES) == -1 ||
	    read_start(r, &reg.as_of) == -1)
		return;
	if (*csv_get(r->csv, RATING) != '\0')
		reading_skip(r, "ratings without a date", 1);
	sheaf_begin(r->sheaf, provider, location, csv_get(r->csv, NAME));
	sheaf_register(r->sheaf, &reg);
	sheaf_close(r->sheaf);
}

static void
draft(const struct reading *r, struct json *j)
{
	const char	*date = csv_get(r->csv, START);

	json_text(j, "type", CLOUD_TYPE_PREFIX "organisation.registered"
	    CLOUD_TYPE_VERSION);
	json_object(j, "data");
	draft_text(j, "provider", csv_get(r->csv, PROVIDER));
	draft_text(j, "location", csv_get(r->csv, LOCATION));
	draft_text(j, "name", csv_get(r->csv, NAME));
	json_object(j, "registration");
	json_text(j, "type", "location");
	draft_text(j, "sector", csv_get(r->csv, CATEGORY));
	draft_day(j, "as_of", parse_start(date), date);
	json_end(j);
	json_end(j);
}

static int
gather(struct reading *r, struct err *e)
{
	int		 rc = csv_next(r->csv, e);
	const char	*fault;

	if (rc != 1)
		return rc;
	sheaf_at(r->sheaf, csv_line(r->csv));
	fault = csv_fault(r->csv);
	if (fault != NULL)
		sheaf_refuse(r->sheaf, csv_line(r->csv), "", "", "%s", fault);
	else
		read_row(r);
	return 1;
}

const struct format	 care_csv = {
	.name = "care directory CSV",
	.in_sheets = "care directory ODS",
	.source = "/files/cqc-care-directory",
	.columns = columns,
	.gather = gather,
	.draft = draft,
};
