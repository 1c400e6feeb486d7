/*
 * question_csv.c - key questions and the overall, one row a location or a
 * service of it, on one date.
 *
 * `level` is "location" or "service:" and the service, by CQC's code or by its
 * name.  An empty field was not rated this time: an older rating goes on.
 */
#include <string.h>

#include "base/json.h"
#include "formats/cloudevents.h"
#include "formats/draft.h"
#include "rules/service.h"

#define LOCATION	"location_id"
#define LEVEL		"level"
#define DATE		"report_date"

static const char *const columns[] = {
	LOCATION, DATE, LEVEL, "safe", "effective", "caring", "responsive",
	"well_led", "overall", NULL
};

static const char	service_level[] = "service:";

enum { TRUST_CODE = 3, SITE_CODE = 5 };

/* The code of a trust's site begins with that of the trust: RM317. */
static const char *
trust_of(const char *location, char code[TRUST_CODE + 1])
{
	memcpy(code, location, strnlen(location, TRUST_CODE));
	code[strnlen(location, TRUST_CODE)] = '\0';
	return strlen(location) == SITE_CODE && trust_code(code) ? code : "";
}

static const char *
service_of(const char *code)
{
	const char	*name = service_named(code);

	return name != NULL ? name : code;
}

/* "" for the location itself; NULL after it was refused. */
static const char *
read_service(struct reading *r)
{
	const char	*level = csv_get(r->csv, LEVEL);
	size_t		 n = sizeof(service_level) - 1;

	if (strcmp(level, "location") == 0)
		return "";
	if (strncmp(level, service_level, n) == 0 && level[n] != '\0' &&
	    reading_text(r, csv_line(r->csv), LEVEL, level,
	    SERVICE_MAX_BYTES) == 0)
		return service_of(level + n);
	sheaf_refuse(r->sheaf, csv_line(r->csv), LEVEL, level, "This is no "
	    "level of this file; expected location, or service: and the "
	    "service.");
	return NULL;
}

/* A rating without a date is neither older nor newer than any other. */
static int
has_date(struct reading *r)
{
	if (*csv_get(r->csv, DATE) != '\0')
		return 1;
	reading_skip(r, "rows without a date", 1);
	return 0;
}

static int
read_date(struct reading *r, struct day *out)
{
	const char	*text = csv_get(r->csv, DATE);

	*out = day_parse(text);
	if (out->precision != PRECISION_NONE)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), DATE, text, "This is not a "
	    "date; expected one such as 2019-02-26, 2019-02 or 2019.");
	return -1;
}

/* How many cells; -1 after a word was refused. */
static int
read_cells(struct reading *r, struct report_cell cell[QUESTION_OVERALL])
{
	const char	*name, *text;
	int		 q, n = 0;

	for (q = QUESTION_SAFE; q <= QUESTION_OVERALL; q++) {
		name = question_code((enum question)q);
		text = csv_get(r->csv, name);
		if (*text == '\0')
			continue;
		cell[n].question = (enum question)q;
		if (reading_mark(r, csv_line(r->csv), name, text,
		    &cell[n].mark) == -1)
			return -1;
		n++;
	}
	return n;
}

static void
read_row(struct reading *r)
{
	const char		*location = csv_get(r->csv, LOCATION), *service;
	struct report_cell	 cell[QUESTION_OVERALL] = { { 0 } };
	char			 code[TRUST_CODE + 1];
	struct day		 rated;
	int			 i, n;

	if (!has_date(r) ||
	    reading_code(r, csv_line(r->csv), LOCATION, location) == -1 ||
	    (service = read_service(r)) == NULL ||
	    read_date(r, &rated) == -1 || (n = read_cells(r, cell)) == -1)
		return;
	sheaf_begin(r->sheaf, trust_of(location, code), location, "");
	for (i = 0; i < n; i++) {
		cell[i].location = location;
		cell[i].service = service;
		sheaf_add(r->sheaf, rated, "", &cell[i]);
	}
	sheaf_close(r->sheaf);
}

static void
draft_cells(const struct reading *r, const char *location, struct json *j)
{
	const char	*level = csv_get(r->csv, LEVEL);
	size_t		 n = sizeof(service_level) - 1;
	int		 q;

	for (q = QUESTION_SAFE; q <= QUESTION_OVERALL; q++) {
		const char	*name = question_code((enum question)q);

		if (*csv_get(r->csv, name) == '\0')
			continue;
		json_object(j, NULL);
		draft_text(j, "location", location);
		if (strncmp(level, service_level, n) == 0)
			draft_text(j, "service", service_of(level + n));
		json_text(j, "question", name);
		json_text(j, "rating", csv_get(r->csv, name));
		json_end(j);
	}
}

static void
draft(const struct reading *r, struct json *j)
{
	const char	*location = csv_get(r->csv, LOCATION);
	const char	*date = csv_get(r->csv, DATE);
	char		 code[TRUST_CODE + 1];

	json_text(j, "type", CLOUD_TYPE_PREFIX "inspection.reported"
	    CLOUD_TYPE_VERSION);
	json_object(j, "data");
	draft_text(j, "provider", trust_of(location, code));
	draft_text(j, "location", location);
	json_object(j, "report");
	draft_day(j, "rated", day_parse(date), date);
	json_array(j, "cell");
	draft_cells(r, location, j);
	json_end(j);
	json_end(j);
	json_end(j);
}

const struct format	 question_csv = {
	.name = "key question CSV",
	.in_sheets = "key question ODS",
	.source = "/files/key-questions",
	.columns = columns,
	.row = read_row,
	.draft = draft,
};
