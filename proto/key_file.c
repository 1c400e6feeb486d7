#include "proto/key_file.h"

static const struct conf_key rows[] = {
	KEY_CONF_ROWS(struct key_file, key),
	CONF_ROW_TEXT(struct key_file, name, "", "of the key"),
	CONF_ROW_TEXT(struct key_file, submit, "", "where events go"),
	CONF_ROW_TEXT(struct key_file, control, "",
	    "where the broker is asked"),
	CONF_ROW_TEXT(struct key_file, db, "", "PostgreSQL"),
	{ 0 }
};

int
key_file_read(const char *path, struct key_file *out, struct err *e)
{
	return conf_file(rows, out, path, e);
}
