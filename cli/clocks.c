#include "cli/clocks.h"
#include "cli/cmd.h"
#include "operations/moment.h"

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
	c->known = moment_now(known, MOMENT_ENDS, a);
	return c->known != NULL ? EXIT_OK : cmd_misused(verb, "--known takes "
	    MOMENT_WORDS ", not \"%s\"", known);
}
