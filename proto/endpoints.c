#include <stdio.h>
#include <string.h>

#include "proto/endpoints.h"

int
endpoints_set(struct endpoints *ends, const char *list, struct err *e)
{
	char	*at, *rest;

	*ends = (struct endpoints){ .n = 0 };
	if ((size_t)snprintf(ends->text, sizeof(ends->text), "%s", list) >=
	    sizeof(ends->text))
		return err_set(e, ERR_SETUP, "too many brokers: %.40s...",
		    list);
	for (at = strtok_r(ends->text, ", ", &rest); at != NULL;
	    at = strtok_r(NULL, ", ", &rest)) {
		if (ends->n == ENDPOINTS_MAX)
			return err_set(e, ERR_SETUP, "more than %d brokers",
			    ENDPOINTS_MAX);
		ends->at[ends->n++] = (size_t)(at - ends->text);
	}
	if (ends->n == 0)
		return err_set(e, ERR_SETUP, "no broker is named");
	return 0;
}

const char *
endpoints_now(const struct endpoints *ends)
{
	return ends->text + ends->at[ends->now];
}

int
endpoints_next(struct endpoints *ends)
{
	ends->now = (ends->now + 1) % ends->n;
	return ends->n > 1;
}
