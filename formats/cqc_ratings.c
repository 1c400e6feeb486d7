/*
 * cqc_ratings.c - ratings of an answer, wherever they stand in it.
 *
 * Date, link and organisation are inherited inward: a key question has its
 * own, else those of its block, else those of the entry.
 */
#include <stdio.h>
#include <string.h>

#include "formats/cqc.h"
#include "formats/draft.h"

struct place {
	char		 path[PATH_MAX_BYTES];	/* JSON pointer */
	struct day	 rated;
	const char	*link;
	const char	*service;
	int		 inherited;	/* given to another organisation */
};

static int
enter(struct cqc_object *o, const json_t *of, struct place *p)
{
	const char	*link = cqc_text(o, of, p->path, "reportLinkId");
	const char	*org = cqc_text(o, of, p->path, "organisationId");
	struct day	 rated;

	if (link == NULL || org == NULL ||
	    cqc_date(o, of, p->path, "reportDate", &rated) == -1)
		return -1;
	if (rated.precision != PRECISION_NONE)
		p->rated = rated;
	if (*link != '\0')
		p->link = link;
	if (*org != '\0')
		p->inherited = strcmp(org, o->location) != 0 &&
		    strcmp(org, o->provider) != 0;
	return 0;
}

/* A place one member further in. */
static struct place
inside(const struct place *outer, const char *member)
{
	struct place	 p = *outer;

	snprintf(p.path, sizeof(p.path), "%.120s/%.30s", outer->path, member);
	return p;
}

static struct place
inside_array(const struct place *outer, const char *member, size_t i)
{
	struct place	 p = *outer;

	snprintf(p.path, sizeof(p.path), "%.110s/%.30s/%zu", outer->path,
	    member, i);
	return p;
}

static void
refuse(struct cqc_object *o, const struct place *p, const char *value,
    const char *reason)
{
	sheaf_refuse(o->reading->sheaf, o->line, p->path, value, "%s", reason);
	o->seen++;
}

/* Use of resources is assessed of a trust, also where a location shows it. */
static const char *
location_of(const struct cqc_object *o, enum question q)
{
	if (q >= QUESTION_RESOURCES && trust_code(o->provider))
		return "";
	return o->location;
}

static void
add(struct cqc_object *o, const struct place *p, enum question q, enum mark m)
{
	struct report_cell	 cell = {
		.location = location_of(o, q), .service = p->service,
		.question = q, .mark = m, .rated = p->rated,
		.inherited = p->inherited,
	};

	if (p->rated.precision == PRECISION_NONE &&
	    m != MARK_NO_PUBLISHED_RATING)
		refuse(o, p, mark_name(m), "The rating has no report date.");
	else if (sheaf_add(o->reading->sheaf, p->rated, p->link, &cell) == -1)
		refuse(o, p, "", "There are too many ratings of this "
		    "organisation.");
	else
		o->seen++;
}

/* The word was refused; the rest of the rating is known. */
static void
draft(struct cqc_object *o, const struct place *p, enum question q,
    const char *word)
{
	const struct draft_rating	 d = {
		.provider = o->provider, .location = o->location,
		.name = cqc_text(o, o->root, "", "name"), .link = p->link,
		.rated = p->rated, .of = location_of(o, q),
		.service = p->service, .question = q, .rating = word,
		.inherited = p->inherited,
	};

	draft_rating(&d, o->reading->sheaf);
	o->seen++;
}

static void
read_rating(struct cqc_object *o, const struct place *p, const json_t *of,
    const char *key, enum question q)
{
	const char	*word = cqc_text(o, of, p->path, key);
	struct place	 at = inside(p, key);
	enum mark	 mark;

	if (word == NULL || *word == '\0')
		return;
	if (reading_mark(o->reading, o->line, at.path, word, &mark) == -1)
		draft(o, &at, q, word);
	else
		add(o, &at, q, mark);
}

