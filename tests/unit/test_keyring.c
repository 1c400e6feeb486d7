/*
 * The folder of public keys: what is in force, what is not, and why.
 */
#include <unistd.h>

#include "proto/keyring.h"
#include "tests/lib/test.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

enum { STEP_MS = 1000 };		/* further apart than two looks */

static void
put(const char *folder, const char *file, const char *text)
{
	char	 path[100];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void
drop(const char *folder, const char *file)
{
	char	 path[100];

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	assert_int_equal(unlink(path), 0);
}

static void
one_bad_file_is_alone(void **state)
{
	static const struct {
		const char	*label, *file, *text, *says;
	} rows[] = {
		{ "no role", "b.pub", "name = b\nrole = chief\npublic = " B,
		    "\"chief\" is not a role" },
		{ "no stage", "b.pub", "name = b\nrole = worker\npublic = " B,
		    "\"\" is not a stage" },
		{ "short key", "b.pub", "name = b\nrole = web\npublic = bb",
		    "public is not a key" },
		{ "other name", "b.pub", "name = c\nrole = web\npublic = " B,
		    "expected that of the file" },
		{ "a secret in it", "b.pub", "name = b\nsecret = " B,
		    "no such setting \"secret\"" },
		{ "the same key twice", "c.pub",
		    "name = c\nrole = web\npublic = " B, "the same key" },
		{ "not a public file", "b.key", "nonsense", NULL },
	};
	char		 folder[] = "/tmp/test_keyring.XXXXXX";
	struct keyring	*r;
	struct err	 e = { 0 };
	size_t		 i;
	int64_t		 now = STEP_MS;

	(void)state;
	assert_non_null(mkdtemp(folder));
	put(folder, "a.pub", "name = a\nrole = feed\npublic = " A "\n");
	r = keyring_open(folder, &e);
	assert_int_equal(keyring_refresh(r, now, &e), 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int	 twin = strcmp(rows[i].file, "c.pub") == 0;

		if (twin)
			put(folder, "b.pub",
			    "name = b\nrole = web\npublic = " B);
		put(folder, rows[i].file, rows[i].text);
		now += STEP_MS;
		assert_int_equal(keyring_refresh(r, now, &e),
		    rows[i].says == NULL ? 0 : -1);
		if (rows[i].says != NULL && strstr(e.text, rows[i].says) ==
		    NULL)
			fail_msg("%s: %s", rows[i].label, e.text);
		assert_non_null(keyring_find(r, A));
		assert_null(keyring_find(r, B));
		drop(folder, rows[i].file);
		if (twin)
			drop(folder, "b.pub");
		now += STEP_MS;
		keyring_refresh(r, now, &e);
	}
	drop(folder, "a.pub");
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(keyring_refresh(r, now + STEP_MS, &e), 0);
	assert_non_null(keyring_find(r, A));
	keyring_free(&r);
	assert_null(keyring_open(folder, &e));
	assert_int_equal(e.kind, ERR_SETUP);
}

static void
a_key_covers_what_its_role_does(void **state)
{
	static const struct {
		const char	*label;
		enum key_role	 role;
		const char	*sources, *source;
		int		 may;
	} rows[] = {
		{ "itself", ROLE_SOURCE, "/a", "/a", 1 },
		{ "below", ROLE_SOURCE, "/a", "/a/b", 1 },
		{ "beside", ROLE_SOURCE, "/a", "/ab", 0 },
		{ "above", ROLE_SOURCE, "/a/b", "/a", 0 },
		{ "the second", ROLE_SOURCE, "/a /b", "/b", 1 },
		{ "none", ROLE_SOURCE, "", "/a", 0 },
		{ "files", ROLE_FEED, "", "/files/x", 1 },
		{ "feed, other", ROLE_FEED, "/a", "/a", 0 },
		{ "web, all", ROLE_WEB, "", "/a", 1 },
		{ "operator", ROLE_OPERATOR, "/a", "/a", 0 },
		{ "worker", ROLE_WORKER, "/a", "/a", 0 },
	};
	struct key	 k;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		k = (struct key){ .role = rows[i].role };
		snprintf(k.sources, sizeof(k.sources), "%s", rows[i].sources);
		if (key_may_submit(&k, rows[i].source) != rows[i].may)
			fail_msg("%s", rows[i].label);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(one_bad_file_is_alone),
		cmocka_unit_test(a_key_covers_what_its_role_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
