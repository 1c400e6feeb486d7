/*
 * docs/schemas is what the code says.  SIXTHKEY_UPDATE=1 writes it anew.
 */
#include "formats/cloud_schema.h"
#include "tests/lib/file.h"
#include "tests/lib/test.h"

static void
schema_path(unsigned kind, char path[200])
{
	struct arena	*a = arena_new(0);

	snprintf(path, 200, "docs/schemas/%s",
	    cloud_schema_name((enum event_kind)kind, a));
	arena_free(&a);
}

static void
make(unsigned kind, struct buf *out)
{
	struct json	 j;

	buf_clear(out);
	json_init(&j, out, 2);
	cloud_schema((enum event_kind)kind, &j);
	buf_char(out, '\n');
}

static void
the_tree_has_what_is_served(void **state)
{
	struct buf	 b = { 0 }, have = { 0 };
	char		 path[200];
	unsigned	 k;

	(void)state;
	for (k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		make(k, &b);
		schema_path(k, path);
		if (getenv("SIXTHKEY_UPDATE") != NULL)
			file_write_bytes(path, b.data, b.len);
		file_read(path, &have);
		if (strcmp(have.data, b.data) != 0)
			fail_msg("%s is not what the code says: "
			    "SIXTHKEY_UPDATE=1 writes it anew", path);
	}
	buf_release(&have);
	buf_release(&b);
}

static void
names_lead_back(void **state)
{
	static const char *const	 wrong[] = { "", ".v1.json",
	    "inspection.reported.json", "inspection.reported.v2.json",
	    "inspection.reported.v1.json.v1.json", "../openapi.json" };
	struct arena			*a = arena_new(0);
	unsigned			 k;
	size_t				 i;

	(void)state;
	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		assert_int_equal(k, cloud_schema_parse(cloud_schema_name(
		    (enum event_kind)k, a)));
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(cloud_schema_parse(wrong[i]), KIND_NONE);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(the_tree_has_what_is_served),
		cmocka_unit_test(names_lead_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
