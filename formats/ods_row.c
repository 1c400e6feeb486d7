#include <string.h>

#include "formats/csv.h"
#include "formats/ods_row.h"

void
ods_row_release(struct ods_row *r)
{
	buf_release(&r->text);
	buf_release(&r->cell);
}

void
ods_row_begin(struct ods_row *r)
{
	buf_clear(&r->text);
	r->column = r->commas = 0;
}

static int
is_date(const char *s)
{
	static const char	 form[] = "dddd-dd-dd";
	size_t			 i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != '-')
			return 0;
	return 1;
}

void
ods_row_cell(struct ods_row *r, size_t repeat, const char *date)
{
	buf_clear(&r->cell);
	r->repeat = repeat;
	r->paragraphs = 0;
	r->given = date != NULL && is_date(date);
	if (r->given)
		buf_printf(&r->cell, "%.10s", date);
}

int
ods_row_paragraph(struct ods_row *r, struct err *e)
{
	return r->paragraphs++ == 0 ? 0 : ods_row_text(r, " ", 1, e);
}

int
ods_row_text(struct ods_row *r, const char *s, size_t n, struct err *e)
{
	if (r->given)
		return 0;
	if (n > CSV_FIELD_MAX - r->cell.len)
		return err_set(e, ERR_INPUT, "the cell in column %zu is longer "
		    "than %d bytes", r->column + 1, CSV_FIELD_MAX);
	buf_add(&r->cell, s, n);
	return 0;
}

/* Line ends would shift the numbers of the rows below. */
static void
quote(struct buf *out, const char *s, size_t n)
{
	size_t	 i;

	buf_char(out, '"');
	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			buf_char(out, '"');
		buf_char(out, s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
	}
	buf_char(out, '"');
}

int
ods_row_cell_end(struct ods_row *r, struct err *e)
{
	size_t	 end = r->column + r->repeat;

	if (r->cell.len == 0) {
		r->column = end;
		return 0;
	}
	if (end > CSV_COLUMNS_MAX)
		return err_set(e, ERR_INPUT, "there are more than %d columns",
		    CSV_COLUMNS_MAX);
	for (; r->column < end; r->column++) {
		for (; r->commas < r->column; r->commas++)
			buf_char(&r->text, ',');
		quote(&r->text, r->cell.data, r->cell.len);
		if (r->text.len > ODS_ROW_BYTES)
			return err_set(e, ERR_INPUT, "the row is longer than "
			    "%d bytes", ODS_ROW_BYTES);
	}
	return 0;
}

int
ods_row_end(struct ods_row *r)
{
	if (r->text.len == 0)
		return 0;
	for (; r->commas + 1 < r->width; r->commas++)
		buf_char(&r->text, ',');
	r->width = r->commas + 1;
	buf_char(&r->text, '\n');
	return 1;
}
