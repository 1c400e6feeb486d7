#include <stdlib.h>

#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "proto/key_file.h"

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

	if (key_file_read(getenv("SIXTHKEY_KEY"), &f, &e) != 0)
		return link_failed(verb, &e);
	*out = f.key;
	for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++)
		if (rest[i].value[0] != '\0')
			setenv(rest[i].variable, rest[i].value, 0);
	return EXIT_OK;
}
