#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "formats/cloud_shapes.h"
#include "formats/motion.h"

const struct motion_kind motion_kinds[] = {
	{ "award", "Award a use-of-resources rating", KIND_RESOURCES_AWARDED,
	    "author", "approver",
	    { "rating", "on", "proposed", "reason", "report" } },
	{ "deviate", "Deviate from what the rules give", KIND_RATING_DEVIATED,
	    "author", "approver",
	    { "location", "service", "question", "rated", "from", "to",
	      "reason", "reference" } },
	{ "exclude", "Leave a service out of the aggregates",
	    KIND_SERVICE_EXCLUDED, "author", "approver",
	    { "location", "service", "type", "since", "until", "reason",
	      "reference" } },
	{ "publish", "Approve a version for publication",
	    KIND_PUBLICATION_APPROVED, NULL, "who",
	    { "about", "on", "until", "text" } },
	{ "withhold", "Withhold a version from publication",
	    KIND_PUBLICATION_WITHHELD, NULL, "who",
	    { "about", "on", "text" } },
	{ "suspend", "Suspend the ratings", KIND_RATING_SUSPENDED, NULL, "who",
	    { "on", "text" } },
	{ "resume-ratings", "End a suspension", KIND_RATING_RESUMED, NULL,
	    "who", { "on", "text" } },
	{ "open-review", "Open a review that was asked for",
	    KIND_REVIEW_OPENED, NULL, "who",
	    { "about", "on", "role", "text" } },
	{ "close-review", "Close a review", KIND_REVIEW_CLOSED, NULL, "who",
	    { "about", "on", "text" } },
	{ "withdraw", "Withdraw an event that should not have been",
	    KIND_EVENT_RETRACTED, "author", NULL,
	    { "source", "id", "reason" } },
	{ 0 }
};

const struct motion_kind *
motion_find(const char *name)
{
	const struct motion_kind	*k;

	for (k = motion_kinds; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

const struct field *
motion_field(const struct motion_kind *k, const char *name)
{
	return shape_field(cloud_part_of(k->kind).shape, name);
}

static int
asks_for(const struct motion_kind *k, const char *name)
{
	size_t	i;

	for (i = 0; k->field[i] != NULL; i++)
		if (strcmp(k->field[i], name) == 0)
			return 1;
	return 0;
}

static int
set_word(const struct motion *m, void *body, const struct motion_word *w,
    struct arena *a, struct err *e)
{
	const char	*near = NULL;

	if (!asks_for(m->kind, w->name)) {
		near = text_nearest(w->name, m->kind->field);
		return err_set(e, ERR_INPUT, "%s: %s does not ask for it%s%s%s",
		    w->name, m->kind->name, near == NULL ? "" :
		    "; did you mean \"", near == NULL ? "" : near,
		    near == NULL ? "" : "\"?");
	}
	if (w->value[0] == '\0')
		return 0;
	return field_read(motion_field(m->kind, w->name), body, w->value, a, e);
}

static int
set_person(const struct motion *m, void *body, const char *field,
    const char *person, struct arena *a, struct err *e)
{
	if (field == NULL)
		return 0;
	return field_read(motion_field(m->kind, field), body, person, a, e);
}

static int
fill(const struct motion *m, void *body, struct arena *a, struct err *e)
{
	size_t	i;

	for (i = 0; i < m->nword; i++)
		if (set_word(m, body, &m->word[i], a, e) != 0)
			return -1;
	if (set_person(m, body, m->kind->author, m->author, a, e) != 0)
		return -1;
	return set_person(m, body, m->kind->approver, m->approver, a, e);
}

/* Blanks and letter case make no second person. */
static int
same_person(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (isspace((unsigned char)*a))
			a++;
		while (isspace((unsigned char)*b))
			b++;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return 0;
		if (*a == '\0')
			return 1;
	}
}

static int
two_people(const struct motion *m, struct err *e)
{
	if (same_person(m->author, ""))
		return err_set(e, ERR_INPUT, "say who answers for it: an "
		    "author");
	if (same_person(m->approver, ""))
		return err_set(e, ERR_INPUT, "say who else agrees: an "
		    "approver");
	if (same_person(m->author, m->approver))
		return err_set(e, ERR_INPUT, "\"%.60s\" proposed it; expected "
		    "a second person to carry it", m->author);
	return 0;
}

int
motion_event(const struct motion *m, int32_t today, struct arena *a,
    struct event *out, struct err *e)
{
	struct cloud_part	 part = cloud_part_of(m->kind->kind);
	void			*body = arena_array(a, 1, part.shape->size);

	if (two_people(m, e) != 0)
		return -1;
	shape_clear(part.shape, body);
	if (fill(m, body, a, e) != 0)
		return -1;
	*out = (struct event){ .source = m->source, .source_id = m->source_id,
	    .kind = m->kind->kind, .provider = m->subject, .location = "",
	    .name = "", .trace = "", .via = "" };
	memcpy((char *)out + part.at, &body, sizeof(body));
	return event_check(out, today, e);
}
