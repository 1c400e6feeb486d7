#include <stdlib.h>

#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"

struct key_file {
	struct key_conf	 key;
	char		 name[CONF_TEXT_MAX], submit[CONF_TEXT_MAX],
			 control[CONF_TEXT_MAX], db[CONF_TEXT_MAX];
};

static const struct conf_key keys[] = {
	KEY_CONF_ROWS(struct key_file, key),
	CONF_ROW_TEXT(struct key_file, name, "", "of the key"),
	CONF_ROW_TEXT(struct key_file, submit, "", "where producers connect"),
	CONF_ROW_TEXT(struct key_file, control, "",
	    "where the command line connects"),
	CONF_ROW_TEXT(struct key_file, db, "", "PostgreSQL"),
	{ 0 }
};

int
identity_load(const char *verb, struct key_conf *out)
{
	struct key_file	 f;
	struct err	 e;
	const struct {
		const char	*variable, *value;
	} rest[] = {
		{ "SIXTHKEY_SUBMIT", f.submit },
		{ "SIXTHKEY_CONTROL", f.control },
		{ "SIXTHKEY_DB", f.db },
	};
	size_t		 i;

	if (conf_file(keys, &f, getenv("SIXTHKEY_KEY"), &e) != 0)
		return link_failed(verb, &e);
	*out = f.key;
	for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++)
		if (rest[i].value[0] != '\0')
			setenv(rest[i].variable, rest[i].value, 0);
	return EXIT_OK;
}
