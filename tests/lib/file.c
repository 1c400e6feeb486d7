#include "tests/lib/file.h"
#include "tests/lib/test.h"

enum { PIECE = 4096 };

void
file_read_open(FILE *f, struct buf *out)
{
	size_t	 n;

	buf_clear(out);
	buf_text(out, "");
	while ((n = fread(buf_room(out, PIECE), 1, PIECE, f)) > 0)
		out->len += n;
	out->data[out->len] = '\0';
	assert_false(ferror(f));
	fclose(f);
}

void
file_read(const char *path, struct buf *out)
{
	FILE	*f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s cannot be read", path);
	else
		file_read_open(f, out);
}

void
file_write_bytes(const char *path, const void *bytes, size_t n)
{
	FILE	*f = fopen(path, "w");

	if (f == NULL)
		fail_msg("%s cannot be written", path);
	else {
		assert_int_equal(fwrite(bytes, 1, n, f), n);
		assert_int_equal(fclose(f), 0);
	}
}

void
file_write(const char *path, const char *text)
{
	file_write_bytes(path, text, strlen(text));
}
