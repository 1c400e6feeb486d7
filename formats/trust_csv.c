/*
 * trust_csv.c - our own table of trust ratings: one row is one report.
 *
 * An empty key question in a row that states anything is "not stated": the
 * source is silent, and an older value must not be carried past it.  A wrong
 * cell refuses its row, because a report without it would say something else.
 */
#include <string.h>

#include "base/json.h"
#include "formats/cloudevents.h"
#include "formats/draft.h"

/* The totals may be missing: not every table has them. */
static const char *const columns[] = {
	"ods_code", "report_date", "safe", "effective", "caring", "responsive",
	"well_led", NULL
};

const char *const trust_columns[TRUST_COLUMNS] = {
	"safe", "effective", "caring", "responsive", "well_led",
	"quality_overall", "use_of_resources", "combined"
};

/* In the order of the columns; `silent` says when an empty one is a cell. */
enum silent { SILENT_NEVER, SILENT_ALWAYS, SILENT_IF_COMBINED };

static const struct {
	enum question	 question;
	enum silent	 silent;
} ratings[TRUST_COLUMNS] = {
	{ QUESTION_SAFE, SILENT_ALWAYS },
	{ QUESTION_EFFECTIVE, SILENT_ALWAYS },
	{ QUESTION_CARING, SILENT_ALWAYS },
	{ QUESTION_RESPONSIVE, SILENT_ALWAYS },
	{ QUESTION_WELL_LED, SILENT_ALWAYS },
	{ QUESTION_OVERALL, SILENT_NEVER },
	{ QUESTION_RESOURCES, SILENT_IF_COMBINED },
	{ QUESTION_COMBINED, SILENT_NEVER },
};

static int
check_code(struct reading *r, const char *code)
{
	if (strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == 3 &&
	    trust_code(code))
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), "ods_code", code, "This is "
	    "not the code of an NHS trust; expected three capital letters or "
	    "digits, R or T first, as in RGT.");
	return -1;
}

static int
read_date(struct reading *r, struct day *out)
{
	const char	*text = csv_get(r->csv, "report_date");

	*out = day_parse(text);
	if (out->precision != PRECISION_NONE)
		return 0;
	sheaf_refuse(r->sheaf, csv_line(r->csv), "report_date", text, "This is "
	    "not a date; expected one such as 2019-02-26, 2019-02 or 2019.");
	return -1;
}

/* MARK_NONE where the field is empty.  Returns how many are stated, or -1. */
static int
read_marks(struct reading *r, uint64_t line,
    const char *const text[TRUST_COLUMNS], enum mark mark[TRUST_COLUMNS])
{
	int	 i, stated = 0;

	for (i = 0; i < TRUST_COLUMNS; i++) {
		mark[i] = MARK_NONE;
		if (*text[i] == '\0')
			continue;
		if (reading_mark(r, line, trust_columns[i], text[i],
		    &mark[i]) == -1)
			return -1;
		stated++;
	}
	if (stated == 0)
		sheaf_refuse(r->sheaf, line, "", "", "The row states no "
		    "rating.");
	return stated == 0 ? -1 : stated;
}

static enum mark
silent_mark(enum silent silent, int has_combined)
{
	if (silent == SILENT_ALWAYS ||
	    (silent == SILENT_IF_COMBINED && has_combined))
		return MARK_NOT_STATED;
	return MARK_NONE;
}

int
reading_trust(struct reading *r, uint64_t line,
    const char *const text[TRUST_COLUMNS], struct day rated, const char *link)
{
	struct report_cell	 cell = { .location = "", .service = "" };
	enum mark		 mark[TRUST_COLUMNS];
	int			 i, has_combined;

	if (read_marks(r, line, text, mark) == -1)
		return -1;
	has_combined = mark[TRUST_COLUMNS - 1] != MARK_NONE;
	for (i = 0; i < TRUST_COLUMNS; i++) {
		cell.question = ratings[i].question;
		cell.mark = mark[i] != MARK_NONE ? mark[i] :
		    silent_mark(ratings[i].silent, has_combined);
		if (cell.mark != MARK_NONE)
			sheaf_add(r->sheaf, rated, link, &cell);
	}
	return 0;
}

static void
read_row(struct reading *r)
{
	const char	*code = csv_get(r->csv, "ods_code");
	const char	*name = csv_get(r->csv, "trust");
	const char	*link = csv_get(r->csv, "source_url");
	const char	*text[TRUST_COLUMNS];
	uint64_t	 line = csv_line(r->csv);
	struct day	 rated;
	int		 i;

	if (check_code(r, code) == -1 || read_date(r, &rated) == -1 ||
	    reading_text(r, line, "trust", name, NAME_MAX_BYTES) == -1 ||
	    reading_text(r, line, "source_url", link, LINK_MAX_BYTES) == -1)
		return;
	for (i = 0; i < TRUST_COLUMNS; i++)
		text[i] = csv_get(r->csv, trust_columns[i]);
	sheaf_begin(r->sheaf, code, "", name);
	reading_trust(r, line, text, rated, link);
	sheaf_close(r->sheaf);
}

static void
draft_cells(const struct reading *r, struct json *j)
{
	int		 i, has_combined = *csv_get(r->csv, "combined") != '\0';
	const char	*found;
	enum mark	 mark;

	json_array(j, "cell");
	for (i = 0; i < TRUST_COLUMNS; i++) {
		found = csv_get(r->csv, trust_columns[i]);
		mark = silent_mark(ratings[i].silent, has_combined);
		if (*found == '\0' && mark == MARK_NONE)
			continue;
		json_object(j, NULL);
		json_text(j, "question", question_code(ratings[i].question));
		json_text(j, "rating", *found != '\0' ? found :
		    mark_code(mark));
		json_end(j);
	}
	json_end(j);
}

static void
draft(const struct reading *r, struct json *j)
{
	const char	*date = csv_get(r->csv, "report_date");

	json_text(j, "type", CLOUD_TYPE_PREFIX "inspection.reported"
	    CLOUD_TYPE_VERSION);
	json_object(j, "data");
	draft_text(j, "provider", csv_get(r->csv, "ods_code"));
	draft_text(j, "name", csv_get(r->csv, "trust"));
	json_object(j, "report");
	draft_text(j, "link", csv_get(r->csv, "source_url"));
	draft_day(j, "rated", day_parse(date), date);
	draft_cells(r, j);
	json_end(j);
	json_end(j);
}

const struct format	 trust_csv = {
	.name = "trust ratings CSV",
	.in_sheets = "trust ratings ODS",
	.source = "/files/trust-ratings",
	.columns = columns,
	.row = read_row,
	.draft = draft,
};
