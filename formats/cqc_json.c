/*
 * cqc_json.c - answers of CQC's public API for one provider or location: who
 * it is, and one report for each date and link found in its ratings.
 */
#include <inttypes.h>
#include <string.h>

#include "formats/cqc.h"

enum { POINTER_MAX = PATH_MAX_BYTES + 32 };

static void
refuse(struct cqc_object *o, const char *path, const char *key,
    const char *value, const char *reason)
{
	char	 pointer[POINTER_MAX];

	snprintf(pointer, sizeof(pointer), "%s/%s", path, key);
	sheaf_refuse(o->reading->sheaf, o->line, pointer, value, "%s", reason);
	o->seen++;
}

const json_t *
cqc_member(struct cqc_object *o, const json_t *of, const char *path,
    const char *key, json_type type)
{
	static const char *const	 reasons[] = {
		[JSON_OBJECT] = "The value is not an object.",
		[JSON_ARRAY] = "The value is not an array.",
		[JSON_STRING] = "The value is not a text.",
	};
	const json_t			*value = json_object_get(of, key);

	if (value == NULL || json_is_null(value))
		return NULL;
	if (json_typeof(value) == type)
		return value;
	refuse(o, path, key, "", reasons[type]);
	return NULL;
}

const char *
cqc_text(struct cqc_object *o, const json_t *of, const char *path,
    const char *key)
{
	size_t		 before = o->seen;
	const json_t	*value = cqc_member(o, of, path, key, JSON_STRING);

	if (o->seen != before)
		return NULL;
	return value == NULL ? "" : json_string_value(value);
}

int
cqc_date(struct cqc_object *o, const json_t *of, const char *path,
    const char *key, struct day *out)
{
	const char	*text = cqc_text(o, of, path, key);

	*out = (struct day){ 0, PRECISION_NONE };
	if (text == NULL)
		return -1;
	if (*text == '\0')
		return 0;
	*out = day_parse(text);
	if (out->precision == PRECISION_DAY)
		return 0;
	refuse(o, path, key, text, "This is not a date; expected one to the "
	    "day, as in 2019-02-26.");
	return -1;
}

/* "primary" is the text "true" in CQC's answers. */
static const char *
primary_category(const json_t *root)
{
	const json_t	*category, *primary;
	const char	*text, *name;
	size_t		 i;

	json_array_foreach(json_object_get(root, "inspectionCategories"), i,
	    category) {
		primary = json_object_get(category, "primary");
		text = json_string_value(primary);
		name = json_string_value(json_object_get(category, "name"));
		if (name != NULL && (json_is_true(primary) ||
		    (text != NULL && strcmp(text, "true") == 0)))
			return name;
	}
	return NULL;
}

static enum organisation_type
type_of(const struct cqc_object *o)
{
	if (*o->location != '\0')
		return ORGANISATION_LOCATION;
	return trust_code(o->provider) ? ORGANISATION_NHS_TRUST :
	    ORGANISATION_PROVIDER;
}

static void
read_as_of(struct cqc_object *o, struct day *out)
{
	const json_t	*last = cqc_member(o, o->root, "", "lastReport",
			    JSON_OBJECT);

	if (cqc_date(o, last, "/lastReport", "publicationDate", out) == 0 &&
	    out->precision == PRECISION_NONE)
		cqc_date(o, o->root, "", "registrationDate", out);
	if (out->precision != PRECISION_DAY)
		*out = (struct day){ 0, PRECISION_NONE };
}

static const char *
read_sector(struct cqc_object *o)
{
	const char	*sector = primary_category(o->root);

	if (sector == NULL)
		sector = cqc_text(o, o->root, "", "type");
	if (sector == NULL || reading_text(o->reading, o->line, "/type",
	    sector, SERVICE_MAX_BYTES) == -1)
		return "";
	return sector;
}

/* What is no code is refused and left out. */
static size_t
read_locations(struct cqc_object *o, const char *ids[EVENT_CELLS_MAX])
{
	const json_t	*value, *list;
	const char	*id;
	size_t		 i, n = 0;

	list = cqc_member(o, o->root, "", "locationIds", JSON_ARRAY);
	if (json_array_size(list) > EVENT_CELLS_MAX) {
		refuse(o, "", "locationIds", "", "There are too many of them.");
		return 0;
	}
	json_array_foreach(list, i, value) {
		id = json_string_value(value);
		if (reading_code(o->reading, o->line, "/locationIds",
		    id == NULL ? "" : id) == 0)
			ids[n++] = id;
	}
	return n;
}

static void
read_registration(struct cqc_object *o)
{
	const char		*ids[EVENT_CELLS_MAX];
	struct registration	 r = { .location = ids };

	r.type = type_of(o);
	r.sector = read_sector(o);
	r.nlocation = read_locations(o, ids);
	read_as_of(o, &r.as_of);
	sheaf_register(o->reading->sheaf, &r);
}

static void
skip_assessments(const struct cqc_object *o)
{
	const json_t	*blocks = json_object_get(o->root, "assessment");

	reading_skip(o->reading, "assessment blocks of the newer framework",
	    json_array_size(blocks));
}

static int
check_code(struct cqc_object *o, const char *field, const char *code)
{
	if (code == NULL || *code == '\0')
		return code == NULL ? -1 : 0;
	return reading_code(o->reading, o->line, field, code);
}

/* Which organisation the object is about; -1 after it was refused. */
static int
identify(struct cqc_object *o)
{
	o->provider = cqc_text(o, o->root, "", "providerId");
	o->location = cqc_text(o, o->root, "", "locationId");
	if (check_code(o, "/providerId", o->provider) == -1 ||
	    check_code(o, "/locationId", o->location) == -1)
		return -1;
	if (*o->provider != '\0' || *o->location != '\0')
		return 0;
	sheaf_refuse(o->reading->sheaf, o->line, "", "", "The object names "
	    "neither a providerId nor a locationId, so it is not CQC's answer "
	    "for one of them.");
	return -1;
}

static void
read_object(struct reading *r, json_t *root, uint64_t line)
{
	struct cqc_object	 o = {
		.reading = r, .line = line, .root = root,
	};
	const char		*name;

	if (identify(&o) == -1)
		return;
	name = cqc_text(&o, root, "", "name");
	if (name == NULL ||
	    reading_text(r, line, "/name", name, NAME_MAX_BYTES) == -1)
		return;
	sheaf_begin(r->sheaf, o.provider, o.location, name);
	read_registration(&o);
	cqc_ratings(&o);
	skip_assessments(&o);
	sheaf_close(r->sheaf);
}

static int
gather(struct reading *r, struct err *e)
{
	struct bytes	 text;
	json_error_t	 fault;
	uint64_t	 line;
	json_t		*root;
	int		 rc = pieces_next(r->pieces, &text, &line, e);

	if (rc != 1)
		return rc;
	sheaf_at(r->sheaf, line);
	root = json_loadb((const char *)text.data, text.len,
	    JSON_REJECT_DUPLICATES, &fault);
	if (root == NULL) {
		line += fault.line > 0 ? (uint64_t)fault.line - 1 : 0;
		sheaf_refuse(r->sheaf, line, "", "", "The JSON is not well "
		    "formed: %s.", fault.text);
		return 1;
	}
	if (grid_is(root))
		grid_read(r, root, line);
	else
		read_object(r, root, line);
	json_decref(root);
	return 1;
}

const struct format	 cqc_json = {
	.name = "CQC API JSON",
	.source = "/files/cqc-api",
	.gather = gather,
};
