#include <zip.h>

#include "base/buf.h"
#include "tests/lib/spread.h"
#include "tests/lib/test.h"

/* What zip asks for piece by piece, so that a large file needs no memory. */
struct maker {
	unsigned	 row, rows, providers, part;
	struct buf	 piece;
	size_t		 at;
};

enum { PART_BEGIN, PART_LOCATIONS, PART_BETWEEN, PART_PROVIDERS, PART_END,
    PART_NONE };

static const char *const	 locations[] = {
	"Location ID", "Location ODS Code", "Location Name", "Care Home?",
	"Location Type", "Location Primary Inspection Category",
	"Location Street Address", "Location Address Line 2", "Location City",
	"Location Post Code", "Location Local Authority", "Location Region",
	"Location NHS Region", "Location ONSPD CCG Code",
	"Location ONSPD CCG", "Location Commissioning CCG Code",
	"Location Commissioning CCG Name", "Service / Population Group",
	"Domain", "Latest Rating", "Publication Date", "Report Type",
	"Inherited Rating (Y/N)", "URL", "Provider ID", "Provider Name",
	"Brand ID", "Brand Name", NULL
};
static const char *const	 providers[] = {
	"Provider ID", "Provider Name", "Provider Type",
	"Service / Population Group", "Domain", "Latest Rating",
	"Publication Date", "Report Type", "URL", NULL
};

static void
cell(struct buf *b, const char *text)
{
	buf_printf(b, "<table:table-cell office:value-type=\"string\">"
	    "<text:p>%s</text:p></table:table-cell>", text);
}

static void
header(struct buf *b, const char *name, const char *const *column)
{
	buf_printf(b, "<table:table table:name=\"%s\"><table:table-row>",
	    name);
	for (; *column != NULL; column++)
		cell(b, *column);
	buf_text(b, "<table:table-cell table:number-columns-repeated="
	    "\"16356\"/></table:table-row>");
}

static const char *const	 questions[] = {
	"Safe", "Effective", "Caring", "Responsive", "Well-led"
};

/* The end of each row that has a rating. */
static void
rating(struct buf *b, unsigned i)
{
	cell(b, i % 10 < 5 ? "Overall" : "Surgery");
	cell(b, questions[i % 5]);
	cell(b, i % 3 == 0 ? "Good" : "Requires improvement");
	buf_text(b, "<table:table-cell office:value-type=\"date\" "
	    "office:date-value=\"2019-02-26\"><text:p>26 Feb 19</text:p>"
	    "</table:table-cell>");
	cell(b, "Location");
}

static void
location_row(struct buf *b, unsigned i)
{
	char	 id[24];

	snprintf(id, sizeof(id), "1-%09u", i / 10);
	buf_text(b, "<table:table-row>");
	cell(b, id);
	buf_text(b, "<table:table-cell/>");
	cell(b, "The Old Rectory Nursing Home");
	cell(b, "Y");
	cell(b, "Social Care Org");
	cell(b, "Residential social care");
	cell(b, "1 Church Lane");
	buf_text(b, "<table:table-cell table:number-columns-repeated=\"10\"/>");
	rating(b, i);
	cell(b, "N");
	cell(b, "https://www.example.org/location/report");
	cell(b, "1-101633224");
	cell(b, "Rectory Homes Limited");
	buf_text(b, "<table:table-cell office:value-type=\"string\" "
	    "table:number-columns-repeated=\"2\"><text:p>-</text:p>"
	    "</table:table-cell><table:table-cell "
	    "table:number-columns-repeated=\"16356\"/></table:table-row>");
}

static void
provider_row(struct buf *b, unsigned i)
{
	char	 id[24];

	snprintf(id, sizeof(id), "1-%09u", 500000000 + i / 10);
	buf_text(b, "<table:table-row>");
	cell(b, id);
	cell(b, "Rectory Homes Limited");
	cell(b, "Social Care Org");
	rating(b, i);
	cell(b, "https://www.example.org/provider/report");
	buf_text(b, "</table:table-row>");
}

/* The next piece of the content; 0: there is none. */
static int
make(struct maker *m)
{
	struct buf	*b = &m->piece;

	buf_clear(b);
	m->at = 0;
	switch (m->part) {
	case PART_BEGIN:
		buf_text(b, SPREAD_BEGIN "<table:table table:name=\"README\">"
		    "<table:table-row><table:table-cell><text:p>Ratings as at "
		    "1 September</text:p></table:table-cell>"
		    "</table:table-row></table:table>");
		header(b, "Locations", locations);
		break;
	case PART_LOCATIONS:
		location_row(b, m->row);
		break;
	case PART_BETWEEN:
		buf_text(b, "<table:table-row table:number-rows-repeated="
		    "\"500000\"><table:table-cell/></table:table-row>"
		    "</table:table>");
		header(b, "Providers", providers);
		break;
	case PART_PROVIDERS:
		provider_row(b, m->row);
		break;
	case PART_END:
		buf_text(b, "</table:table>" SPREAD_END);
		break;
	default:
		return 0;
	}
	m->row++;
	if ((m->part != PART_LOCATIONS || m->row >= m->rows) &&
	    (m->part != PART_PROVIDERS || m->row >= m->providers)) {
		m->part++;
		m->row = 0;
	}
	return 1;
}

static zip_int64_t
give(struct maker *m, char *room, zip_uint64_t n)
{
	zip_uint64_t	 got = 0, most;

	while (got < n && (m->at < m->piece.len || make(m))) {
		most = m->piece.len - m->at < n - got ? m->piece.len - m->at :
		    n - got;
		memcpy(room + got, m->piece.data + m->at, most);
		m->at += most;
		got += most;
	}
	return (zip_int64_t)got;
}

static zip_int64_t
on_zip(void *arg, void *data, zip_uint64_t n, zip_source_cmd_t what)
{
	struct maker	*m = arg;

	switch (what) {
	case ZIP_SOURCE_OPEN:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_READ:
		return give(m, data, n);
	case ZIP_SOURCE_STAT:
		zip_stat_init(data);
		return sizeof(zip_stat_t);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		return -1;
	}
}

static void
write_entry(const char *path, const char *entry, struct maker *m,
    const void *text, size_t n)
{
	zip_t		*z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	zip_source_t	*s;
	zip_int64_t	 at;

	assert_non_null(z);
	s = m != NULL ? zip_source_function(z, on_zip, m) :
	    zip_source_buffer(z, text, n, 0);
	at = zip_file_add(z, entry, s, 0);
	assert_true(at >= 0);
	assert_int_equal(zip_set_file_compression(z, (zip_uint64_t)at,
	    ZIP_CM_DEFLATE, 1), 0);
	assert_int_equal(zip_close(z), 0);
}

void
spread_write(const char *path, const char *entry, const char *text, size_t n)
{
	write_entry(path, entry, NULL, text, n);
}

void
spread_latest(const char *path, unsigned rows, unsigned nproviders)
{
	struct maker	 m = { .rows = rows, .providers = nproviders };

	write_entry(path, "content.xml", &m, NULL, 0);
	buf_release(&m.piece);
}
