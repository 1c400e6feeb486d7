#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/subjects.h"

int32_t
clocks_at(const struct clocks *c)
{
	return c->day.precision == PRECISION_NONE ? INT32_MAX : c->day.serial;
}

int
clocks_read(const char *verb, const char *at, const char *known,
    struct arena *a, struct clocks *c)
{
	*c = (struct clocks){ .known = NULL };
	if (at != NULL)
		c->day = day_parse(at);
	if (at != NULL && c->day.precision == PRECISION_NONE)
		return cmd_misused(verb, "--at takes a date such as "
		    "2020-02-05, not \"%s\"", at);
	if (known == NULL)
		return EXIT_OK;
	c->known = subject_moment(known, a);
	return c->known != NULL ? EXIT_OK : cmd_misused(verb, "--known takes "
	    "a date such as 2020-02-05 or a time such as "
	    "2020-02-05T12:00:00Z, not \"%s\"", known);
}
