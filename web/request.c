#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "web/request.h"

enum { CORRELATION_MAX = 128 };

static const struct {
	unsigned	 status;
	const char	*title;
} titles[] = {
	{ 200, "OK" }, { 202, "Accepted" }, { 204, "No Content" },
	{ 303, "See Other" }, { 304, "Not Modified" },
	{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
	{ 404, "Not Found" }, { 405, "Method Not Allowed" },
	{ 409, "Conflict" }, { 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
};

const char *
status_title(unsigned status)
{
	size_t	 i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "";
}

const char *
request_header(const struct request *r, const char *name)
{
	size_t	 i;

	for (i = 0; i < r->nheader; i++)
		if (strcasecmp(r->header[i].name, name) == 0)
			return r->header[i].value;
	return "";
}

const char *
request_argument(const struct request *r, const char *name)
{
	size_t	 i;

	for (i = 0; i < r->nargument; i++)
		if (strcmp(r->argument[i].name, name) == 0)
			return r->argument[i].value;
	return "";
}

void
answer_correlation(struct request *r)
{
	const char	*id = request_header(r, "X-Correlation-ID");
	size_t		 i, n = strlen(id);

	for (i = 0; i < n; i++)
		if (id[i] < '!' || id[i] > '~')
			return;
	if (n > 0 && n <= CORRELATION_MAX)
		answer_set(r, "X-Correlation-ID", id);
}

void
answer_set(struct request *r, const char *name, const char *value)
{
	assert(r->nset < ANSWER_HEADERS);
	r->set[r->nset++] = (struct pair){ name, value };
}

/* "W/\"x\", \"y\"" or "*": the weak comparison of RFC 9110, 8.8.3.2. */
static int
has_tag(const char *list, const char *tag)
{
	const char	*at = strstr(list, tag);

	return strcmp(list, "*") == 0 || (at != NULL && at > list &&
	    at[-1] == '"' && at[strlen(tag)] == '"');
}

void
answer_public(struct request *r, const char *type, const char *tag)
{
	answer_set(r, "Content-Type", type);
	answer_set(r, "Cache-Control", "public, max-age=60");
	answer_set(r, "Access-Control-Allow-Origin", "*");
	answer_set(r, "Link", "<https://www.nationalarchives.gov.uk/doc/"
	    "open-government-licence/version/3/>; rel=\"license\"");
	answer_set(r, "ETag", arena_printf(r->arena, "\"%s\"", tag));
	r->status = has_tag(request_header(r, "If-None-Match"), tag) ? 304 :
	    200;
	if (r->status == 304)
		buf_clear(&r->out);
}

void
answer_problem(struct request *r, unsigned status, const char *pointer,
    const char *value, const char *detail)
{
	struct json	 j;

	r->status = status;
	answer_set(r, "Content-Type", "application/problem+json");
	buf_clear(&r->out);
	json_init(&j, &r->out, 0);
	json_object(&j, NULL);
	json_text(&j, "type", "about:blank");
	json_text(&j, "title", status_title(status));
	json_int(&j, "status", status);
	json_text(&j, "detail", detail);
	if (pointer[0] != '\0')
		json_text(&j, "pointer", pointer);
	if (value[0] != '\0')
		json_text(&j, "value", value);
	json_end(&j);
	buf_char(&r->out, '\n');
}

void
answer_later(struct request *r, unsigned status, unsigned seconds,
    const char *detail)
{
	answer_problem(r, status, "", "", detail);
	answer_set(r, "Retry-After", arena_printf(r->arena, "%u",
	    seconds == 0 ? 1 : seconds));
}