static void
read_question(struct cqc_object *o, struct place *p, const json_t *of)
{
	const char	*name = cqc_text(o, of, p->path, "name");
	struct place	 at = inside(p, "name");
	enum question	 q;

	if (name == NULL || enter(o, of, p) == -1)
		return;
	if (reading_question(o->reading, o->line, at.path, name, &q) == -1)
		o->seen++;
	else
		read_rating(o, p, of, "rating", q);
}

static void
read_questions(struct cqc_object *o, const struct place *p, const json_t *of)
{
	const json_t	*question, *list;
	struct place	 at;
	size_t		 i;

	list = cqc_member(o, of, p->path, "keyQuestionRatings", JSON_ARRAY);
	json_array_foreach(list, i, question) {
		at = inside_array(p, "keyQuestionRatings", i);
		read_question(o, &at, question);
	}
}

static void
read_resources(struct cqc_object *o, const struct place *outer,
    const json_t *of)
{
	struct place	 p = inside(outer, "useOfResources");

	if (of == NULL || enter(o, of, &p) == -1)
		return;
	read_rating(o, &p, of, "useOfResourcesRating", QUESTION_RESOURCES);
	read_rating(o, &p, of, "combinedQualityRating", QUESTION_COMBINED);
}

static void
read_overall(struct cqc_object *o, const struct place *outer, const json_t *of)
{
	struct place	 p = inside(outer, "overall");

	if (of == NULL || enter(o, of, &p) == -1)
		return;
	read_rating(o, &p, of, "rating", QUESTION_OVERALL);
	read_questions(o, &p, of);
	read_resources(o, &p, cqc_member(o, of, p.path, "useOfResources",
	    JSON_OBJECT));
}

static void
read_service(struct cqc_object *o, struct place *p, const json_t *of)
{
	const char	*code = cqc_text(o, of, p->path, "name");

	if (code == NULL || enter(o, of, p) == -1)
		return;
	if (*code == '\0') {
		refuse(o, p, "", "The rating does not name its service.");
		return;
	}
	p->service = cqc_service(o->root, code);
	if (reading_text(o->reading, o->line, p->path, p->service,
	    SERVICE_MAX_BYTES) == -1) {
		o->seen++;
		return;
	}
	read_rating(o, p, of, "rating", QUESTION_OVERALL);
	read_questions(o, p, of);
}

static void
read_services(struct cqc_object *o, const struct place *p, const json_t *of)
{
	const json_t	*service, *list;
	struct place	 at;
	size_t		 i;

	list = cqc_member(o, of, p->path, "serviceRatings", JSON_ARRAY);
	json_array_foreach(list, i, service) {
		at = inside_array(p, "serviceRatings", i);
		read_service(o, &at, service);
	}
}

static void
read_entry(struct cqc_object *o, struct place *p, const json_t *of)
{
	size_t	 before = o->seen;

	if (enter(o, of, p) == -1)
		return;
	read_overall(o, p, cqc_member(o, of, p->path, "overall", JSON_OBJECT));
	read_services(o, p, of);
	if (o->seen == before)
		reading_skip(o->reading, "entries without any rating", 1);
}

void
cqc_ratings(struct cqc_object *o)
{
	const struct place	 top = { .link = "", .service = "" };
	struct place		 p = inside(&top, "currentRatings");
	const json_t		*entry, *list;
	size_t			 i;

	entry = cqc_member(o, o->root, "", "currentRatings", JSON_OBJECT);
	if (json_object_size(entry) != 0)
		read_entry(o, &p, entry);
	list = cqc_member(o, o->root, "", "historicRatings", JSON_ARRAY);
	json_array_foreach(list, i, entry) {
		p = inside_array(&top, "historicRatings", i);
		read_entry(o, &p, entry);
	}
	reading_skip(o->reading, "entries without any rating",
	    sheaf_sift(o->reading->sheaf));
}
